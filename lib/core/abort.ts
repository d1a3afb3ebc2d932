import { TimeoutError } from "./errors.ts";

/** The longest a timer can wait, in milliseconds (2^31 - 1, about 24.8 days): beyond it Node fires at once. */
export const longestWaitMs = 2_147_483_647;

/** Settles like `work`, or rejects with the signal's reason as soon as it aborts; the listener is removed either way. */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    work.catch(() => {});
    return Promise.reject(signal.reason as Error);
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", onAbort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts; no timer and no listener stays behind. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const onTime = () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    };
    const timer = setTimeout(onTime, Math.min(ms, longestWaitMs));
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** What some work is allowed: `what` names it in the error, `ms` is absent for no limit, `signal` is the caller's. */
export interface TimeLimit {
  readonly what: string;
  readonly ms: number | undefined;
  readonly signal: AbortSignal;
  /** Asked when the time is up: true lets the work go on without a limit, a number above 0 for so many milliseconds, after which it is asked again. */
  readonly unless?: (() => boolean | number) | undefined;
}

/**
 * Runs `work` with a signal that aborts with the caller's, or after `ms` milliseconds with a `TimeoutError`; rejects at that moment
 * even if the work ignores it. Work may be synchronous, and is not started for a caller who has aborted already. Once the work has settled, nothing aborts
 * its signal any more.
 */
export async function withTimeout<T>(limit: TimeLimit, work: (signal: AbortSignal) => T | Promise<T>): Promise<T> {
  const { ms, signal: outer } = limit;
  outer.throwIfAborted();
  if (ms === undefined || ms > longestWaitMs) return abortable(Promise.resolve(work(outer)), outer);
  // Not `AbortSignal.any`: a signal that lives as long as the process keeps a trace of every signal ever made from it.
  const own = new AbortController();
  const passOn = () => own.abort(outer.reason);
  const onTime = () => {
    const more = limit.unless?.() ?? false;
    if (typeof more === "number" && more > 0) timer = setTimeout(onTime, more);
    else if (more !== true) own.abort(new TimeoutError(limit.what, ms));
  };
  outer.addEventListener("abort", passOn, { once: true });
  let timer = setTimeout(onTime, ms);
  try {
    return await abortable(Promise.resolve(work(own.signal)), own.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", passOn);
  }
}
