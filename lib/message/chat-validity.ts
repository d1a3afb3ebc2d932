import type { Chat, ChatMessage } from "./chat.ts";

/**
 * What is wrong with a chat for a provider, in words; empty when it can be sent. Every tool call has exactly one result, the
 * results follow their call at once and in its order, no result is an orphan, and nothing is empty.
 */
export function chatProblems(chat: Chat): string[] {
  const problems: string[] = [];
  let at = 0;
  while (at < chat.length) {
    const message = chat[at] as ChatMessage;
    problems.push(...emptiness(message, at));
    if (message.role === "tool") problems.push(`message ${at}: the result of "${message.toolCallId}" answers no tool call before it`);
    at += 1;
    if (message.role !== "assistant" || !message.toolCalls?.length) continue;
    for (const call of message.toolCalls) {
      const result = chat[at];
      if (result?.role !== "tool" || result.toolCallId !== call.id) {
        problems.push(`message ${at}: expected the result of tool call "${call.id}" (${call.name})`);
        break;
      }
      problems.push(...emptiness(result, at));
      at += 1;
    }
  }
  return problems.concat(repeatedIds(chat));
}

function emptiness(message: ChatMessage, at: number): string[] {
  if (message.role === "assistant")
    return message.content === "" && !message.toolCalls?.length ? [`message ${at}: an empty assistant message`] : [];
  if (typeof message.content === "string") return message.content === "" ? [`message ${at}: an empty ${message.role} message`] : [];
  if (message.content.length === 0) return [`message ${at}: a user message without parts`];
  return message.content.some((part) => part.type === "text" && part.text === "") ? [`message ${at}: an empty text part`] : [];
}

function repeatedIds(chat: Chat): string[] {
  const ids = chat.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []).map((call) => call.id) : []));
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  return repeated.map((id) => `the tool call id "${id}" is used twice`);
}
