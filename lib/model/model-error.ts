import { ConfigurationError, MsgfluxError, type ErrorDetails } from "../core/errors.ts";

/** What is known of a failed call to a model. */
export interface ModelErrorDetails extends ErrorDetails {
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** The HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** Whether the same request may succeed later. */
  readonly retryable?: boolean | undefined;
  /** How long the provider asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** This library's own error among an error and its causes, if there is one: SDKs put errors of their own around what `fetch` or a body threw. */
export function ownErrorIn(thrown: unknown): ModelError | ConfigurationError | undefined {
  for (let at = thrown; at instanceof Error; at = at.cause) if (at instanceof ModelError || at instanceof ConfigurationError) return at;
  return undefined;
}

/** A call to a model failed: the network, the provider's refusal, or an answer that could not be read. */
export class ModelError extends MsgfluxError {
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(fact: string, details: ModelErrorDetails = {}) {
    super("model", fact, details);
    this.provider = details.provider;
    this.model = details.model;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
  }
}
