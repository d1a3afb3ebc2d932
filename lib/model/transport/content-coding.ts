import { pipeline, Readable, type Duplex } from "node:stream";
import type { BodyPieces } from "./body-pieces.ts";
import type { Head } from "./exchange.ts";

type Zlib = typeof import("node:zlib");

const decoders: Readonly<Record<string, (zlib: Zlib) => Duplex>> = {
  gzip: (zlib) => zlib.createGunzip(),
  deflate: (zlib) => zlib.createInflate(),
  br: (zlib) => zlib.createBrotliDecompress(),
  zstd: (zlib) => zlib.createZstdDecompress(),
};

/**
 * The body without its `content-encoding`. Compression is not asked for, since answers are short and streams wait for nothing, but
 * some servers and proxies do it unasked. A coding that is not known leaves the body as it is, as `fetch` does.
 */
export async function decoded(head: Head, pieces: BodyPieces): Promise<BodyPieces> {
  const header = head.headers["content-encoding"];
  if (header === undefined || head.status === 204 || head.status === 304) return pieces;
  const codings = String(header)
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim().replace(/^x-/, ""))
    .filter((coding) => coding !== "identity");
  if (codings.length === 0 || !codings.every((coding) => Object.hasOwn(decoders, coding))) return pieces;
  const zlib = await import("node:zlib");
  // The last coding was applied last, and comes off first.
  const steps = codings.toReversed().flatMap((coding) => decoders[coding]?.(zlib) ?? []);
  return piecesOf([Readable.from(eachOf(pieces)), ...steps], pieces);
}

async function* eachOf(pieces: BodyPieces): AsyncGenerator<Uint8Array> {
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) yield piece;
}

function piecesOf(streams: readonly [Readable, ...Duplex[]], source: BodyPieces): BodyPieces {
  const last = streams.at(-1) ?? streams[0];
  // What fails on the way is thrown by the iterator below.
  pipeline(streams, () => {});
  const iterator = (last as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return {
    next: async () => {
      const { done, value } = await iterator.next();
      return done ? undefined : value;
    },
    cancel: () => {
      last.destroy();
      source.cancel();
    },
  };
}
