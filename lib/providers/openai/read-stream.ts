import type { ChatReply, ModelCall } from "../../model/chat-model.ts";
import { serverEventReader, type ServerEvent } from "../../model/server-events.ts";
import { letEnd, type BodyPieces } from "../../model/transport/body-pieces.ts";
import { bodyPieces } from "../../model/transport/carried-response.ts";
import type { CallIds } from "./call-ids.ts";
import { finishDraft, startDraft, type Draft } from "./draft.ts";
import { answeredError, brokenOff, unreadable, type Asked } from "./errors.ts";
import { addChunk } from "./from-chunk.ts";
import { isWire, type WireReply } from "./wire.ts";

/** Told what a stream brings; a returned promise holds the stream back. */
export type OnDelta = NonNullable<ModelCall["onDelta"]>;

/** What reading a stream needs besides its bytes. */
export interface StreamReading {
  readonly asked: Asked;
  readonly ids: CallIds;
  readonly signal: AbortSignal;
  readonly onDelta: OnDelta;
}

/**
 * Reads a streamed reply to its end. A stream that ends without a finish reason and without `[DONE]` is a retryable `ModelError`.
 * The bytes are decoded here: the SDK's own decoder hides whether `[DONE]` came, and costs several times as much per chunk.
 */
export async function readStream(response: Response, reading: StreamReading): Promise<ChatReply> {
  const { asked, ids, signal } = reading;
  const pieces = bodyPieces(response);
  if (pieces === undefined) throw brokenOff(asked);
  const draft = startDraft(ids);
  const events = serverEventReader();
  let ended = false;
  try {
    while (!ended) {
      const bytes = await nextBytes(pieces, draft, asked);
      signal.throwIfAborted();
      ended = bytes === undefined || (await takeEvents(events.push(bytes), draft, reading));
      if (bytes !== undefined) continue;
      const complete = await takeEvents(lastEvents(events.end()), draft, reading);
      if (!complete && draft.finish === undefined) throw brokenOff(asked);
    }
  } catch (error) {
    pieces.cancel();
    throw error;
  }
  void letEnd(pieces);
  return finishDraft(draft);
}

/** The next piece, or undefined at the end; a connection that breaks after the reply is complete is such an end. */
async function nextBytes(pieces: BodyPieces, draft: Draft, asked: Asked): Promise<Uint8Array | undefined> {
  try {
    return await pieces.next();
  } catch (error) {
    if (draft.finish !== undefined) return undefined;
    throw brokenOff(asked, error);
  }
}

/** Adds events to the draft and tells what they brought; true when one of them was `[DONE]`. */
async function takeEvents(events: readonly ServerEvent[], draft: Draft, { asked, signal, onDelta }: StreamReading): Promise<boolean> {
  for (const event of events) {
    if (event.data === "[DONE]") return true;
    if (event.data === "") continue;
    const chunk = parseChunk(event, asked);
    for (const delta of addChunk(draft, chunk, asked)) {
      const waiting = onDelta(delta);
      if (waiting !== undefined) await waiting;
      signal.throwIfAborted();
    }
  }
  return false;
}

function parseChunk({ event, data }: ServerEvent, asked: Asked): WireReply {
  let chunk: unknown;
  try {
    chunk = JSON.parse(data);
  } catch {
    throw unreadable(asked, "a stream with something that is not JSON", data);
  }
  // The name alone marks an error with some servers.
  if (event === "error") throw answeredError((isWire(chunk) && chunk.error) || chunk, asked);
  if (!isWire(chunk)) throw unreadable(asked, "a stream with something that is no chunk", data);
  return chunk;
}

/** The end of the stream may have cut the last event off; half an event is a stream that broke off, not bad JSON. */
function lastEvents(events: readonly ServerEvent[]): readonly ServerEvent[] {
  return events.filter(({ data }) => {
    try {
      return data === "[DONE]" || JSON.parse(data) !== undefined;
    } catch {
      return false;
    }
  });
}
