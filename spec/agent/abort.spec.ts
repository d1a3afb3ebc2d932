import { afterEach, describe, expect, it } from "vitest";
import { agent } from "../../lib/joined.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { TimeoutError } from "../../lib/core/errors.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { all, gate, plainTool, settled } from "./gates.ts";

const reason = new Error("The user left.");
const never = () => new Promise<never>(() => {});

/** An agent that was aborted: nothing it could still call is called, and the fallback keeps still. */
function silentAgent(model: ReturnType<typeof scriptedModel>, tools: readonly object[] = [], options: object = {}) {
  return agent("", { model, tools, fallback: () => answered.push(model), ...options });
}

/** The models for which a fallback answered, also behind the back of a run that has ended. */
const answered: unknown[] = [];
afterEach(async () => {
  await settled();
  expect(answered.splice(0)).toEqual([]);
});

describe("an abort rejects with the signal's reason and nothing is called afterwards", () => {
  it("before the run", async () => {
    const model = scriptedModel([]);
    const seen: string[] = [];
    const made = silentAgent(model, [], {
      use: [{ name: "spy", around: (call: { kind: string }, next: (call: object) => unknown) => (seen.push(call.kind), next(call)) }],
    });
    await expect(made("x", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect([model.requests, seen]).toEqual([[], []]);
  });

  it("by abort() without a reason too", async () => {
    await expect(silentAgent(scriptedModel([]))("x", { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("during a model call, which is told, even when it does not listen", async () => {
    const controller = new AbortController();
    const reached = gate<AbortSignal>();
    const model = scriptedModel([
      (_, { signal }) => {
        reached.open(signal);
        return never();
      },
      "second",
    ]);
    const running = silentAgent(model)("x", { signal: controller.signal });
    const signal = await reached.passed;
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(signal.aborted).toBe(true);
    await settled();
    expect(model.requests).toHaveLength(1);
  });

  it("during a backoff", async () => {
    const controller = new AbortController();
    const model = scriptedModel([new ModelError("busy", { retryable: true, retryAfterMs: 50_000 }), "second"]);
    const stream = silentAgent(model, [], { policy: makePolicy({ retry: { attempts: 3 }, breaker: false }) }).stream("x", {
      signal: controller.signal,
    });
    for await (const event of stream.events()) if (event.type === "retry") break;
    controller.abort(reason);
    await expect(stream.output).rejects.toBe(reason);
    await settled();
    expect(model.requests).toHaveLength(1);
  });

  it("during a tool that ignores its signal", async () => {
    const controller = new AbortController();
    const reached = gate<AbortSignal>();
    const after: string[] = [];
    const stubborn = plainTool("stubborn", (_, { signal }) => {
      reached.open(signal);
      return never();
    });
    const write = plainTool("write", () => after.push("write"), { effect: "write" });
    const model = scriptedModel([[toolCall("stubborn"), toolCall("stubborn"), toolCall("write")], "second"]);
    const running = silentAgent(model, [stubborn, write])("x", { signal: controller.signal });
    const signal = await reached.passed;
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    await settled();
    expect([signal.aborted, after, model.requests.length]).toEqual([true, [], 1]);
  });

  it("during a tool that throws because of it: the model is not told", async () => {
    const controller = new AbortController();
    const obedient = plainTool("obedient", async (_, { signal }) => {
      controller.abort(reason);
      signal.throwIfAborted();
    });
    const model = scriptedModel([toolCall("obedient"), "second"]);
    await expect(silentAgent(model, [obedient])("x", { signal: controller.signal })).rejects.toBe(reason);
    expect(model.requests).toHaveLength(1);
  });

  it("during a direct tool that throws because of it: its error is no answer", async () => {
    const controller = new AbortController();
    const direct = plainTool("direct", (_, { signal }) => (controller.abort(reason), signal.throwIfAborted()), { returnDirect: true });
    await expect(silentAgent(scriptedModel([toolCall("direct")]), [direct])("x", { signal: controller.signal })).rejects.toBe(reason);
  });

  it("also with a reason that looks like a failure of the model", async () => {
    for (const failure of [new TimeoutError("The request", 5), new ModelError("down")]) {
      const controller = new AbortController();
      const model = scriptedModel([() => (controller.abort(failure), never())]);
      await expect(silentAgent(model)("x", { signal: controller.signal })).rejects.toBe(failure);
    }
  });

  it("between turns, and between the calls of one turn", async () => {
    const controller = new AbortController();
    const after: string[] = [];
    const aborting = plainTool("aborting", () => controller.abort(reason), { effect: "write" });
    const write = plainTool("write", () => after.push("write"), { effect: "write" });
    const model = scriptedModel([[toolCall("aborting"), toolCall("write")], "second"]);
    await expect(silentAgent(model, [aborting, write])("x", { signal: controller.signal })).rejects.toBe(reason);
    expect([after, model.requests.length]).toEqual([[], 1]);
    const between = new AbortController();
    const single = scriptedModel([toolCall("last"), "second"]);
    const last = plainTool("last", () => "ok");
    const kinds: string[] = [];
    const stopping = {
      name: "stopping",
      around: async (call: { kind: string }, next: (call: object) => Promise<unknown>) => {
        kinds.push(call.kind);
        const result = await next(call);
        if (call.kind === "tool") between.abort(reason);
        return result;
      },
    };
    await expect(silentAgent(single, [last], { use: [stopping] })("x", { signal: between.signal })).rejects.toBe(reason);
    expect(kinds).toEqual(["run", "model", "tool"]);
  });

  it("while a turn with a limited number of lanes has calls left", async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const slow = plainTool("slow", async ({ at }) => {
      begun.push(at as number);
      if (at === 1) controller.abort(reason);
      await never();
    });
    const model = scriptedModel([[1, 2, 3, 4].map((at) => toolCall("slow", { at })), "second"]);
    await expect(silentAgent(model, [slow], { maxParallelTools: 1 })("x", { signal: controller.signal })).rejects.toBe(reason);
    expect(begun).toEqual([1]);
  });

  it("between a badly typed answer and its correction", async () => {
    const controller = new AbortController();
    const model = scriptedModel(["no", '{"n":1}']);
    const stream = silentAgent(model, [], { signature: "x: string -> n: int" }).stream("x", { signal: controller.signal });
    const reading = (async () => {
      for await (const event of stream.events()) if (event.type === "output-retry") controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    await expect(stream.output).rejects.toBe(reason);
  });

  it("of an outer run, at any depth", async () => {
    const controller = new AbortController();
    const reached = gate();
    const deep = agent("", { name: "deep", model: scriptedModel([() => (reached.open(), never())]) });
    const middle = agent("", { name: "middle", model: scriptedModel([toolCall("deep", { task: "y" }), "second"]), tools: [deep] });
    const model = scriptedModel([toolCall("middle", { task: "y" }), "second"]);
    const running = silentAgent(model, [middle])("x", { signal: controller.signal });
    await reached.passed;
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect(model.requests).toHaveLength(1);
  });

  it("of runWith", async () => {
    const controller = new AbortController();
    const model = scriptedModel([() => (controller.abort(reason), never())]);
    await expect(runWith({ signal: controller.signal }, () => silentAgent(model)("x"))).rejects.toBe(reason);
    await expect(runWith({ signal: controller.signal }, () => silentAgent(model)("x"))).rejects.toBe(reason);
    expect(model.requests).toHaveLength(1);
  });
});

describe("the events of an aborted run", () => {
  it("end with its reason", async () => {
    const controller = new AbortController();
    const model = scriptedModel([() => (controller.abort(reason), never())]);
    const stream = silentAgent(model).stream("x", { signal: controller.signal });
    await expect(stream.output).rejects.toBe(reason);
    const types: string[] = [];
    const reading = (async () => {
      for await (const event of stream.events()) types.push(event.type);
    })();
    await expect(reading).rejects.toBe(reason);
    expect(types).toEqual(["run-start", "turn-start", "run-end"]);
  });

  it("leave no listener on a signal that lives on", async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    const model = scriptedModel([toolCall("slow"), "a"]);
    expect(await agent("", { model, tools: [plainTool("slow", () => settled(), { timeoutMs: 1000 })] })("x", { signal })).toBe("a");
    await settled();
    expect(listeners).toBe(0);
    expect(
      await all(
        agent("", { model: scriptedModel(["a"]) })
          .stream("x", { signal })
          .consume(),
      ),
    ).toEqual(["a"]);
  });
});
