import type { ContentBlock, ContentBlockParam } from "@anthropic-ai/sdk/resources/messages";
import type { AssistantMessage } from "../../message/chat.ts";
import type { ChatReply } from "../../model/chat-model.ts";
import { sendableName } from "../../model/sendable-call.ts";

interface Kept {
  readonly text: string;
  readonly blocks: ContentBlockParam[];
}

/** By the reply's own list of thoughts, or of tool calls: an assistant message made from the reply carries them on. */
const kept = new WeakMap<object, Kept>();

/**
 * Keeps a reply's blocks if their order, or some of them, would be lost in a `ChatReply`, which lists thoughts, text and tool
 * calls apart: the API wants its thoughts back where they stood. A message that went through JSON is sent in the usual order.
 */
export function keepBlocks(reply: ChatReply, content: readonly ContentBlock[]): void {
  const key = keyOf(reply);
  if (key === undefined || usual(content)) return;
  kept.set(key, { text: reply.text, blocks: content.flatMap(sendable) });
}

/** The blocks that an assistant message was made of, unless it was changed since. */
export function keptBlocks(message: AssistantMessage): ContentBlockParam[] | undefined {
  const key = keyOf(message);
  const found = key === undefined ? undefined : kept.get(key);
  if (found === undefined || found.text !== message.content) return undefined;
  const ids = found.blocks.flatMap((block) => (block.type === "tool_use" ? [block.id] : []));
  const calls = message.toolCalls ?? [];
  return ids.length === calls.length && calls.every((call, at) => call.id === ids[at]) ? found.blocks : undefined;
}

function keyOf(of: Pick<AssistantMessage, "reasoning" | "toolCalls">): object | undefined {
  return of.reasoning?.length ? of.reasoning : of.toolCalls?.length ? of.toolCalls : undefined;
}

const ranks = new Map<ContentBlock["type"], number>([
  ["thinking", 0],
  ["redacted_thinking", 0],
  ["text", 1],
  ["tool_use", 2],
]);

/** Thoughts, then at most one text, then tool calls. */
function usual(content: readonly ContentBlock[]): boolean {
  let last = 0;
  let texts = 0;
  for (const block of content) {
    const rank = ranks.get(block.type);
    if (rank === undefined || rank < last) return false;
    if (rank === 1) texts += 1;
    last = rank;
  }
  return texts <= 1;
}

function sendable(block: ContentBlock): ContentBlockParam[] {
  if (block.type === "text" && block.text.trim() === "") return [];
  if (block.type !== "tool_use") return [block];
  const isObject = typeof block.input === "object" && block.input !== null && !Array.isArray(block.input);
  return [{ ...block, name: sendableName(block.name), input: isObject ? block.input : {} }];
}
