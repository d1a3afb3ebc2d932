import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { health } from "../../lib/model/health.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import type { Policy } from "../../lib/model/policy.ts";
import { attemptOnce, outcome, policyCall, unavailable } from "./policy-calls.ts";

const hang = () => new Promise<never>(() => {});
const idle = { breaker: "closed", halfOpensInMs: 0, running: 0, queued: 0 };
const living: Policy[] = [];
const keep = (policy: Policy) => {
  living.push(policy);
  return policy;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("health", () => {
  it("knows a key from its first call on", async () => {
    const policy = keep(makePolicy({}));
    expect(health()["health/first"]).toBeUndefined();
    await attemptOnce(policy, undefined, policyCall({ key: "health/first" }));
    expect(health()["health/first"]).toEqual(idle);
  });

  it("follows a breaker from closed over open and half-open to closed", async () => {
    const policy = keep(makePolicy({ retry: false, breaker: { consecutive: 1, halfOpenAfterMs: 1000 } }));
    const call = () => policyCall({ key: "health/breaker" });
    const state = () => health()["health/breaker"];
    await attemptOnce(policy, unavailable(), call());
    vi.advanceTimersByTime(400);
    expect(state()).toEqual({ ...idle, breaker: "open", halfOpensInMs: 600 });
    vi.advanceTimersByTime(600);
    expect(state()).toEqual({ ...idle, breaker: "half-open" });
    let answer = (_value: string) => {};
    const probe = policy.execute(() => new Promise<string>((resolve) => (answer = resolve)), call());
    expect(state()).toEqual({ ...idle, breaker: "half-open", running: 1 });
    answer("alive");
    await probe;
    expect(state()).toEqual(idle);
  });

  it("counts what runs, waits for another attempt, or waits for a place", async () => {
    const policy = keep(makePolicy({ bulkhead: { limit: 2, queue: 5 } }));
    const calls = Array.from({ length: 5 }, () => policyCall({ key: "health/busy" }));
    const works = [hang, () => Promise.reject(unavailable(1000)), hang, hang, hang];
    const running = calls.map((call, index) => policy.execute(works[index] ?? hang, call).catch(() => {}));
    await vi.advanceTimersByTimeAsync(10);
    expect(health()["health/busy"]).toEqual({ ...idle, running: 2, queued: 3 });
    for (const call of calls) call.controller.abort();
    await Promise.all(running);
    expect(health()["health/busy"]).toEqual(idle);
  });

  it("adds up the policies that share a key, and shows the worst breaker of them", async () => {
    const sick = keep(makePolicy({ retry: false, breaker: { consecutive: 1, halfOpenAfterMs: 1000 } }));
    const well = keep(makePolicy({ breaker: false }));
    const call = () => policyCall({ key: "health/shared" });
    await attemptOnce(sick, unavailable(), call());
    void well.execute(hang, call());
    expect(health()["health/shared"]).toEqual({ breaker: "open", halfOpensInMs: 1000, running: 1, queued: 0 });
  });

  it("has an entry for any key, also one that objects inherit", async () => {
    await outcome(keep(makePolicy({})).execute(async () => "done", policyCall({ key: "__proto__" })));
    expect(Object.keys(health())).toContain("__proto__");
  });

  it("does not keep a policy alive", async () => {
    vi.useRealTimers();
    // Without --expose-gc there is no way to ask for a collection but through the flag itself.
    const { setFlagsFromString } = await import("node:v8");
    const { runInNewContext } = await import("node:vm");
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    await (async () => makePolicy({}).execute(async () => "done", policyCall({ key: "health/gone" })))();
    expect(health()["health/gone"]).toBeDefined();
    for (let i = 0; i < 20 && health()["health/gone"]; i += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      collect();
    }
    expect(health()["health/gone"]).toBeUndefined();
  });
});
