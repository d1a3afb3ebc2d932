import { describe, expect, it } from "vitest";
import { around, type Call, type Middleware } from "../../lib/core/door.ts";
import { RunContext } from "../../lib/core/run-context.ts";

const call: Call<number> = { kind: "tool", name: "double", path: "/run:x/tool:double", input: 2 };
const double = async (given: Call<number>) => given.input * 2;
const noting =
  (log: string[], name: string): Middleware =>
  async (given, next) => {
    log.push(`${name} in`);
    const result = await next(given);
    log.push(`${name} out`);
    return result;
  };

describe("the door", () => {
  it("without middleware is the work itself, and a throw is a rejection all the same", async () => {
    // The set-up of all specs registers middleware for every run; this context has none.
    const context = { middleware: [] as readonly Middleware[] } as RunContext;
    await expect(around(call, { context }, double)).resolves.toBe(4);
    const thrower = () => {
      throw new Error("at once");
    };
    await expect(around(call, { context }, thrower)).rejects.toThrow("at once");
  });

  it("passes run-wide middleware first, then the agent's own, the first of each outermost", async () => {
    const log: string[] = [];
    const context = new RunContext(undefined, "/", { use: [noting(log, "a"), noting(log, "b")] });
    await around(call, { context, own: [noting(log, "c")] }, double);
    expect(log).toEqual(["a in", "b in", "c in", "c out", "b out", "a out"]);
  });

  it("lets a middleware change the call, answer by itself, or repeat", async () => {
    const context = new RunContext(undefined, "/");
    const through = (own: Middleware) => around(call, { context, own: [own] }, double);
    await expect(through((given, next) => next({ ...given, input: 5 }))).resolves.toBe(10);
    await expect(through(async () => 99)).resolves.toBe(99);
    const twice: Middleware = async (given, next) => [await next(given), await next({ ...given, input: 3 })];
    await expect(through(twice)).resolves.toEqual([4, 6]);
  });

  it("lets a middleware repeat after a failure", async () => {
    let attempts = 0;
    const flaky = async () => {
      attempts += 1;
      if (attempts < 3) throw new Error(`attempt ${attempts}`);
      return "done";
    };
    const again: Middleware = async (given, next) => {
      for (;;) {
        try {
          return await next(given);
        } catch {
          continue;
        }
      }
    };
    await expect(around(call, { context: new RunContext(undefined, "/"), own: [again] }, flaky)).resolves.toBe("done");
    expect(attempts).toBe(3);
  });

  it("refuses a second next() while the first one runs, naming the call", async () => {
    const context = new RunContext(undefined, "/");
    const both: Middleware = (given, next) => Promise.all([next(given), next(given)]);
    await expect(around(call, { context, own: [both] }, double)).rejects.toMatchObject({ code: "door", message: /\/run:x\/tool:double/ });
  });

  it("gives the context to every middleware and their errors to the caller", async () => {
    const context = new RunContext(undefined, "/");
    const seen: unknown[] = [];
    const refusing: Middleware = async (_call, _next, given) => {
      seen.push(given);
      throw new Error("refused");
    };
    await expect(around(call, { context, own: [refusing] }, double)).rejects.toThrow("refused");
    expect(seen).toEqual([context]);
  });
});
