import { describe, expect, it } from "vitest";
import { RunContext } from "../../lib/core/run-context.ts";
import { executeInRun } from "../../lib/model/execute-in-run.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";

const thrice = makePolicy({ retry: { attempts: 3, baseDelayMs: 0 }, breaker: false });
const limited = makePolicy({ retry: false, breaker: false, timeoutMs: 60_000 });
const tellAndFail =
  (told: readonly string[], scopes: unknown[] = []) =>
  async (scope: RunContext) => {
    scopes.push(scope);
    for (const type of told) await scope.emit({ type, runId: scope.runId, path: scope.path });
    throw new Error("down");
  };

describe("your code under a policy", () => {
  it("is not run again once a listener was shown words or a tool call, and is where it was shown neither or nobody listens", async () => {
    const attempts = async (told: readonly string[], listened = true) => {
      const scopes: unknown[] = [];
      const run = new RunContext(undefined, "run:a", { listener: listened ? () => {} : undefined });
      const call = { run, key: "k", signal: run.signal };
      await expect(executeInRun(thrice, call, tellAndFail(told, scopes))).rejects.toThrow("down");
      return scopes.length;
    };
    expect(await attempts(["run-start", "turn-start", "retry", "tool-event"])).toBe(3);
    expect(await attempts(["text-delta"], false)).toBe(3);
    for (const type of ["text-delta", "reasoning-delta", "tool-call-delta", "tool-start"]) expect(await attempts([type])).toBe(1);
  });

  it("works in the run itself where there is nothing to carry", async () => {
    const run = new RunContext(undefined, "run:a", { signal: new AbortController().signal });
    expect(await executeInRun(thrice, { run, key: "k", signal: run.signal }, async (scope) => scope === run)).toBe(true);
    const { signal } = new AbortController();
    expect(await executeInRun(thrice, { run: undefined, key: "k", signal }, async (scope) => scope)).toBeUndefined();
  });

  it("works below the run, or in one of its own, with the signal of the attempt where that has a limit", async () => {
    const abort = new AbortController();
    const run = new RunContext(undefined, "run:a", { signal: abort.signal, vars: { user: "Ann" } });
    const inside = await executeInRun(limited, { run, key: "k", signal: run.signal }, async (scope) => scope);
    expect(inside).toMatchObject({ parent: run, runId: run.runId, path: "run:a", vars: { user: "Ann" } });
    abort.abort("enough");
    expect(inside.signal.reason).toBe("enough");
    const alone = await executeInRun(limited, { run: undefined, key: "k", signal: new AbortController().signal }, async (scope) => scope);
    expect(alone?.nextPath("run", "b")).toBe("run:b");
  });
});
