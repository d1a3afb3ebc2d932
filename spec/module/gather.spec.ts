import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runWith } from "../../lib/agent/run-with.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import { InputError, TimeoutError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import { agent } from "../../lib/joined.ts";
import { bcastGather, mapGather, scatterGather } from "../../lib/module/gather.ts";
import { isTaskError, TaskError } from "../../lib/module/task-error.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { tool } from "../../lib/decorators/tool.ts";

class Waits extends Signal {
  readonly type = "waits";
}

const never = (): Promise<string> => new Promise(() => {});
const fails = async (word: string): Promise<string> => {
  throw new Error(`no ${word}`);
};

afterEach(() => {
  vi.useRealTimers();
});

describe("gathering", () => {
  it("maps one function over lists of arguments, in their order", async () => {
    expect(await mapGather((a: number, b = 1) => a + b, [[1], [2, 5], [3]])).toEqual([2, 7, 4]);
  });

  it("scatters to each function its own arguments", async () => {
    expect(await scatterGather([(word: string) => word.length, async (a: number, b: number) => a * b], [["abc"], [2, 3]])).toEqual([3, 6]);
  });

  it("broadcasts the same arguments to all", async () => {
    expect(await bcastGather([(word: string) => word.length, async (word: string) => word.toUpperCase()], ["abc"])).toEqual([3, "ABC"]);
  });

  it("gives nothing for nothing", async () => {
    expect([await mapGather(never, []), await bcastGather([], []), await scatterGather([], [])]).toEqual([[], [], []]);
  });

  it("puts a TaskError in the place of what fails, thrown at once or later", async () => {
    const cause = new RangeError("too far");
    const throws = () => {
      throw cause;
    };
    const results = await bcastGather([(word: string) => word, fails, throws], ["tea"]);
    expect(results.map(isTaskError)).toEqual([false, true, true]);
    expect(results[1]).toMatchObject({ index: 1, message: "Task 1 failed: no tea", code: "task" });
    expect(results[2]).toBeInstanceOf(TaskError);
    expect((results[2] as TaskError).cause).toBe(cause);
  });

  it("throws the first failure as it was thrown, and aborts the others, when told to", async () => {
    const cause = new RangeError("too far");
    const seen: (AbortSignal | undefined)[] = [];
    const patient = () => {
      seen.push(currentRun()?.signal);
      return never();
    };
    const gathered = bcastGather([patient, () => Promise.reject(cause), patient], [], { onError: "throw" });
    await expect(gathered).rejects.toBe(cause);
    expect(seen.map((signal) => [signal?.aborted, signal?.reason])).toEqual([
      [true, cause],
      [true, cause],
    ]);
  });

  it("starts nothing more after a failure it throws", async () => {
    const started: number[] = [];
    const work = async (n: number) => {
      started.push(n);
      await sleep(0);
      if (n === 1) throw new Error("one");
      return n;
    };
    await expect(mapGather(work, [[0], [1], [2], [3], [4]], { concurrency: 2, onError: "throw" })).rejects.toThrow("one");
    await sleep(5);
    expect(started.filter((n) => n > 2)).toEqual([]);
  });

  it("starts nothing more even if another ends in the very moment of the failure", async () => {
    const started: number[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const work = async (n: number) => {
      started.push(n);
      await gate;
      if (n === 0) throw new Error("zero");
      return n;
    };
    const gathered = mapGather(work, [[0], [1], [2]], { concurrency: 2, onError: "throw" });
    open();
    await expect(gathered).rejects.toThrow("zero");
    await sleep(1);
    expect(started).toEqual([0, 1]);
  });

  it("does not count unhandled what fails after it has thrown", async () => {
    const late = async (ms: number) => {
      await sleep(ms);
      throw new Error(`after ${ms}`);
    };
    await expect(mapGather(late, [[1], [5], [10]], { onError: "throw" })).rejects.toThrow("after 1");
    await sleep(20);
  });

  it("tells how many are done, failed ones included", async () => {
    const told: [number, number][] = [];
    await bcastGather([async () => 1, fails, () => 3], ["x"], { onProgress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it("rejects and aborts all when onProgress throws", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const patient = () => {
      signals.push(currentRun()?.signal);
      return never();
    };
    const wrong = () => {
      throw new Error("progress");
    };
    await expect(bcastGather([patient, () => 1], [], { onProgress: wrong })).rejects.toThrow("progress");
    expect(signals[0]?.aborted).toBe(true);
  });

  it("never waits for itself: gatherings inside gatherings with one at a time", async () => {
    const deep = async (depth: number): Promise<number> => {
      if (depth === 0) return 1;
      const results = await mapGather(deep, [[depth - 1], [depth - 1]], { concurrency: 1, onError: "throw" });
      return results.reduce((sum, one) => sum + one, 0);
    };
    expect(await deep(6)).toBe(64);
  });

  it.each([
    ["a list of arguments for each call", () => mapGather(fails, ["a"] as never), "takes the arguments of each call as a list"],
    ["arguments as a list", () => bcastGather([fails], "a" as never), "takes the arguments of each call as a list"],
    ["a function", () => mapGather("fails" as never, []), "is a string, not a function"],
    ["functions", () => bcastGather([fails, 1 as never], ["a"]), "Entry 1 of what bcastGather was given is a number"],
    ["a list of functions", () => bcastGather(fails as never, ["a"] as never), "takes a list of functions"],
    ["as many lists as functions", () => scatterGather([fails, fails], [["a"]] as never), "2 functions, but 1 lists"],
    ["a whole concurrency", () => mapGather(fails, [["a"]], { concurrency: 1.5 }), "concurrency is 1.5"],
    ["a concurrency of at least one", () => mapGather(fails, [["a"]], { concurrency: 0 }), "concurrency is 0"],
    ["a time above nothing", () => mapGather(fails, [["a"]], { timeoutMs: 0 }), "timeoutMs is 0"],
    ["return or throw", () => mapGather(fails, [["a"]], { onError: "ignore" as never }), "onError is neither"],
  ])("wants %s", async (_, call, message) => {
    await expect(call()).rejects.toThrow(InputError);
    await expect(call()).rejects.toThrow(message);
  });

  it("keeps order and never runs more at once than it may, whatever the durations", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.boolean()), { maxLength: 25 }),
        fc.integer({ min: 1, max: 6 }),
        async (plans, concurrency) => {
          vi.useFakeTimers();
          let running = 0;
          let most = 0;
          const work = async (index: number, ms: number, ok: boolean): Promise<number> => {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setTimeout(resolve, ms));
            running -= 1;
            if (!ok) throw new Error(String(index));
            return index;
          };
          const gathered = mapGather(
            work,
            plans.map(([ms, ok], index) => [index, ms, ok]),
            { concurrency },
          );
          await vi.runAllTimersAsync();
          const results = await gathered;
          expect(results.map((result) => (isTaskError(result) ? ["failed", result.index] : ["ok", result]))).toEqual(
            plans.map(([, ok], index) => [ok ? "ok" : "failed", index]),
          );
          expect(most).toBe(Math.min(concurrency, plans.length));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a limit of time on each call", () => {
  it("aborts the call and leaves a TaskError in its place; the others go on", async () => {
    vi.useFakeTimers();
    const signals: (AbortSignal | undefined)[] = [];
    async function translate(ms: number) {
      signals.push(currentRun()?.signal);
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    }
    const gathered = mapGather(translate, [[10], [100], [20]], { timeoutMs: 50 });
    await vi.advanceTimersByTimeAsync(50);
    const [first, second, third] = await gathered;
    expect([first, third]).toEqual([10, 20]);
    expect(second).toMatchObject({ index: 1, message: 'Task 1 failed: "translate" took longer than 50 ms.' });
    expect((second as TaskError).cause).toBeInstanceOf(TimeoutError);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, true, false]);
  });

  it("counts from the start of the call, not of the gathering", async () => {
    vi.useFakeTimers();
    const work = (ms: number) => new Promise<number>((resolve) => setTimeout(() => resolve(ms), ms));
    const gathered = mapGather(work, [[40], [40], [40]], { timeoutMs: 50, concurrency: 1 });
    await vi.advanceTimersByTimeAsync(120);
    expect(await gathered).toEqual([40, 40, 40]);
  });

  it("stops the model call of an agent", async () => {
    const seen: AbortSignal[] = [];
    const model = scriptedModel([
      (_request, call) => {
        seen.push(call.signal);
        return new Promise((_resolve, reject) => {
          call.signal.addEventListener("abort", () => reject(call.signal.reason as Error));
        });
      },
    ]);
    const [result] = await mapGather(agent("Wait.", { model }), [["now"]], { timeoutMs: 20 });
    expect((result as TaskError).cause).toBeInstanceOf(TimeoutError);
    expect(seen[0]?.aborted).toBe(true);
  });
});

describe("a gathering that is cancelled", () => {
  it("rejects with the reason at once, and aborts its parts", async () => {
    const controller = new AbortController();
    const seen: (AbortSignal | undefined)[] = [];
    const patient = () => {
      seen.push(currentRun()?.signal);
      return never();
    };
    const gathered = bcastGather([patient, patient], [], { signal: controller.signal });
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(gathered).rejects.toBe(reason);
    expect(seen.map((signal) => signal?.reason)).toEqual([reason, reason]);
  });

  it("starts nothing when it is cancelled already", async () => {
    const work = vi.fn(() => 1);
    await expect(bcastGather([work], [], { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
    expect(work).not.toHaveBeenCalled();
  });

  it("is cancelled with the run it stands in, through agents and their tools", async () => {
    const seen: AbortSignal[] = [];
    const stuck = tool({ description: "Never ends.", injectVars: true, name: "stuck" }, (...args: unknown[]) => {
      seen.push((args.at(-1) as { signal: AbortSignal }).signal);
      return never();
    });
    const make = () => agent("Call the tool.", { name: "worker", model: scriptedModel([toolCall("stuck"), "done"]), tools: [stuck] });
    const controller = new AbortController();
    const gathered = runWith({ signal: controller.signal }, () => bcastGather([make(), make()], ["go"]));
    await vi.waitFor(() => expect(seen).toHaveLength(2));
    controller.abort(new Error("stop"));
    await expect(gathered).rejects.toThrow("stop");
    await vi.waitFor(() => expect(seen.every((signal) => signal.aborted)).toBe(true));
  });

  it("leaves no listener on the signals of others", async () => {
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    await runWith({ signal }, () => mapGather(async (n: number) => n, [[1], [2], [3]], { signal, timeoutMs: 1000 }));
    expect(added.mock.calls.length).toBe(removed.mock.calls.length);
  });
});

describe("the run a gathering stands in", () => {
  it("is joined by its parts: same id and variables, a path of their own each", async () => {
    const look = () => [currentRun()?.runId, currentRun()?.vars, currentRun()?.path];
    const inside = runWith({ vars: { a: 1 } }, () => [currentRun()?.runId, bcastGather([look, look], [], { onError: "throw" })] as const);
    const parts = await inside[1];
    expect(parts).toEqual([
      [inside[0], { a: 1 }, "task:gather/0"],
      [inside[0], { a: 1 }, "task:gather/1"],
    ]);
  });

  it("is opened by it where there is none, one for all parts", async () => {
    const [one, two] = await bcastGather([() => currentRun()?.runId, () => currentRun()?.runId], []);
    expect(one).toBeTypeOf("string");
    expect(two).toBe(one);
  });

  it("names what a part calls by the part, in whatever order they run", async () => {
    const paths: string[] = [];
    const make = (name: string) => agent("Answer.", { name, model: scriptedModel(["a", "b"]) });
    const [slow, fast] = [make("one"), make("one")];
    const twice = async (which: typeof slow, ms: number) => {
      await sleep(ms);
      await which("1");
      return which("2");
    };
    await runWith({ onEvent: (event) => void (event.type === "run-start" && paths.push(event.path)) }, () =>
      mapGather(twice, [
        [slow, 10],
        [fast, 0],
      ]),
    );
    expect(paths.toSorted()).toEqual([
      "task:gather/0/run:one",
      "task:gather/0/run:one#2",
      "task:gather/1/run:one",
      "task:gather/1/run:one#2",
    ]);
  });
});

describe("a control signal", () => {
  it("passes, when all parts have ended", async () => {
    const ended: number[] = [];
    const signal = new Waits();
    const work = async (n: number) => {
      if (n === 0) throw signal;
      await sleep(n);
      ended.push(n);
      return n;
    };
    for (const onError of ["return", "throw"] as const)
      await expect(mapGather(work, [[0], [5], [10]], { onError } as never)).rejects.toBe(signal);
    expect(ended).toEqual([5, 10, 5, 10]);
  });

  it("passes as the first of several, in the order of the calls", async () => {
    const [one, two] = [new Waits(), new Waits()];
    const work = async (ms: number, signal: Signal) => {
      await sleep(ms);
      throw signal;
    };
    await expect(
      scatterGather(
        [work, work],
        [
          [5, one],
          [0, two],
        ],
      ),
    ).rejects.toBe(one);
  });
});

describe("many parts", () => {
  it("make no warning of too many listeners", async () => {
    const warned: Error[] = [];
    const onWarning = (warning: Error) => warned.push(warning);
    process.on("warning", onWarning);
    await mapGather(
      (n: number) => sleep(1, n),
      Array.from({ length: 200 }, (_, n) => [n]),
    );
    await sleep(1);
    process.off("warning", onWarning);
    expect(warned).toEqual([]);
  });
});
