import type { UnderlyingByteSource } from "node:stream/web";

/** A body that is read piece by piece, once. */
export interface BodyPieces {
  /** The next piece, or undefined at the end. Rejects with the reason of an abort, or with a `TypeError` when the connection broke. */
  next(): Promise<Uint8Array | undefined>;
  /** Reads no further: the connection is closed unless the whole body has come already. */
  cancel(): void;
}

/** All that is still to come, in one piece. */
export async function restOf(pieces: BodyPieces): Promise<Uint8Array> {
  const first = await pieces.next();
  if (first === undefined) return new Uint8Array(0);
  const second = await pieces.next();
  // Most answers come in one piece, which needs no copy.
  if (second === undefined) return first;
  const all = [first, second];
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) all.push(piece);
  return Buffer.concat(all);
}

/** How long the end of a body may take, in milliseconds, when nothing but the end is missing. */
const lastMoment = 1000;

/** Waits a moment for the end of a body of which all that matters has been read, so that its connection can be used again; then cancels it. */
export async function letEnd(pieces: BodyPieces): Promise<void> {
  const timer = setTimeout(() => pieces.cancel(), lastMoment).unref();
  try {
    while ((await pieces.next()) !== undefined);
  } catch {
    // What breaks now was not needed.
  } finally {
    clearTimeout(timer);
  }
}

/** The same body, cancelled at the piece with which it grows beyond so many bytes; reading it then fails with what `tooLong` gives. */
export function limitedPieces(pieces: BodyPieces, most: number, tooLong: () => Error): BodyPieces {
  let read = 0;
  const next = async (): Promise<Uint8Array | undefined> => {
    const piece = await pieces.next();
    read += piece?.length ?? 0;
    if (read <= most) return piece;
    pieces.cancel();
    throw tooLong();
  };
  return { next, cancel: () => pieces.cancel() };
}

/** The body as a stream of the web. */
export function streamOf(pieces: BodyPieces): ReadableStream<Uint8Array> {
  const source: UnderlyingByteSource = {
    type: "bytes",
    async pull(controller) {
      const piece = await pieces.next();
      if (piece === undefined) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      // A copy: the stream takes the buffer away, and several pieces may share one.
      if (piece.length > 0) controller.enqueue(new Uint8Array(piece));
    },
    cancel: () => pieces.cancel(),
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

/** The pieces of a stream of the web. */
export function piecesOf(stream: ReadableStream<Uint8Array>): BodyPieces {
  const reader = stream.getReader();
  return {
    next: async () => (await reader.read()).value,
    // A stream that is over already takes no harm.
    cancel: () => void reader.cancel().catch(() => {}),
  };
}
