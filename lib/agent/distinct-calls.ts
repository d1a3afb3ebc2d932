import { callIdsIn } from "../message/call-ids.ts";
import type { ToolCall } from "../message/chat.ts";
import type { ChatReply } from "../model/chat-model.ts";
import type { Progress } from "./run-setup.ts";

/** The reply with an id of its own for each tool call: one that was used before in the conversation gets `_2`, `_3`, ...; others stay. */
export function withDistinctCalls(reply: ChatReply, progress: Progress): ChatReply {
  if (reply.toolCalls.length === 0) return reply;
  const taken = (progress.callIds ??= callIdsIn(progress.messages));
  const toolCalls = reply.toolCalls.map((call) => distinct(call, taken));
  // A provider may know its reply again by the list of its calls.
  return toolCalls.every((call, at) => call === reply.toolCalls[at]) ? reply : { ...reply, toolCalls };
}

function distinct(call: ToolCall, taken: Set<string>): ToolCall {
  let id = call.id;
  for (let number = 2; taken.has(id); number += 1) id = `${call.id}_${number}`;
  taken.add(id);
  return id === call.id ? call : { ...call, id };
}
