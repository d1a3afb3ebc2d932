import type { ChatMessage } from "../../../lib/message/chat.ts";
import type { ChatReply } from "../../../lib/model/chat-model.ts";

/** One answer of a server, whole and streamed, and the reply both must give. */
export interface Transcript {
  readonly name: string;
  readonly whole: object;
  readonly chunks: readonly object[];
  readonly expected: Partial<ChatReply>;
  readonly history?: readonly ChatMessage[];
}

const head = { id: "chatcmpl-1", object: "chat.completion", created: 1, model: "test-model-001" };
const chunkHead = { ...head, object: "chat.completion.chunk" };
const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const counted = { inputTokens: 10, outputTokens: 5 };

function whole(message: object, finish: string | null = "stop", rest: object = { usage }): object {
  return { ...head, choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }], ...rest };
}
function delta(words: object, finish: string | null = null): object {
  return { ...chunkHead, choices: [{ index: 0, delta: words, finish_reason: finish }] };
}
const last = (finish: string) => delta({}, finish);
const lateUsage = { ...chunkHead, choices: [], usage };
const call = (id: string | null | undefined, name: string, args: unknown, rest: object = {}) => ({
  ...rest,
  id,
  type: "function",
  function: { name, arguments: args },
});
const weather = { id: "call_a", name: "get_weather", arguments: '{"city":"Paris"}' };
const time = { id: "call_b", name: "get_time", arguments: '{"zone":"CET"}' };

export const transcripts: readonly Transcript[] = [
  {
    name: "plain text with a late usage chunk",
    whole: whole({ content: "Hello, wörld! 👋" }),
    chunks: [
      delta({ role: "assistant", content: "" }),
      delta({ content: "Hello, " }),
      delta({ content: "wörld! 👋" }),
      last("stop"),
      lateUsage,
    ],
    expected: { text: "Hello, wörld! 👋", finishReason: "stop", usage: counted, id: "chatcmpl-1", model: "test-model-001" },
  },
  {
    name: "details of usage: cached, written to the cache, reasoning",
    whole: whole({ content: "a" }, "stop", {
      usage: {
        ...usage,
        prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 1 },
        completion_tokens_details: { reasoning_tokens: 3 },
      },
    }),
    chunks: [
      delta({ content: "a" }, "stop"),
      {
        ...lateUsage,
        usage: {
          ...usage,
          prompt_tokens_details: { cached_tokens: 8, cache_write_tokens: 1 },
          completion_tokens_details: { reasoning_tokens: 3 },
        },
      },
    ],
    expected: { usage: { ...counted, cachedInputTokens: 8, cacheWriteTokens: 1, reasoningTokens: 3 } },
  },
  {
    name: "no usage at all, ids and model null",
    whole: { choices: [{ message: { content: "a" }, finish_reason: "stop" }], id: null, model: null, usage: null },
    chunks: [{ id: null, model: null, usage: null, choices: [{ delta: { content: "a" }, finish_reason: "stop" }] }],
    expected: { text: "a", usage: { inputTokens: 0, outputTokens: 0 }, id: undefined, model: undefined },
  },
  {
    name: "reasoning left out of completion_tokens (xAI, Google)",
    whole: whole({ content: "a" }, "stop", { usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 32 } }),
    chunks: [delta({ content: "a" }, "stop"), { ...lateUsage, usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 32 } }],
    expected: { usage: { inputTokens: 10, outputTokens: 22 } },
  },
  {
    name: "usage in every chunk, the last one counts (and Groq's own place for it)",
    whole: whole({ content: "ab" }, "stop", { x_groq: { usage } }),
    chunks: [
      { ...delta({ content: "a" }), usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 } },
      { ...delta({ content: "b" }, "stop"), x_groq: { usage } },
    ],
    expected: { text: "ab", usage: counted },
  },
  {
    name: "reasoning_content (DeepSeek) and its cache field",
    whole: whole({ content: "4", reasoning_content: "2 and 2" }, "stop", { usage: { ...usage, prompt_cache_hit_tokens: 6 } }),
    chunks: [
      delta({ role: "assistant", content: null, reasoning_content: "2 " }),
      delta({ content: null, reasoning_content: "and 2" }),
      delta({ content: "4", reasoning_content: null }),
      { ...last("stop"), usage: { ...usage, prompt_cache_hit_tokens: 6 } },
    ],
    expected: { text: "4", reasoning: [{ text: "2 and 2" }], usage: { ...counted, cachedInputTokens: 6 } },
  },
  {
    name: "reasoning (OpenRouter, Groq)",
    whole: whole({ content: "4", reasoning: "two and two" }),
    chunks: [delta({ reasoning: "two " }), delta({ reasoning: "and two", content: "" }), delta({ content: "4" }, "stop"), lateUsage],
    expected: { text: "4", reasoning: [{ text: "two and two" }] },
  },
  {
    name: "content as a list of parts, with thinking (Mistral)",
    whole: whole({
      content: [
        {
          type: "thinking",
          thinking: [
            { type: "text", text: "hm, " },
            { type: "text", text: "yes" },
          ],
        },
        { type: "text", text: "yes" },
      ],
    }),
    chunks: [
      delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "hm, " }] }] }),
      delta({ content: [{ type: "thinking", thinking: [{ type: "text", text: "yes" }] }] }),
      delta({ content: [{ type: "text", text: "ye" }] }),
      delta({ content: "s" }, "stop"),
      lateUsage,
    ],
    expected: { text: "yes", reasoning: [{ text: "hm, yes" }] },
  },
  {
    name: "a refusal",
    whole: whole({ content: null, refusal: "I can't help with that." }),
    chunks: [
      delta({ role: "assistant", content: null }),
      delta({ refusal: "I can't " }),
      delta({ refusal: "help with that." }),
      last("stop"),
      lateUsage,
    ],
    expected: { text: "I can't help with that.", finishReason: "refusal" },
  },
  {
    name: "two tool calls, arguments in pieces",
    whole: whole(
      { content: null, tool_calls: [call("call_a", "get_weather", weather.arguments), call("call_b", "get_time", time.arguments)] },
      "tool_calls",
    ),
    chunks: [
      delta({ role: "assistant", content: null, tool_calls: [call("call_a", "get_weather", "", { index: 0 })] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] }),
      delta({ tool_calls: [call("call_b", "get_time", "", { index: 1 })] }),
      delta({ tool_calls: [{ index: 1, function: { arguments: '{"zone":"CET"}' } }] }),
      last("tool_calls"),
      lateUsage,
    ],
    expected: { text: "", toolCalls: [weather, time], finishReason: "tool-calls" },
  },
  {
    name: "pieces of two tool calls in one chunk, mixed",
    whole: whole(
      {
        content: "Let me look.",
        tool_calls: [call("call_a", "get_weather", weather.arguments), call("call_b", "get_time", time.arguments)],
      },
      "tool_calls",
    ),
    chunks: [
      delta({ content: "Let me look." }),
      delta({ tool_calls: [call("call_a", "get_weather", '{"ci', { index: 0 }), call("call_b", "get_time", '{"zo', { index: 1 })] }),
      delta(
        {
          tool_calls: [
            { index: 1, function: { arguments: 'ne":"CET"}' } },
            { index: 0, function: { arguments: 'ty":"Paris"}' } },
          ],
        },
        "tool_calls",
      ),
      lateUsage,
    ],
    expected: { text: "Let me look.", toolCalls: [weather, time], finishReason: "tool-calls" },
  },
  {
    name: "tool index from 1, finish reason stop",
    whole: whole({ content: "", tool_calls: [call("call_a", "get_weather", weather.arguments, { index: 1 })] }, "stop"),
    chunks: [
      delta({ tool_calls: [call("call_a", "get_weather", '{"city":', { index: 1 })] }),
      delta({ tool_calls: [{ index: 1, id: "call_a", function: { name: "", arguments: '"Paris"}' } }] }),
      last("stop"),
      lateUsage,
    ],
    expected: { toolCalls: [weather], finishReason: "tool-calls" },
  },
  {
    name: "no index, the id repeated, the name repeated",
    whole: whole(
      { content: null, tool_calls: [call("call_a", "get_weather", weather.arguments), call("call_b", "get_time", time.arguments)] },
      "tool_calls",
    ),
    chunks: [
      delta({ tool_calls: [call("call_a", "get_weather", '{"city":')] }),
      delta({ tool_calls: [call("call_a", "get_weather", '"Paris"}')] }),
      delta({ tool_calls: [call("call_b", "get_time", '{"zone":')] }),
      delta({ tool_calls: [{ function: { arguments: '"CET"}' } }] }, "tool_calls"),
      lateUsage,
    ],
    expected: { toolCalls: [weather, time] },
  },
  {
    name: "index 0 for every call, whole arguments at once (Google)",
    whole: whole(
      { content: null, tool_calls: [call("call_a", "get_weather", weather.arguments), call("call_b", "get_time", time.arguments)] },
      "stop",
    ),
    chunks: [
      delta({ tool_calls: [call("call_a", "get_weather", weather.arguments, { index: 0 })] }),
      delta({ tool_calls: [call("call_b", "get_time", time.arguments, { index: 0 })] }, "stop"),
      lateUsage,
    ],
    expected: { toolCalls: [weather, time], finishReason: "tool-calls" },
  },
  {
    name: "index 0 for every call, the first one without arguments",
    whole: whole({ content: null, tool_calls: [call("call_c", "ping", ""), call("call_b", "get_time", time.arguments)] }, "stop"),
    chunks: [
      delta({ tool_calls: [call("call_c", "ping", "", { index: 0 })] }),
      delta({ tool_calls: [call("call_b", "get_time", "", { index: 0 })] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: time.arguments } }] }, "stop"),
      lateUsage,
    ],
    expected: { toolCalls: [{ id: "call_c", name: "ping", arguments: "{}" }, time] },
  },
  {
    name: "ids missing, empty or null become the free numbers of the conversation",
    history: [
      { role: "user", content: "before" },
      { role: "assistant", content: "", toolCalls: [{ id: "call_1", name: "get_time", arguments: "{}" }] },
      { role: "tool", toolCallId: "call_1", name: "get_time", content: "noon" },
      { role: "user", content: "and now?" },
    ],
    whole: whole(
      {
        content: null,
        tool_calls: [call("", "get_weather", weather.arguments), call(null, "get_time", time.arguments), call(undefined, "get_time", "{}")],
      },
      "tool_calls",
    ),
    chunks: [
      delta({ tool_calls: [call("", "get_weather", weather.arguments)] }),
      delta({ tool_calls: [call(null, "get_time", time.arguments)] }),
      delta({ tool_calls: [call(undefined, "get_time", "{}")] }, "tool_calls"),
      lateUsage,
    ],
    expected: {
      toolCalls: [
        { ...weather, id: "call_2" },
        { ...time, id: "call_3" },
        { id: "call_4", name: "get_time", arguments: "{}" },
      ],
    },
  },
  {
    name: "the same id for two calls",
    whole: whole(
      { content: null, tool_calls: [call("x", "get_weather", weather.arguments), call("x", "get_time", time.arguments)] },
      "tool_calls",
    ),
    chunks: [
      delta({
        tool_calls: [call("x", "get_weather", weather.arguments, { index: 0 }), call("x", "get_time", time.arguments, { index: 1 })],
      }),
      last("tool_calls"),
      lateUsage,
    ],
    expected: {
      toolCalls: [
        { ...weather, id: "x" },
        { ...time, id: "call_1" },
      ],
    },
  },
  {
    name: "arguments null, an object, empty, and the word null",
    whole: whole(
      {
        content: null,
        tool_calls: [call("a", "one", null), call("b", "two", { n: 1 }), call("c", "three", ""), call("d", "four", "null")],
      },
      "tool_calls",
    ),
    chunks: [
      delta({ tool_calls: [call("a", "one", null, { index: 0 })] }),
      delta({ tool_calls: [call("b", "two", { n: 1 }, { index: 1 })] }),
      delta({ tool_calls: [call("c", "three", "", { index: 2 })] }),
      delta({ tool_calls: [call("d", "four", "null", { index: 3 })] }, "tool_calls"),
      lateUsage,
    ],
    expected: {
      toolCalls: [
        { id: "a", name: "one", arguments: "{}" },
        { id: "b", name: "two", arguments: '{"n":1}' },
        { id: "c", name: "three", arguments: "{}" },
        { id: "d", name: "four", arguments: "null" },
      ],
    },
  },
  {
    name: "a thought signature (Google)",
    whole: whole(
      {
        content: null,
        tool_calls: [call("call_a", "get_weather", weather.arguments, { extra_content: { google: { thought_signature: "c2ln" } } })],
      },
      "stop",
    ),
    chunks: [
      delta({
        tool_calls: [
          call("call_a", "get_weather", weather.arguments, { index: 0, extra_content: { google: { thought_signature: "c2ln" } } }),
        ],
      }),
      last("stop"),
      lateUsage,
    ],
    expected: { toolCalls: [{ ...weather, signature: "c2ln" }] },
  },
  {
    name: "no finish reason, with tool calls",
    whole: whole({ content: null, tool_calls: [call("call_a", "get_weather", weather.arguments)] }, null),
    chunks: [delta({ tool_calls: [call("call_a", "get_weather", weather.arguments, { index: 0 })] }), lateUsage],
    expected: { toolCalls: [weather], finishReason: "tool-calls" },
  },
  {
    name: "no finish reason, text",
    whole: whole({ content: "a" }, null),
    chunks: [delta({ content: "a" }), lateUsage],
    expected: { text: "a", finishReason: "stop" },
  },
  {
    name: "cut by the token limit",
    whole: whole({ content: "a", tool_calls: [call("call_a", "get_weather", '{"city":')] }, "length"),
    chunks: [
      delta({ content: "a" }),
      delta({ tool_calls: [call("call_a", "get_weather", '{"city":', { index: 0 })] }, "length"),
      lateUsage,
    ],
    expected: { text: "a", toolCalls: [{ ...weather, arguments: '{"city":' }], finishReason: "length" },
  },
  {
    name: "stopped by a content filter",
    whole: whole({ content: "" }, "content_filter"),
    chunks: [delta({ content: "" }), last("content_filter"), lateUsage],
    expected: { text: "", finishReason: "content-filter" },
  },
  {
    name: "a finish reason of the vendor's own",
    whole: whole({ content: "a" }, "insufficient_system_resource"),
    chunks: [delta({ content: "a" }, "insufficient_system_resource"), lateUsage],
    expected: { text: "a", finishReason: "other" },
  },
  {
    name: "the whole message in the stream instead of pieces",
    whole: whole({ content: "a", tool_calls: null, reasoning: null, refusal: null }),
    chunks: [whole({ content: "a", tool_calls: null, reasoning: null, refusal: null })],
    expected: { text: "a", finishReason: "stop", usage: counted },
  },
];
