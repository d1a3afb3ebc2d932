import type { OutputConfig, ThinkingConfigParam } from "@anthropic-ai/sdk/resources/messages";
import { ConfigurationError } from "../../core/errors.ts";
import type { Chat } from "../../message/chat.ts";
import type { ChatRequest, ModelSettings } from "../../model/chat-model.ts";
import type { Generation } from "./generation.ts";

/** How a request asks for reasoning; absent fields are not sent. */
export interface Thinking {
  readonly thinking?: ThinkingConfigParam;
  readonly effort?: NonNullable<OutputConfig["effort"]>;
}

type Effort = NonNullable<ModelSettings["reasoningEffort"]>;

const efforts = { minimal: "low", low: "low", medium: "medium", high: "high" } as const;
/** Of `max_tokens`, for models that think by a budget. */
const shares = { minimal: 0, low: 0.25, medium: 0.5, high: 0.75 } as const;
/** The least budget that the API takes. */
const leastBudget = 1024;

/**
 * `reasoningEffort` in the model's own terms: adaptive thinking with an effort, or a budget of tokens out of `max_tokens`.
 * `minimal` asks for no thinking, and a forced tool call excludes it.
 */
export function thinkingOf(request: ChatRequest, generation: Generation, settings: ModelSettings & { maxTokens: number }): Thinking {
  const asked = settings.reasoningEffort;
  if (asked === undefined) return {};
  const thinks = asked !== "minimal" && !forced(request);
  if (generation.adaptiveThinking) {
    // Newer models leave their thoughts out of the reply unless asked for them.
    return { effort: efforts[asked], ...(thinks ? { thinking: { type: "adaptive", display: "summarized" } } : {}) };
  }
  return thinks && thoughtBeforeCalling(request.messages) ? { thinking: budgeted(asked, settings.maxTokens) } : {};
}

function budgeted(effort: Effort, maxTokens: number): ThinkingConfigParam {
  if (maxTokens <= leastBudget) {
    throw new ConfigurationError(`reasoningEffort "${effort}" needs more than ${leastBudget} tokens, but maxTokens is ${maxTokens}.`, {
      hint: "Raise maxTokens, or leave reasoningEffort out.",
    });
  }
  return { type: "enabled", budget_tokens: Math.min(maxTokens - 1, Math.max(leastBudget, Math.floor(maxTokens * shares[effort]))) };
}

function forced(request: ChatRequest): boolean {
  if (request.tools === undefined || request.tools.length === 0) return false;
  return request.toolChoice === "required" || typeof request.toolChoice === "object";
}

/** With a budget, the API wants the tool calls that are being answered to start with a thought; another model's do not. */
function thoughtBeforeCalling(chat: Chat): boolean {
  if (chat.at(-1)?.role !== "tool") return true;
  const caller = chat.findLast((message) => message.role === "assistant");
  return caller?.reasoning?.some((part) => part.signature !== undefined || part.redacted !== undefined) ?? false;
}
