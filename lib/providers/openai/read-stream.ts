import type { ChatReply, ModelCall } from "../../model/chat-model.ts";
import type { CallIds } from "./call-ids.ts";
import { finishDraft, startDraft, type Draft } from "./draft.ts";
import { answeredError, brokenOff, unreadable, type Asked } from "./errors.ts";
import { addChunk } from "./from-chunk.ts";
import { serverEventReader, type ServerEvent } from "./server-events.ts";
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
  if (response.body === null) throw brokenOff(asked);
  const draft = startDraft(ids);
  const events = serverEventReader();
  const reader = response.body.getReader();
  let ended = false;
  try {
    while (!ended) {
      const bytes = await nextBytes(reader, draft, asked);
      signal.throwIfAborted();
      ended = bytes === undefined || (await takeEvents(events.push(bytes), draft, reading));
      if (bytes !== undefined) continue;
      const complete = await takeEvents(lastEvents(events.end()), draft, reading);
      if (!complete && draft.finish === undefined) throw brokenOff(asked);
    }
    return finishDraft(draft);
  } finally {
    // Frees the connection when the reading stopped early; a stream that is already over takes no harm.
    reader.cancel().catch(() => {});
  }
}

/** The next piece, or undefined at the end; a connection that breaks after the reply is complete is such an end. */
async function nextBytes(reader: ReadableStreamDefaultReader<Uint8Array>, draft: Draft, asked: Asked): Promise<Uint8Array | undefined> {
  try {
    const { done, value } = await reader.read();
    return done ? undefined : value;
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
