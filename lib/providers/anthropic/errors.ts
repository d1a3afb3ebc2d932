import { messageOf } from "../../core/errors.ts";
import { ModelError } from "../../model/model-error.ts";
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
 * What the SDK threw, as a `ModelError`: its message names the model, the status and what the API said. To be tried again are
 * 408, 409, 429, 5xx, a lost connection, a broken reply, and what the API itself marks so (`x-should-retry`).
 */
export function toModelError(thrown: unknown, model: string): ModelError {
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

/** Something answered, but not in the language of the Messages API: most likely the base URL is another service's. */
export function foreignReply(model: string, reply: unknown): ModelError {
  const seen = (typeof reply === "string" ? reply : (JSON.stringify(reply) ?? "nothing")).slice(0, 200);
  return new ModelError(`The reply of "${provider}/${model}" is not a message: ${seen}`, { provider, model, hint: "Check the base URL." });
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
