import { describe, expect, it } from "vitest";
import { currentRun, enterUserCode } from "../../lib/core/current-run.ts";
import type { Call, Middleware } from "../../lib/core/door.ts";
import type { RunEvent } from "../../lib/core/events.ts";
import { RunContext } from "../../lib/core/run-context.ts";
import { inline } from "../../lib/inline/inline.ts";
import type { InlineEvent } from "../../lib/inline/inline-event.ts";
import { dotdict } from "../../lib/message/dotdict.ts";
import { type Fields, loggers, logOf } from "./steps.ts";

const turns = async (count: number) => {
  for (let i = 0; i < count; i += 1) await Promise.resolve();
};

/** A context without the middleware that all specs share, which a pipeline would have to pass. */
function bareContext(signal?: AbortSignal): RunContext {
  return Object.defineProperty(new RunContext(undefined, "run:spec", { signal }), "middleware", { value: [] });
}

describe("an abort", () => {
  it("before the call runs nothing", async () => {
    const message = dotdict();
    const reason = new Error("stop");
    await expect(inline("a" as string, loggers())(message, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(logOf(message)).toBe("");
  });

  const slowOnes = ["a -> slow -> b", "[a, slow] -> b", "@{x is None}: a -> slow -> b;", "{x is None ? slow} -> b"];
  it.each(slowOnes.flatMap((expression) => [[expression, "watched"] as const, [expression, "unwatched"] as const]))(
    "ends %s at once with the reason, %s",
    async (expression, how) => {
      const controller = new AbortController();
      const { signal } = controller;
      const reason = new Error("stop");
      const message = dotdict();
      const forever = () => new Promise<void>(() => setImmediate(() => controller.abort(reason)));
      const flux = inline(expression as string, { ...loggers(), slow: forever });
      const run = how === "watched" ? flux(message, { signal }) : enterUserCode(bareContext(signal), () => flux(message));
      await expect(run).rejects.toBe(reason);
      expect(logOf(message)).not.toContain("b");
    },
  );

  it("between synchronous modules ends a loop", async () => {
    const controller = new AbortController();
    const message = dotdict({ n: 0 });
    const up = (fields: Fields) => {
      fields["n"] += 1;
      if (fields["n"] === 3) controller.abort(new Error("enough"));
    };
    await expect(inline("@{n >= 0}: up;", { up })(message, { signal: controller.signal })).rejects.toThrow("enough");
    expect(message.n).toBe(3);
  });

  it("reaches what a module starts, through the current run", async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const watch = async () => {
      await turns(2);
      seen = currentRun()?.signal;
    };
    await inline("watch", { watch })({}, { signal: controller.signal });
    controller.abort();
    expect(seen?.aborted).toBe(true);
  });

  it("of the run it is called in ends it too", async () => {
    const controller = new AbortController();
    const context = new RunContext(undefined, "run:spec", { signal: controller.signal });
    const forever = () => new Promise<void>(() => setImmediate(() => controller.abort(new Error("outer"))));
    await expect(enterUserCode(context, () => inline("forever", { forever })({}))).rejects.toThrow("outer");
  });
});

describe("events", () => {
  async function eventsOf(expression: string, fields: Fields = {}, modules: Record<string, (message: Fields) => unknown> = loggers()) {
    const events: InlineEvent[] = [];
    await inline(expression, modules)(dotdict(fields), { listener: (event) => void events.push(event as InlineEvent) }).catch(() => {});
    return events;
  }
  const told = (events: readonly InlineEvent[]) =>
    events.map((event) => {
      const { runId, path, ...rest } = event;
      return "durationMs" in rest ? { ...rest, durationMs: typeof rest.durationMs } : rest;
    });

  it("tell of steps, branches and iterations", async () => {
    expect(told(await eventsOf("a -> {x == 2 ? b, x == 1 ? c, d} -> @{log.2 is None}: a;", { x: 1 }))).toEqual([
      { type: "step-start", step: "a" },
      { type: "step-end", step: "a", error: undefined, durationMs: "number" },
      { type: "branch", condition: "x == 1", step: "c" },
      { type: "step-start", step: "c" },
      { type: "step-end", step: "c", error: undefined, durationMs: "number" },
      { type: "iteration", condition: "log.2 is None", iteration: 1 },
      { type: "step-start", step: "a" },
      { type: "step-end", step: "a", error: undefined, durationMs: "number" },
    ]);
  });

  it("tell of the default, of no branch at all, and of a failure", async () => {
    expect(told(await eventsOf("{x == 2 ? b, c} -> {x == 2 ? b}"))).toContainEqual({ type: "branch", condition: undefined, step: "c" });
    expect(told(await eventsOf("{x == 2 ? b}"))).toEqual([{ type: "branch", condition: undefined, step: undefined }]);
    const failing = { m: () => Promise.reject(new Error("broken")) };
    expect(told(await eventsOf("m", {}, failing)).at(-1)).toMatchObject({ type: "step-end", step: "m", error: "broken" });
  });

  it("have the path of their step, numbered in the order of calling", async () => {
    const events = await eventsOf("a -> [b, a] -> a");
    expect(events.filter(({ type }) => type === "step-start").map(({ path }) => path)).toEqual([
      "task:a",
      "task:b",
      "task:a#2",
      "task:a#3",
    ]);
    expect(new Set(events.map(({ runId }) => runId)).size).toBe(1);
  });

  it("hold the pipeline back as long as the listener wants", async () => {
    const order: string[] = [];
    const listener = async (event: RunEvent) => {
      await turns(10);
      order.push(event.type);
    };
    await inline("{x is None ? m}", { m: () => void order.push("m") })({}, { listener });
    expect(order).toEqual(["branch", "step-start", "m", "step-end"]);
  });

  it("reach the listener of the run that a pipeline is called in, also synchronously", async () => {
    const events: RunEvent[] = [];
    const context = new RunContext(undefined, "run:spec", { listener: (event) => void events.push(event) });
    const flux = inline("a -> [b] -> @{x == 1}: c;" as string, loggers());
    enterUserCode(context, () => flux.sync(dotdict()));
    const synchronous = events.splice(0).map(({ type, path }) => `${type} ${path}`);
    expect(synchronous).toEqual([
      "step-start run:spec/task:a",
      "step-end run:spec/task:a",
      "step-start run:spec/task:b",
      "step-end run:spec/task:b",
    ]);
    await enterUserCode(context, () => flux(dotdict()));
    expect(events.map(({ type, path }) => `${type} ${path}`)).toEqual(synchronous.map((line) => `${line}#2`));
  });

  it("of a failing synchronous call are told as well", () => {
    const events: RunEvent[] = [];
    const context = new RunContext(undefined, "run:spec", { listener: async (event) => void events.push(event) });
    const flux = inline("m", {
      m: () => {
        throw new Error("broken");
      },
    });
    expect(() => enterUserCode(context, () => flux.sync({}))).toThrow("broken");
    expect(events.at(-1)).toMatchObject({ type: "step-end", error: "broken" });
  });
});

describe("the door", () => {
  const inRun = (use: Middleware[], work: () => Promise<unknown>) => enterUserCode(new RunContext(undefined, "run:spec", { use }), work);

  it("sees every step as a task, in its place", async () => {
    const calls: Call[] = [];
    const spy: Middleware = (call, next) => {
      calls.push(call);
      return next(call);
    };
    const message = dotdict({ n: 0 });
    const up = (fields: Fields) => void (fields["n"] += 1);
    await inRun([spy], () => inline("up -> [up, up] -> {n == 3 ? up} -> @{n < 6}: up;", { up })(message));
    expect(message.n).toBe(6);
    expect(calls.map(({ kind, name, path }) => `${kind} ${name} ${path}`)).toEqual(
      ["", "#2", "#3", "#4", "#5", "#6"].map((nth) => `task up run:spec/task:up${nth}`),
    );
    expect(calls.every(({ input }) => input === message)).toBe(true);
  });

  it("what a step starts stands below it", async () => {
    let path: string | undefined;
    const inner = inline("m", { m: () => void (path = currentRun()?.path) });
    await inRun([(call, next) => next(call)], () => inline("inner", { inner })({}));
    expect(path).toBe("run:spec/task:inner/task:m");
  });

  it("a middleware may try again, and its failure is the step's", async () => {
    let attempts = 0;
    const retry: Middleware = (call, next) => next(call).catch(() => next(call));
    const flaky = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("once");
    };
    await inRun([retry], () => inline("flaky", { flaky })({}));
    expect(attempts).toBe(2);
    const refuse: Middleware = () => Promise.reject(new Error("not allowed"));
    await expect(inRun([refuse], () => inline("flaky", { flaky })({}))).rejects.toThrow(
      "Execution failed for `flaky`: Error('not allowed')",
    );
  });

  it("what a middleware answers in place of a step becomes the message's content", async () => {
    const journal: Middleware = async (call, next) =>
      call.name === "a" ? { n: 1, kept: { deep: true }, "with.dot": 2, get: 3 } : next(call);
    const message = dotdict({ n: 0, old: true });
    const modules = { a: () => expect.unreachable(), b: (fields: Fields) => void (fields["n"] += 1) };
    await inRun([journal], () => inline("a -> b", modules)(message));
    expect(message.toDict()).toEqual({ n: 2, kept: { deep: true }, "with.dot": 2, get: 3 });
  });

  it("is not passed where nobody waits behind it: a step is then called directly", async () => {
    const stacks: string[] = [];
    const m = () => void stacks.push(new Error().stack ?? "");
    const flux = inline("m", { m });
    await flux({});
    await enterUserCode(bareContext(), () => flux({}));
    await inRun([(call, next) => next(call)], () => flux({}));
    expect(stacks.map((stack) => stack.includes("door.ts"))).toEqual([false, false, true]);
  });
});
