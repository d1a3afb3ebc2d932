import type { ChatCapabilities } from "../../model/chat-model.ts";

/** Where a vendor departs from the OpenAI API, as data; what is absent is sent the plain way that most understand. */
export interface Quirks {
  /** The field that limits a reply's length. `max_tokens` unless told. */
  readonly tokenLimit?: "max_tokens" | "max_completion_tokens";
  /** How a typed answer is asked for. `tool` unless told. */
  readonly structuredOutput?: ChatCapabilities["structuredOutput"];
  /** Takes OpenAI's strict schemas; others get schemas as they are and no `strict` at all. */
  readonly strictSchemas?: boolean;
  /** `false`: refuses `stream_options`, and sends the usage of a stream unasked. */
  readonly streamOptions?: false;
  /** The field in which a reply's reasoning must go back with the next request. */
  readonly reasoningField?: "reasoning_content" | "reasoning";
  /** The field of the seed. `seed` unless told. */
  readonly seedField?: "seed" | "random_seed";
  /** Takes films as `video_url` parts. */
  readonly videoParts?: boolean;
  /** Tool calls carry a `thought_signature` that must go back with them. */
  readonly thoughtSignatures?: boolean;
  /** Takes only tool call ids of nine letters and digits. */
  readonly nineCharIds?: boolean;
  /** Sends what the OPENAI_ORG_ID, OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS variables say; nobody but OpenAI should see it. */
  readonly openaiAccount?: boolean;
}

/** One vendor of an OpenAI-compatible endpoint: one row of the table. */
export interface ProviderRow {
  /** The part of `"provider/model"` before the slash. */
  readonly name: string;
  /** The URL to which `/chat/completions` is appended; may be absent where `baseURLEnv` or the caller gives it. */
  readonly baseURL?: string | undefined;
  /** The environment variable that replaces `baseURL`. */
  readonly baseURLEnv?: string | undefined;
  /** The environment variable of the key, or several of which the first that is set counts. Absent: no key is needed. */
  readonly apiKeyEnv?: string | readonly string[] | undefined;
  /** Requests go out without a key when none is set. */
  readonly keyOptional?: boolean | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The model that error messages propose. */
  readonly defaultModel?: string | undefined;
  readonly quirks?: Quirks | undefined;
}

/** The names of the variables that may hold the key, in order. */
export function keyVariables(row: Pick<ProviderRow, "apiKeyEnv">): readonly string[] {
  if (row.apiKeyEnv === undefined) return [];
  return typeof row.apiKeyEnv === "string" ? [row.apiKeyEnv] : row.apiKeyEnv;
}
