import { longestWaitMs } from "../core/abort.ts";
import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";

/** How a failed call is repeated. Durations in milliseconds. */
export interface RetryOptions {
  /** All attempts, the first included. Default 3. */
  readonly attempts?: number | undefined;
  /** The upper bound of the first wait; it doubles with each attempt, and the wait is drawn at random below it. Default 500. */
  readonly baseDelayMs?: number | undefined;
  /** No bound grows beyond this. Default 30,000. */
  readonly maxDelayMs?: number | undefined;
  /** A provider that asks to wait is waited for exactly as long as it asks; one that asks for longer than this ends the call. Default 60,000. */
  readonly maxRetryAfterMs?: number | undefined;
  /** Which errors are worth another attempt, in place of the default (see `isWorthRetrying`). Signals, aborts and what a listener threw are never asked about. */
  readonly retryOn?: ((error: unknown) => boolean) | undefined;
}

/** When a key stops being called for a while. Durations in milliseconds. */
export interface BreakerOptions {
  /** Failures in a row that open the breaker. Default 10, attempts that are retried included. */
  readonly consecutive?: number | undefined;
  /** How long it stays open before one call is let through as a probe. Default 10,000. */
  readonly halfOpenAfterMs?: number | undefined;
}

/** How many calls of one key run at a time. */
export interface BulkheadOptions {
  readonly limit: number;
  /** How many more may wait for their turn. Default 0: they are refused. */
  readonly queue?: number | undefined;
}

/**
 * What a policy does. An absent `retry` or `breaker` works with its defaults on errors of models (`ModelError`) only, so that nothing
 * else runs twice unbidden; written out, even as `{}`, it works on every error; `false` turns it off. The others are off when absent.
 */
export interface PolicyOptions {
  readonly retry?: false | RetryOptions | undefined;
  /** The limit of one attempt up to the first event its caller sees, in milliseconds; without events, of the whole attempt. */
  readonly timeoutMs?: number | undefined;
  readonly breaker?: false | BreakerOptions | undefined;
  readonly bulkhead?: BulkheadOptions | undefined;
  /** Gives the result when everything else has failed; not asked about signals, aborts, mistakes of the code or its caller, or what was partly seen. */
  readonly fallback?: ((error: unknown, call: { readonly key: string }) => unknown) | undefined;
}

/** Retry options with nothing left open; `everyError` tells whether they were written out. */
export interface RetrySettings extends Required<{ [K in Exclude<keyof RetryOptions, "retryOn">]: number }> {
  readonly retryOn: ((error: unknown) => boolean) | undefined;
  readonly everyError: boolean;
}

/** Breaker options with nothing left open; `everyError` tells whether they were written out. */
export interface BreakerSettings {
  readonly consecutive: number;
  readonly halfOpenAfterMs: number;
  readonly everyError: boolean;
}

/** Options of a policy, checked and with their defaults; what is absent is off. */
export interface PolicySettings {
  readonly retry: RetrySettings | undefined;
  readonly timeoutMs: number | undefined;
  readonly breaker: BreakerSettings | undefined;
  readonly bulkhead: { readonly limit: number; readonly queue: number } | undefined;
  readonly fallback: PolicyOptions["fallback"];
}

/** Checks the options of a policy and fills in the defaults; a `ConfigurationError` names the option, its value and what it may be. */
export function policySettings(options: PolicyOptions): PolicySettings {
  const given = section(options, "A policy", ["retry", "timeoutMs", "breaker", "bulkhead", "fallback"]);
  if (given["fallback"] !== undefined && typeof given["fallback"] !== "function")
    throw invalid("fallback", given["fallback"], "a function of the error and the call");
  return {
    retry: options.retry === false ? undefined : retrySettings(options.retry),
    timeoutMs: options.timeoutMs === undefined ? undefined : milliseconds("timeoutMs", options.timeoutMs, 1),
    breaker: options.breaker === false ? undefined : breakerSettings(options.breaker),
    bulkhead: options.bulkhead === undefined ? undefined : bulkheadSettings(options.bulkhead),
    fallback: options.fallback,
  };
}

function retrySettings(options: RetryOptions | undefined): RetrySettings {
  section(options ?? {}, "The option `retry`", ["attempts", "baseDelayMs", "maxDelayMs", "maxRetryAfterMs", "retryOn"]);
  const { attempts = 3, baseDelayMs = 500, maxRetryAfterMs = 60_000, retryOn } = options ?? {};
  const maxDelayMs = options?.maxDelayMs ?? Math.max(30_000, baseDelayMs);
  if (retryOn !== undefined && typeof retryOn !== "function") throw invalid("retry.retryOn", retryOn, "a function of the error");
  whole("retry.attempts", attempts, 1);
  milliseconds("retry.baseDelayMs", baseDelayMs, 0);
  milliseconds("retry.maxDelayMs", maxDelayMs, 0);
  milliseconds("retry.maxRetryAfterMs", maxRetryAfterMs, 0);
  if (maxDelayMs < baseDelayMs) throw invalid("retry.maxDelayMs", maxDelayMs, `at least retry.baseDelayMs, which is ${baseDelayMs}`);
  return { attempts, baseDelayMs, maxDelayMs, maxRetryAfterMs, retryOn, everyError: options !== undefined };
}

function breakerSettings(options: BreakerOptions | undefined): BreakerSettings {
  section(options ?? {}, "The option `breaker`", ["consecutive", "halfOpenAfterMs"]);
  const { consecutive = 10, halfOpenAfterMs = 10_000 } = options ?? {};
  whole("breaker.consecutive", consecutive, 1);
  milliseconds("breaker.halfOpenAfterMs", halfOpenAfterMs, 1);
  return { consecutive, halfOpenAfterMs, everyError: options !== undefined };
}

function bulkheadSettings(options: BulkheadOptions): { limit: number; queue: number } {
  section(options, "The option `bulkhead`", ["limit", "queue"]);
  const { limit, queue = 0 } = options;
  whole("bulkhead.limit", limit, 1);
  if (queue !== Infinity) whole("bulkhead.queue", queue, 0);
  return { limit, queue };
}

/** Options come from JavaScript too, so their shape is checked and not trusted. */
function section(options: unknown, what: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ConfigurationError(`${what} takes an object of options, not ${shown(options)}.`, { hint: `Options: ${quoted(known)}.` });
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return options as Readonly<Record<string, unknown>>; // any object may be read by key
  const near = nearest(unknown, known);
  throw new ConfigurationError(`${what} has no option named "${unknown}". Options: ${quoted(known)}.`, {
    hint: near === undefined ? undefined : `Did you mean "${near}"?`,
  });
}

function whole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) throw invalid(name, value, `a whole number of at least ${least}`);
}

function milliseconds(name: string, value: number, least: number): number {
  if (typeof value !== "number" || !(value >= least && value <= longestWaitMs)) {
    throw invalid(name, value, `a number of milliseconds from ${least} to ${longestWaitMs}`);
  }
  return value;
}

function invalid(name: string, value: unknown, expected: string): ConfigurationError {
  return new ConfigurationError(`The policy option "${name}" is ${shown(value)}, but must be ${expected}.`);
}

function shown(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "object" && value !== null ? (Array.isArray(value) ? "an array" : "an object") : String(value);
}
