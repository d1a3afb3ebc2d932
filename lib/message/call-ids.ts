import type { Chat } from "./chat.ts";

/** The ids of all tool calls in a chat. */
export function callIdsIn(chat: Chat): Set<string> {
  const ids = new Set<string>();
  for (const message of chat) {
    if (message.role === "assistant") for (const call of message.toolCalls ?? []) ids.add(call.id);
  }
  return ids;
}
