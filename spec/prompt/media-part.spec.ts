import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { mediaPart } from "../../lib/prompt/media-part.ts";
import { mediaTypeOf } from "../../lib/prompt/media-type.ts";
import type { MediaKind } from "../../lib/signature/signature.ts";

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const png = bytes("\x89PNG\r\n\x1A\n....");
const part = (source: unknown, kind: MediaKind = "image") => mediaPart({ kind, source, name: "photo" });

describe("the media type of bytes", () => {
  it.each([
    ["\x89PNG\r\n\x1A\n", "image/png"],
    ["\xFF\xD8\xFF\xE0", "image/jpeg"],
    ["GIF89a", "image/gif"],
    ["RIFF\x10\0\0\0WEBPVP8 ", "image/webp"],
    ["RIFF\x10\0\0\0WAVEfmt ", "audio/wav"],
    ["%PDF-1.7", "application/pdf"],
    ["ID3\x04", "audio/mpeg"],
    ["\xFF\xFB\x90", "audio/mpeg"],
    ["\0\0\0\x18ftypmp42", "video/mp4"],
    ["\0\0\0\x18ftypM4A ", "audio/mp4"],
    ["OggS", "audio/ogg"],
    ["XXXX\x10\0\0\0WEBP", undefined],
    ["", undefined],
    ["hello", undefined],
  ])("of %j is %s", (text, type) => {
    expect(mediaTypeOf(bytes(text))).toBe(type);
  });
});

describe("a medium", () => {
  const folder = mkdtempSync(join(tmpdir(), "media-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "a photo.png");
  writeFileSync(path, png);

  it("stays an address when the web or the address itself holds it", async () => {
    expect(await part(" https://a.b/c.png ")).toEqual({ type: "image", source: "https://a.b/c.png" });
    expect(await part(new URL("http://a.b/c.png"))).toEqual({ type: "image", source: "http://a.b/c.png" });
    const data = "data:image/png;base64,AAAA";
    expect(await part(data)).toEqual({ type: "image", source: data, mediaType: "image/png" });
    expect(await part("data:text/csv,a;b", "file")).toEqual({ type: "file", source: "data:text/csv,a;b", mediaType: "text/csv" });
  });

  it("is read from a path or a file URL", async () => {
    const expected = { type: "image", source: expect.any(Uint8Array), mediaType: "image/png", filename: "a photo.png" };
    for (const source of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      const read = await part(source);
      expect(read).toEqual(expected);
      expect([...(read.source as Uint8Array)]).toEqual([...png]);
    }
  });

  it("of sound may be in a container for films", async () => {
    expect(await part(bytes("\0\0\0\x18ftypmp42"), "audio")).toMatchObject({ mediaType: "audio/mp4" });
  });

  it.each<[unknown, MediaKind, string]>([
    [bytes("hello"), "file", 'The file "photo" is of a kind that its first bytes do not tell. Pass it as a data URL'],
    [new Uint8Array(), "image", "is empty"],
    [bytes("%PDF-1.7"), "image", 'The image "photo" is application/pdf, which is not an image. Pass it as a file.'],
    [bytes("ID3"), "video", "is audio/mpeg, which is not a video"],
    ["data:application/pdf;base64,AA", "image", "not an image"],
    ["data:;base64,AA", "image", "without a media type"],
    ["s3://bucket/key", "image", '"s3:" cannot be read'],
    ["/no/such/file.png", "image", "cannot be read: ENOENT"],
    ["  ", "image", "is an empty text"],
    [5, "image", "is number"],
    [null, "image", "is null"],
    [{}, "image", "is object"],
  ])("that cannot be sent is an error: %s as %s", async (source, kind, message) => {
    const failure = part(source, kind);
    await expect(failure).rejects.toBeInstanceOf(InputError);
    await expect(failure).rejects.toThrow(message);
  });
});
