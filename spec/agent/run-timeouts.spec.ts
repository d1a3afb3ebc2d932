import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { joinTimeouts, withinChunks } from "../../lib/agent/run-timeouts.ts";
import { wait } from "../../lib/core/abort.ts";
import { ConfigurationError, TimeoutError } from "../../lib/core/errors.ts";
import { agent } from "../../lib/joined.ts";
import type { Chat } from "../../lib/message/chat.ts";
import type { ChatDelta, ModelCall } from "../../lib/model/chat-model.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { scriptedModel, toolCall, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { plainTool } from "./gates.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount(), "timers left").toBe(0);
  vi.useRealTimers();
});

/** What a promise comes to when time passes as fast as it can. */
async function settled<T>(running: Promise<T>): Promise<T | unknown> {
  const outcome = running.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return outcome;
}

const never = () => new Promise<never>(() => {});
/** What a model was told last. */
const told = (messages: Chat) => messages.at(-1)?.content as string;
/** A step that answers after so many milliseconds, and hears an abort. */
const after =
  (ms: number, step: ScriptStep): ScriptStep =>
  async (_, { signal }) => {
    await wait(ms, signal);
    return step;
  };
/** A step that streams these texts, each after so many milliseconds, and then takes as long again. */
const streaming =
  (ms: number, ...texts: readonly string[]): ScriptStep =>
  async (_, { signal, onDelta }) => {
    for (const text of texts) {
      await wait(ms, signal);
      await onDelta?.({ type: "text", text });
    }
    await wait(ms, signal);
    return { text: "" };
  };
const single = makePolicy({ retry: false, breaker: false });
const often = makePolicy({ retry: { attempts: 3, baseDelayMs: 0 }, breaker: false });
const late = (what: string, limitMs: number) => ({
  name: "TimeoutError",
  code: "timeout",
  limitMs,
  message: `${what} took longer than ${limitMs} ms.`,
});

describe("totalMs", () => {
  const total = { name: "slow", timeouts: { totalMs: 1000 }, policy: single };

  it.each<[string, () => ReturnType<typeof agent>]>([
    ["a model that does not heed its signal", () => agent("", { ...total, model: scriptedModel([never]) })],
    [
      "a tool that does not heed its signal",
      () => agent("", { ...total, model: scriptedModel([toolCall("t")]), tools: [plainTool("t", never)] }),
    ],
    ["words that never come", () => agent("", { ...total, model: scriptedModel([]), use: [{ name: "e", preamble: never }] })],
    ["a wrapper that waits for ever", () => agent("", { ...total, model: scriptedModel([]), use: [{ name: "e", around: never }] })],
    [
      "turns that are quick each",
      () => agent("", { ...total, model: scriptedModel(Array(9).fill(after(300, toolCall("t")))), tools: [plainTool("t", () => "")] }),
    ],
    [
      "a model that is tried again and again",
      () =>
        agent("", {
          ...total,
          policy: makePolicy({ retry: { attempts: 100, baseDelayMs: 400 } }),
          model: scriptedModel(Array(100).fill(new ModelError("busy", { retryable: true }))),
        }),
    ],
    [
      "an agent called as a tool",
      () =>
        agent("", {
          ...total,
          model: scriptedModel([toolCall("inner", { task: "x" })]),
          tools: [agent("", { name: "inner", model: scriptedModel([never]) })],
        }),
    ],
    ["a fallback that waits for ever", () => agent("", { ...total, model: scriptedModel([new ModelError("down")]), fallback: never })],
  ])("ends the run in %s", async (_, make) => {
    const error = await settled(make()("x"));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject(late('The agent "slow"', 1000));
  });

  it("aborts what runs inside, and no fallback answers", async () => {
    const signals: AbortSignal[] = [];
    const waits = (_: unknown, { signal }: { readonly signal: AbortSignal }) => {
      signals.push(signal);
      return never();
    };
    const fallback = vi.fn(() => "fallback");
    const inner = agent("", { name: "inner", model: scriptedModel([waits]) });
    const model = scriptedModel([[toolCall("inner", { task: "x" }), toolCall("t")], "unheard"]);
    const running = agent("", { ...total, model, tools: [inner, plainTool("t", waits)], fallback })("x");
    expect(await settled(running)).toMatchObject(late('The agent "slow"', 1000));
    expect(signals.map((signal) => [signal.aborted, signal.reason])).toEqual([1, 2].map(() => [true, expect.any(TimeoutError)]));
    expect(model.requests).toHaveLength(1);
    expect(fallback).not.toHaveBeenCalled();
  });

  it("is told in the last event, after those of what was inside", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel([after(5000, "late")]) });
    const stream = agent("", { ...total, model: scriptedModel([toolCall("inner", { task: "x" })]), tools: [inner] }).stream("x");
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of stream.events()) seen.push(event.type === "run-end" ? `${event.agent}: ${event.error}` : event.type);
    })();
    expect(await settled(reading)).toMatchObject(late('The agent "slow"', 1000));
    const end = 'The agent "slow" took longer than 1000 ms.';
    expect(seen.slice(-3)).toEqual([`inner: ${end}`, "tool-end", `slow: ${end}`]);
  });

  it("of an agent called as a tool is an error of that tool, which the model is told", async () => {
    const model = scriptedModel([toolCall("slow", { task: "x" }), ({ messages }) => told(messages)]);
    const inner = agent("", { ...total, model: scriptedModel([never]) });
    expect(await settled(agent("", { model, tools: [inner] })("x"))).toBe('Error: The agent "slow" took longer than 1000 ms.');
  });

  it("does not touch a run that is done in time, and the caller's own reason wins", async () => {
    expect(await settled(agent("", { ...total, model: scriptedModel([after(999, "done")]) })("x"))).toBe("done");
    const own = new AbortController();
    const running = agent("", { ...total, model: scriptedModel([never]) })("x", { signal: own.signal });
    own.abort("mine");
    expect(await settled(running)).toBe("mine");
  });
});

describe("turnMs", () => {
  const turn = { name: "slow", timeouts: { turnMs: 1000 } };

  it("covers the attempts of one turn and the waits between them", async () => {
    const model = scriptedModel(Array(50).fill(after(300, new ModelError("busy", { retryable: true, retryAfterMs: 100 }))));
    const policy = makePolicy({ retry: { attempts: 50 }, breaker: false });
    expect(await settled(agent("", { ...turn, model, policy })("x"))).toMatchObject(late('A turn of the agent "slow"', 1000));
    expect(model.requests).toHaveLength(3);
  });

  it("begins anew with each turn, and leaves out the tools between them", async () => {
    const model = scriptedModel([after(900, toolCall("t")), after(900, "done")]);
    const tool = plainTool("t", (_, { signal }) => wait(5000, signal));
    expect(await settled(agent("", { ...turn, model, tools: [tool], policy: single })("x"))).toBe("done");
  });

  it("cuts a reply that is being shown, and is a reason for the fallback where nothing was shown", async () => {
    const stream = agent("", {
      ...turn,
      model: scriptedModel([streaming(400, "a", "b", "c", "d")]),
      policy: often,
      fallback: () => "fallback",
    }).stream("x");
    const texts: string[] = [];
    const reading = (async () => {
      for await (const text of stream.consume()) texts.push(text);
    })();
    expect(await settled(reading)).toMatchObject(late('A turn of the agent "slow"', 1000));
    expect(texts).toEqual(["a", "b"]);
    const silent = agent("", { ...turn, model: scriptedModel([never]), policy: often, fallback: () => "fallback" });
    expect(await settled(silent("x"))).toBe("fallback");
  });
});

describe("firstChunkMs", () => {
  const first = { timeouts: { firstChunkMs: 1000 }, policy: often };
  const limit = late('The first piece of the reply of "scripted/model"', 1000);

  it("is a failed attempt, which the policy repeats", async () => {
    const model = scriptedModel([never, after(1001, "late"), after(999, "done")]);
    expect(await settled(agent("", { ...first, model }).stream("x").output)).toBe("done");
    expect(model.requests).toHaveLength(3);
  });

  it("ends the run when the policy gives up", async () => {
    const model = scriptedModel([never, never, never]);
    expect(await settled(agent("", { ...first, model }).stream("x").output)).toMatchObject(limit);
    expect(await settled(agent("", { ...first, policy: single, model: scriptedModel([never]) }).stream("x").output)).toMatchObject(limit);
  });

  it("has no say once something has come, nor in a reply that is not streamed", async () => {
    expect(await settled(agent("", { ...first, model: scriptedModel([streaming(900, "a", "b", "c")]) }).stream("x").output)).toBe("");
    expect(await settled(agent("", { ...first, model: scriptedModel([after(5000, "whole")]) })("x"))).toBe("whole");
  });
});

describe("chunkMs", () => {
  const between = { timeouts: { chunkMs: 1000 }, policy: often };
  const limit = late('The next piece of the reply of "scripted/model"', 1000);
  const text = (words: string): ChatDelta => ({ type: "text", text: words });
  /** Sends these deltas, each 600 ms after the one before, and ends 600 ms later. */
  const sending =
    (...deltas: readonly ChatDelta[]) =>
    async (call: ModelCall) => {
      for (const delta of deltas) {
        await call.onDelta?.(delta);
        await wait(600, call.signal);
      }
      return "done";
    };
  const asked = (onDelta: ModelCall["onDelta"], ask: (call: ModelCall) => Promise<string>) =>
    settled(withinChunks({ name: "m", signal: new AbortController().signal, onDelta }, between.timeouts, ask));

  it("begins with the first piece and begins anew with each", async () => {
    const model = scriptedModel([streaming(999, "a", "b", "c")]);
    expect(await settled(agent("", { ...between, model }).stream("x").output)).toBe("");
  });

  it("ends a stream that stands still, and nothing is asked again", async () => {
    const model = scriptedModel([async (_, { onDelta }) => (await onDelta?.(text("Hel")), never()), "unheard"]);
    const stream = agent("", { ...between, model, fallback: () => "fallback" }).stream("x");
    const texts: string[] = [];
    const reading = (async () => {
      for await (const piece of stream.consume()) texts.push(piece);
    })();
    expect(await settled(reading)).toMatchObject(limit);
    expect([texts, model.requests.length]).toEqual([["Hel"], 1]);
  });

  it("also covers the time from the last piece to the end", async () => {
    const model = scriptedModel([async (_, { signal, onDelta }) => (await onDelta?.(text("all")), await wait(1001, signal), "all")]);
    expect(await settled(agent("", { ...between, model }).stream("x").output)).toMatchObject(limit);
  });

  it("is not put off by pieces that bring nothing", async () => {
    const call = { type: "tool-call", index: 0, id: "c", name: "t", arguments: "" } as const;
    const seen: ChatDelta[] = [];
    const onDelta = (delta: ChatDelta) => void seen.push(delta);
    expect(await asked(onDelta, sending(text("a"), text(""), text("")))).toMatchObject({ name: "TimeoutError", limitMs: 1000 });
    expect(await asked(onDelta, sending(call, call, call))).toMatchObject({ name: "TimeoutError" });
    expect(await asked(onDelta, sending(call, { ...call, arguments: "{" }, { ...call, index: 1 }))).toBe("done");
    expect(seen).toContainEqual(text(""));
  });

  it("leaves out the time that a listener takes", async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 5000));
    expect(await asked(slow, sending(text("a"), text("b")))).toBe("done");
    expect(await asked(slow, sending(text("a"), text(""), text("")))).toMatchObject({ name: "TimeoutError" });
  });

  it("is 300,000 unless told, and can be lifted", async () => {
    expect(joinTimeouts(undefined, "a")).toEqual({ chunkMs: 300_000 });
    const still = () => scriptedModel([streaming(300_001, "a")]);
    expect(await settled(agent("", { model: still(), policy: single }).stream("x").output)).toMatchObject({ limitMs: 300_000 });
    expect(await settled(agent("", { model: still(), policy: single, timeouts: { chunkMs: Infinity } }).stream("x").output)).toBe("");
  });
});

describe("toolMs", () => {
  it("is for tools without a limit of their own; the model is told", async () => {
    const run = (options: { readonly timeoutMs?: number }) => {
      const signals: AbortSignal[] = [];
      const tool = plainTool("t", (_, { signal }) => (signals.push(signal), wait(2000, signal).then(() => "in time")), options);
      return agent("", {
        model: scriptedModel([toolCall("t"), ({ messages }) => told(messages)]),
        tools: [tool],
        timeouts: { toolMs: 1000 },
      })("x");
    };
    expect(await settled(run({}))).toBe('Error: The tool "t" took longer than 1000 ms.');
    expect(await settled(run({ timeoutMs: 5000 }))).toBe("in time");
    expect(await settled(run({ timeoutMs: 10 }))).toBe('Error: The tool "t" took longer than 10 ms.');
  });
});

describe("the limits of a call", () => {
  it("win over the agent's, one by one", async () => {
    const model = () => scriptedModel([after(500, "done")]);
    const made = (timeouts: object) => agent("", { name: "slow", model: model(), policy: single, timeouts });
    expect(await settled(made({ totalMs: 100 })("x", { timeouts: { totalMs: 1000 } }))).toBe("done");
    expect(await settled(made({ totalMs: 100 })("x", { timeouts: { totalMs: Infinity } }))).toBe("done");
    expect(await settled(made({ totalMs: 100 })("x", { timeouts: { totalMs: undefined, turnMs: 1000 } }))).toMatchObject(
      late('The agent "slow"', 100),
    );
    expect(await settled(made({ totalMs: 1000 })("x", { timeouts: { turnMs: 100 } }))).toMatchObject(
      late('A turn of the agent "slow"', 100),
    );
    expect(await settled(made({})("x", { timeouts: { totalMs: 100 } }))).toMatchObject(late('The agent "slow"', 100));
  });

  it("that are none are refused, where they are written", async () => {
    const model = scriptedModel([]);
    for (const totalMs of [0, -1, Number.NaN, "5" as unknown as number, null as unknown as number]) {
      const message = `The agent "a" has timeouts.totalMs: ${String(totalMs)}. It must be a number of milliseconds from 1 on, or Infinity for no limit.`;
      expect(() => agent("", { name: "a", model, timeouts: { totalMs } })).toThrow(
        new ConfigurationError(message.split(". ")[0] + ".", { hint: message.split(". ")[1] }),
      );
      await expect(agent("", { name: "a", model })("x", { timeouts: { totalMs } })).rejects.toThrow(message);
    }
    const unknown = { total: 5 } as object;
    expect(() => agent("", { name: "a", model, timeouts: unknown })).toThrow(
      'The agent "a" has a limit named timeouts.total. Limits: "totalMs", "turnMs", "firstChunkMs", "chunkMs", "toolMs".',
    );
  });
});
