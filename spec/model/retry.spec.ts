import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { InputError, TimeoutError } from "../../lib/core/errors.ts";
import { Signal } from "../../lib/core/signals.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { leftovers, outcome, policyCall, unavailable } from "./policy-calls.ts";

class Halt extends Signal {
  readonly type = "halt";
}
const failing = (error: unknown) => vi.fn(async (): Promise<string> => Promise.reject(error as Error));
const delaysOf = (call: { readonly events: readonly { readonly type: string }[] }) =>
  call.events.flatMap((event) => ("delayMs" in event ? [event.delayMs] : []));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("retry", () => {
  it.each([1, 2, 5])("makes exactly %i attempts in all and rejects with the last error", async (attempts) => {
    let made = 0;
    const work = vi.fn(async () => Promise.reject(new ModelError(`attempt ${++made}`, { retryable: true })));
    const policy = makePolicy({ retry: { attempts }, breaker: false });
    expect(await outcome(policy.execute(work, policyCall()))).toMatchObject({ message: `attempt ${attempts}` });
    expect(work).toHaveBeenCalledTimes(attempts);
  });

  it("stops at the first success", async () => {
    const work = vi.fn(async () => "done").mockRejectedValueOnce(unavailable());
    expect(await outcome(makePolicy({}).execute(work, policyCall()))).toBe("done");
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("makes one attempt when it is off", async () => {
    const work = failing(unavailable());
    await outcome(makePolicy({ retry: false }).execute(work, policyCall()));
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("repeats nothing but temporary errors of models unbidden, and any failure when it is written out", async () => {
    const unbidden = failing(new Error("plain"));
    await outcome(makePolicy({ timeoutMs: 50 }).execute(unbidden, policyCall()));
    const asked = failing(new Error("plain"));
    await outcome(makePolicy({ retry: {} }).execute(asked, policyCall()));
    expect([unbidden.mock.calls.length, asked.mock.calls.length]).toEqual([1, 3]);
  });

  it("never repeats control signals, mistakes and final refusals", async () => {
    for (const error of [new Halt(), new InputError("x"), new ModelError("bad key", { status: 401 })]) {
      const work = failing(error);
      expect(await outcome(makePolicy({ retry: {} }).execute(work, policyCall()))).toBe(error);
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  it("asks retryOn in place of its own judgement, except about signals", async () => {
    const asked: unknown[] = [];
    const policy = makePolicy({ retry: { attempts: 2, retryOn: (error) => asked.push(error) > 0 }, breaker: false });
    const final = new ModelError("bad key", { status: 401 });
    const work = failing(final);
    await outcome(policy.execute(work, policyCall()));
    expect(work).toHaveBeenCalledTimes(2);
    const signal = failing(new Halt());
    await outcome(policy.execute(signal, policyCall()));
    expect(signal).toHaveBeenCalledTimes(1);
    expect(asked).toEqual([final]);
  });

  it("does not repeat, and does not wait for, what the caller has seen", async () => {
    let seen = false;
    const work = vi.fn(async () => {
      seen = true;
      throw unavailable();
    });
    const call = policyCall({ seen: () => seen });
    await expect(makePolicy({ retry: {} }).execute(work, call)).rejects.toThrow("The provider is down.");
    expect(work).toHaveBeenCalledTimes(1);
    expect(call.events).toEqual([]);
  });

  it("repeats an attempt that ran into its timeout", async () => {
    const work = vi.fn(() => new Promise<never>(() => {}));
    expect(await outcome(makePolicy({ retry: { attempts: 2 }, timeoutMs: 50 }).execute(work, policyCall()))).toBeInstanceOf(TimeoutError);
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe("the wait before another attempt", () => {
  it("is drawn below a bound that doubles up to its maximum", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const call = policyCall();
    await outcome(makePolicy({ retry: { attempts: 6, baseDelayMs: 100, maxDelayMs: 500 } }).execute(failing(unavailable()), call));
    expect(delaysOf(call)).toEqual([50, 100, 200, 250, 250]);
  });

  it("is exactly what the provider asks for", async () => {
    const call = policyCall();
    const started = Date.now();
    const times: number[] = [];
    const work = async () => {
      times.push(Date.now() - started);
      throw unavailable(times.length === 1 ? 70 : 0);
    };
    await outcome(makePolicy({ retry: { attempts: 3 } }).execute(work, call));
    expect(delaysOf(call)).toEqual([70, 0]);
    expect(times.slice(0, 2)).toEqual([0, 70]);
  });

  it("is not begun when the provider asks for more than is allowed", async () => {
    const work = failing(unavailable(1001));
    const call = policyCall();
    await expect(makePolicy({ retry: { maxRetryAfterMs: 1000 } }).execute(work, call)).rejects.toThrow("The provider is down.");
    expect(work).toHaveBeenCalledTimes(1);
    expect(call.events).toEqual([]);
  });

  it.each([NaN, -1])("ignores a demand of %s ms", async (asked) => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const call = policyCall();
    await outcome(makePolicy({ retry: { attempts: 2, baseDelayMs: 100 } }).execute(failing(unavailable(asked)), call));
    expect(delaysOf(call)).toEqual([50]);
  });

  it("is told before it begins, with the attempt that failed and why", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const call = policyCall();
    await outcome(makePolicy({}).execute(failing(unavailable()), call));
    const event = { type: "retry", key: "acme/model", delayMs: 0, error: "The provider is down." };
    expect(call.events).toEqual([
      { ...event, attempt: 1 },
      { ...event, attempt: 2 },
    ]);
  });

  it("is held back by a listener that takes its time", async () => {
    let proceed = () => {};
    const onEvent = () => new Promise<void>((resolve) => (proceed = resolve));
    const work = failing(unavailable(0));
    const running = makePolicy({ retry: { attempts: 2 } }).execute(work, policyCall({ onEvent }));
    running.catch(() => {});
    await vi.runAllTimersAsync();
    expect(work).toHaveBeenCalledTimes(1);
    proceed();
    await outcome(running);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it("ends with the reason of an abort, at once, without another attempt and with nothing left behind", async () => {
    const call = policyCall();
    const work = failing(unavailable(30_000));
    const running = makePolicy({}).execute(work, call);
    const rejected = expect(running).rejects.toBe("stopped");
    await vi.advanceTimersByTimeAsync(60);
    call.controller.abort("stopped");
    await rejected;
    expect(work).toHaveBeenCalledTimes(1);
    expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
  });
});

describe("attempts, whatever happens in them", () => {
  const kinds = ["ok", "temporary", "final", "plain", "hang", "signal", "mistake", "seen"] as const;

  it("are never more than allowed, end at the first that is not worth another, and leave nothing behind", async () => {
    const options = {
      retries: fc.integer({ min: 1, max: 5 }),
      consecutive: fc.integer({ min: 1, max: 6 }),
      plan: fc.array(fc.constantFrom(...kinds), { maxLength: 8 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(options), async ({ retries, consecutive, plan }) => {
        const policy = makePolicy({
          retry: { attempts: retries, baseDelayMs: 10 },
          timeoutMs: 20,
          breaker: { consecutive, halfOpenAfterMs: 1_000_000 },
        });
        let made = 0;
        let seen = false;
        const work = (): Promise<string> => {
          const kind = plan[made++] ?? "temporary";
          if (kind === "seen") seen = true;
          if (kind === "ok") return Promise.resolve("done");
          if (kind === "hang") return new Promise(() => {});
          const errors = {
            temporary: unavailable(),
            final: new ModelError("x"),
            plain: new Error("x"),
            signal: new Halt(),
            mistake: new InputError("x"),
            seen: unavailable(),
          };
          return Promise.reject(errors[kind] as Error);
        };
        const call = policyCall({ seen: () => seen });
        await outcome(policy.execute(work, call));
        const endless = [...plan, ...Array.from({ length: retries }, () => "temporary" as const)];
        const ends = endless.findIndex((kind) => !["temporary", "plain", "hang"].includes(kind));
        const expected = Math.min(retries, consecutive, ends < 0 ? Infinity : ends + 1);
        expect(made).toBe(expected);
        expect(call.events.filter((event) => event.type === "retry")).toHaveLength(expected - 1);
        expect(leftovers(call.signal)).toEqual({ timers: 0, listeners: 0 });
      }),
    );
  });
});
