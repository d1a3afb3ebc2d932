import { MsgfluxError, TimeoutError } from "../core/errors.ts";
import { isListenerFailure } from "../core/listener-failure.ts";
import { isSignal } from "../core/signals.ts";
import { ModelError } from "./model-error.ts";

/** Whether something thrown is no failure of the work, and passes every policy as it is: a control signal, or what a listener threw. */
export function passesPolicies(thrown: unknown): boolean {
  return isSignal(thrown) || isListenerFailure(thrown);
}

/** Whether an error says that the code or its caller is wrong: no repetition and no replacement makes that right. */
export function isMistake(error: unknown): boolean {
  return error instanceof MsgfluxError && (error.code === "configuration" || error.code === "input");
}

/** Whether an error is the refusal of an open breaker, which answers every further attempt alike. */
export function isBreakerRefusal(error: unknown): boolean {
  return error instanceof MsgfluxError && error.code === "breaker-open";
}

/**
 * Whether a failed attempt is worth another. A `ModelError` says so itself. With `everyError` also a timeout and whatever else was
 * thrown, except mistakes (configuration, input) and the refusal of an open breaker. Control signals and what a listener threw never are.
 */
export function isWorthRetrying(error: unknown, everyError: boolean): boolean {
  if (passesPolicies(error)) return false;
  if (error instanceof ModelError) return error.retryable;
  return everyError && !isMistake(error) && !isBreakerRefusal(error);
}

/** What a failed call tells of who was called: it `failed`, it `answered` by refusing, or `nothing`. */
export type Finding = "failed" | "answered" | "nothing";

/**
 * What an error tells of the provider. A status from 400 to 499 is an answer (429 too: a busy provider is alive), another retryable
 * `ModelError` a failure; with `everyError` also a timeout and any error that is not this library's. All else tells nothing.
 */
export function findingOf(error: unknown, everyError: boolean): Finding {
  if (passesPolicies(error)) return "nothing";
  if (error instanceof ModelError) {
    if (error.status !== undefined && error.status >= 400 && error.status < 500) return "answered";
    return error.retryable ? "failed" : "nothing";
  }
  if (error instanceof MsgfluxError && !(error instanceof TimeoutError)) return "nothing";
  return everyError ? "failed" : "nothing";
}
