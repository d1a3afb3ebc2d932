import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { ChatDelta, ChatReply, ModelCall } from "../../model/chat-model.ts";
import { serverEventReader, type ServerEvent } from "../../model/server-events.ts";
import { letEnd, type BodyPieces } from "../../model/transport/body-pieces.ts";
import { bodyPieces } from "../../model/transport/carried-response.ts";
import { brokenReply, errorEvent, toModelError } from "./errors.ts";
import { finishedReply, newDraft, takeEvent, type Draft } from "./from-event.ts";

/** What reading a stream needs besides its bytes. */
export interface StreamReading extends ModelCall {
  /** The id of the model, for errors. */
  readonly model: string;
}

/**
 * Reads a streamed reply to its end; one that ends before `message_stop`, or cannot be read, is a retryable `ModelError`. The events are
 * decoded here: the SDK's own decoder costs half as much again.
 */
export async function readStream(response: Response, { model, signal, onDelta }: StreamReading): Promise<ChatReply> {
  const pieces = bodyPieces(response);
  if (pieces === undefined) throw brokenReply(model);
  const draft = newDraft();
  const events = serverEventReader();
  try {
    while (!draft.complete) {
      const bytes = await nextBytes(pieces, model);
      signal.throwIfAborted();
      if (bytes === undefined) break;
      for (const event of events.push(bytes)) {
        if (event.event === "error") throw errorEvent(model, event.data, response.headers.get("request-id"));
        const delta = deltaOf(draft, event, model);
        if (delta === undefined) continue;
        await onDelta?.(delta);
        signal.throwIfAborted();
      }
    }
    const reply = finishedReply(draft);
    if (reply === undefined) throw brokenReply(model);
    void letEnd(pieces);
    return reply;
  } catch (error) {
    pieces.cancel();
    throw error;
  }
}

async function nextBytes(pieces: BodyPieces, model: string): Promise<Uint8Array | undefined> {
  try {
    return await pieces.next();
  } catch (error) {
    throw toModelError(error, model);
  }
}

function deltaOf(draft: Draft, { event, data }: ServerEvent, model: string): ChatDelta | undefined {
  if (event === undefined || event === "ping" || data === "") return undefined;
  try {
    // Kinds that are not known are passed over; a known one without its content is a broken reply.
    return takeEvent(draft, JSON.parse(data) as RawMessageStreamEvent);
  } catch (error) {
    throw brokenReply(model, error);
  }
}
