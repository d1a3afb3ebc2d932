import type { ChatCompletionContentPart } from "openai/resources/chat/completions";
import { InputError } from "../../core/errors.ts";
import type { ContentPart, MediaPart } from "../../message/chat.ts";
import type { Quirks } from "./provider-row.ts";

/** OpenAI's type has no films; vLLM, OpenRouter and others take them in this form. */
interface VideoPart {
  readonly type: "video_url";
  readonly video_url: { readonly url: string };
}

/** A part of a user message as it is sent. */
export type SentPart = ChatCompletionContentPart | VideoPart;

/** A part of a user message in OpenAI's form; an `InputError` for media that cannot be sent. */
export function toContentPart(part: ContentPart, quirks: Quirks): SentPart {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text };
    case "image":
      return { type: "image_url", image_url: { url: toUrl(part) } };
    case "audio":
      return { type: "input_audio", input_audio: { data: base64Of(part), format: audioFormat(part) } };
    case "video":
      if (quirks.videoParts !== true) throw new InputError("This provider takes no video.", { hint: "Send single frames as images." });
      return { type: "video_url", video_url: { url: toUrl(part) } };
    default:
      return { type: "file", file: { file_data: fileData(part), filename: part.filename ?? fileName(part) } };
  }
}

/** The link, the data URL, or the bytes as one. */
function toUrl(part: MediaPart): string {
  if (typeof part.source === "string") return part.source;
  return `data:${mediaTypeOf(part)};base64,${base64(part.source)}`;
}

function fileData(part: MediaPart): string {
  if (isLink(part)) throw linkError(part);
  return toUrl(part);
}

function base64Of(part: MediaPart): string {
  if (typeof part.source !== "string") return base64(part.source);
  if (isLink(part)) throw linkError(part);
  const comma = part.source.indexOf(",");
  const head = part.source.slice(0, comma);
  const data = part.source.slice(comma + 1);
  return head.endsWith(";base64") ? data : Buffer.from(decodeURIComponent(data), "utf8").toString("base64");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function isLink(part: MediaPart): part is MediaPart & { readonly source: string } {
  return typeof part.source === "string" && !part.source.startsWith("data:");
}

function mediaTypeOf(part: MediaPart): string {
  if (part.mediaType !== undefined) return part.mediaType;
  const inUrl = typeof part.source === "string" ? /^data:([^;,]*)/.exec(part.source)?.[1] : undefined;
  // What RFC 2397 says of a data URL without a type.
  if (inUrl === "") return "text/plain";
  if (inUrl === undefined) {
    throw new InputError(`The media type of a media part of type "${part.type}" is not known.`, {
      hint: "Give bytes with a `mediaType`, e.g. image/png.",
    });
  }
  return inUrl;
}

function audioFormat(part: MediaPart): "wav" | "mp3" {
  const mediaType = mediaTypeOf(part);
  if (/^audio\/(?:x-|vnd\.)?wave?$/.test(mediaType)) return "wav";
  if (/^audio\/(?:mpeg|mp3)$/.test(mediaType)) return "mp3";
  throw new InputError(`Audio of the media type "${mediaType}" cannot be sent. Accepted: audio/wav, audio/mpeg.`);
}

function fileName(part: MediaPart): string {
  const subtype = mediaTypeOf(part).split("/")[1] ?? "";
  return /^[a-z0-9]{1,5}$/.test(subtype) ? `file.${subtype}` : "file";
}

function linkError(part: MediaPart & { readonly source: string }): InputError {
  return new InputError(`A media part of type "${part.type}" cannot be sent as the link "${part.source}".`, {
    hint: "Give its bytes or a data URL.",
  });
}
