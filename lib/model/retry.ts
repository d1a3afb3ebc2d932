import { ExponentialBackoff, fullJitterGenerator, type IBackoff } from "cockatiel";
import { abortable, wait } from "../core/abort.ts";
import { messageOf } from "../core/errors.ts";
import { isBreakerRefusal, isWorthRetrying, passesPolicies } from "./failures.ts";
import { ModelError } from "./model-error.ts";
import type { PolicyCall, PolicyEvent } from "./policy.ts";
import type { RetrySettings } from "./policy-options.ts";

/** Tells the listener of a call at once; what the listener answers is awaited when the attempt is over. */
export type Tell = (event: PolicyEvent) => void;

/** A call whose attempts are counted; `settings` is absent for a single attempt, `hopeless` says that another would only be refused. */
export interface Retried {
  readonly settings: RetrySettings | undefined;
  readonly call: PolicyCall;
  readonly hopeless: () => boolean;
}

/**
 * Makes attempts until one succeeds or no other is worth it, and rejects with the last error; on an abort with the signal's reason, at
 * once. A loop of our own, because cockatiel's retry waits on a timer that no abort can stop and calls once more after it.
 */
export async function withRetries<T>(retried: Retried, attempt: (tell: Tell) => Promise<T>): Promise<T> {
  const { settings, call } = retried;
  let backoff: IBackoff<unknown> | undefined;
  for (let made = 1; ; made += 1) {
    call.signal.throwIfAborted();
    const outcome = await outcomeOf(call, attempt);
    if ("value" in outcome) return outcome.value;
    call.signal.throwIfAborted();
    const { error } = outcome;
    if (settings === undefined || made >= settings.attempts || !mayRepeat(retried, settings, error)) throw error;
    backoff = backoff === undefined ? firstBackoff(settings) : backoff.next(undefined);
    const asked = askedDelay(error);
    // Sooner than asked would be refused again, and later is longer than the caller wants to wait.
    if (asked !== undefined && asked > settings.maxRetryAfterMs) throw error;
    const delayMs = asked ?? backoff.duration;
    if (call.onEvent) {
      const told = call.onEvent({ type: "retry", key: call.key, attempt: made, delayMs, error: messageOf(error) });
      if (told) await abortable(told, call.signal);
    }
    await wait(delayMs, call.signal);
  }
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

async function outcomeOf<T>(call: PolicyCall, attempt: (tell: Tell) => Promise<T>): Promise<Outcome<T>> {
  const told: Promise<void>[] = [];
  const tell: Tell = (event) => {
    if (call.onEvent === undefined) return;
    const telling = (async () => call.onEvent?.(event))();
    // A failing listener ends the call below, outside of what is retried; until then it is not an unhandled rejection.
    telling.catch(() => {});
    told.push(telling);
  };
  const outcome = await attempt(tell).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (told.length > 0) await abortable(Promise.all(told), call.signal);
  return outcome;
}

function mayRepeat(retried: Retried, settings: RetrySettings, error: unknown): boolean {
  if (retried.call.seen?.() || passesPolicies(error) || isBreakerRefusal(error) || retried.hopeless()) return false;
  return settings.retryOn ? settings.retryOn(error) : isWorthRetrying(error, settings.everyError);
}

function firstBackoff(settings: RetrySettings): IBackoff<unknown> {
  return new ExponentialBackoff({
    generator: fullJitterGenerator,
    initialDelay: settings.baseDelayMs,
    maxDelay: settings.maxDelayMs,
  }).next();
}

function askedDelay(error: unknown): number | undefined {
  const asked = error instanceof ModelError ? error.retryAfterMs : undefined;
  return asked !== undefined && asked >= 0 ? asked : undefined;
}
