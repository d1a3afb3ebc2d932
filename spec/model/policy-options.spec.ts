import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { type PolicyOptions, policySettings } from "../../lib/model/policy-options.ts";

/** Options as JavaScript may hand them over. */
const loose = (options: unknown) => policySettings(options as PolicyOptions);

describe("the options of a policy", () => {
  it("fill in what is absent: retry and breaker for errors of models only, the rest off", () => {
    expect(policySettings({})).toEqual({
      retry: { attempts: 3, baseDelayMs: 500, maxDelayMs: 30_000, maxRetryAfterMs: 60_000, retryOn: undefined, everyError: false },
      timeoutMs: undefined,
      breaker: { consecutive: 10, halfOpenAfterMs: 10_000, everyError: false },
      bulkhead: undefined,
      fallback: undefined,
    });
  });

  it("work on every error when written out, and are off when false", () => {
    const written = policySettings({ retry: {}, breaker: {} });
    expect([written.retry?.everyError, written.breaker?.everyError]).toEqual([true, true]);
    const off = policySettings({ retry: false, breaker: false });
    expect([off.retry, off.breaker]).toEqual([undefined, undefined]);
  });

  it("keep what is given, and take undefined for absent", () => {
    const given = policySettings({
      retry: { attempts: 5, baseDelayMs: 0, retryOn: undefined },
      timeoutMs: undefined,
      bulkhead: { limit: 4 },
    });
    expect(given).toMatchObject({ retry: { attempts: 5, baseDelayMs: 0 }, bulkhead: { limit: 4, queue: 0 } });
    expect(policySettings({ bulkhead: { limit: 1, queue: Infinity } }).bulkhead?.queue).toBe(Infinity);
    expect(policySettings({ retry: { baseDelayMs: 45_000 } }).retry?.maxDelayMs).toBe(45_000);
  });

  const least: ReadonlyArray<readonly [string, (value: number) => PolicyOptions, readonly number[]]> = [
    ["retry.attempts", (attempts) => ({ retry: { attempts } }), [0, -1, 1.5, NaN, Infinity]],
    ["retry.baseDelayMs", (baseDelayMs) => ({ retry: { baseDelayMs } }), [-1, NaN, Infinity]],
    ["retry.maxDelayMs", (maxDelayMs) => ({ retry: { baseDelayMs: 10, maxDelayMs } }), [-1, NaN, 9]],
    ["retry.maxRetryAfterMs", (maxRetryAfterMs) => ({ retry: { maxRetryAfterMs } }), [-1, NaN, 2 ** 31]],
    ["timeoutMs", (timeoutMs) => ({ timeoutMs }), [0, -5, NaN, Infinity, 2 ** 31]],
    ["breaker.consecutive", (consecutive) => ({ breaker: { consecutive } }), [0, -1, 0.5, NaN]],
    ["breaker.halfOpenAfterMs", (halfOpenAfterMs) => ({ breaker: { halfOpenAfterMs } }), [0, -1, NaN]],
    ["bulkhead.limit", (limit) => ({ bulkhead: { limit } }), [0, -1, 1.5, NaN]],
    ["bulkhead.queue", (queue) => ({ bulkhead: { limit: 1, queue } }), [-1, 1.5, NaN]],
  ];
  it.each(least)("%s refuses numbers that make no sense, by name and value", (name, options, values) => {
    for (const value of values) {
      expect(() => policySettings(options(value)), String(value)).toThrow(ConfigurationError);
      expect(() => policySettings(options(value))).toThrow(`The policy option "${name}" is ${value}, but must be`);
    }
  });

  it("an unknown option is listed with the known ones and the nearest", () => {
    expect(() => loose({ timeout: 5 })).toThrow(
      'A policy has no option named "timeout". Options: "retry", "timeoutMs", "breaker", "bulkhead", "fallback".',
    );
    expect(() => loose({ timeoutMS: 5 })).toThrow('Did you mean "timeoutMs"?');
    expect(() => loose({ retry: { atempts: 2 } })).toThrow(/`retry` has no option named "atempts".*Did you mean "attempts"\?/);
    expect(() => loose({ breaker: { treshold: 2 } })).toThrow(/Options: "consecutive", "halfOpenAfterMs"/);
    expect(() => loose({ bulkhead: { limit: 1, size: 2 } })).toThrow(/Options: "limit", "queue"/);
  });

  it("things of the wrong shape are refused by name", () => {
    expect(() => loose(undefined)).toThrow("A policy takes an object of options, not undefined.");
    expect(() => loose([])).toThrow("not an array");
    expect(() => loose({ retry: true })).toThrow("`retry` takes an object of options, not true.");
    expect(() => loose({ retry: 3 })).toThrow("`retry` takes an object of options, not 3.");
    expect(() => loose({ bulkhead: false })).toThrow("`bulkhead` takes an object of options, not false.");
    expect(() => loose({ timeoutMs: "30s" })).toThrow('"timeoutMs" is "30s"');
    expect(() => loose({ timeoutMs: "30" })).toThrow('"timeoutMs" is "30"');
    expect(() => loose({ retry: { retryOn: 503 } })).toThrow('"retry.retryOn" is 503, but must be a function');
    expect(() => loose({ fallback: "none" })).toThrow('"fallback" is "none", but must be a function');
    expect(() => loose({ bulkhead: {} })).toThrow('"bulkhead.limit" is undefined');
  });
});
