import type { RunResult } from "msgflux";
import { describe, expect, it } from "vitest";
import { chatProblems } from "../../lib/message/chat-validity.ts";
import type { RecordedRequest } from "../support/loopback.ts";
import { expectGolden } from "./golden.ts";
import { usageOf } from "./reply.ts";
import { perform, type Performance } from "./run-scenario.ts";
import { hidden, type Scenario } from "./scenario.ts";
import { wires, type Wire } from "./wires.ts";

/** The path of a scenario's golden file, by provider. */
export function goldenPaths(scenario: Scenario): string[] {
  return wiresOf(scenario).map((wire) => `${wire.provider}/${scenario.name}.json`);
}

/** Runs each scenario whole and streamed against each provider's wire and checks everything that both must agree on. */
export function testScenarios(scenarios: readonly Scenario[]): void {
  for (const wire of wires) {
    describe(`over ${wire.provider}'s wire, whole and streamed alike`, () => {
      for (const scenario of scenarios.filter((one) => wiresOf(one).includes(wire))) {
        it(scenario.name, async () => {
          const whole = await perform(scenario, wire, false);
          const streamed = await perform(scenario, wire, true);
          for (const one of [whole, streamed]) checkOutcome(scenario, one);
          for (const one of [whole, streamed]) checkRequests(scenario, wire, one);
          expect({ ...streamed.result, runId: whole.result?.runId }).toEqual({ ...whole.result });
          checkSeen(scenario, streamed);
          expect(bodiesOf(streamed).map((body) => withoutFlags(body, wire))).toEqual(bodiesOf(whole).map(keysInOrder));
          expectGolden(`${wire.provider}/${scenario.name}.json`, bodiesOf(whole));
        });
      }
    });
  }
}

/** Whether a request holds something that was injected and must stay hidden. */
export function holdsHidden({ path, headers, body }: RecordedRequest): boolean {
  return JSON.stringify([path, headers, body]).toLowerCase().includes(hidden);
}

function wiresOf({ providers }: Scenario): readonly Wire[] {
  return wires.filter(({ provider }) => providers?.includes(provider) ?? true);
}

function checkOutcome(scenario: Scenario, { output, result }: Performance): void {
  expect(output).toEqual(scenario.output);
  if (result === undefined) return;
  const own = scenario.replies.map((reply, turn) => ({ reply, turn })).filter(({ reply }) => reply.nested !== true);
  const counted = own.map(({ reply, turn }) => usageOf(reply, turn));
  const sum = (of: (usage: (typeof counted)[number]) => number) => counted.reduce((total, usage) => total + of(usage), 0);
  const thoughts = own.flatMap(({ reply }) => reply.thinking ?? []);
  expect(result).toMatchObject({
    turns: own.length,
    source: "model",
    finishReason: own.at(-1)?.reply.calls === undefined ? "stop" : "tool-calls",
    usage: {
      inputTokens: sum(({ input }) => input),
      outputTokens: sum((usage) => usage.output),
      cachedInputTokens: sum(({ cached }) => cached),
      reasoningTokens: sum(({ reasoning }) => reasoning),
    },
    reasoning: thoughts.length === 0 ? undefined : thoughts.join("\n\n"),
  });
  expect(chatProblems(result.messages)).toEqual([]);
  expect(toolCallsOf(result)).toEqual(scenario.toolCalls ?? []);
  scenario.check?.(result);
}

function toolCallsOf(result: RunResult): unknown[] {
  return result.toolCalls.map(({ name, parameters, result: given, error }) => [name, parameters, error ?? given]);
}

function checkRequests(scenario: Scenario, wire: Wire, performance: Performance): void {
  const { requests, seen } = performance;
  expect(requests.filter((request) => request !== undefined)).toHaveLength(scenario.replies.length);
  for (const request of requests) {
    expect(request).toMatchObject({ method: "POST", path: wire.path });
    expect(wire.key(request.headers)).toBe("test-key");
    expect(holdsHidden(request), "an injected name or value is in the request").toBe(false);
    const flags = Object.keys(wire.streamFlags).map((flag) => [flag, (request.body as Readonly<Record<string, unknown>>)[flag]]);
    expect(Object.fromEntries(flags)).toEqual(seen === undefined ? {} : wire.streamFlags);
  }
}

/** What was seen piece by piece is what the model said, all turns of this run joined. */
function checkSeen(scenario: Scenario, { seen, output }: Performance): void {
  const own = scenario.replies.filter((reply) => reply.nested !== true);
  const texts = own.flatMap((reply) => reply.text ?? []);
  expect(seen?.text).toBe(texts.join(""));
  expect(seen?.reasoning).toBe(own.map((reply) => reply.thinking ?? "").join(""));
  if (typeof scenario.output === "string" && texts.length === 1) expect(seen?.text).toBe(output);
  const idsOf = (type: "tool-start" | "tool-end") =>
    seen?.events.flatMap((event) => (event.type === type ? [event.callId] : [])).toSorted();
  expect(idsOf("tool-end")).toEqual(idsOf("tool-start"));
}

function bodiesOf({ requests }: Performance): object[] {
  return requests.map((request) => request.body as object);
}

function withoutFlags(body: object, wire: Wire): string {
  return keysInOrder(Object.fromEntries(Object.entries(body).filter(([key]) => !(key in wire.streamFlags))));
}

function keysInOrder(body: object): string {
  return JSON.stringify(body);
}
