import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { abortable, longestWaitMs, wait, withTimeout } from "../../lib/core/abort.ts";
import { TimeoutError } from "../../lib/core/errors.ts";

const never = () => new Promise<never>(() => {});
const left = (signal: AbortSignal) => ({ timers: vi.getTimerCount(), listeners: getEventListeners(signal, "abort").length });
const nothing = { timers: 0, listeners: 0 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("abortable", () => {
  it("settles like the work and leaves no listener", async () => {
    const { signal } = new AbortController();
    await expect(abortable(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(abortable(Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
    expect(left(signal)).toEqual(nothing);
  });

  it("rejects with the reason at once, whatever the work does", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped");
    const waiting = abortable(never(), controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(abortable(Promise.reject(new Error("too late to matter")), controller.signal)).rejects.toBe(reason);
    expect(left(controller.signal)).toEqual(nothing);
  });
});

describe("wait", () => {
  it("resolves when the time is over, not before", async () => {
    const { signal } = new AbortController();
    const done = vi.fn();
    const waiting = wait(100, signal).then(done);
    await vi.advanceTimersByTimeAsync(99);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(left(signal)).toEqual(nothing);
  });

  it("rejects with the reason on an abort and leaves neither timer nor listener", async () => {
    const controller = new AbortController();
    const waiting = wait(30_000, controller.signal);
    controller.abort("stopped");
    await expect(waiting).rejects.toBe("stopped");
    await expect(wait(1, controller.signal)).rejects.toBe("stopped");
    expect(left(controller.signal)).toEqual(nothing);
  });
});

describe("withTimeout", () => {
  const limit = (signal: AbortSignal, ms: number | undefined) => ({ what: "The work", ms, signal });

  it("gives the result of work that is in time, and aborts nothing afterwards", async () => {
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const work = async (signal: AbortSignal) => {
      inner = signal;
      return "done";
    };
    await expect(withTimeout(limit(controller.signal, 50), work)).resolves.toBe("done");
    await vi.advanceTimersByTimeAsync(100);
    expect(inner?.aborted).toBe(false);
    expect(left(controller.signal)).toEqual(nothing);
  });

  it("rejects work that ignores its signal, and aborts that signal with the same error", async () => {
    const { signal } = new AbortController();
    let inner: AbortSignal | undefined;
    const late = withTimeout(limit(signal, 50), (given) => {
      inner = given;
      return never();
    });
    const caught = late.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(50);
    expect(await caught).toBeInstanceOf(TimeoutError);
    expect(inner?.reason).toBe(await caught);
    expect(left(signal)).toEqual(nothing);
  });

  it.each([undefined, 50])("an abort of the caller wins with its own reason (limit: %s)", async (ms) => {
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const work = withTimeout(limit(controller.signal, ms), (given) => {
      inner = given;
      return never();
    });
    controller.abort("stopped");
    await expect(work).rejects.toBe("stopped");
    expect(inner?.reason).toBe("stopped");
    expect(left(controller.signal)).toEqual(nothing);
  });

  it.each([undefined, 50])("does not start work for a caller who has gone (limit: %s)", async (ms) => {
    const work = vi.fn(never);
    await expect(withTimeout(limit(AbortSignal.abort("gone"), ms), work)).rejects.toBe("gone");
    expect(work).not.toHaveBeenCalled();
  });

  it("asks when the time is up whether the work may go on", async () => {
    const { signal } = new AbortController();
    const slow = (given: AbortSignal) => wait(80, given).then(() => "whole");
    const spared = withTimeout({ ...limit(signal, 50), unless: () => true }, slow);
    await vi.advanceTimersByTimeAsync(80);
    await expect(spared).resolves.toBe("whole");
  });

  it.each([Infinity, longestWaitMs + 1])("takes %s ms for no limit, where Node's timers would fire at once", async (ms) => {
    const { signal } = new AbortController();
    const slow = withTimeout(limit(signal, ms), (given) => wait(1000, given).then(() => "whole"));
    await vi.advanceTimersByTimeAsync(1000);
    await expect(slow).resolves.toBe("whole");
  });

  it("takes work that is synchronous", async () => {
    const { signal } = new AbortController();
    await expect(withTimeout(limit(signal, 50), () => 1)).resolves.toBe(1);
    await expect(withTimeout(limit(signal, undefined), () => 2)).resolves.toBe(2);
    expect(left(signal)).toEqual(nothing);
  });

  it("turns a throw before the first await into a rejection and cleans up", async () => {
    const { signal } = new AbortController();
    const thrower = () => {
      throw new Error("at once");
    };
    await expect(withTimeout(limit(signal, 50), thrower)).rejects.toThrow("at once");
    expect(left(signal)).toEqual(nothing);
  });
});
