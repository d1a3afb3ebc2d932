import { messageOf, type ConfigurationError } from "../../core/errors.ts";
import { ModelError, ownErrorIn } from "../../model/model-error.ts";
import { retryAfterMs } from "../../model/retry-after.ts";

/** What the SDK's errors carry, as far as it is read here. */
interface ApiError extends Error {
  readonly status?: number | undefined;
  readonly headers?: Headers | undefined;
  readonly type?: string | null | undefined;
  readonly apiMessage?: string | null | undefined;
  readonly requestID?: string | null | undefined;
}

const passing = new Set(["overloaded_error", "api_error", "rate_limit_error", "timeout_error"]);
const provider = "anthropic";

/**
 * What the SDK threw, as a `ModelError`, unless it is a mistake of the developer, which passes as it is: its message names the model, the status and what the API said. To be tried again are
 * 408, 409, 429, 5xx, a lost connection, a broken reply, and what the API itself marks so (`x-should-retry`).
 */
export function toModelError(thrown: unknown, model: string): ModelError | ConfigurationError {
  return ownErrorIn(thrown) ?? failure(thrown, model);
}

function failure(thrown: unknown, model: string): ModelError {
  const whose = `"${provider}/${model}"`;
  if (!(thrown instanceof Error)) return new ModelError(`${whose} failed: ${messageOf(thrown)}`, { provider, model, cause: thrown });
  // The SDK's classes are not loaded before the first call, so its errors are known by their fields.
  const error: ApiError = thrown;
  const { status } = error;
  if (typeof status === "number") {
    const said = error.apiMessage ?? error.message.replace(/^\d{3} /, "").slice(0, 500);
    const fact = `${whose} answered ${status}${kind(error)}: ${said}${trace(error)}`;
    const details = { provider, model, status, retryable: mayPass(status, error.headers), retryAfterMs: retryAfterMs(error.headers) };
    return new ModelError(fact, { ...details, hint: status === 401 ? "Check the API key." : undefined, cause: thrown });
  }
  if (typeof error.type === "string") {
    const fact = `${whose} broke its reply off${kind(error)}: ${error.apiMessage ?? error.message}${trace(error)}`;
    return new ModelError(fact, { provider, model, retryable: passing.has(error.type), cause: thrown });
  }
  if (error.name.startsWith("APIConnection")) {
    return new ModelError(`${whose} could not be reached: ${messageOf(deepest(thrown))}`, {
      provider,
      model,
      retryable: true,
      cause: thrown,
    });
  }
  return brokenReply(model, thrown);
}

/** The reply stopped in the middle or could not be read; the same request may well succeed. */
export function brokenReply(model: string, cause?: unknown): ModelError {
  const why = cause === undefined ? "it ended before its end" : messageOf(deepest(cause));
  return new ModelError(`The reply of "${provider}/${model}" could not be read: ${why}.`, { provider, model, retryable: true, cause });
}

/** A body that is no JSON: nothing, or the beginning of a reply, may be whole next time; another text comes from somebody else. */
export function unreadBody(model: string, text: string): ModelError {
  const begun = text.trimStart();
  if (begun !== "" && !begun.startsWith("{")) return foreignReply(model, text);
  return brokenReply(model, new Error(begun === "" ? "it is empty" : `it is not JSON, ${begun.slice(0, 200)}`));
}

/** What answered with status 200 is no message: the API's word for an error, or, most likely, another service at the base URL. */
export function foreignReply(model: string, reply: unknown): ModelError {
  const said = errorIn(reply);
  if (said !== undefined) return failure(said, model);
  const seen = (typeof reply === "string" ? reply : (JSON.stringify(reply) ?? "nothing")).slice(0, 200);
  return new ModelError(`The reply of "${provider}/${model}" is not a message: ${seen}`, { provider, model, hint: "Check the base URL." });
}

/** An event of a stream that tells of an error instead of going on. */
export function errorEvent(model: string, data: string, requestID: string | null): ModelError {
  const said = errorIn(parsed(data)) ?? new Error(data.slice(0, 500));
  return failure(Object.assign(said, { requestID }), model);
}

/** A text as the JSON it is; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error that a reply tells of, in the form of the SDK's errors. */
function errorIn(reply: unknown): Error | undefined {
  const error: unknown = typeof reply === "object" && reply !== null ? Reflect.get(reply, "error") : undefined;
  if (typeof error !== "object" || error === null || !("type" in error) || typeof error.type !== "string") return undefined;
  const message = "message" in error && typeof error.message === "string" ? error.message : "it says no more";
  return Object.assign(new Error(message), { type: error.type });
}

function mayPass(status: number, headers: Headers | undefined): boolean {
  const told = headers?.get("x-should-retry");
  if (told === "true" || told === "false") return told === "true";
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function kind(error: ApiError): string {
  return error.type ? ` (${error.type})` : "";
}

function trace(error: ApiError): string {
  return error.requestID ? ` [request ${error.requestID}]` : "";
}

function deepest(thrown: unknown): unknown {
  let at = thrown;
  while (at instanceof Error && at.cause !== undefined) at = at.cause;
  return at;
}
