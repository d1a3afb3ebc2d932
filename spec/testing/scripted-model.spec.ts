import { describe, expect, it } from "vitest";
import { agent } from "../../lib/joined.ts";
import type { ChatDelta, ChatRequest } from "../../lib/model/chat-model.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { ScriptError, scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "x" }], settings: {} };
const { signal } = new AbortController();

describe("a scripted model", () => {
  it("takes one step per request: texts, calls, whole replies, errors and functions", async () => {
    const error = new ModelError("down");
    const model = scriptedModel([
      "text",
      toolCall("a", { b: 1 }),
      [toolCall("a"), toolCall("b", "raw {", "mine")],
      { text: "part", usage: { inputTokens: 1, outputTokens: 2 } },
      error,
      (given) => `you sent ${given.messages.length}`,
      async () => [toolCall("c")],
    ]);
    const next = () => model.generate(request, { signal });
    expect(await next()).toMatchObject({ text: "text", toolCalls: [], finishReason: "stop", usage: { inputTokens: 0, outputTokens: 0 } });
    expect(await next()).toMatchObject({
      text: "",
      finishReason: "tool-calls",
      toolCalls: [{ id: "call_2_1", name: "a", arguments: '{"b":1}' }],
    });
    expect((await next()).toolCalls).toEqual([
      { id: "call_3_1", name: "a", arguments: "{}" },
      { id: "mine", name: "b", arguments: "raw {" },
    ]);
    expect(await next()).toMatchObject({ text: "part", usage: { inputTokens: 1, outputTokens: 2 } });
    await expect(next()).rejects.toBe(error);
    expect((await next()).text).toBe("you sent 1");
    expect((await next()).toolCalls).toMatchObject([{ id: "call_7_1", name: "c" }]);
    expect(model.requests).toHaveLength(7);
    model.assertComplete();
  });

  it("says so when a request too many comes, once, and when steps are left over", async () => {
    const model = scriptedModel(["a"]);
    expect(() => model.assertComplete()).toThrow("The script has 1 steps, but only 0 requests came.");
    const made = agent("", { model });
    await made("x");
    model.assertComplete();
    await expect(made("x")).rejects.toThrow(
      "Request 2 came, but the script has only 1 steps. Each request of a model takes one step of its script.",
    );
    await expect(made("x")).rejects.toBeInstanceOf(ScriptError);
  });

  it("ends the test when it is the model of an agent used as a tool", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel([]) });
    const outer = agent("", { model: scriptedModel([toolCall("inner", { task: "y" }), "never"]), tools: [inner] });
    await expect(outer("x")).rejects.toBeInstanceOf(ScriptError);
  });

  it.each(["Hello there, friend.", "  two  blanks ", "line\nbreak\n", " \n ", "", "one"])(
    "streams %j piece by piece, and joined it is the text",
    async (text) => {
      const deltas: ChatDelta[] = [];
      const reply = await scriptedModel([text]).generate(request, { signal, onDelta: (delta) => void deltas.push(delta) });
      expect(deltas.map((delta) => (delta.type === "text" ? delta.text : "?")).join("")).toBe(text);
      expect(reply.text).toBe(text);
    },
  );

  it("streams thoughts before the text and tool calls after it", async () => {
    const deltas: ChatDelta[] = [];
    const step = { text: "a b", reasoning: [{ text: "hm" }, { text: "" }], toolCalls: [{ id: "1", name: "t", arguments: "{}" }] };
    await scriptedModel([step]).generate(request, { signal, onDelta: (delta) => void deltas.push(delta) });
    expect(deltas).toEqual([
      { type: "reasoning", text: "hm" },
      { type: "text", text: "a" },
      { type: "text", text: " b" },
      { type: "tool-call", index: 0, id: "1", name: "t", arguments: "{}" },
    ]);
  });

  it("waits for its listener, and stops when it is aborted", async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const streaming = scriptedModel(["a b c"]).generate(request, {
      signal: controller.signal,
      onDelta: async (delta) => {
        await Promise.resolve();
        seen.push(delta.type);
        if (seen.length === 2) controller.abort(new Error("enough"));
      },
    });
    await expect(streaming).rejects.toThrow("enough");
    expect(seen).toHaveLength(2);
    const model = scriptedModel(["a"]);
    await expect(model.generate(request, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
    expect(model.requests).toEqual([]);
  });

  it("never uses an id that the conversation has already", async () => {
    const echo = { ...toolCall("echo") };
    const messages = [
      { role: "user", content: "x" },
      { role: "assistant", content: "", toolCalls: [{ id: "call_1_1", name: "echo", arguments: "{}" }] },
      { role: "tool", toolCallId: "call_1_1", name: "echo", content: "ok" },
    ] as const;
    const reply = await scriptedModel([[echo, echo]]).generate({ ...request, messages }, { signal });
    expect(reply.toolCalls.map((call) => call.id)).toEqual(["call_2_1", "call_2_2"]);
  });

  it("is what it is told to be", () => {
    expect(scriptedModel([])).toMatchObject({
      kind: "chat",
      provider: "scripted",
      id: "model",
      settings: {},
      capabilities: { tools: true, structuredOutput: "native" },
    });
    const told = scriptedModel([], { provider: "acme", id: "m", settings: { temperature: 0 }, capabilities: { tools: false } });
    expect(told).toMatchObject({
      provider: "acme",
      id: "m",
      settings: { temperature: 0 },
      capabilities: { tools: false, structuredOutput: "native" },
    });
  });
});
