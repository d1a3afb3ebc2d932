import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgentEvent } from "../../lib/agent/agent-event.ts";
import type { Middleware } from "../../lib/core/door.ts";
import type { ChatModel } from "../../lib/model/chat-model.ts";
import { agent } from "../../lib/joined.ts";
import { scriptedModel, toolCall, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { all, down, gate, once, plainTool, settled } from "./gates.ts";

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeEach(() => void process.on("unhandledRejection", note));
afterEach(async () => {
  await settled();
  process.off("unhandledRejection", note);
  expect(unhandled.splice(0)).toEqual([]);
});

const long = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(" ");
const echo = plainTool("echo", (args) => args);

describe("a stream and a run of the same script give the same", () => {
  const scripts: readonly (readonly [string, () => readonly ScriptStep[]])[] = [
    ["plain text", () => ["Hello  there,\n\nfriend. "]],
    ["blanks", () => ["  \n "]],
    ["no text at all", () => [""]],
    ["tools and text", () => [{ text: "Let me see.", toolCalls: [{ id: "1", name: "echo", arguments: "{}" }] }, "Done."]],
    ["unknown tools and broken arguments", () => [[toolCall("ecko"), toolCall("echo", "{")], "Done."]],
    ["an empty reply after a tool", () => [toolCall("echo"), ""]],
  ];
  it.each(scripts)("%s", async (_, script) => {
    const made = () => agent("", { model: scriptedModel(script()), tools: [echo] });
    const run = await made().run("x");
    const stream = made().stream("x");
    const deltas = (await all(stream.events())).filter((event) => event.type === "text-delta");
    expect({ ...(await stream.result), runId: "" }).toEqual({ ...run, runId: "" });
    const last = deltas.filter((event) => event.path === `run:agent/model:scripted/model${run.turns === 1 ? "" : `#${run.turns}`}`);
    expect(last.map((event) => event.text).join("")).toBe(run.output);
  });

  it("with corrections", async () => {
    const made = () => agent("", { model: scriptedModel(["no", '{"n":1}']), signature: "x: string -> n: int" });
    const stream = made().stream("x");
    expect({ ...(await stream.result), runId: "" }).toEqual({ ...(await made().run("x")), runId: "" });
    expect((await all(stream.consume())).join("")).toBe('no{"n":1}');
  });
});

describe("readers of a stream", () => {
  it("see everything from the start, however late they come", async () => {
    const stream = agent("", { model: scriptedModel(["one two three"]) }).stream("x");
    await stream.output;
    expect(await all(stream.consume())).toEqual(["one", " two", " three"]);
    expect(await all(stream.consume())).toEqual(["one", " two", " three"]);
  });

  it("may be several at once, each with everything", async () => {
    const stream = agent("", { model: scriptedModel([long(200)]) }).stream("x");
    const readers = await Promise.all([all(stream.consume()), all(stream.consume()), all(stream.events())]);
    expect(readers[0]?.join("")).toBe(long(200));
    expect(readers[1]).toEqual(readers[0]);
    expect(readers[2]?.at(-1)).toMatchObject({ type: "run-end" });
  });

  it("may leave early without stopping the run", async () => {
    const stream = agent("", { model: scriptedModel([long(300)]) }).stream("x");
    for await (const text of stream.consume()) if (text.includes("3")) break;
    expect(await stream.output).toBe(long(300));
  });

  it("need not come at all", async () => {
    expect(await agent("", { model: scriptedModel([long(300)]) }).stream("x").output).toBe(long(300));
  });

  it("get what the model thinks by consumeReasoning", async () => {
    const stream = agent("", { model: scriptedModel([{ text: "a", reasoning: [{ text: "hm" }, { text: "ah" }] }]) }).stream("x");
    expect(await all(stream.consumeReasoning())).toEqual(["hm", "ah"]);
    expect((await stream.result).reasoning).toBe("hmah");
  });
});

describe("a slow reader", () => {
  /** A model that counts the words it could get rid of. */
  function counting(words: number) {
    const state = { told: 0, finished: false };
    const model: ChatModel = {
      ...scriptedModel([]),
      async generate(_, { onDelta }) {
        for (let index = 0; index < words; index += 1) {
          await onDelta?.({ type: "text", text: "x" });
          state.told += 1;
        }
        state.finished = true;
        return { text: "x".repeat(words), reasoning: [], toolCalls: [], finishReason: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
      },
    };
    return { model, state };
  }

  it("is waited for, and the run goes on when it reads or leaves", async () => {
    const { model, state } = counting(1000);
    const stream = agent("", { model, policy: once }).stream("x");
    const reader = stream.consume();
    await reader.next();
    await settled();
    const first = state.told;
    expect(first).toBeLessThan(200);
    for (let index = 0; index < 100; index += 1) await reader.next();
    await settled();
    expect(state.told).toBeGreaterThan(first);
    expect(state.finished).toBe(false);
    await reader.return();
    expect(await stream.output).toHaveLength(1000);
  });

  it("holds the run back for all readers, and only while it reads", async () => {
    const { model, state } = counting(1000);
    const stream = agent("", { model, policy: once }).stream("x");
    const slow = stream.events();
    await slow.next();
    const fast = all(stream.consume());
    await settled();
    expect(state.finished).toBe(false);
    await slow.return();
    expect(await fast).toHaveLength(1000);
  });

  it("that comes after the start holds the run back until it has caught up", async () => {
    const { model, state } = counting(1000);
    const stream = agent("", { model, policy: once }).stream("x");
    const late = stream.events();
    while (state.told < 300) await Promise.resolve();
    await late.next();
    await settled();
    expect(state.finished).toBe(false);
    expect((await all(late)).at(-1)).toMatchObject({ type: "run-end" });
  });

  it("that has stopped reading does not keep an aborted run from ending", async () => {
    const { model } = counting(1000);
    const stream = agent("", { model, policy: once }).stream("x");
    const reader = stream.events();
    await reader.next();
    await settled();
    stream.abort(new Error("enough"));
    await expect(stream.output).rejects.toThrow("enough");
    await expect(all(reader)).rejects.toThrow("enough");
  });
});

describe("a failure", () => {
  it("is thrown by every iterator after all that was seen, and by output and result", async () => {
    const model = scriptedModel([
      async (_, call) => {
        await call.onDelta?.({ type: "text", text: "Hel" });
        throw down("The line broke.");
      },
    ]);
    const stream = agent("", { model }).stream("x");
    const seen: string[] = [];
    const reading = (async () => {
      for await (const text of stream.consume()) seen.push(text);
    })();
    await expect(reading).rejects.toThrow("The line broke.");
    expect(seen).toEqual(["Hel"]);
    const events: AgentEvent[] = [];
    const watching = (async () => {
      for await (const event of stream.events()) events.push(event);
    })();
    await expect(watching).rejects.toThrow("The line broke.");
    expect(events.at(-1)).toMatchObject({ type: "run-end", error: "The line broke." });
    await expect(stream.output).rejects.toThrow("The line broke.");
    await expect(stream.result).rejects.toThrow("The line broke.");
  });

  it("that nobody looks at is no unhandled rejection", async () => {
    agent("", { model: scriptedModel([down()]), policy: once }).stream("x");
    await settled();
    expect(unhandled).toEqual([]);
  });

  it("after something was seen is neither retried nor answered by the fallback", async () => {
    const broken: ScriptStep = async (_, call) => {
      await call.onDelta?.({ type: "text", text: "Hel" });
      throw down("The line broke.");
    };
    const model = scriptedModel([broken, "second"]);
    const stream = agent("", { model, fallback: () => "fallback" }).stream("x");
    await expect(stream.output).rejects.toThrow("The line broke.");
    expect(model.requests).toHaveLength(1);
  });
});

describe("abort of a stream", () => {
  it("rejects with its reason and tells the model", async () => {
    const reached = gate<AbortSignal>();
    const model = scriptedModel([
      (_, call) => {
        reached.open(call.signal);
        return new Promise(() => {});
      },
    ]);
    const stream = agent("", { model }).stream("x");
    const signal = await reached.passed;
    stream.abort("reason");
    await expect(stream.output).rejects.toBe("reason");
    expect(signal.aborted).toBe(true);
  });

  it("also works by the signal of the call, and does nothing after the end", async () => {
    const controller = new AbortController();
    const stream = agent("", { model: scriptedModel(["a"]) }).stream("x", { signal: controller.signal });
    expect(await stream.output).toBe("a");
    stream.abort();
    expect(await all(stream.consume())).toEqual(["a"]);
    controller.abort(new Error("late"));
    const second = agent("", { model: scriptedModel(["a"]) }).stream("x", { signal: controller.signal });
    await expect(second.output).rejects.toThrow("late");
    await expect(second.events().next()).rejects.toThrow("late");
  });
});

describe("events", () => {
  it("come in order, with the run and the path of the call", async () => {
    const model = scriptedModel([toolCall("echo", { a: 1 }), { text: "Done.", usage: { inputTokens: 2, outputTokens: 1 } }]);
    const stream = agent("", { model, tools: [echo] }).stream("x");
    const events = await all(stream.events());
    const runId = (await stream.result).runId;
    expect(events.every((event) => event.runId === runId)).toBe(true);
    expect(events.map((event) => `${event.type} ${event.path}`)).toEqual([
      "run-start run:agent",
      "turn-start run:agent",
      "tool-call-delta run:agent/model:scripted/model",
      "turn-end run:agent",
      "tool-start run:agent/tool:echo",
      "tool-end run:agent/tool:echo",
      "turn-start run:agent",
      "text-delta run:agent/model:scripted/model#2",
      "turn-end run:agent",
      "run-end run:agent",
    ]);
    expect(events[4]).toMatchObject({ callId: "call_1_1", name: "echo", parameters: { a: 1 } });
    expect(events[5]).toMatchObject({ result: { a: 1 }, error: undefined });
    expect(events.at(-1)).toMatchObject({ turns: 2, usage: { inputTokens: 2, outputTokens: 1 } });
  });

  it("of a tool reach the listeners by emit", async () => {
    const busy = plainTool("busy", async (_, context) => {
      await context.emit({ percent: 50 });
      return "ok";
    });
    const stream = agent("", { model: scriptedModel([toolCall("busy"), "a"]), tools: [busy] }).stream("x");
    expect(await all(stream.events())).toContainEqual(
      expect.objectContaining({ type: "tool-event", path: "run:agent/tool:busy", callId: "call_1_1", name: "busy", data: { percent: 50 } }),
    );
  });
});

describe("a model or a middleware that answers in one piece", () => {
  it("is read like one that streams", async () => {
    const silent: ChatModel = {
      ...scriptedModel([]),
      generate: async () => ({
        text: "All at once.",
        reasoning: [{ text: "Hm." }],
        toolCalls: [],
        finishReason: "stop",
        usage: { inputTokens: 0, outputTokens: 0 },
      }),
    };
    const stream = agent("", { model: silent, policy: once }).stream("x");
    expect(await all(stream.consume())).toEqual(["All at once."]);
    expect(await all(stream.consumeReasoning())).toEqual(["Hm."]);
  });

  it("also where a middleware answers for the model or for the run", async () => {
    const cached: Middleware = async (call, next) =>
      call.kind === "model"
        ? { text: "cached", reasoning: [], toolCalls: [], finishReason: "stop", usage: { inputTokens: 0, outputTokens: 0 } }
        : next(call);
    const model = agent("", { model: scriptedModel([]), use: [{ name: "cache", around: cached }] });
    expect(await all(model.stream("x").consume())).toEqual(["cached"]);
    const refused: Middleware = async (call, next) =>
      call.kind === "run" ? { output: "No.", messages: [], usage: { inputTokens: 0, outputTokens: 0 }, turns: 0 } : next(call);
    const run = agent("", { model: scriptedModel([]), use: [{ name: "guard", around: refused }] });
    expect(await all(run.stream("x").consume())).toEqual(["No."]);
  });
});
