import type { Base64ImageSource, DocumentBlockParam, ImageBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { InputError, quoted } from "../../core/errors.ts";
import type { MediaPart } from "../../message/chat.ts";

const imageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"] as const satisfies readonly Base64ImageSource["media_type"][];
const textual = /^(?:text\/.+|application\/(?:.+\+)?(?:json|xml|yaml))$/;

interface Content {
  readonly mediaType: string | undefined;
  readonly bytes: Buffer;
}

/** A media part as the API takes it: pictures as images, PDF and text as documents. Anything else is an `InputError` that says so. */
export function toMedia(part: MediaPart): ImageBlockParam | DocumentBlockParam {
  if (part.type === "audio" || part.type === "video") {
    throw new InputError(`Anthropic models take no ${part.type}.`, { hint: "They take images, PDF documents and text." });
  }
  if (typeof part.source === "string" && /^https?:/i.test(part.source)) return atAddress(part, part.source);
  const content =
    typeof part.source === "string" ? fromDataUrl(part.source, part.type) : { mediaType: part.mediaType, bytes: Buffer.from(part.source) };
  const mediaType = plain(part.mediaType ?? content.mediaType);
  if (mediaType === undefined) {
    throw new InputError(`The ${part.type} has no media type.`, { hint: `Say what the bytes are: mediaType: "image/png".` });
  }
  if (part.type === "image" || mediaType.startsWith("image/")) return image(mediaType, content.bytes);
  return document(part, { mediaType, bytes: content.bytes });
}

function atAddress(part: MediaPart, url: string): ImageBlockParam | DocumentBlockParam {
  const mediaType = plain(part.mediaType);
  if (part.type === "image" || mediaType?.startsWith("image/")) return { type: "image", source: { type: "url", url } };
  if (mediaType !== undefined && mediaType !== "application/pdf") {
    throw new InputError(`Anthropic models fetch only images and PDF documents, not "${mediaType}" (${url}).`, {
      hint: "Pass the bytes instead.",
    });
  }
  return { type: "document", source: { type: "url", url }, ...titled(part) };
}

function image(mediaType: string, bytes: Buffer): ImageBlockParam {
  const known = imageTypes.find((type) => type === (mediaType === "image/jpg" ? "image/jpeg" : mediaType));
  if (known === undefined) {
    throw new InputError(`Anthropic models take no image of type "${mediaType}". Known: ${quoted(imageTypes)}.`);
  }
  return { type: "image", source: { type: "base64", media_type: known, data: bytes.toString("base64") } };
}

function document(part: MediaPart, { mediaType, bytes }: { mediaType: string; bytes: Buffer }): DocumentBlockParam {
  if (mediaType === "application/pdf") {
    return { type: "document", source: { type: "base64", media_type: mediaType, data: bytes.toString("base64") }, ...titled(part) };
  }
  if (textual.test(mediaType)) {
    return { type: "document", source: { type: "text", media_type: "text/plain", data: bytes.toString("utf8") }, ...titled(part) };
  }
  throw new InputError(`Anthropic models take no file of type "${mediaType}".`, { hint: "They take PDF, text and images." });
}

function titled(part: MediaPart): { title?: string } {
  return part.filename === undefined ? {} : { title: part.filename };
}

/** `data:[<type>][;parameter]*[;base64],<data>`, RFC 2397; without a type it is text. */
function fromDataUrl(source: string, kind: MediaPart["type"]): Content {
  const comma = source.indexOf(",");
  if (!/^data:/i.test(source) || comma < 0) {
    throw new InputError(`The source of the ${kind} is no http(s) or data URL: "${source.slice(0, 60)}".`, {
      hint: "Pass a URL or the bytes.",
    });
  }
  const head = source.slice("data:".length, comma);
  const data = source.slice(comma + 1);
  const bytes = /;\s*base64$/i.test(head) ? Buffer.from(data, "base64") : Buffer.from(unescaped(data), "utf8");
  return { mediaType: plain(head) ?? "text/plain", bytes };
}

function unescaped(data: string): string {
  try {
    return decodeURIComponent(data);
  } catch {
    throw new InputError("A data URL holds a broken percent sequence.");
  }
}

/** The media type alone, in lower case: `Text/Plain; charset=utf-8` is `text/plain`. */
function plain(mediaType: string | undefined): string | undefined {
  const type = mediaType?.split(";")[0]?.trim().toLowerCase();
  return type === "" ? undefined : type;
}
