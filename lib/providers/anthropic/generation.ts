/** What a generation of models accepts, as far as requests differ by it. */
export interface Generation {
  /** Thinks by `thinking: { type: "adaptive" }` and an effort; older ones by a budget of tokens. */
  readonly adaptiveThinking: boolean;
  /** Takes system messages in the middle of a conversation; older ones only the system prompt. */
  readonly systemMessages: boolean;
}

/**
 * The generation of a model by the version in its id: `claude-opus-4-8` is 4.8, `claude-3-7-sonnet-20250219` is 3.7. An id
 * without one counts as the newest. Adaptive thinking came with 4.6, system messages within a conversation with 4.8.
 */
export function generationOf(model: string): Generation {
  const [, major, minor] = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/.exec(model) ?? [];
  const version = major === undefined ? Number.POSITIVE_INFINITY : Number(major) * 100 + Number(minor ?? 0);
  return { adaptiveThinking: version >= 406, systemMessages: version >= 408 };
}
