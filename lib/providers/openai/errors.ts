import { messageOf, type ConfigurationError } from "../../core/errors.ts";
import { ModelError, ownErrorIn } from "../../model/model-error.ts";
import { retryAfterMs } from "../../model/retry-after.ts";

/** Whom a request went to, for messages. */
export interface Asked {
  readonly provider: string;
  readonly model: string;
  /** Where the key comes from, for the hint after a refused key. */
  readonly keyHint?: string | undefined;
}

/** What the SDK's `APIError` carries after an HTTP answer. */
interface HttpFailure {
  readonly status: number;
  readonly headers: Headers | undefined;
  /** The body's `error`, or the body. */
  readonly error: unknown;
  readonly message: string;
}

/** Turns what the SDK or `fetch` threw into a `ModelError`; this library's own errors pass as they are. */
export function toModelError(thrown: unknown, asked: Asked): ModelError | ConfigurationError {
  const known = ownErrorIn(thrown);
  if (known !== undefined) return known;
  if (isHttpFailure(thrown)) return refusedRequest(thrown, asked);
  const root = rootCause(thrown);
  const fact = /time[d -]*out/i.test(`${messageOf(thrown)} ${root}`)
    ? `${asked.provider} did not answer in time: ${root}.`
    : `${asked.provider} could not be reached: ${root}.`;
  return new ModelError(fact, { ...whom(asked), retryable: true, cause: thrown });
}

/** The connection was lost, or closed too early, while the answer was being read. */
export function brokenOff(asked: Asked, cause?: unknown): ModelError | ConfigurationError {
  const known = ownErrorIn(cause);
  if (known !== undefined) return known;
  const why = cause === undefined ? "the connection closed before the reply was complete" : rootCause(cause);
  return new ModelError(`The answer of ${asked.provider} broke off: ${why}.`, { ...whom(asked), retryable: true, cause });
}

/** An answer with status 200 that cannot be understood; such things come from proxies and overloaded servers, so it may be tried again. */
export function unreadable(asked: Asked, what: string, body: string | undefined): ModelError {
  const shown = body ? `: ${short(body)}` : "";
  return new ModelError(`${asked.provider} answered 200 with ${what}${shown}`, { ...whom(asked), status: 200, retryable: true });
}

/** An error object inside an answer with status 200. Its `code` is the real status with some vendors. */
export function answeredError(error: unknown, asked: Asked): ModelError {
  const { code, type } = labels(error);
  const status = /^[45]\d\d$/.test(code) ? Number(code) : undefined;
  const final = /invalid|unsupported|not_found|authentication|permission|insufficient_quota|content_(?:filter|policy)/.test(
    `${code} ${type}`,
  );
  const retryable = status === undefined ? !final : isTransient(status) && !final;
  const details = { ...whom(asked), status, retryable, cause: error };
  return new ModelError(`${asked.provider} sent an error in its answer: ${sentence(detailOf(error) ?? "no details")}`, details);
}

function refusedRequest(failure: HttpFailure, asked: Asked): ModelError {
  const { status, headers } = failure;
  const { code, type } = labels(failure.error);
  const spent = code === "insufficient_quota" || type === "insufficient_quota";
  const told = headers?.get("x-should-retry");
  const transient = told === "true" || (told !== "false" && isTransient(status));
  const detail = detailOf(failure.error) ?? failure.message.replace(/^\d{3} /, "");
  return new ModelError(`${asked.provider} answered ${status}: ${sentence(short(detail))}`, {
    ...whom(asked),
    status,
    retryable: transient && !spent,
    retryAfterMs: retryAfterMs(headers),
    cause: failure,
    hint: status === 401 ? asked.keyHint : undefined,
  });
}

/** Request timeout, conflict, rate limit and everything that is the server's own fault. */
function isTransient(status: number): boolean {
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

function isHttpFailure(thrown: unknown): thrown is HttpFailure {
  return thrown instanceof Error && "status" in thrown && typeof thrown.status === "number" && "error" in thrown;
}

function whom({ provider, model }: Asked): { provider: string; model: string } {
  return { provider, model };
}

function labels(error: unknown): { code: string; type: string } {
  const { code, type } = fields(error);
  return { code: labelOf(code), type: labelOf(type) };
}

function labelOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The words of an error body: OpenAI's `message`, others' `detail`, or all of it. */
function detailOf(error: unknown): string | undefined {
  if (error === null || error === undefined || error === "") return undefined;
  if (typeof error === "string") return error;
  const { message, detail, error: inner, metadata } = fields(error);
  if (inner !== undefined && inner !== null) return detailOf(inner);
  const words = message ?? detail ?? error;
  const text = typeof words === "string" ? words : JSON.stringify(words);
  // OpenRouter keeps what the vendor behind it said.
  const { raw } = fields(metadata);
  return typeof raw === "string" && raw !== "" ? `${text} (${short(raw)})` : text;
}

/** The fields of an error object; Google sends a list of one. */
function fields(value: unknown): Readonly<Record<string, unknown>> {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(first) ? first : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The message at the bottom of the causes: `fetch failed` says nothing, what caused it does. */
function rootCause(thrown: unknown): string {
  let at: unknown = thrown;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  const code = at instanceof Error && "code" in at && typeof at.code === "string" ? at.code : "";
  const message = messageOf(at).replace(/\.$/, "");
  return code === "" || message.includes(code) ? message : `${message} (${code})`;
}

function sentence(text: string): string {
  return /[.!?)}\]]$/.test(text) ? text : `${text}.`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 400 ? line : `${line.slice(0, 400)}...`;
}
