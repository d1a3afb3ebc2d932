import { describe, expect, it } from "vitest";
import type { ChatModel } from "../../lib/model/chat-model.ts";
import type { ChatModelOptions } from "../../lib/model/providers.ts";
import { AnthropicChat } from "../../lib/providers/anthropic/chat.ts";
import { closed, originOf, runProgram, type Origin } from "../model/transport/origins.ts";
import { eventBytes } from "../support/loopback.ts";
import { hello, modelAt, quiet } from "./openai/loopback-model.ts";

const chunk = (delta: object, finish: string | null = null) => ({ id: "c", choices: [{ index: 0, delta, finish_reason: finish }] });
const openaiStream = eventBytes([chunk({ content: "Hi" }), chunk({}, "stop")]);
const message = { id: "m", type: "message", role: "assistant", model: "x", content: [], stop_reason: null, usage: { input_tokens: 1 } };
const anthropicStream = eventBytes(
  [
    { type: "message_start", message },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hi" } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 1 } },
    { type: "message_stop" },
  ],
  { named: true, done: false },
);

interface Vendor {
  readonly name: string;
  readonly stream: Buffer;
  model(url: string, options?: ChatModelOptions): ChatModel;
}

const vendors: readonly Vendor[] = [
  { name: "openai", stream: openaiStream, model: (url, options) => modelAt(url, "openai", options) },
  {
    name: "anthropic",
    stream: anthropicStream,
    model: (url, options) => new AnthropicChat("x", { baseURL: url, apiKey: "k", ...options }),
  },
];

const streamed = (model: ChatModel) => model.generate(hello, { signal: quiet(), onDelta: () => {} });
/** A server that streams; `end` says whether it then ends its answer, and how. */
const streaming = (stream: Buffer, end: "at once" | "a turn later" | "never"): Promise<Origin> =>
  originOf(async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(stream);
    if (end === "a turn later") await new Promise((resolve) => setTimeout(resolve, 20));
    if (end !== "never") response.end();
  });

describe.each(vendors)("a model of $name", ({ stream, model }) => {
  it.each(["at once", "a turn later"] as const)(
    "streams over one connection that is kept, when the server ends its answer %s",
    async (end) => {
      const { url, sockets, arrived } = await streaming(stream, end);
      const asked = model(url);
      for (let time = 0; time < 3; time += 1) {
        expect(await streamed(asked)).toMatchObject({ text: "Hi" });
        // What a tool would take.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(sockets).toHaveLength(1);
      // Node's own fetch would ask for compression.
      for (const { headers } of arrived) expect(headers).not.toHaveProperty("accept-encoding");
    },
  );

  it("does not wait for a server that never ends its answer, and hangs up on it", async () => {
    const { url, sockets } = await streaming(stream, "never");
    expect(await streamed(model(url))).toMatchObject({ text: "Hi" });
    await closed(sockets[0]);
  });

  it("asks with the fetch it was given", async () => {
    const { url, arrived } = await streaming(stream, "at once");
    const asked: string[] = [];
    const own: typeof fetch = (input) => {
      asked.push(input instanceof Request ? input.url : input.toString());
      return Promise.resolve(new Response(stream, { headers: { "content-type": "text/event-stream" } }));
    };
    expect(await streamed(model(url, { fetch: own }))).toMatchObject({ text: "Hi" });
    expect(asked).toHaveLength(1);
    expect(arrived).toEqual([]);
  });
});

describe("importing the library", () => {
  it("loads no SDK, no transport and nothing that only a first call needs", async () => {
    const door = new URL("../../lib/index.ts", import.meta.url).href;
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      await import(${JSON.stringify(door)});
      const late = /node_modules\\/(?:openai|@anthropic-ai|undici|eventsource-parser)\\/|\\/(?:ask|reply|transport)\\.ts$/;
      console.log(loaded.length > 50, loaded.filter((url) => late.test(url)).join(" "));`;
    expect(await runProgram(program)).toBe("true");
  });
});
