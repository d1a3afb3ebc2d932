import type { ChatCompletion, ChatCompletionChunk } from "openai/resources/chat/completions";
import { describe, expect, it } from "vitest";
import type { ChatDelta, ChatReply } from "../../../lib/model/chat-model.ts";
import type { WireReply } from "../../../lib/providers/openai/wire.ts";
import { sendEvents, sendJson } from "../../support/loopback.ts";
import { exchange, hello } from "./loopback-model.ts";
import { transcripts, type Transcript } from "./transcripts.ts";

/** Compiles only while all that OpenAI itself sends is within what is read here. */
export const widened = (reply: ChatCompletion, chunk: ChatCompletionChunk): WireReply[] => [reply, chunk];

const requestOf = ({ history }: Transcript) => (history === undefined ? hello : { ...hello, messages: history });
const joined = (deltas: readonly ChatDelta[], type: "text" | "reasoning") =>
  deltas.map((delta) => (delta.type === type ? delta.text : "")).join("");

function argumentsSeen(deltas: readonly ChatDelta[]): string[] {
  const seen: string[] = [];
  for (const delta of deltas) if (delta.type === "tool-call") seen[delta.index] = (seen[delta.index] ?? "") + delta.arguments;
  return seen;
}

describe("the same answer, whole and streamed", () => {
  it.each(transcripts)("$name", async (transcript) => {
    const request = requestOf(transcript);
    const whole = await exchange((_, response) => sendJson(response, transcript.whole), { request });
    const streamed = await exchange((_, response) => sendEvents(response, transcript.chunks), { request, stream: true });

    expect(whole.reply).toMatchObject(transcript.expected);
    expect(whole.deltas).toEqual([]);
    expect(streamed.reply).toEqual(whole.reply);

    expect(joined(streamed.deltas, "text")).toBe(whole.reply.text);
    expect(joined(streamed.deltas, "reasoning")).toBe(whole.reply.reasoning.map(({ text }) => text).join(""));
    const empty = (text: string) => text.trim() || "{}";
    expect(argumentsSeen(streamed.deltas).map(empty)).toEqual(whole.reply.toolCalls.map((call) => call.arguments));
  });

  it.each(transcripts)("a server that ignores `stream: true`: $name", async (transcript) => {
    const request = requestOf(transcript);
    const { reply } = await exchange((_, response) => sendJson(response, transcript.whole), { request });
    const streamed = await exchange((_, response) => sendJson(response, transcript.whole), { request, stream: true });
    expect(streamed.reply).toEqual<ChatReply>(reply);
    expect(joined(streamed.deltas, "text")).toBe(reply.text);
    expect(argumentsSeen(streamed.deltas)).toEqual(reply.toolCalls.map((call) => call.arguments));
  });

  it("tells the pieces in order, each tool call under its place and id", async () => {
    const transcript = transcripts.find(({ name }) => name === "pieces of two tool calls in one chunk, mixed");
    const { deltas } = await exchange((_, response) => sendEvents(response, transcript?.chunks ?? []), { stream: true });
    expect(deltas).toEqual([
      { type: "text", text: "Let me look." },
      { type: "tool-call", index: 0, id: "call_a", name: "get_weather", arguments: '{"ci' },
      { type: "tool-call", index: 1, id: "call_b", name: "get_time", arguments: '{"zo' },
      { type: "tool-call", index: 1, id: "call_b", name: "get_time", arguments: 'ne":"CET"}' },
      { type: "tool-call", index: 0, id: "call_a", name: "get_weather", arguments: 'ty":"Paris"}' },
    ]);
  });
});
