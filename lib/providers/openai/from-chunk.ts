import type { ChatDelta } from "../../model/chat-model.ts";
import { addHead, addWords, argumentsText, extendCall, openCall, type Draft, type DraftCall } from "./draft.ts";
import { answeredError, type Asked } from "./errors.ts";
import { callsOf, choiceOf, textOf, type WireReply, type WireToolCall } from "./wire.ts";

/** Adds one chunk of a stream to the draft and gives what it brought, in order; a `ModelError` when the chunk is an error. */
export function addChunk(draft: Draft, chunk: WireReply, asked: Asked): readonly ChatDelta[] {
  if (chunk.error) throw answeredError(chunk.error, asked);
  addHead(draft, chunk);
  // The chunk with the usage has no choices.
  const choice = choiceOf(chunk);
  if (choice === undefined) return [];
  if (choice.error) throw answeredError(choice.error, asked);
  draft.finish = textOf(choice.finish_reason) ?? draft.finish;
  // A few servers send the last piece, or all of it, as `message`.
  const words = choice.delta ?? choice.message;
  if (!words) return [];
  const deltas = addWords(draft, words);
  for (const piece of callsOf(words)) deltas.push(addPiece(draft, piece));
  return deltas;
}

function addPiece(draft: Draft, piece: WireToolCall): ChatDelta {
  const call = callOf(draft, piece) ?? openCall(draft, piece);
  const added = extendCall(call, piece);
  return { type: "tool-call", index: draft.calls.indexOf(call), id: call.id, name: call.name, arguments: added };
}

/** The call a piece goes on with, if it does: by index, else by id, else the last one. */
function callOf(draft: Draft, piece: WireToolCall): DraftCall | undefined {
  const { index } = piece;
  const id = textOf(piece.id);
  let call = draft.calls.at(-1);
  if (typeof index === "number") call = draft.calls.findLast((one) => one.wireIndex === index);
  else if (id !== undefined) call = draft.calls.findLast((one) => one.wireId === id);
  return call !== undefined && beginsAnother(call, piece) ? undefined : call;
}

/** Some servers give every call the same index, id or neither; then a name with something new after it begins another call. */
function beginsAnother(call: DraftCall, piece: WireToolCall): boolean {
  if (textOf(piece.function?.name) === undefined) return false;
  const id = textOf(piece.id);
  if (id !== undefined && call.wireId !== undefined && call.wireId !== id) return true;
  return argumentsText(piece.function?.arguments).trim() !== "" && isWhole(call.arguments);
}

/** Whether nothing can follow these arguments. */
function isWhole(text: string): boolean {
  if (!text.trimEnd().endsWith("}")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
