import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BulkheadFullError } from "../../lib/model/bulkhead.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import type { Policy } from "../../lib/model/policy.ts";
import { leftovers, policyCall } from "./policy-calls.ts";

const narrow = (limit: number, queue = 0) => makePolicy({ retry: false, breaker: false, bulkhead: { limit, queue } });

/** A call that runs until it is let go. */
function holding(policy: Policy, given: Parameters<typeof policyCall>[0] = {}) {
  const call = policyCall(given);
  let letGo = () => {};
  const work = vi.fn(() => new Promise<void>((resolve) => (letGo = resolve)));
  const running = policy.execute(work, call);
  running.catch(() => {});
  return { call, work, running, letGo: () => letGo() };
}
const turns = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a bulkhead", () => {
  it("refuses what neither may run nor wait, and says so", async () => {
    const policy = narrow(2, 1);
    const running = [holding(policy), holding(policy)];
    const waiting = holding(policy);
    const refused = await holding(policy).running.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BulkheadFullError);
    expect(refused).toMatchObject({
      code: "bulkhead-full",
      key: "acme/model",
      message: '"acme/model" is busy: 2 calls are running and 1 are waiting, which is all its policy allows.',
    });
    expect(waiting.work).not.toHaveBeenCalled();
    running[0]?.letGo();
    await turns();
    expect(waiting.work).toHaveBeenCalledTimes(1);
  });

  it("hands places on in the order of asking, never to a newcomer", async () => {
    const policy = narrow(1, 3);
    const first = holding(policy);
    const order: number[] = [];
    const inLine = [1, 2, 3].map((n) => policy.execute(async () => void order.push(n), policyCall()));
    first.letGo();
    await first.running;
    const newcomer = policy.execute(async () => void order.push(4), policyCall());
    await Promise.all([...inLine, newcomer]);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it("gives the place back after a failure", async () => {
    const policy = narrow(1);
    await expect(policy.execute(async () => Promise.reject(new Error("broken")), policyCall())).rejects.toThrow("broken");
    await expect(policy.execute(async () => "done", policyCall())).resolves.toBe("done");
  });

  it("an aborted call leaves the queue at once, with its reason, and its place is free for another", async () => {
    const policy = narrow(1, 1);
    const first = holding(policy);
    const waiting = holding(policy);
    waiting.call.controller.abort("stopped");
    await expect(waiting.running).rejects.toBe("stopped");
    expect(leftovers(waiting.call.signal)).toEqual({ timers: 0, listeners: 0 });
    const next = holding(policy);
    first.letGo();
    await turns();
    expect([waiting.work.mock.calls.length, next.work.mock.calls.length]).toEqual([0, 1]);
    expect(leftovers(next.call.signal).listeners).toBe(1);
  });

  it("an aborted call gives its place back even when its work goes on unheeding", async () => {
    const policy = narrow(1);
    const stuck = holding(policy);
    stuck.call.controller.abort("stopped");
    await expect(stuck.running).rejects.toBe("stopped");
    await expect(policy.execute(async () => "done", policyCall())).resolves.toBe("done");
  });

  it("a call that has aborted before takes no place and does no work", async () => {
    const policy = narrow(1);
    const late = holding(policy, { signal: AbortSignal.abort("gone") });
    await expect(late.running).rejects.toBe("gone");
    expect(late.work).not.toHaveBeenCalled();
  });

  it("is kept per key", async () => {
    const policy = narrow(1);
    holding(policy);
    await expect(policy.execute(async () => "done", policyCall({ key: "acme/other" }))).resolves.toBe("done");
  });
});
