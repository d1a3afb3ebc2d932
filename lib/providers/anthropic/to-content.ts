import type {
  ContentBlockParam,
  TextBlockParam,
  ThinkingBlockParam,
  RedactedThinkingBlockParam,
} from "@anthropic-ai/sdk/resources/messages";
import type { AssistantMessage, ChatMessage, ReasoningPart, SystemMessage, ToolMessage } from "../../message/chat.ts";
import { argumentsObject, sendableName } from "../../model/sendable-call.ts";
import { keptBlocks } from "./as-it-came.ts";
import { toMedia } from "./to-media.ts";

const converted = new WeakMap<ChatMessage, ContentBlockParam[]>();

/** A message as content blocks, converted once per message object; none when nothing in it can be sent. */
export function toContent(message: Exclude<ChatMessage, SystemMessage>): ContentBlockParam[] {
  let content = converted.get(message);
  if (content === undefined) {
    content = convert(message);
    converted.set(message, content);
  }
  return content;
}

/** Text blocks of these texts; blank ones are left out, because the API refuses them. */
export function toTexts(...texts: readonly string[]): TextBlockParam[] {
  return texts.filter((text) => text.trim() !== "").map((text) => ({ type: "text", text }));
}

function convert(message: Exclude<ChatMessage, SystemMessage>): ContentBlockParam[] {
  if (message.role === "assistant") return keptBlocks(message) ?? assistantContent(message);
  if (message.role === "tool") return [toolResult(message)];
  if (typeof message.content === "string") return toTexts(message.content);
  return message.content.flatMap((part): ContentBlockParam[] => (part.type === "text" ? toTexts(part.text) : [toMedia(part)]));
}

function assistantContent(message: AssistantMessage): ContentBlockParam[] {
  return [
    ...(message.reasoning ?? []).flatMap(thought),
    ...toTexts(message.content),
    ...(message.toolCalls ?? []).map((call) => ({
      type: "tool_use" as const,
      id: safeId(call.id),
      name: sendableName(call.name),
      input: argumentsObject(call.arguments),
    })),
  ];
}

/** A thought without a signature is another provider's, which this one would refuse. */
function thought(part: ReasoningPart): (ThinkingBlockParam | RedactedThinkingBlockParam)[] {
  if (part.redacted !== undefined) return [{ type: "redacted_thinking", data: part.redacted }];
  return part.signature === undefined ? [] : [{ type: "thinking", thinking: part.text, signature: part.signature }];
}

function toolResult(message: ToolMessage): ContentBlockParam {
  return {
    type: "tool_result",
    tool_use_id: safeId(message.toolCallId),
    ...(message.content.trim() === "" ? {} : { content: message.content }),
    ...(message.isError === true ? { is_error: true } : {}),
  };
}

/** The API takes ids of `[a-zA-Z0-9_-]` only; those of other providers may hold more. */
function safeId(id: string): string {
  return id.replaceAll(/[^\w-]/g, "_");
}
