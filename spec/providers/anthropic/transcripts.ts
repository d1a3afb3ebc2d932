import type { ChatReply } from "../../../lib/model/chat-model.ts";

/** One reply as the API sends it whole and streamed, and what both must become. */
export interface Transcript {
  readonly name: string;
  readonly whole: object;
  readonly events: readonly (object | string)[];
  readonly reply: ChatReply;
}

const model = "claude-sonnet-5-5";
const head = { id: "msg_1", type: "message", role: "assistant", model };
const unused = { cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
const counted = { inputTokens: 10, outputTokens: 5, cachedInputTokens: 0, cacheWriteTokens: 0 };

const whole = (content: object[], stop_reason: string, usage: object = { input_tokens: 10, output_tokens: 5, ...unused }) => ({
  ...head,
  content,
  stop_reason,
  stop_sequence: null,
  stop_details: null,
  usage,
});
const start = (usage: object = { input_tokens: 10, output_tokens: 1, ...unused }) => ({
  type: "message_start",
  message: { ...head, content: [], stop_reason: null, stop_sequence: null, usage },
});
const open = (index: number, content_block: object) => ({ type: "content_block_start", index, content_block });
const delta = (index: number, delta: object) => ({ type: "content_block_delta", index, delta });
const shut = (index: number) => ({ type: "content_block_stop", index });
const end = (stop_reason: string, usage: object = { output_tokens: 5 }) => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage },
  { type: "message_stop" },
];
const ping = { type: "ping" };
const text = (index: number, ...pieces: string[]) => [
  open(index, { type: "text", text: "", citations: null }),
  ...pieces.map((piece) => delta(index, { type: "text_delta", text: piece })),
  shut(index),
];
const json = (index: number, call: { id: string; name: string }, ...pieces: string[]) => [
  open(index, { type: "tool_use", ...call, input: {} }),
  ...pieces.map((partial_json) => delta(index, { type: "input_json_delta", partial_json })),
  shut(index),
];
const weather = { id: "toolu_1", name: "get_weather" };
const time = { id: "toolu_2", name: "get_time" };
const reply = (over: Partial<ChatReply>): ChatReply => ({
  text: "",
  reasoning: [],
  toolCalls: [],
  finishReason: "stop",
  usage: counted,
  id: "msg_1",
  model,
  ...over,
});

export const transcripts: readonly Transcript[] = [
  {
    name: "text with characters of several bytes",
    whole: whole([{ type: "text", text: "Grüße aus 東京 🗼", citations: null }], "end_turn"),
    events: [start(), ...text(0, "Grü", "ße aus 東", "京 🗼"), ...end("end_turn")],
    reply: reply({ text: "Grüße aus 東京 🗼" }),
  },
  {
    name: "a stop sequence",
    whole: whole([{ type: "text", text: "one two" }], "stop_sequence"),
    events: [start(), ...text(0, "one", " two"), ...end("stop_sequence")],
    reply: reply({ text: "one two" }),
  },
  {
    name: "max_tokens",
    whole: whole([{ type: "text", text: "It was a dark and" }], "max_tokens"),
    events: [start(), ...text(0, "It was", " a dark and"), ...end("max_tokens")],
    reply: reply({ text: "It was a dark and", finishReason: "length" }),
  },
  {
    name: "a full context window",
    whole: whole([{ type: "text", text: "and so" }], "model_context_window_exceeded"),
    events: [start(), ...text(0, "and so"), ...end("model_context_window_exceeded")],
    reply: reply({ text: "and so", finishReason: "length" }),
  },
  {
    name: "a refusal without content",
    whole: whole([], "refusal"),
    events: [start(), ...end("refusal")],
    reply: reply({ finishReason: "refusal" }),
  },
  {
    name: "a paused turn, and a reason nobody knows",
    whole: whole([{ type: "text", text: "wait" }], "pause_turn"),
    events: [start(), ...text(0, "wait"), ...end("a_new_reason")],
    reply: reply({ text: "wait", finishReason: "other" }),
  },
  {
    name: "one tool call after text",
    whole: whole(
      [
        { type: "text", text: "Let me look." },
        { type: "tool_use", ...weather, input: { city: "Köln", days: 2 } },
      ],
      "tool_use",
    ),
    events: [start(), ...text(0, "Let me look."), ...json(1, weather, "", '{"city": "Kö', 'ln", ', '"days": 2}'), ...end("tool_use")],
    reply: reply({
      text: "Let me look.",
      toolCalls: [{ ...weather, arguments: '{"city":"Köln","days":2}' }],
      finishReason: "tool-calls",
    }),
  },
  {
    name: "parallel tool calls, interleaved on the wire",
    whole: whole(
      [
        { type: "tool_use", ...weather, input: { city: "Oslo" } },
        { type: "tool_use", ...time, input: { zone: "CET" } },
      ],
      "tool_use",
    ),
    events: [
      start(),
      open(0, { type: "tool_use", ...weather, input: {} }),
      open(1, { type: "tool_use", ...time, input: {} }),
      delta(0, { type: "input_json_delta", partial_json: '{"city":' }),
      delta(1, { type: "input_json_delta", partial_json: '{"zone":"CET"}' }),
      delta(0, { type: "input_json_delta", partial_json: '"Oslo"}' }),
      shut(1),
      shut(0),
      ...end("tool_use"),
    ],
    reply: reply({
      toolCalls: [
        { ...weather, arguments: '{"city":"Oslo"}' },
        { ...time, arguments: '{"zone":"CET"}' },
      ],
      finishReason: "tool-calls",
    }),
  },
  {
    name: "a tool call without input",
    whole: whole([{ type: "tool_use", ...time, input: {} }], "tool_use"),
    events: [start(), ...json(0, time, "", ""), ...end("tool_use")],
    reply: reply({ toolCalls: [{ ...time, arguments: "{}" }], finishReason: "tool-calls" }),
  },
  {
    name: "a tool call with its whole input at the start",
    whole: whole([{ type: "tool_use", ...weather, input: { city: "Rome" } }], "tool_use"),
    events: [start(), open(0, { type: "tool_use", ...weather, input: { city: "Rome" } }), shut(0), ...end("tool_use")],
    reply: reply({ toolCalls: [{ ...weather, arguments: '{"city":"Rome"}' }], finishReason: "tool-calls" }),
  },
  {
    name: "thinking with a signature",
    whole: whole(
      [
        { type: "thinking", thinking: "The user greets.", signature: "c2lnbmF0dXJl" },
        { type: "text", text: "Hello" },
      ],
      "end_turn",
      { input_tokens: 10, output_tokens: 5, ...unused, output_tokens_details: { thinking_tokens: 3 } },
    ),
    events: [
      start(),
      open(0, { type: "thinking", thinking: "", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "The user" }),
      delta(0, { type: "thinking_delta", thinking: " greets." }),
      delta(0, { type: "signature_delta", signature: "c2lnbmF0" }),
      delta(0, { type: "signature_delta", signature: "dXJl" }),
      shut(0),
      ...text(1, "Hello"),
      ...end("end_turn", { output_tokens: 5, output_tokens_details: { thinking_tokens: 3 } }),
    ],
    reply: reply({
      text: "Hello",
      reasoning: [{ text: "The user greets.", signature: "c2lnbmF0dXJl" }],
      usage: { ...counted, reasoningTokens: 3 },
    }),
  },
  {
    name: "thinking without a signature, as compatible servers send it",
    whole: whole(
      [
        { type: "thinking", thinking: "Hm.", signature: "" },
        { type: "text", text: "Hello" },
      ],
      "end_turn",
    ),
    events: [
      start(),
      open(0, { type: "thinking", thinking: "H", signature: "" }),
      delta(0, { type: "thinking_delta", thinking: "m." }),
      shut(0),
      ...text(1, "Hello"),
      ...end("end_turn"),
    ],
    reply: reply({ text: "Hello", reasoning: [{ text: "Hm." }] }),
  },
  {
    name: "redacted and omitted thinking before a tool call",
    whole: whole(
      [
        { type: "redacted_thinking", data: "RW5jcnlwdGVk" },
        { type: "thinking", thinking: "", signature: "b21pdHRlZA==" },
        { type: "tool_use", ...time, input: { zone: "UTC" } },
      ],
      "tool_use",
    ),
    events: [
      start(),
      open(0, { type: "redacted_thinking", data: "RW5jcnlwdGVk" }),
      shut(0),
      open(1, { type: "thinking", thinking: "", signature: "" }),
      delta(1, { type: "signature_delta", signature: "b21pdHRlZA==" }),
      shut(1),
      ...json(2, time, '{"zone":', '"UTC"}'),
      ...end("tool_use"),
    ],
    reply: reply({
      reasoning: [
        { text: "", redacted: "RW5jcnlwdGVk" },
        { text: "", signature: "b21pdHRlZA==" },
      ],
      toolCalls: [{ ...time, arguments: '{"zone":"UTC"}' }],
      finishReason: "tool-calls",
    }),
  },
  {
    name: "cached input, counted at the start",
    whole: whole([{ type: "text", text: "ok" }], "end_turn", {
      input_tokens: 7,
      output_tokens: 5,
      cache_creation_input_tokens: 200,
      cache_read_input_tokens: 3000,
    }),
    events: [
      start({ input_tokens: 7, output_tokens: 1, cache_creation_input_tokens: 200, cache_read_input_tokens: 3000 }),
      ...text(0, "ok"),
      ...end("end_turn", { input_tokens: null, cache_read_input_tokens: null, output_tokens: 5 }),
    ],
    reply: reply({ text: "ok", usage: { inputTokens: 3207, outputTokens: 5, cachedInputTokens: 3000, cacheWriteTokens: 200 } }),
  },
  {
    name: "usage corrected at the end",
    whole: whole([{ type: "text", text: "ok" }], "end_turn", {
      input_tokens: 12,
      output_tokens: 9,
      cache_creation_input_tokens: 4,
      cache_read_input_tokens: 6,
    }),
    events: [
      start({ input_tokens: 1, output_tokens: 1 }),
      ...text(0, "ok"),
      ...end("end_turn", { input_tokens: 12, output_tokens: 9, cache_creation_input_tokens: 4, cache_read_input_tokens: 6 }),
    ],
    reply: reply({ text: "ok", usage: { inputTokens: 22, outputTokens: 9, cachedInputTokens: 6, cacheWriteTokens: 4 } }),
  },
  {
    name: "pings, comments, and events, blocks and deltas of unknown kinds",
    whole: whole(
      [
        { type: "text", text: "still here" },
        { type: "hologram", light: 1 },
      ],
      "end_turn",
    ),
    events: [
      ": a comment\n\n",
      start(),
      ping,
      open(0, { type: "text", text: "" }),
      ping,
      delta(0, { type: "text_delta", text: "still " }),
      { type: "weather_report", sky: "blue" },
      delta(0, { type: "text_weight_delta", weight: 3 }),
      delta(0, { type: "text_delta", text: "here" }),
      delta(7, { type: "text_delta", text: "of no block" }),
      shut(0),
      open(1, { type: "hologram", light: 1 }),
      shut(1),
      ...end("end_turn"),
    ],
    reply: reply({ text: "still here" }),
  },
  {
    name: "text in two blocks around a citation",
    whole: whole(
      [
        { type: "text", text: "Grass is " },
        { type: "text", text: "green", citations: [{ type: "char_location", cited_text: "green" }] },
      ],
      "end_turn",
    ),
    events: [
      start(),
      ...text(0, "Grass is "),
      open(1, { type: "text", text: "", citations: [] }),
      delta(1, { type: "citations_delta", citation: { type: "char_location", cited_text: "green" } }),
      delta(1, { type: "text_delta", text: "green" }),
      shut(1),
      ...end("end_turn"),
    ],
    reply: reply({ text: "Grass is green" }),
  },
];
