import { agent, Model, policy, type AgentEvent, type RunResult } from "msgflux";
import { beforeAll, describe, expect, it } from "vitest";
import { chatProblems } from "../../lib/message/chat-validity.ts";
import { isWorthRetrying } from "../../lib/model/failures.ts";
import { plainTool } from "../agent/gates.ts";
import { startFaults, type FaultServer } from "../support/fault-server.ts";
import { begun, faults, maxReplyBytes, type Fault } from "../support/faults.ts";
import type { RecordedRequest } from "../support/loopback.ts";
import { calls, says } from "../wire/reply.ts";
import { wires, type Wire } from "../wire/wires.ts";

const attempts = 3;
const answer = "The answer, at last.";

/** How a fault meets a run. */
interface Meeting {
  readonly wire: Wire;
  readonly fault: Fault;
  readonly streamed: boolean;
  /** In the turn after a tool round. */
  readonly later: boolean;
  readonly times: number;
}

/** What was seen of a run. */
interface Seen {
  readonly result: RunResult | undefined;
  readonly error: unknown;
  readonly events: readonly AgentEvent[];
  readonly toolRuns: number;
  /** How often the policy asked whether to try again. */
  readonly asked: number;
  readonly server: FaultServer;
}

function modelAt({ url }: FaultServer, { wire, fault }: Meeting, retryOn: (error: unknown) => boolean) {
  return Model.chatCompletion(`${wire.provider}/${wire.model}`, {
    baseURL: url + wire.base,
    apiKey: "test-key",
    maxReplyBytes,
    policy: policy({
      retry: { attempts, baseDelayMs: 10, maxRetryAfterMs: 5000, retryOn },
      timeoutMs: fault.slow ? 400 : 20_000,
      breaker: false,
    }),
  });
}

async function meet(meeting: Meeting): Promise<Seen> {
  const { wire, fault, streamed, later, times } = meeting;
  const server = await startFaults(wire, [...(later ? [calls("ping")] : []), ...Array<Fault>(times).fill(fault), says(answer)]);
  let toolRuns = 0;
  let asked = 0;
  const ping = plainTool("ping", async () => {
    toolRuns += 1;
    await server.ready();
    return "pong";
  });
  const retryOn = (error: unknown) => {
    asked += 1;
    server.failed();
    return isWorthRetrying(error, true);
  };
  const model = modelAt(server, meeting, retryOn);
  const assistant = agent("Answer.", { model, tools: [ping], timeouts: { chunkMs: fault.slow ? 400 : 20_000 } });
  // The deadline of the whole: a fault that hangs for good fails with its reason, and not with what is expected.
  const signal = AbortSignal.timeout(25_000);
  const events: AgentEvent[] = [];
  let result: RunResult | undefined;
  let error: unknown;
  try {
    if (streamed) {
      const stream = assistant.stream("Hi", { signal });
      stream.result.catch(() => {});
      for await (const event of stream.events()) events.push(event);
      result = await stream.result;
    } else result = await assistant.run("Hi", { signal });
  } catch (thrown) {
    error = thrown;
  }
  if (fault.outcome({ wire, streamed }).hungUp) await Promise.all(server.requests.slice(later ? 1 : 0, times + (later ? 1 : 0)).map(left));
  await server.close();
  return { result, error, events, toolRuns, asked, server };
}

const textOf = (events: readonly AgentEvent[]) => events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

/** Resolves when the client has gone away from this request. */
async function left({ gone }: RecordedRequest): Promise<void> {
  if (!gone.aborted) await new Promise((resolve) => gone.addEventListener("abort", resolve));
}

function check(meeting: Meeting, seen: Seen): void {
  const { wire, fault, streamed, later, times } = meeting;
  const { retried, error, shown = "", delayMs } = fault.outcome({ wire, streamed });
  const made = retried ? Math.min(times + 1, attempts) : 1;
  const answered = error === undefined || (retried && times < attempts);
  const text = error === undefined ? begun : answer;
  if (answered) {
    expect(seen.error).toBeUndefined();
    expect(seen.result).toMatchObject({ output: text, source: "model", turns: later ? 2 : 1 });
    expect(chatProblems(seen.result?.messages ?? [])).toEqual([]);
    expect(seen.result?.messages.at(-1)).toMatchObject({ role: "assistant", content: text });
  } else {
    expect(seen.error).toMatchObject(error);
  }
  const before = later ? 1 : 0;
  const unseen = fault.strike === "refused" ? Math.min(times, made) : 0;
  expect(seen.server.requests).toHaveLength(before + made - unseen);
  // What was shown, or is an answer, is not even asked about.
  expect(seen.asked).toBe(error === undefined || shown !== "" ? 0 : retried ? Math.min(times, attempts - 1) : 1);
  const bodies = seen.server.requests.slice(before).map((request) => request.body);
  for (const body of bodies) expect(body).toEqual(bodies[0]);
  expect(seen.toolRuns).toBe(before);
  if (!streamed) return;
  expect(textOf(seen.events)).toBe(answered ? text : shown);
  const retries = seen.events.filter((event) => event.type === "retry");
  expect(retries.map((event) => event.attempt)).toEqual(Array.from({ length: made - 1 }, (_, index) => index + 1));
  for (const event of retries) {
    if (typeof delayMs === "number") expect(event.delayMs).toBe(delayMs);
    else expect(event.delayMs).toBeLessThanOrEqual(delayMs?.atMost ?? 40);
  }
  const last = seen.events.at(-1);
  expect(last?.type === "run-end" && (last.error === undefined) === answered, "the last event tells how the run ended").toBe(true);
}

const ways = [false, true].flatMap((streamed) => [false, true].map((later) => ({ streamed, later })));

/** Every fault of a wire in whole runs of an agent: whole and streamed, in the first turn and in a later one, once and again and again. */
export function describeFaults(provider: Wire["provider"]): void {
  const wire = wires.find((one) => one.provider === provider);
  if (wire === undefined) throw new Error(`there is no wire of ${provider}`);

  beforeAll(async () => {
    // The SDK is loaded at the first call; that must not count against the short limits of slow faults.
    const server = await startFaults(wire, [says("warm")]);
    await agent("", { model: Model.chatCompletion(`${wire.provider}/warm`, { baseURL: server.url + wire.base, apiKey: "k" }) })("Hi");
    await server.close();
  });

  describe.concurrent.each(faults)("$name", { timeout: 30_000 }, (fault) => {
    for (const { streamed, later } of ways) {
      const place = `${streamed ? "streamed" : "whole"}, in ${later ? "the turn after a tool round" : "the first turn"}`;
      const { retried, error } = fault.outcome({ wire, streamed });
      const ends = error === undefined ? "is an answer all the same" : retried ? "is tried again" : "ends the run";
      it(`once ${ends}: ${place}`, async () => {
        const meeting = { wire, fault, streamed, later, times: 1 };
        check(meeting, await meet(meeting));
      });
      // Slow faults take their time with each attempt; once in each place is enough of it.
      if (!retried || (fault.slow && later)) continue;
      it(`again and again ends the run after ${attempts} attempts: ${place}`, async () => {
        const meeting = { wire, fault, streamed, later, times: attempts + 2 };
        check(meeting, await meet(meeting));
      });
    }
  });
}
