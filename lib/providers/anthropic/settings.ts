import { ConfigurationError, quoted } from "../../core/errors.ts";
import type { ModelSettings } from "../../model/chat-model.ts";

/**
 * The most tokens of a reply when nothing else is said: the API wants a number, and this one every model takes and a reply
 * with reasoning seldom needs.
 */
export const defaultMaxTokens = 16_384;

const refused = ["temperature", "topP", "seed", "presencePenalty", "frequencyPenalty"] as const;

/** Throws a `ConfigurationError` that names the settings which the Messages API does not have; `whose` is `"anthropic/model"`. */
export function refuseSettings(settings: ModelSettings, whose: string): void {
  const given = refused.filter((name) => settings[name] !== undefined);
  if (given.length === 0) return;
  const sampling = given.includes("temperature") || given.includes("topP");
  throw new ConfigurationError(`"${whose}" has no setting ${quoted(given)}.`, {
    hint: sampling
      ? `Leave it out. An older model that must have it takes it in extraBody, with headers: { "anthropic-version": "2023-06-01" }.`
      : "Leave it out.",
  });
}
