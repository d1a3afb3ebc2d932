import { callIdsIn } from "../../message/call-ids.ts";
import type { Chat } from "../../message/chat.ts";

/** Gives each tool call of one reply its id: the server's own, or a new one where that is missing or taken. */
export type CallIds = (given: string | null | undefined) => string;

/**
 * The ids for one reply to this chat. A missing id, one used before in the chat and one used twice in the reply become `call_<n>`, the
 * smallest free number from 1, so that every id is unique in the conversation and the same whether the reply is streamed or not.
 */
export function callIds(messages: Chat): CallIds {
  let taken: Set<string> | undefined;
  let number = 0;
  return (given) => {
    // Read the history only when there is a tool call at all.
    taken ??= callIdsIn(messages);
    let id = given ?? "";
    while (id === "" || taken.has(id)) {
      number += 1;
      id = `call_${number}`;
    }
    taken.add(id);
    return id;
  };
}
