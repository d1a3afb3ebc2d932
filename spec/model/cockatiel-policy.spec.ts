import {
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  ConstantBackoff,
  fallback,
  handleAll,
  noop,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Signal } from "../../lib/core/signals.ts";
import { isPolicy, makePolicy } from "../../lib/model/make-policy.ts";
import { attemptOnce, leftovers, outcome, policyCall, unavailable } from "./policy-calls.ts";

class Halt extends Signal {
  readonly type = "halt";
}
const patient = () => retry(handleAll, { maxAttempts: 4, backoff: new ConstantBackoff(1000) });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a policy of cockatiel", () => {
  it("of every kind becomes one of ours", async () => {
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: 10, breaker: new ConsecutiveBreaker(2) });
    const all = [
      noop,
      patient(),
      breaker,
      timeout(50, TimeoutStrategy.Aggressive),
      bulkhead(1),
      fallback(handleAll, "x"),
      wrap(patient(), breaker),
    ];
    for (const one of all) {
      const policy = makePolicy(one);
      expect(isPolicy(policy)).toBe(true);
      expect(await attemptOnce(policy)).toBe("done");
    }
  });

  it("repeats as it was told", async () => {
    const work = vi
      .fn(async () => "done")
      .mockRejectedValueOnce(unavailable())
      .mockRejectedValueOnce(unavailable());
    expect(await outcome(makePolicy(patient()).execute(work, policyCall()))).toBe("done");
    expect(work).toHaveBeenCalledTimes(3);
  });

  it("repeats nothing that was seen, and no control signal, and does not wait for it either", async () => {
    const policy = makePolicy(wrap(fallback(handleAll, "instead"), patient()));
    for (const [error, seen] of [
      [unavailable(), true],
      [new Halt(), false],
    ] as const) {
      const work = vi.fn(async () => Promise.reject(error as Error));
      await expect(policy.execute(work, policyCall({ seen: () => seen }))).rejects.toBe(error);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  it("is left with the caller's reason at once, and the work is not called again", async () => {
    const call = policyCall();
    const work = vi.fn(async () => Promise.reject(unavailable()));
    const running = makePolicy(patient()).execute(work, call);
    const rejected = expect(running).rejects.toBe("stopped");
    await vi.advanceTimersByTimeAsync(10);
    call.controller.abort("stopped");
    await rejected;
    expect(leftovers(call.signal).listeners).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("leaves no listener behind when it is done", async () => {
    const call = policyCall();
    expect(await attemptOnce(makePolicy(noop), undefined, call)).toBe("done");
    expect(await attemptOnce(makePolicy(noop), unavailable(), call)).toMatchObject({ code: "model" });
    expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
  });

  it("does no work for a caller who has gone", async () => {
    const work = vi.fn(async () => "done");
    await expect(makePolicy(noop).execute(work, policyCall({ signal: AbortSignal.abort("gone") }))).rejects.toBe("gone");
    expect(work).not.toHaveBeenCalled();
  });

  it("refuses in our words", async () => {
    const breaker = makePolicy(circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(1) }));
    expect(await attemptOnce(breaker, unavailable())).toMatchObject({ code: "model" });
    expect(await attemptOnce(breaker)).toMatchObject({ code: "breaker-open", message: expect.stringContaining('"acme/model"') });
    const hang = () => new Promise<never>(() => {});
    const slow = makePolicy(timeout(50, TimeoutStrategy.Aggressive));
    expect(await outcome(slow.execute(hang, policyCall()))).toMatchObject({ code: "timeout", message: expect.stringContaining("50ms") });
    const narrow = makePolicy(bulkhead(1));
    void narrow.execute(hang, policyCall());
    expect(await attemptOnce(narrow)).toMatchObject({ code: "bulkhead-full" });
  });
});
