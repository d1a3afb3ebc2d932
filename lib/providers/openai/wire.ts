/**
 * What OpenAI-compatible servers really send. It is wider than the SDK's types, which say what OpenAI itself sends: fields may be
 * missing, null or of another kind. A `ChatCompletion` and a `ChatCompletionChunk` of the SDK are both assignable to it.
 */
export interface WireReply {
  readonly id?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly choices?: readonly WireChoice[] | null | undefined;
  readonly usage?: WireUsage | null | undefined;
  /** Groq's place for the usage of a stream. */
  readonly x_groq?: { readonly usage?: WireUsage | null } | null | undefined;
  /** An error that came after HTTP 200. */
  readonly error?: unknown;
}

/** One alternative of a reply; whole replies have a `message`, chunks a `delta`. */
export interface WireChoice {
  readonly message?: WireWords | null | undefined;
  readonly delta?: WireWords | null | undefined;
  readonly finish_reason?: string | null | undefined;
  readonly error?: unknown;
}

/** A message or a piece of one. */
export interface WireWords {
  /** A text, or a list of parts (`text`, `refusal`, `thinking`). */
  readonly content?: unknown;
  readonly refusal?: string | null | undefined;
  readonly reasoning_content?: unknown;
  readonly reasoning?: unknown;
  readonly tool_calls?: readonly WireToolCall[] | null | undefined;
}

/** A tool call or a piece of one. */
export interface WireToolCall {
  readonly index?: number | null | undefined;
  readonly id?: string | null | undefined;
  /** `arguments` should be JSON text; some servers send the object, or null. */
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null | undefined;
  /** Google's mark of a call, see `Quirks.thoughtSignatures`. */
  readonly extra_content?: { readonly google?: { readonly thought_signature?: string } | null } | null | undefined;
}

/** Counted tokens, in OpenAI's words and DeepSeek's (`prompt_cache_hit_tokens`). */
export interface WireUsage {
  readonly prompt_tokens?: number | null | undefined;
  readonly completion_tokens?: number | null | undefined;
  readonly total_tokens?: number | null | undefined;
  readonly prompt_cache_hit_tokens?: number | null | undefined;
  readonly prompt_tokens_details?:
    | { readonly cached_tokens?: number | null; readonly cache_write_tokens?: number | null }
    | null
    | undefined;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null | undefined;
}

/** Whether something parsed can be read as a reply or chunk: any object can, since every field is checked where it is read. */
export function isWire(value: unknown): value is WireReply {
  return isObject(value) && !Array.isArray(value);
}

/** The first choice, if there is one. */
export function choiceOf(wire: WireReply): WireChoice | undefined {
  return Array.isArray(wire.choices) ? wire.choices.find((one): one is WireChoice => isObject(one)) : undefined;
}

/** The tool calls of a message or a piece of one. */
export function callsOf(words: WireWords): readonly WireToolCall[] {
  return Array.isArray(words.tool_calls) ? words.tool_calls.filter((one): one is WireToolCall => isObject(one)) : none;
}

/** A text that says something; anything else is undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A count; anything else is undefined. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

const none: readonly never[] = [];
