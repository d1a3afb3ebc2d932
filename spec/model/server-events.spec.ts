import { describe, expect, it } from "vitest";
import { serverEventReader, type ServerEvent } from "../../lib/model/server-events.ts";
import { eventBytes } from "../support/loopback.ts";

const events = [{ text: "Grüße " }, { text: '👋 "a\\n"' }, { text: " end", more: { nested: [1, 2, null] } }, { usage: { prompt: 2 } }];

function readAll(pieces: readonly Uint8Array[]): ServerEvent[] {
  const reader = serverEventReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

describe("the events of a stream", () => {
  it.each(["\n", "\r\n", "\r"])("are the same wherever their bytes are cut (line ends %j)", (newline) => {
    const bytes = eventBytes(events, { newline, named: () => "chunk" });
    const expected = [...events.map((one) => ({ event: "chunk", data: JSON.stringify(one) })), { event: undefined, data: "[DONE]" }];
    expect(readAll([bytes])).toEqual(expected);
    for (let at = 0; at <= bytes.length; at += 1)
      expect(readAll([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toEqual(expected);
    expect(readAll(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  const lines = (given: string) => readAll([Buffer.from(given)]);
  it("follow the standard: comments, several data lines, no space, no colon, other fields", () => {
    expect(lines("\uFEFF: hello\n\ndata:a\ndata:  b\nid: 7\nretry: 9\ndata\n\n")).toEqual([{ event: undefined, data: "a\n b\n" }]);
    expect(lines("event: x\n\ndata: 1\n\n")).toEqual([{ event: undefined, data: "1" }]);
    expect(lines("data: cut")).toEqual([{ event: undefined, data: "cut" }]);
    expect(lines("")).toEqual([]);
  });
});
