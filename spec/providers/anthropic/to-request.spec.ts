import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../../lib/core/errors.ts";
import type { ChatMessage } from "../../../lib/message/chat.ts";
import type { ChatRequest, ModelSettings } from "../../../lib/model/chat-model.ts";
import { defaultMaxTokens } from "../../../lib/providers/anthropic/settings.ts";
import { toRequest } from "../../../lib/providers/anthropic/to-request.ts";

const newest = "claude-sonnet-5-5";
const hi: ChatMessage = { role: "user", content: "Hi" };
const weather = {
  name: "get_weather",
  description: "Current weather",
  parameters: { type: "object", properties: { city: { type: "string" } } },
};
const time = { name: "get_time", description: "", parameters: { type: "object", properties: {} } };
const request = (over: Partial<ChatRequest> = {}, settings: ModelSettings = {}): ChatRequest => ({ messages: [hi], settings, ...over });
const plain = { model: newest, max_tokens: defaultMaxTokens, messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }] };

describe("toRequest", () => {
  it("sends no more than there is", () => {
    expect(toRequest(request(), newest)).toEqual(plain);
    expect(toRequest(request({ system: " ", tools: [] }, { stop: [], promptCache: true }), newest)).toEqual(plain);
  });

  it("writes everything into its place", () => {
    const all = request(
      {
        system: "Be brief.",
        tools: [weather, time],
        toolChoice: "auto",
        output: { name: "Out", schema: { type: "object", properties: {} } },
      },
      { maxTokens: 0, stop: ["END"], reasoningEffort: "high", promptCache: "1h" },
    );
    const mark = { type: "ephemeral", ttl: "1h" };
    expect(toRequest(all, newest)).toEqual({
      ...plain,
      max_tokens: 0,
      system: [{ type: "text", text: "Be brief.", cache_control: mark }],
      tools: [
        { name: "get_weather", description: "Current weather", input_schema: weather.parameters },
        { name: "get_time", input_schema: time.parameters, cache_control: mark },
      ],
      tool_choice: { type: "auto" },
      stop_sequences: ["END"],
      thinking: { type: "adaptive", display: "summarized" },
      output_config: {
        effort: "high",
        format: { type: "json_schema", schema: { type: "object", properties: {}, additionalProperties: false } },
      },
    });
  });

  it("marks nothing when promptCache is false, and leaves the tools it was given alone", () => {
    const tools = [weather];
    expect(JSON.stringify(toRequest(request({ system: "s", tools }, { promptCache: false }), newest))).not.toContain("cache_control");
    toRequest(request({ tools }, { promptCache: "5m" }), newest);
    expect(JSON.stringify(toRequest(request({ tools }), newest))).not.toContain("cache_control");
  });

  it("lets extraBody add and replace, and joins output_config", () => {
    const extraBody = { service_tier: "standard_only", max_tokens: 7, output_config: { effort: "max" } };
    const output = { name: "Out", schema: { type: "object", properties: {} } };
    expect(toRequest(request({ output }, { extraBody }), newest)).toMatchObject({
      service_tier: "standard_only",
      max_tokens: 7,
      output_config: { effort: "max", format: { type: "json_schema" } },
    });
    expect(toRequest(request({}, { extraBody: { output_config: null } }), newest)).toMatchObject({ output_config: null });
  });

  it("refuses settings that the API does not have, zero included", () => {
    for (const name of ["temperature", "topP", "seed", "presencePenalty", "frequencyPenalty"] as const) {
      expect(() => toRequest(request({}, { [name]: 0 }), newest)).toThrow(ConfigurationError);
      expect(() => toRequest(request({}, { [name]: 0 }), newest)).toThrow(`"anthropic/${newest}" has no setting "${name}".`);
    }
  });

  it("converts each tool and each message once", () => {
    const tools = [weather, time];
    const messages: ChatMessage[] = [hi, { role: "assistant", content: "Hello" }, { role: "user", content: "And?" }];
    const first = toRequest(request({ tools, messages }), newest);
    const second = toRequest(request({ tools, messages: [...messages, { role: "assistant", content: "So." }, hi] }), newest);
    expect(second.tools?.[0]).toBe(first.tools?.[0]);
    for (const at of [0, 1, 2]) expect(second.messages[at]?.content).toBe(first.messages[at]?.content);
  });
});

const choice = (toolChoice: ChatRequest["toolChoice"], parallelToolCalls?: boolean) =>
  toRequest(request({ tools: [weather], toolChoice }, { parallelToolCalls }), newest).tool_choice;

describe("the choice of tools", () => {
  it("is translated", () => {
    expect(choice(undefined)).toBeUndefined();
    expect(choice("auto")).toEqual({ type: "auto" });
    expect(choice("required")).toEqual({ type: "any" });
    expect(choice("none")).toEqual({ type: "none" });
    expect(choice({ name: "get_weather" })).toEqual({ type: "tool", name: "get_weather" });
  });

  it("carries the wish for one call at a time", () => {
    expect(choice(undefined, false)).toEqual({ type: "auto", disable_parallel_tool_use: true });
    expect(choice("required", false)).toEqual({ type: "any", disable_parallel_tool_use: true });
    expect(choice({ name: "get_weather" }, false)).toEqual({ type: "tool", name: "get_weather", disable_parallel_tool_use: true });
    expect(choice("none", false)).toEqual({ type: "none" });
    expect(choice(undefined, true)).toBeUndefined();
  });

  it("forbids the tools of the past when there are none now, but declares them", () => {
    const messages: ChatMessage[] = [
      hi,
      { role: "assistant", content: "", toolCalls: [{ id: "t1", name: "get_time", arguments: "{}" }] },
      { role: "tool", toolCallId: "t1", name: "get_time", content: "noon" },
    ];
    const { tools, tool_choice } = toRequest(request({ messages, toolChoice: "required" }), newest);
    expect(tools).toEqual([{ name: "get_time", input_schema: { type: "object" } }]);
    expect(tool_choice).toEqual({ type: "none" });
  });
});

const thinking = (model: string, settings: ModelSettings, over: Partial<ChatRequest> = {}) => {
  const { thinking, output_config } = toRequest(request(over, settings), model);
  return { thinking, effort: output_config?.effort };
};

const adaptive = { type: "adaptive", display: "summarized" };

const forced = (toolChoice: ChatRequest["toolChoice"], tools = [weather]) =>
  thinking(newest, { reasoningEffort: "high" }, { tools, toolChoice });

const calling = (reasoning?: { text: string; signature?: string }[]): ChatMessage[] => [
  hi,
  { role: "assistant", content: "", toolCalls: [{ id: "t1", name: "get_time", arguments: "{}" }], ...(reasoning ? { reasoning } : {}) },
  { role: "tool", toolCallId: "t1", name: "get_time", content: "noon" },
];
const after = (messages: ChatMessage[]) => thinking("claude-haiku-4-5", { reasoningEffort: "low" }, { messages, tools: [time] }).thinking;

describe("reasoningEffort", () => {
  it("is adaptive thinking with an effort on newer models", () => {
    for (const model of [
      newest,
      "claude-opus-4-6",
      "claude-sonnet-4.6",
      "claude-opus-4-6-20260205",
      "claude-sonnet-5",
      "claude-mythos-preview",
      "my-own",
    ]) {
      expect(thinking(model, { reasoningEffort: "medium" })).toEqual({ thinking: adaptive, effort: "medium" });
    }
    expect(thinking(newest, { reasoningEffort: "low" })).toEqual({ thinking: adaptive, effort: "low" });
    expect(thinking(newest, { reasoningEffort: "minimal" })).toEqual({ thinking: undefined, effort: "low" });
    expect(thinking(newest, {})).toEqual({ thinking: undefined, effort: undefined });
  });

  it("is a budget of tokens on older ones", () => {
    for (const model of [
      "claude-haiku-4-5",
      "claude-haiku-4-5-20251001",
      "claude-opus-4-20250514",
      "claude-opus-4@20250514",
      "claude-3-7-sonnet-20250219",
    ]) {
      expect(thinking(model, { reasoningEffort: "high", maxTokens: 8000 }).thinking).toEqual({ type: "enabled", budget_tokens: 6000 });
    }
    const haiku = "claude-haiku-4-5";
    expect(thinking(haiku, { reasoningEffort: "low", maxTokens: 2000 }).thinking).toEqual({ type: "enabled", budget_tokens: 1024 });
    expect(thinking(haiku, { reasoningEffort: "high", maxTokens: 1025 }).thinking).toEqual({ type: "enabled", budget_tokens: 1024 });
    expect(thinking(haiku, { reasoningEffort: "minimal" })).toEqual({ thinking: undefined, effort: undefined });
    expect(() => thinking(haiku, { reasoningEffort: "low", maxTokens: 1024 })).toThrow(
      'reasoningEffort "low" needs more than 1024 tokens, but maxTokens is 1024.',
    );
  });

  it("gives way to a forced tool call", () => {
    expect(forced("required")).toEqual({ thinking: undefined, effort: "high" });
    expect(forced({ name: "get_weather" }).thinking).toBeUndefined();
    expect(forced("auto").thinking).toEqual(adaptive);
    expect(forced("required", []).thinking).toEqual(adaptive);
  });

  it("with a budget, waits while calls are answered that were made without a thought", () => {
    expect(after(calling())).toBeUndefined();
    expect(after(calling([{ text: "unsigned" }]))).toBeUndefined();
    expect(after(calling([{ text: "hm", signature: "s" }]))).toMatchObject({ type: "enabled" });
    expect(after([...calling(), { role: "assistant", content: "Noon." }, hi])).toMatchObject({ type: "enabled" });
  });
});
