import type { AssistantMessage, Chat, ReasoningPart, ToolCall } from "../message/chat.ts";
import type { JsonSchema } from "../signature/json-schema.ts";
import type { Policy } from "./policy.ts";

/** A tool as a model sees it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  /** An object schema; provider dialects are made from it by the provider. */
  readonly parameters: JsonSchema;
}

/** Which tools a model may or must call. */
export type ToolChoice = "auto" | "required" | "none" | { readonly name: string };

/** Settings of a model; each is sent only when given. Zero is a value. */
export interface ModelSettings {
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** The most tokens the model may write, reasoning included. */
  readonly maxTokens?: number | undefined;
  readonly stop?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly reasoningEffort?: "minimal" | "low" | "medium" | "high" | undefined;
  readonly parallelToolCalls?: boolean | undefined;
  /** Marks the stable front of the request (tools, system prompt) for the provider's prompt cache, where it needs marks. */
  readonly promptCache?: boolean | "5m" | "1h" | undefined;
  /** Further fields of the request body, sent as they are. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** The schema of a typed answer. */
export interface OutputSchema {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** One request to a chat model. */
export interface ChatRequest {
  readonly system?: string | undefined;
  readonly messages: Chat;
  readonly tools?: readonly ToolDefinition[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  /** Only given when the model's `structuredOutput` is `"native"`. */
  readonly output?: OutputSchema | undefined;
  readonly settings: ModelSettings;
}

/** Something a model streamed. Order is the order of arrival; `index` numbers the tool calls of a reply from 0. */
export type ChatDelta =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "tool-call"; readonly index: number; readonly id: string; readonly name: string; readonly arguments: string };

/** Tokens of one reply or of a whole run. `inputTokens` includes cached ones, `outputTokens` includes reasoning. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly reasoningTokens?: number;
}

/** Why a model stopped. */
export type FinishReason = "stop" | "length" | "tool-calls" | "content-filter" | "refusal" | "other";

/** A model's whole reply; the same whether it was streamed or not. */
export interface ChatReply {
  readonly text: string;
  readonly reasoning: readonly ReasoningPart[];
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
  /** The provider's id of the reply and the exact model that answered, when it says so. */
  readonly id?: string | undefined;
  readonly model?: string | undefined;
}

/** How a call to a model is made. With `onDelta` the reply is streamed; a returned promise holds the stream back. */
export interface ModelCall {
  readonly signal: AbortSignal;
  readonly onDelta?: ((delta: ChatDelta) => void | Promise<void>) | undefined;
}

/** What a chat model can do. */
export interface ChatCapabilities {
  readonly tools: boolean;
  /** `native`: the provider enforces a schema; `tool`: ask for it as a tool call; `prompted`: describe it in words. */
  readonly structuredOutput: "native" | "tool" | "prompted";
}

/** The port of every chat model. `provider` and `id` are the two halves of `"provider/id"`. */
export interface ChatModel {
  readonly kind: "chat";
  readonly provider: string;
  readonly id: string;
  readonly settings: ModelSettings;
  readonly capabilities: ChatCapabilities;
  /** The policy of this model; the library's default when absent. */
  readonly policy?: Policy | undefined;
  /** Answers a request. Rejects with a `ModelError`, or with the signal's reason when aborted. */
  generate(request: ChatRequest, call: ModelCall): Promise<ChatReply>;
}

/** A chat model, or its name as `"provider/model"`. */
export type ModelRef = string | ChatModel;

/** No tokens at all: where adding up starts. */
export const noUsage: Usage = { inputTokens: 0, outputTokens: 0 };

/** The sum of two usages. */
export function addUsage(a: Usage, b: Usage): Usage {
  const optional = {
    cachedInputTokens: sum(a.cachedInputTokens, b.cachedInputTokens),
    cacheWriteTokens: sum(a.cacheWriteTokens, b.cacheWriteTokens),
    reasoningTokens: sum(a.reasoningTokens, b.reasoningTokens),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens, ...given };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}

/** A reply as an entry of the conversation. */
export function assistantMessage(reply: ChatReply): AssistantMessage {
  return {
    role: "assistant",
    content: reply.text,
    ...(reply.toolCalls.length > 0 ? { toolCalls: reply.toolCalls } : {}),
    ...(reply.reasoning.length > 0 ? { reasoning: reply.reasoning } : {}),
  };
}
