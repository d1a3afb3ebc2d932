import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { InputError, messageOf } from "../core/errors.ts";
import type { MediaPart } from "../message/chat.ts";
import type { MediaKind } from "../signature/signature.ts";
import { mediaTypeOf } from "./media-type.ts";

/** One medium to be sent, and what errors call it. */
export interface NamedMedium {
  readonly kind: MediaKind;
  readonly source: unknown;
  readonly name: string;
}

/**
 * A medium as part of a message. URLs for the web and data URLs stay what they are, local files are read. The media type of bytes is
 * told by their beginning; bytes of no known kind, or of another kind than asked for, are an `InputError`.
 */
export async function mediaPart(medium: NamedMedium): Promise<MediaPart> {
  const { kind, source, name } = medium;
  if (source instanceof Uint8Array) return bytesPart(medium, source);
  if (typeof source !== "string" && !(source instanceof URL)) {
    throw new InputError(`${what(medium)} is ${source === null ? "null" : typeof source}.`, {
      hint: "Pass a URL, a path, a data URL or bytes (Uint8Array).",
    });
  }
  const address = String(source).trim();
  if (/^https?:\/\//i.test(address)) return { type: kind, source: address };
  if (/^data:/i.test(address)) return dataPart(medium, address);
  if (address === "")
    throw new InputError(`${what(medium)} is an empty text.`, { hint: "Pass a URL, a path, a data URL or bytes (Uint8Array)." });
  // One letter is a drive of Windows.
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "file") {
    throw new InputError(`${what(medium)} has the address "${short(address)}", and "${scheme}:" cannot be read.`, {
      hint: "Use http:, https:, data: or file:, a path, or bytes.",
    });
  }
  return filePart({ kind, name, source: address }, scheme === "file" ? fileURLToPath(address) : address);
}

async function filePart(medium: NamedMedium, path: string): Promise<MediaPart> {
  let bytes: Uint8Array;
  try {
    const { readFile } = await import("node:fs/promises");
    bytes = await readFile(path);
  } catch (error) {
    throw new InputError(`${what(medium)} cannot be read: ${messageOf(error)}.`, { cause: error });
  }
  return { ...bytesPart(medium, bytes), filename: basename(path) };
}

function bytesPart(medium: NamedMedium, bytes: Uint8Array): MediaPart {
  const found = mediaTypeOf(bytes);
  if (found === undefined) {
    const size = bytes.length === 0 ? "is empty" : "is of a kind that its first bytes do not tell";
    throw new InputError(`${what(medium)} ${size}.`, {
      hint: "Pass it as a data URL, which says the media type: data:text/plain;base64,...",
    });
  }
  return { type: medium.kind, source: bytes, mediaType: fitting(medium, found) };
}

function dataPart(medium: NamedMedium, address: string): MediaPart {
  const mediaType = /^data:([\w.+-]+\/[\w.+-]+)[;,]/i.exec(address)?.[1]?.toLowerCase();
  if (mediaType === undefined || !address.includes(",")) {
    throw new InputError(`${what(medium)} is a data URL without a media type: "${short(address)}".`, {
      hint: "It begins like data:image/png;base64,...",
    });
  }
  return { type: medium.kind, source: address, mediaType: fitting(medium, mediaType) };
}

/** The media type as the asked kind understands it: containers that hold films may hold sound alone. */
function fitting(medium: NamedMedium, mediaType: string): string {
  const [family] = mediaType.split("/");
  if (medium.kind === "file" || family === medium.kind || family === "application") {
    if (medium.kind === "file" || mediaType !== "application/pdf") return mediaType;
  }
  if (medium.kind === "audio" && (mediaType === "video/mp4" || mediaType === "video/webm")) return mediaType.replace("video", "audio");
  const hint = `Pass ${mediaType === "application/pdf" ? "it as a file" : `a medium whose type begins with ${medium.kind}/`}.`;
  throw new InputError(`${what(medium)} is ${mediaType}, which is not ${medium.kind === "video" ? "a" : "an"} ${medium.kind}.`, { hint });
}

const what = ({ kind, name }: NamedMedium) => `The ${kind} "${name}"`;
const short = (address: string) => (address.length > 60 ? `${address.slice(0, 57)}...` : address);
