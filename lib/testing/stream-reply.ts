import { abortable } from "../core/abort.ts";
import type { ChatDelta, ChatReply, ModelCall } from "../model/chat-model.ts";

/** A word with the blanks before it; the last one with those after it too. */
const words = /\s*\S+\s*$|\s*\S+|\s+/g;
/** Arguments come in pieces of so many characters. */
const pieces = /[^]{1,12}/gu;

/**
 * Tells a reply piece by piece, as a model streams it: thoughts, then the text word by word, then the tool calls with their arguments in
 * pieces. Waits for who listens; rejects with the signal's reason as soon as it aborts. Nothing is told where nobody listens.
 */
export async function streamReply(reply: Pick<ChatReply, "text" | "reasoning" | "toolCalls">, call: ModelCall): Promise<void> {
  const { signal, onDelta } = call;
  signal.throwIfAborted();
  if (!onDelta) return;
  for (const delta of deltasOf(reply)) {
    const waiting = onDelta(delta);
    if (waiting) await abortable(waiting, signal);
    signal.throwIfAborted();
  }
}

function* deltasOf({ text, reasoning, toolCalls }: Pick<ChatReply, "text" | "reasoning" | "toolCalls">): Generator<ChatDelta> {
  for (const { text: thought } of reasoning) if (thought !== "") yield { type: "reasoning", text: thought };
  for (const piece of text.match(words) ?? []) yield { type: "text", text: piece };
  for (const [index, { id, name, arguments: given }] of toolCalls.entries())
    for (const piece of given.match(pieces) ?? [""]) yield { type: "tool-call", index, id, name, arguments: piece };
}
