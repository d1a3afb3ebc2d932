import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setEnvs } from "../../../lib/core/env.ts";
import { ConfigurationError } from "../../../lib/core/errors.ts";
import type { ChatDelta } from "../../../lib/model/chat-model.ts";
import { anthropicProvider } from "../../../lib/providers/anthropic/provider.ts";
import { eventBytes, openEvents, sendEvents, sendJson, sendPieces } from "../../support/loopback.ts";
import { asksForStream, never, request, serve, serveChat, transcript, wire } from "./serve-chat.ts";
import { transcripts } from "./transcripts.ts";

describe("a reply", () => {
  it.each(transcripts)("is the same whole and streamed: $name", async ({ whole, events, reply }) => {
    const { model } = await serveChat(async (asked, response) => {
      if (asksForStream(asked)) await sendEvents(response, events, wire);
      else sendJson(response, whole);
    });
    expect(await model.generate(request, { signal: never })).toEqual(reply);
    const deltas: ChatDelta[] = [];
    const streamed = await model.generate(request, { signal: never, onDelta: (delta) => void deltas.push(delta) });
    expect(streamed).toEqual(reply);
    const joined = (type: "text" | "reasoning") => deltas.map((delta) => (delta.type === type ? delta.text : "")).join("");
    expect(joined("text")).toBe(reply.text);
    expect(joined("reasoning")).toBe(reply.reasoning.map((part) => part.text).join(""));
    expect(deltas.some((delta) => delta.type !== "tool-call" && delta.text === "")).toBe(false);
  });

  it("streams tool calls by their number, with name and id on every piece", async () => {
    const { model } = await serveChat((_, response) => sendEvents(response, transcript("interleaved").events, wire));
    const deltas: ChatDelta[] = [];
    await model.generate(request, { signal: never, onDelta: (delta) => void deltas.push(delta) });
    const weather = { type: "tool-call", index: 0, id: "toolu_1", name: "get_weather" };
    const time = { type: "tool-call", index: 1, id: "toolu_2", name: "get_time" };
    expect(deltas).toEqual([
      { ...weather, arguments: "" },
      { ...time, arguments: "" },
      { ...weather, arguments: '{"city":' },
      { ...time, arguments: '{"zone":"CET"}' },
      { ...weather, arguments: '"Oslo"}' },
    ]);
  });

  it("keeps arguments that were cut off as they are", async () => {
    const events = transcript("one tool call").events.filter((event) => !JSON.stringify(event).includes("days"));
    const { model } = await serveChat((_, response) => sendEvents(response, events, wire));
    const reply = await model.generate(request, { signal: never, onDelta: () => {} });
    expect(reply.toolCalls[0]?.arguments).toBe('{"city": "Köln", ');
  });

  it("survives being torn at every byte, with either line ending", { timeout: 60_000 }, async () => {
    const { events, reply } = transcript("several bytes");
    for (const newline of ["\n", "\r\n"]) {
      const bytes = eventBytes(events, { ...wire, newline });
      const cuts = newline === "\n" ? bytes.length : 0;
      let at = 0;
      const { model } = await serveChat(async (_, response) => {
        openEvents(response);
        await sendPieces(
          response,
          cuts === 0 ? [...bytes].map((byte) => Uint8Array.of(byte)) : [bytes.subarray(0, at), bytes.subarray(at)],
        );
        response.end();
      });
      for (at = 1; at < Math.max(2, cuts); at += 1) {
        const streamed = await model.generate(request, { signal: never, onDelta: () => {} });
        if (JSON.stringify(streamed) !== JSON.stringify(reply)) expect(streamed, `torn at byte ${at}`).toEqual(reply);
      }
    }
  });
});

describe("a request on the wire", () => {
  it("carries key, version and exactly this body", async () => {
    const { model, server } = await serveChat((_, response) => sendJson(response, transcript("stop sequence").whole), {
      maxTokens: 100,
      stop: ["END"],
      promptCache: true,
      headers: { "x-team": "blue" },
    });
    await model.generate(
      {
        system: "Be brief.",
        messages: [{ role: "user", content: "Hi" }],
        tools: [{ name: "get_time", description: "The time", parameters: { type: "object", properties: {} } }],
        toolChoice: "auto",
        settings: { maxTokens: 200, stop: undefined, parallelToolCalls: false },
      },
      { signal: never },
    );
    const sent = server.requests[0];
    expect(sent?.method).toBe("POST");
    expect(sent?.path).toBe("/v1/messages");
    expect(sent?.headers).toMatchObject({
      authorization: "Bearer sk-test",
      "anthropic-version": "2026-10-21",
      "content-type": "application/json",
      "x-team": "blue",
    });
    expect(sent?.headers["x-api-key"]).toBeUndefined();
    expect(sent?.body).toEqual({
      model: "claude-sonnet-5-5",
      max_tokens: 200,
      system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
      tools: [
        {
          name: "get_time",
          description: "The time",
          input_schema: { type: "object", properties: {} },
          cache_control: { type: "ephemeral" },
        },
      ],
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
      stop_sequences: ["END"],
    });
  });

  it("says stream only to a listener, and may ask for very long replies either way", async () => {
    const { whole, events } = transcript("stop sequence");
    const { model, server } = await serveChat(async (asked, response) => {
      if (asksForStream(asked)) await sendEvents(response, events, wire);
      else sendJson(response, whole);
    });
    const long = { ...request, settings: { maxTokens: 128_000 } };
    await model.generate(long, { signal: never });
    await model.generate(long, { signal: never, onDelta: () => {} });
    expect(server.requests.map(({ body }) => body)).toMatchObject([{ max_tokens: 128_000 }, { max_tokens: 128_000, stream: true }]);
    expect(server.requests[0]?.body).not.toHaveProperty("stream");
  });
});

describe("the model", () => {
  beforeEach(() => {
    vi.stubEnv("ANTHROPIC_API_KEY", "");
    vi.stubEnv("ANTHROPIC_BASE_URL", "");
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("tells what it can do, unless told otherwise, and does not show its key", () => {
    const model = anthropicProvider.chat("claude-sonnet-5-5", {
      apiKey: "sk-secret",
      maxTokens: 5,
      capabilities: { structuredOutput: "tool" },
    });
    expect(model).toMatchObject({ kind: "chat", provider: "anthropic", id: "claude-sonnet-5-5", settings: { maxTokens: 5 } });
    expect(model.capabilities).toEqual({ tools: true, structuredOutput: "tool" });
    expect(anthropicProvider.chat("claude-sonnet-5-5", {}).capabilities).toEqual({ tools: true, structuredOutput: "native" });
    expect(JSON.stringify(model)).not.toContain("sk-secret");
  });

  it("wants its key at the first call, and finds one that is set later", async () => {
    const server = await serve((_, response) => sendJson(response, transcript("stop sequence").whole));
    const model = anthropicProvider.chat("claude-sonnet-5-5", {});
    setEnvs({ ANTHROPIC_BASE_URL: server.url });
    const failure = model.generate(request, { signal: never });
    await expect(failure).rejects.toThrow(ConfigurationError);
    await expect(failure).rejects.toThrow('There is no API key for "anthropic/claude-sonnet-5-5". Set ANTHROPIC_API_KEY, or pass apiKey.');
    expect(server.requests).toEqual([]);
    setEnvs({ ANTHROPIC_API_KEY: "sk-env" });
    await model.generate(request, { signal: never });
    expect(server.requests[0]?.headers.authorization).toBe("Bearer sk-env");
  });

  it("uses the key of now, and a key that was passed for good", async () => {
    const server = await serve((_, response) => sendJson(response, transcript("stop sequence").whole));
    setEnvs({ ANTHROPIC_BASE_URL: server.url });
    const model = anthropicProvider.chat("claude-sonnet-5-5", {});
    const fixed = anthropicProvider.chat("claude-sonnet-5-5", { apiKey: "sk-own" });
    for (const key of ["sk-old", "sk-new"]) {
      setEnvs({ ANTHROPIC_API_KEY: key });
      await model.generate(request, { signal: never });
      await fixed.generate(request, { signal: never });
    }
    const keys = server.requests.map(({ headers }) => headers["x-api-key"] ?? headers.authorization);
    expect(keys.map((key) => String(key).replace("Bearer ", ""))).toEqual(["sk-old", "sk-own", "sk-new", "sk-own"]);
  });

  it("joins what the model and the request add to the body", async () => {
    const { model, server } = await serveChat((_, response) => sendJson(response, transcript("stop sequence").whole), {
      extraBody: { top_k: 1, service_tier: "auto" },
    });
    await model.generate({ ...request, settings: { extraBody: { top_k: 2 } } }, { signal: never });
    expect(server.requests[0]?.body).toMatchObject({ top_k: 2, service_tier: "auto" });
  });

  it("refuses settings and addresses that cannot work when it is made, and settings of a request", async () => {
    expect(() => anthropicProvider.chat("claude-x", { temperature: 0, seed: 1 })).toThrow(
      '"anthropic/claude-x" has no setting "temperature", "seed". Leave it out. An older model',
    );
    expect(() => anthropicProvider.chat("claude-x", { frequencyPenalty: 0 })).toThrow(
      '"anthropic/claude-x" has no setting "frequencyPenalty".',
    );
    expect(() => anthropicProvider.chat("claude-x", { baseURL: "localhost" })).toThrow('baseURL is not a URL: "localhost".');
    const model = anthropicProvider.chat("claude-x", { apiKey: "sk" });
    await expect(model.generate({ ...request, settings: { topP: 0.5 } }, { signal: never })).rejects.toThrow(ConfigurationError);
    setEnvs({ ANTHROPIC_BASE_URL: "nowhere" });
    await expect(model.generate(request, { signal: never })).rejects.toThrow('ANTHROPIC_BASE_URL is not a URL: "nowhere".');
  });

  it("uses the given fetch", async () => {
    const seen: string[] = [];
    const own: typeof fetch = async (input) => {
      seen.push(input instanceof Request ? input.url : input.toString());
      return Response.json(transcript("stop sequence").whole);
    };
    const model = anthropicProvider.chat("claude-x", { apiKey: "sk", baseURL: "http://model.invalid/proxy", fetch: own });
    expect((await model.generate(request, { signal: never })).text).toBe("one two");
    expect(seen).toEqual(["http://model.invalid/proxy/v1/messages"]);
  });
});
