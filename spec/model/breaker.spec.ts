import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import { BreakerOpenError } from "../../lib/model/breaker.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import type { Policy } from "../../lib/model/policy.ts";
import { attemptOnce, outcome, policyCall, unavailable } from "./policy-calls.ts";

class Halt extends Signal {
  readonly type = "halt";
}
const breaking = (consecutive = 2) => makePolicy({ retry: false, breaker: { consecutive, halfOpenAfterMs: 1000 } });
const states = (call: { readonly events: readonly object[] }) => call.events.flatMap((event) => ("state" in event ? [event.state] : []));

async function opened(consecutive = 2): Promise<Policy> {
  const policy = breaking(consecutive);
  for (let i = 0; i < consecutive; i += 1) await attemptOnce(policy, unavailable());
  return policy;
}

/** A call whose work waits until it is told how to end. */
function pending(policy: Policy, call = policyCall()) {
  const control = { resolve: (_value: string) => {}, reject: (_error: unknown) => {} };
  const work = vi.fn(() => new Promise<string>((resolve, reject) => Object.assign(control, { resolve, reject })));
  const running = policy.execute(work, call);
  running.catch(() => {});
  return { call, work, running, control };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a breaker", () => {
  it("opens after so many failures in a row, and then refuses without calling", async () => {
    const policy = breaking(3);
    const calls = [policyCall(), policyCall(), policyCall()];
    for (const call of calls) await attemptOnce(policy, unavailable(), call);
    expect(calls.map(states)).toEqual([[], [], ["open"]]);
    const work = vi.fn(async () => "done");
    const refusal = await policy.execute(work, policyCall()).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(BreakerOpenError);
    expect(refusal).toMatchObject({
      code: "breaker-open",
      key: "acme/model",
      halfOpensInMs: 1000,
      cause: { message: "The provider is down." },
    });
    expect(String(refusal)).toContain('The breaker of "acme/model" is open, so the call was not made. One call is let through in 1000 ms.');
    expect(work).not.toHaveBeenCalled();
  });

  it("counts failures in a row only", async () => {
    const policy = breaking(2);
    for (let i = 0; i < 5; i += 1) {
      await attemptOnce(policy, unavailable());
      expect(await attemptOnce(policy)).toBe("done");
    }
  });

  it("lets exactly one probe through when its time is over, refuses the others at once, and closes when the probe succeeds", async () => {
    const policy = await opened();
    vi.advanceTimersByTime(999);
    expect(await attemptOnce(policy)).toBeInstanceOf(BreakerOpenError);
    vi.advanceTimersByTime(1);
    const probe = pending(policy);
    const others = [pending(policy), pending(policy)];
    for (const other of others) await expect(other.running).rejects.toMatchObject({ code: "breaker-open", halfOpensInMs: 0 });
    expect(probe.work).toHaveBeenCalledTimes(1);
    expect(others.map((other) => other.work.mock.calls.length)).toEqual([0, 0]);
    probe.control.resolve("alive");
    await expect(probe.running).resolves.toBe("alive");
    expect(states(probe.call)).toEqual(["half-open", "closed"]);
    expect(await attemptOnce(policy)).toBe("done");
  });

  it("opens again when the probe fails, for as long as before", async () => {
    const policy = await opened(5);
    vi.advanceTimersByTime(1000);
    const call = policyCall();
    await attemptOnce(policy, unavailable(), call);
    expect(states(call)).toEqual(["half-open", "open"]);
    expect(await attemptOnce(policy)).toMatchObject({ code: "breaker-open", halfOpensInMs: 1000 });
  });

  it("tells of a half-open breaker before the probe runs", async () => {
    const policy = await opened();
    vi.advanceTimersByTime(1000);
    const probe = pending(policy);
    await vi.advanceTimersByTimeAsync(0);
    expect(states(probe.call)).toEqual(["half-open"]);
  });

  it("a probe that the caller aborts found nothing out: the next call is the probe", async () => {
    const policy = await opened();
    vi.advanceTimersByTime(1000);
    const first = pending(policy);
    first.call.controller.abort("stopped");
    await expect(first.running).rejects.toBe("stopped");
    expect(states(first.call)).toEqual(["half-open"]);
    const second = pending(policy);
    const third = pending(policy);
    await expect(third.running).rejects.toBeInstanceOf(BreakerOpenError);
    second.control.reject(unavailable());
    await expect(second.running).rejects.toThrow("The provider is down.");
    expect(await attemptOnce(policy)).toBeInstanceOf(BreakerOpenError);
  });

  it("a provider that answers a probe with a refusal is alive", async () => {
    const policy = await opened();
    vi.advanceTimersByTime(1000);
    const refused = new ModelError("bad request", { status: 400 });
    const call = policyCall();
    expect(await attemptOnce(policy, refused, call)).toBe(refused);
    expect(states(call)).toEqual(["half-open", "closed"]);
    expect(await attemptOnce(policy)).toBe("done");
  });

  it("never counts what says nothing about the provider", async () => {
    const policy = breaking(1);
    const silent = [
      new InputError("x"),
      new Halt(),
      new ModelError("busy", { status: 429, retryable: true }),
      new ModelError("x", { status: 404 }),
    ];
    for (const error of silent) expect(await attemptOnce(policy, error)).toBe(error);
    const call = policyCall();
    const aborted = pending(policy, call);
    call.controller.abort();
    await expect(aborted.running).rejects.toMatchObject({ name: "AbortError" });
    expect(await attemptOnce(policy)).toBe("done");
  });

  it("counts timeouts and plain errors when it is written out, and only errors of models otherwise", async () => {
    const hang = () => new Promise<never>(() => {});
    const written = makePolicy({ retry: false, timeoutMs: 10, breaker: { consecutive: 2 } });
    await outcome(written.execute(hang, policyCall()));
    await attemptOnce(written, new Error("plain"));
    expect(await attemptOnce(written)).toBeInstanceOf(BreakerOpenError);
    const unbidden = makePolicy({ retry: false, timeoutMs: 10 });
    for (let i = 0; i < 20; i += 1) await attemptOnce(unbidden, new Error("plain"));
    expect(await attemptOnce(unbidden)).toBe("done");
    for (let i = 0; i < 10; i += 1) await attemptOnce(unbidden, unavailable());
    expect(await attemptOnce(unbidden)).toBeInstanceOf(BreakerOpenError);
  });

  it("is kept per key", async () => {
    const policy = await opened();
    expect(await attemptOnce(policy)).toBeInstanceOf(BreakerOpenError);
    expect(await attemptOnce(policy, undefined, policyCall({ key: "acme/other" }))).toBe("done");
  });

  it("is one for all who share the policy, and tells only the call that moved it", async () => {
    const policy = breaking(2);
    const calls = [policyCall(), policyCall(), policyCall()];
    const running = calls.map((call) => pending(policy, call));
    running[2]?.control.reject(unavailable());
    running[0]?.control.reject(unavailable());
    running[1]?.control.reject(unavailable());
    await Promise.allSettled(running.map((one) => one.running));
    expect(calls.map(states)).toEqual([["open"], [], []]);
  });

  it("takes no notice of a call from before it opened", async () => {
    const policy = breaking(2);
    const early = pending(policy);
    const earlyToo = pending(policy);
    await attemptOnce(policy, unavailable());
    await attemptOnce(policy, unavailable());
    vi.advanceTimersByTime(1000);
    const probe = pending(policy);
    early.control.reject(unavailable());
    earlyToo.control.resolve("late");
    await Promise.allSettled([early.running, earlyToo.running]);
    await expect(pending(policy).running).rejects.toMatchObject({ halfOpensInMs: 0 });
    probe.control.resolve("alive");
    await probe.running;
    expect(states(probe.call)).toEqual(["half-open", "closed"]);
  });

  it("is off when false", async () => {
    const policy = makePolicy({ retry: false, breaker: false });
    for (let i = 0; i < 30; i += 1) await attemptOnce(policy, unavailable());
    expect(await attemptOnce(policy)).toBe("done");
  });
});

describe("a breaker under a retry", () => {
  it("that opens ends the attempts of the call that opened it, with what happened", async () => {
    const policy = makePolicy({ retry: { attempts: 10 }, breaker: { consecutive: 3 } });
    const work = vi.fn(async () => Promise.reject(unavailable()));
    expect(await outcome(policy.execute(work, policyCall()))).toMatchObject({ message: "The provider is down." });
    expect(work).toHaveBeenCalledTimes(3);
  });

  it("refuses once, not once per attempt, even where retryOn says yes to everything", async () => {
    const retryOn = vi.fn(() => true);
    const policy = makePolicy({ retry: { attempts: 5, retryOn }, breaker: { consecutive: 1, halfOpenAfterMs: 1_000_000 } });
    await attemptOnce(policy, unavailable());
    retryOn.mockClear();
    const call = policyCall();
    expect(await attemptOnce(policy, undefined, call)).toBeInstanceOf(BreakerOpenError);
    expect(retryOn).not.toHaveBeenCalled();
    expect(call.events).toEqual([]);
  });

  it("refuses once also while a probe is on its way", async () => {
    const retryOn = vi.fn(() => true);
    const policy = makePolicy({ retry: { attempts: 5, retryOn }, breaker: { consecutive: 1, halfOpenAfterMs: 1000 } });
    await attemptOnce(policy, unavailable());
    retryOn.mockClear();
    vi.advanceTimersByTime(1000);
    const probe = pending(policy);
    expect(await attemptOnce(policy)).toMatchObject({ code: "breaker-open", halfOpensInMs: 0 });
    expect(retryOn).not.toHaveBeenCalled();
    probe.control.resolve("alive");
    await probe.running;
  });

  it("a failing listener ends the call, and the work is not done again for its sake", async () => {
    const policy = await opened();
    vi.advanceTimersByTime(1000);
    const work = vi.fn(async () => "done");
    const onEvent = () => Promise.reject(new Error("listener broken"));
    expect(await outcome(policy.execute(work, policyCall({ onEvent })))).toMatchObject({ message: "listener broken" });
    expect(work).toHaveBeenCalledTimes(1);
  });
});
