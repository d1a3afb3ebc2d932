import type { Wire } from "./wires.ts";

/** Error bodies as a provider sends them. */
interface Failures {
  readonly limited: object;
  readonly refusedKey: object;
  readonly broken: object;
  /** An event of a stream that began with status 200. */
  readonly midway: object;
}

const anthropicError = (type: string, message: string) => ({ type: "error", error: { type, message }, request_id: "req_011C" });
const openaiError = (type: string, code: string | null, message: string) => ({ error: { message, type, param: null, code } });

/** The error bodies of each provider. */
export const failures: Readonly<Record<Wire["provider"], Failures>> = {
  openai: {
    limited: openaiError("requests", "rate_limit_exceeded", "Rate limit reached for requests."),
    refusedKey: openaiError("invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
    broken: openaiError("server_error", null, "The server had an error."),
    midway: openaiError("server_error", null, "The server had an error."),
  },
  anthropic: {
    limited: anthropicError("rate_limit_error", "This request would exceed your rate limit."),
    refusedKey: anthropicError("authentication_error", "invalid bearer token"),
    broken: anthropicError("api_error", "Internal server error"),
    midway: anthropicError("overloaded_error", "Overloaded"),
  },
};
