import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InputError, TimeoutError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import { defaultPolicy, isPolicy, makePolicy } from "../../lib/model/make-policy.ts";
import type { PolicyOptions } from "../../lib/model/policy-options.ts";
import { attemptOnce, leftovers, outcome, policyCall, unavailable } from "./policy-calls.ts";

class Halt extends Signal {
  readonly type = "halt";
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("isPolicy", () => {
  it("knows what makePolicy makes, and the default", () => {
    expect([makePolicy({}), defaultPolicy].map(isPolicy)).toEqual([true, true]);
    expect([undefined, null, {}, { execute: () => {} }, { "~policy": true }, "policy"].map(isPolicy)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("a policy given to makePolicy stays the same", () => {
    const policy = makePolicy({});
    expect(makePolicy(policy as PolicyOptions)).toBe(policy);
  });
});

describe("the timeout of an attempt", () => {
  it("ends an attempt that shows nothing, names the key, and aborts its signal", async () => {
    let inner: AbortSignal | undefined;
    const work = (signal: AbortSignal) => {
      inner = signal;
      return new Promise<never>(() => {});
    };
    const call = policyCall();
    const error = await outcome(makePolicy({ retry: false, timeoutMs: 50 }).execute(work, call));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ limitMs: 50, message: '"acme/model" took longer than 50 ms.' });
    expect(inner?.reason).toBe(error);
    expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
  });

  it("does not cut an attempt whose first event has been seen", async () => {
    let seen = false;
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      seen = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
      return "whole";
    };
    expect(await outcome(makePolicy({ retry: false, timeoutMs: 50 }).execute(work, policyCall({ seen: () => seen })))).toBe("whole");
  });

  it("begins anew with each attempt", async () => {
    let made = 0;
    const work = () =>
      new Promise<string>((resolve, reject) => setTimeout(() => (++made < 3 ? reject(unavailable(0)) : resolve("done")), 40));
    expect(await outcome(makePolicy({ retry: {}, timeoutMs: 50 }).execute(work, policyCall()))).toBe("done");
  });
});

describe("a fallback", () => {
  it("gives the result when attempts are spent, with the last error and the key", async () => {
    const fallback = vi.fn(async () => "instead");
    const work = vi.fn(async () => Promise.reject(unavailable()));
    expect(await outcome(makePolicy({ fallback }).execute(work, policyCall()))).toBe("instead");
    expect(work).toHaveBeenCalledTimes(3);
    expect(fallback.mock.calls).toEqual([[expect.objectContaining({ code: "model" }), { key: "acme/model" }]]);
  });

  it("stands in for an open breaker and a full bulkhead", async () => {
    const codes: unknown[] = [];
    const fallback = (error: unknown) => codes.push((error as { code: string }).code);
    const policy = makePolicy({ retry: false, breaker: { consecutive: 1 }, bulkhead: { limit: 1 }, fallback });
    const other = policyCall({ key: "acme/other" });
    void policy.execute(() => new Promise<never>(() => {}), other);
    await attemptOnce(policy, undefined, other);
    await attemptOnce(policy, unavailable());
    await attemptOnce(policy);
    expect(codes).toEqual(["bulkhead-full", "model", "breaker-open"]);
  });

  it("is not asked about signals, mistakes, aborts, or what was partly seen", async () => {
    const fallback = vi.fn(() => "instead");
    const policy = makePolicy({ retry: false, fallback });
    for (const error of [new Halt(), new InputError("x")]) expect(await attemptOnce(policy, error)).toBe(error);
    expect(await attemptOnce(policy, unavailable(), policyCall({ seen: () => true }))).toMatchObject({ code: "model" });
    expect(await attemptOnce(policy, unavailable(), policyCall({ signal: AbortSignal.abort("gone") }))).toBe("gone");
    expect(fallback).not.toHaveBeenCalled();
  });

  it("that fails gives its own error, and one that hangs ends with an abort", async () => {
    const broken = makePolicy({ retry: false, fallback: () => Promise.reject(new Error("fallback broken")) });
    expect(await attemptOnce(broken, unavailable())).toMatchObject({ message: "fallback broken" });
    const call = policyCall();
    const hanging = makePolicy({ retry: false, fallback: () => new Promise(() => {}) }).execute(() => Promise.reject(unavailable()), call);
    const rejected = expect(hanging).rejects.toBe("stopped");
    await vi.advanceTimersByTimeAsync(0);
    call.controller.abort("stopped");
    await rejected;
    expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
  });
});

describe("an abort of the caller", () => {
  it.each([undefined, 1000])(
    "during an attempt that does not heed it rejects at once, without another (timeout: %s)",
    async (timeoutMs) => {
      const call = policyCall();
      const work = vi.fn(() => new Promise<never>(() => {}));
      const running = makePolicy({ retry: {}, timeoutMs }).execute(work, call);
      call.controller.abort("stopped");
      await expect(running).rejects.toBe("stopped");
      expect(work).toHaveBeenCalledTimes(1);
      expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
    },
  );

  it("reaches the work as its own reason, whatever the work makes of it", async () => {
    const call = policyCall();
    const work = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(new Error(`wrapped ${String(signal.reason)}`))),
      );
    const running = makePolicy({ timeoutMs: 1000 }).execute(work, call);
    call.controller.abort("stopped");
    await expect(running).rejects.toBe("stopped");
  });

  it("before the call does no work at all", async () => {
    const work = vi.fn(async () => "done");
    await expect(makePolicy({}).execute(work, policyCall({ signal: AbortSignal.abort("gone") }))).rejects.toBe("gone");
    expect(work).not.toHaveBeenCalled();
  });
});

describe("the default policy", () => {
  it("makes three attempts, each limited to 300 s before its first event", async () => {
    const call = policyCall({ key: "default/hangs" });
    const work = vi.fn(() => new Promise<never>(() => {}));
    expect(await outcome(defaultPolicy.execute(work, call))).toMatchObject({ code: "timeout", limitMs: 300_000 });
    expect(work).toHaveBeenCalledTimes(3);
  });

  it("opens the breaker of a model after ten failures in a row, for everybody", async () => {
    const call = () => policyCall({ key: "default/down" });
    for (let i = 0; i < 3; i += 1) expect(await attemptOnce(defaultPolicy, unavailable(0), call())).toMatchObject({ code: "model" });
    expect(await attemptOnce(defaultPolicy, unavailable(0), call())).toMatchObject({ code: "model" });
    const work = vi.fn(async () => "done");
    await expect(defaultPolicy.execute(work, call())).rejects.toMatchObject({ code: "breaker-open", halfOpensInMs: 10_000 });
    expect(work).not.toHaveBeenCalled();
  });
});
