import { noUsage, type Usage } from "../../model/chat-model.ts";
import { countOf, type WireUsage } from "./wire.ts";

/**
 * The tokens of a reply; zeros where the server says nothing. Some vendors (xAI, Google) leave reasoning out of `completion_tokens`
 * but not out of `total_tokens`, hence the larger of the two counts is the output.
 */
export function usageOf(wire: WireUsage | null | undefined): Usage {
  if (typeof wire !== "object" || wire === null) return noUsage;
  const inputTokens = countOf(wire.prompt_tokens) ?? 0;
  const outputTokens = Math.max(countOf(wire.completion_tokens) ?? 0, (countOf(wire.total_tokens) ?? 0) - inputTokens);
  const cached = countOf(wire.prompt_tokens_details?.cached_tokens) ?? countOf(wire.prompt_cache_hit_tokens);
  const written = countOf(wire.prompt_tokens_details?.cache_write_tokens);
  const reasoning = countOf(wire.completion_tokens_details?.reasoning_tokens);
  return {
    inputTokens,
    outputTokens,
    ...(cached !== undefined ? { cachedInputTokens: cached } : {}),
    ...(written !== undefined ? { cacheWriteTokens: written } : {}),
    ...(reasoning !== undefined ? { reasoningTokens: reasoning } : {}),
  };
}
