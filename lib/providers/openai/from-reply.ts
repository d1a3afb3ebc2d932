import type { ChatReply } from "../../model/chat-model.ts";
import type { CallIds } from "./call-ids.ts";
import { addHead, addWords, extendCall, finishDraft, openCall, startDraft } from "./draft.ts";
import { answeredError, unreadable, type Asked } from "./errors.ts";
import { callsOf, choiceOf, isWire, textOf } from "./wire.ts";

/** Turns the body of a whole reply into the port's reply; a `ModelError` when it holds an error or no choice. */
export function fromReply(body: unknown, asked: Asked, ids: CallIds): ChatReply {
  // Google sends an error as a list of one.
  const wire: unknown = Array.isArray(body) ? body[0] : body;
  if (!isWire(wire)) throw unreadable(asked, "a body that is no object", JSON.stringify(body));
  if (wire.error) throw answeredError(wire.error, asked);
  const choice = choiceOf(wire);
  if (choice === undefined) throw unreadable(asked, "no choices", JSON.stringify(body));
  if (choice.error) throw answeredError(choice.error, asked);
  const draft = startDraft(ids);
  addHead(draft, wire);
  const message = choice.message ?? {};
  addWords(draft, message);
  for (const call of callsOf(message)) extendCall(openCall(draft, call), call);
  draft.finish = textOf(choice.finish_reason);
  return finishDraft(draft);
}
