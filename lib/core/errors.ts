import { inspect } from "node:util";

/** What every error of this library carries besides its message. */
export interface ErrorDetails {
  /** What the reader can do about it; printed after the fact. */
  readonly hint?: string | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** The base of every error thrown by this library: a stable `code`, a message that states the fact, and an optional `hint`. */
export class MsgfluxError extends Error {
  /** Stable, lower-case, words joined by dashes; safe to branch on. */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, fact: string, details: ErrorDetails = {}) {
    const { hint, cause } = details;
    super(hint === undefined ? fact : `${fact} ${hint}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = hint;
  }
}

/** The developer asked for something impossible: found at decoration, registration or construction, at the latest at the call. */
export class ConfigurationError extends MsgfluxError {
  constructor(fact: string, details?: ErrorDetails) {
    super("configuration", fact, details);
  }
}

/** The caller passed a value that does not fit: a wrong input, a missing variable, an unknown name. */
export class InputError extends MsgfluxError {
  constructor(fact: string, details?: ErrorDetails) {
    super("input", fact, details);
  }
}

/** Something took longer than it was allowed to. `limitMs` is the limit in milliseconds. */
export class TimeoutError extends MsgfluxError {
  readonly limitMs: number;

  constructor(what: string, limitMs: number, details?: ErrorDetails) {
    super("timeout", `${what} took longer than ${limitMs} ms.`, details);
    this.limitMs = limitMs;
  }
}

/** The message of anything that was thrown, for people and for models; never empty and never an error itself. */
export function messageOf(thrown: unknown): string {
  return (
    attempt(() => wordsOf(thrown)) ||
    attempt(() => (thrown instanceof Error ? thrown.constructor.name : inspect(thrown, { depth: 1, breakLength: Infinity }))) ||
    typeof thrown
  );
}

/** What somebody threw may have getters that throw, or be a proxy that was revoked. */
function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

/** The words of an error or text; empty when there are none. */
function wordsOf(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  // Errors of another realm are not `instanceof Error`, and some code throws plain objects.
  const message: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "message") : undefined;
  if (typeof message === "string" && message !== "") return message;
  if (!(thrown instanceof Error)) return "";
  if (typeof message === "object" && message !== null) return inspect(message, { depth: 1, breakLength: Infinity });
  // Node gives such an error, without a message, when every address of a host refuses.
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return thrown.errors.map(messageOf).join("; ");
  return typeof thrown.name === "string" ? thrown.name : "";
}

/** `"a", "b"`: names as they stand in error messages; `none` when there are none. */
export function quoted(names: Iterable<string>): string {
  const list = [...names].map((name) => `"${name}"`);
  return list.length === 0 ? "none" : list.join(", ");
}
