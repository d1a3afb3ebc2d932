import { describe, expect, it } from "vitest";
import { InputError } from "../../../lib/core/errors.ts";
import type { MediaPart } from "../../../lib/message/chat.ts";
import { toMedia } from "../../../lib/providers/anthropic/to-media.ts";

const bytes = new Uint8Array([1, 2, 250]);
const base64 = "AQL6";

const image = (media_type: string) => ({ type: "image", source: { type: "base64", media_type, data: base64 } });
const document = (data: string) => ({ type: "document", source: { type: "text", media_type: "text/plain", data } });

describe("toMedia", () => {
  it("sends images by address or as bytes", () => {
    const url = "https://example.com/a.png";
    expect(toMedia({ type: "image", source: url })).toEqual({ type: "image", source: { type: "url", url } });
    expect(toMedia({ type: "image", source: bytes, mediaType: "image/webp" })).toEqual(image("image/webp"));
    expect(toMedia({ type: "image", source: bytes, mediaType: "image/jpg" })).toEqual(image("image/jpeg"));
    expect(toMedia({ type: "image", source: `data:image/png;base64,${base64}` })).toEqual(image("image/png"));
    expect(toMedia({ type: "image", source: `data:;base64,${base64}`, mediaType: "image/gif" })).toEqual(image("image/gif"));
    expect(toMedia({ type: "file", source: bytes, mediaType: "IMAGE/PNG" })).toEqual(image("image/png"));
    expect(toMedia({ type: "file", source: url, mediaType: "image/png" })).toMatchObject({ type: "image" });
  });

  it("sends PDF by address or as bytes, with its name", () => {
    const url = "http://example.com/a";
    expect(toMedia({ type: "file", source: url, filename: "a.pdf" })).toEqual({
      type: "document",
      source: { type: "url", url },
      title: "a.pdf",
    });
    expect(toMedia({ type: "file", source: bytes, mediaType: "application/pdf" })).toEqual({
      type: "document",
      source: { type: "base64", media_type: "application/pdf", data: base64 },
    });
  });

  it("sends text of any kind as plain text", () => {
    expect(toMedia({ type: "file", source: new TextEncoder().encode("# Tür"), mediaType: "text/markdown; charset=utf-8" })).toEqual(
      document("# Tür"),
    );
    expect(toMedia({ type: "file", source: "data:,a%20b" })).toEqual(document("a b"));
    expect(toMedia({ type: "file", source: "data:application/ld+json;base64,e30=" })).toEqual(document("{}"));
  });

  it.each<[string, MediaPart]>([
    ["Anthropic models take no audio. They take images, PDF documents and text.", { type: "audio", source: bytes, mediaType: "audio/wav" }],
    ["Anthropic models take no video.", { type: "video", source: "https://example.com/a.mp4" }],
    ["The image has no media type.", { type: "image", source: bytes }],
    [
      'Anthropic models take no image of type "image/tiff". Known: "image/jpeg", ',
      { type: "image", source: bytes, mediaType: "image/tiff" },
    ],
    ['Anthropic models take no file of type "application/zip".', { type: "file", source: bytes, mediaType: "application/zip" }],
    ['fetch only images and PDF documents, not "text/csv"', { type: "file", source: "https://example.com/a", mediaType: "text/csv" }],
    ['The source of the image is no http(s) or data URL: "./a.png".', { type: "image", source: "./a.png" }],
    ["broken percent sequence", { type: "file", source: "data:,%zz" }],
  ])("says %s", (message, part) => {
    expect(() => toMedia(part)).toThrow(InputError);
    expect(() => toMedia(part)).toThrow(message);
  });
});
