/** The media types told by the first bytes of a file: `at` is the offset of `magic`, a text of one byte per character. */
const signatures: readonly { readonly type: string; readonly magic: string; readonly at?: number; readonly and?: string }[] = [
  { type: "image/png", magic: "\x89PNG\r\n\x1A\n" },
  { type: "image/jpeg", magic: "\xFF\xD8\xFF" },
  { type: "image/gif", magic: "GIF87a" },
  { type: "image/gif", magic: "GIF89a" },
  { type: "image/webp", magic: "WEBP", at: 8, and: "RIFF" },
  { type: "audio/wav", magic: "WAVE", at: 8, and: "RIFF" },
  { type: "application/pdf", magic: "%PDF-" },
  { type: "audio/mpeg", magic: "ID3" },
  { type: "audio/mpeg", magic: "\xFF\xFB" },
  { type: "audio/mpeg", magic: "\xFF\xFA" },
  { type: "audio/mpeg", magic: "\xFF\xF3" },
  { type: "audio/mpeg", magic: "\xFF\xF2" },
  { type: "audio/mp4", magic: "ftypM4A", at: 4 },
  { type: "video/quicktime", magic: "ftypqt", at: 4 },
  { type: "image/avif", magic: "ftypavif", at: 4 },
  { type: "image/heic", magic: "ftypheic", at: 4 },
  { type: "video/mp4", magic: "ftyp", at: 4 },
  { type: "audio/ogg", magic: "OggS" },
  { type: "audio/flac", magic: "fLaC" },
  { type: "video/webm", magic: "\x1A\x45\xDF\xA3" },
];

/** The IANA media type that the first bytes of a file show, of the common kinds of pictures, sounds, films and PDF. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  return signatures.find(({ magic, at = 0, and = "" }) => head.startsWith(magic, at) && head.startsWith(and))?.type;
}
