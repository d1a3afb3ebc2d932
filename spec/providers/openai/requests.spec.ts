import { describe, expect, it } from "vitest";
import { InputError } from "../../../lib/core/errors.ts";
import type { ChatMessage } from "../../../lib/message/chat.ts";
import type { ChatRequest, ToolDefinition } from "../../../lib/model/chat-model.ts";
import { requestConverter } from "../../../lib/providers/openai/to-request.ts";
import { sendEvents, sendJson } from "../../support/loopback.ts";
import { exchange, hello, rowOf, type Asking } from "./loopback-model.ts";

const answer = { choices: [{ message: { content: "ok" }, finish_reason: "stop" }] };
const sentFor = async (asking: Asking) => (await exchange((_, response) => sendJson(response, answer), asking)).sent;
const bodyFor = async (request: Partial<ChatRequest>, vendor = "openai") =>
  (await sentFor({ request: { ...hello, ...request }, vendor })).body;
const user = [{ role: "user", content: "hello" }];

const city: ToolDefinition = {
  name: "get_weather",
  description: "The weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" }, days: { type: "integer" } }, required: ["city"] },
};
const open: ToolDefinition = { name: "put", description: "", parameters: { type: "object", properties: { any: {} }, required: ["any"] } };

describe("a request", () => {
  it("is a POST with the key, to the chat completions of the base URL", async () => {
    const sent = await sentFor({});
    expect(sent.method).toBe("POST");
    expect(sent.path).toBe("/v1/chat/completions");
    expect(sent.headers.authorization).toBe("Bearer test-key");
    expect(sent.headers["content-type"]).toBe("application/json");
    expect(sent.body).toEqual({ model: "test-model", messages: user });
  });

  it("asks for a stream and its usage only where somebody listens", async () => {
    const chunks = [{ choices: [{ delta: { content: "ok" }, finish_reason: "stop" }] }];
    const { sent } = await exchange((_, response) => sendEvents(response, chunks), { stream: true });
    expect(sent.body).toEqual({ model: "test-model", messages: user, stream: true, stream_options: { include_usage: true } });
    const mistral = await exchange((_, response) => sendEvents(response, chunks), { stream: true, vendor: "mistral" });
    expect(mistral.sent.body).toEqual({ model: "test-model", messages: user, stream: true });
  });

  it("carries a whole conversation, the system prompt first", async () => {
    const messages: ChatMessage[] = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "weather?" },
      {
        role: "assistant",
        content: "",
        toolCalls: [{ id: "call_a", name: "get_weather", arguments: '{"city":"Paris"}', signature: "c2ln" }],
        reasoning: [{ text: "I need the weather." }],
      },
      { role: "tool", toolCallId: "call_a", name: "get_weather", content: "rain" },
      { role: "assistant", content: "Rain." },
      { role: "user", content: "thanks" },
    ];
    expect(await bodyFor({ system: "You are kind.", messages })).toEqual({
      model: "test-model",
      messages: [
        { role: "system", content: "You are kind." },
        { role: "system", content: "Be brief." },
        { role: "user", content: "weather?" },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "call_a", type: "function", function: { name: "get_weather", arguments: '{"city":"Paris"}' } }],
        },
        { role: "tool", tool_call_id: "call_a", content: "rain" },
        { role: "assistant", content: "Rain." },
        { role: "user", content: "thanks" },
      ],
    });
    const assistantOf = async (vendor: string) => ((await bodyFor({ messages }, vendor)) as { messages: unknown[] }).messages[2];
    expect(await assistantOf("deepseek")).toMatchObject({ reasoning_content: "I need the weather." });
    expect(await assistantOf("openrouter")).toMatchObject({ reasoning: "I need the weather." });
    expect(await assistantOf("google")).toMatchObject({ tool_calls: [{ extra_content: { google: { thought_signature: "c2ln" } } }] });
    expect(await assistantOf("groq")).not.toHaveProperty("reasoning");
  });

  it("holds no tool call that the vendor would refuse, whatever the model wrote", async () => {
    const messages: ChatMessage[] = [
      {
        role: "assistant",
        content: "",
        toolCalls: [
          { id: "a", name: "functions.get weather", arguments: '{"city":' },
          { id: "b", name: "", arguments: "[]" },
        ],
      },
      { role: "tool", toolCallId: "a", name: "functions.get weather", content: "Error", isError: true },
      { role: "tool", toolCallId: "b", name: "", content: "Error", isError: true },
    ];
    expect(((await bodyFor({ messages })) as { messages: unknown[] }).messages[0]).toMatchObject({
      tool_calls: [{ function: { name: "functions_get_weather", arguments: "{}" } }, { function: { name: "unknown", arguments: "{}" } }],
    });
  });

  it("gives DeepSeek the reasoning of a tool call even when there was none", async () => {
    const messages: ChatMessage[] = [
      { role: "assistant", content: "", toolCalls: [{ id: "a", name: "f", arguments: "{}" }] },
      { role: "tool", toolCallId: "a", name: "f", content: "1" },
      { role: "assistant", content: "done" },
    ];
    expect(await bodyFor({ messages }, "deepseek")).toMatchObject({
      messages: [{ reasoning_content: "" }, {}, { role: "assistant", content: "done" }],
    });
  });

  it("gives Mistral ids of nine characters, the same in call and result", async () => {
    const messages: ChatMessage[] = [
      {
        role: "assistant",
        content: "",
        toolCalls: [
          { id: "call_1", name: "f", arguments: "{}" },
          { id: "abcDEF123", name: "f", arguments: "{}" },
        ],
      },
      { role: "tool", toolCallId: "call_1", name: "f", content: "1" },
      { role: "tool", toolCallId: "abcDEF123", name: "f", content: "2" },
    ];
    const { messages: sent } = (await bodyFor({ messages }, "mistral")) as {
      messages: { tool_calls?: { id: string }[]; tool_call_id?: string }[];
    };
    const ids = sent[0]?.tool_calls?.map((call) => call.id);
    expect(ids?.[0]).toMatch(/^[a-zA-Z0-9]{9}$/);
    expect(ids?.[1]).toBe("abcDEF123");
    expect(sent.slice(1).map((message) => message.tool_call_id)).toEqual(ids);
  });

  it("carries media: links, bytes, sound, documents", async () => {
    const bytes = new Uint8Array([0, 1, 2, 3, 250]).subarray(1, 4);
    const content = [
      { type: "text", text: "what is this?" },
      { type: "image", source: "https://example.com/a.png" },
      { type: "image", source: bytes, mediaType: "image/png" },
      { type: "audio", source: bytes, mediaType: "audio/mpeg" },
      { type: "audio", source: "data:audio/wav;base64,AAAA" },
      { type: "file", source: bytes, mediaType: "application/pdf" },
      { type: "file", source: "data:text/plain;base64,AAAA", filename: "notes.txt" },
    ] as const;
    expect(await bodyFor({ messages: [{ role: "user", content }] })).toEqual({
      model: "test-model",
      messages: [
        {
          role: "user",
          content: [
            { type: "text", text: "what is this?" },
            { type: "image_url", image_url: { url: "https://example.com/a.png" } },
            { type: "image_url", image_url: { url: "data:image/png;base64,AQID" } },
            { type: "input_audio", input_audio: { data: "AQID", format: "mp3" } },
            { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
            { type: "file", file: { filename: "file.pdf", file_data: "data:application/pdf;base64,AQID" } },
            { type: "file", file: { filename: "notes.txt", file_data: "data:text/plain;base64,AAAA" } },
          ],
        },
      ],
    });
    const video: ChatMessage[] = [{ role: "user", content: [{ type: "video", source: "https://example.com/a.mp4" }] }];
    expect(await bodyFor({ messages: video }, "vllm")).toMatchObject({
      messages: [{ content: [{ type: "video_url", video_url: { url: "https://example.com/a.mp4" } }] }],
    });
  });

  it.each([
    ["video", { type: "video", source: "https://example.com/a.mp4" }, "takes no video"],
    ["bytes of an unknown kind", { type: "image", source: new Uint8Array([1]) }, 'media type of a media part of type "image"'],
    ["a sound as a link", { type: "audio", source: "https://example.com/a.mp3" }, 'as the link "https://example.com/a.mp3"'],
    ["a document as a link", { type: "file", source: "https://example.com/a.pdf" }, 'as the link "https://example.com/a.pdf"'],
    [
      "a sound of another kind",
      { type: "audio", source: "data:audio/ogg;base64,AA", mediaType: "audio/ogg" },
      "Accepted: audio/wav, audio/mpeg",
    ],
  ] as const)("is refused before it is sent: %s", async (_, part, words) => {
    const refused = bodyFor({ messages: [{ role: "user", content: [part] }] });
    await expect(refused).rejects.toBeInstanceOf(InputError);
    await expect(refused).rejects.toThrow(words);
  });

  it("carries tools in OpenAI's strict dialect, or as they are where it cannot say them", async () => {
    expect(await bodyFor({ tools: [city, open], toolChoice: { name: "put" }, settings: { parallelToolCalls: false } })).toEqual({
      model: "test-model",
      messages: user,
      tools: [
        {
          type: "function",
          function: {
            name: "get_weather",
            description: "The weather of a city.",
            parameters: {
              type: "object",
              properties: { city: { type: "string" }, days: { type: ["integer", "null"] } },
              required: ["city", "days"],
              additionalProperties: false,
            },
            strict: true,
          },
        },
        { type: "function", function: { name: "put", parameters: open.parameters, strict: false } },
      ],
      tool_choice: { type: "function", function: { name: "put" } },
      parallel_tool_calls: false,
    });
    expect(await bodyFor({ tools: [city], toolChoice: "required" }, "groq")).toMatchObject({
      tools: [{ function: { name: "get_weather", parameters: city.parameters } }],
      tool_choice: "required",
    });
  });

  it("says nothing of tools when there are none", async () => {
    expect(await bodyFor({ tools: [], toolChoice: "auto", settings: { parallelToolCalls: true } })).toEqual({
      model: "test-model",
      messages: user,
    });
  });

  it("asks for a typed answer", async () => {
    const output = { name: "my answer", schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } };
    const strict = { ...output.schema, additionalProperties: false };
    expect(await bodyFor({ output })).toMatchObject({
      response_format: { type: "json_schema", json_schema: { name: "my_answer", schema: strict, strict: true } },
    });
    expect(((await bodyFor({ output }, "ollama")) as { response_format: unknown }).response_format).toEqual({
      type: "json_schema",
      json_schema: { name: "my_answer", schema: output.schema },
    });
  });

  it("carries every setting, zero included, and further fields as they are", async () => {
    const settings = {
      temperature: 0,
      topP: 0,
      maxTokens: 100,
      stop: ["END"],
      seed: 0,
      presencePenalty: 0,
      frequencyPenalty: 0,
      reasoningEffort: "low",
      extraBody: { service_tier: "flex", temperature: 1 },
    } as const;
    const common = { model: "test-model", messages: user, top_p: 0, stop: ["END"], presence_penalty: 0, frequency_penalty: 0 };
    expect(await bodyFor({ settings })).toEqual({
      ...common,
      max_completion_tokens: 100,
      seed: 0,
      reasoning_effort: "low",
      service_tier: "flex",
      temperature: 1,
    });
    expect(await bodyFor({ settings: { maxTokens: 7, seed: 3, temperature: 0 } }, "mistral")).toEqual({
      model: "test-model",
      messages: user,
      max_tokens: 7,
      random_seed: 3,
      temperature: 0,
    });
  });

  it("takes the model's settings, those of the request first", async () => {
    const options = { temperature: 0.5, topP: 0.9, extraBody: { a: 1, b: 1 } };
    const request = { ...hello, settings: { temperature: 0, topP: undefined, extraBody: { b: 2 } } };
    expect((await sentFor({ options, request })).body).toEqual({
      model: "test-model",
      messages: user,
      temperature: 0,
      top_p: 0.9,
      a: 1,
      b: 2,
    });
  });

  it("carries headers of the caller", async () => {
    const sent = await sentFor({ options: { headers: { "x-team": "blue", authorization: "Basic abc" } } });
    expect(sent.headers).toMatchObject({ "x-team": "blue", authorization: "Basic abc" });
  });
});

describe("the conversion", () => {
  it("is done once per message, tool and list of tools", () => {
    const toRequest = requestConverter("m", rowOf("openai").quirks ?? {});
    const request: ChatRequest = { ...hello, tools: [city] };
    const first = toRequest(request, {}, false);
    const second = toRequest({ ...request, messages: [...hello.messages, { role: "assistant", content: "hi" }] }, {}, false);
    expect(second.messages[0]).toBe(first.messages[0]);
    expect(second.tools).toBe(first.tools);
    expect(toRequest({ ...request, tools: [city] }, {}, false).tools?.[0]).toBe(first.tools?.[0]);
  });

  it("keeps vendors apart", () => {
    const [openai, groq] = ["openai", "groq"].map((name) => requestConverter("m", rowOf(name).quirks ?? {}));
    openai?.({ ...hello, tools: [city] }, {}, false);
    expect(groq?.({ ...hello, tools: [city] }, {}, false).tools?.[0]).not.toHaveProperty("function.strict");
  });
});
