import type { ContentBlock, Message, StopReason, Usage as ApiUsage } from "@anthropic-ai/sdk/resources/messages";
import type { ReasoningPart, ToolCall } from "../../message/chat.ts";
import type { ChatReply, FinishReason, Usage } from "../../model/chat-model.ts";
import { keepBlocks } from "./as-it-came.ts";

/** A whole message as a reply; a streamed one is put together first and comes here too. */
export function fromReply(message: Message): ChatReply {
  const reply: ChatReply = {
    text: message.content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    reasoning: message.content.flatMap(thought),
    toolCalls: message.content.flatMap(toolCall),
    finishReason: finishReason(message.stop_reason),
    usage: usage(message.usage),
    id: message.id,
    model: message.model,
  };
  keepBlocks(reply, message.content);
  return reply;
}

/** Whether a body that came with status 200 is a message of the API at all. */
export function isMessage(body: unknown): body is Message {
  return typeof body === "object" && body !== null && "content" in body && Array.isArray(body.content);
}

function thought(block: ContentBlock): ReasoningPart[] {
  if (block.type === "redacted_thinking") return [{ text: "", redacted: block.data }];
  if (block.type !== "thinking") return [];
  return [block.signature ? { text: block.thinking, signature: block.signature } : { text: block.thinking }];
}

function toolCall(block: ContentBlock): ToolCall[] {
  return block.type === "tool_use" ? [{ id: block.id, name: block.name, arguments: argumentsText(block.input) }] : [];
}

/** The JSON text of a tool's input; a string is text that was cut off and is no JSON, kept for the model to see. */
function argumentsText(input: unknown): string {
  if (typeof input === "string") return input === "" ? "{}" : input;
  return JSON.stringify(input ?? {});
}

function finishReason(reason: StopReason | null): FinishReason {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool-calls";
    case "refusal":
      return "refusal";
    default:
      return "other";
  }
}

/** The API counts input from and into the cache apart from the rest; here they are part of the input. */
function usage(given: Partial<ApiUsage> | undefined): Usage {
  const read = given?.cache_read_input_tokens ?? undefined;
  const written = given?.cache_creation_input_tokens ?? undefined;
  const reasoning = given?.output_tokens_details?.thinking_tokens;
  return {
    inputTokens: (given?.input_tokens ?? 0) + (read ?? 0) + (written ?? 0),
    outputTokens: given?.output_tokens ?? 0,
    ...(read === undefined ? {} : { cachedInputTokens: read }),
    ...(written === undefined ? {} : { cacheWriteTokens: written }),
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}
