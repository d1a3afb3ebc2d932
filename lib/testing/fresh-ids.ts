import type { ChatRequest } from "../model/chat-model.ts";

/** Ids for the tool calls of a reply, `call_<turn>_<n>`: the number of the turn is raised until no call of the conversation has it. */
export function freshIds({ messages }: ChatRequest, turn: number): () => string {
  const used = messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : [])).map((call) => call.id);
  let free = turn;
  while (used.some((id) => id.startsWith(`call_${free}_`))) free += 1;
  let count = 0;
  return () => `call_${free}_${(count += 1)}`;
}
