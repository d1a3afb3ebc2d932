import { pieces, usageOf, type Reply } from "./reply.ts";

const head = {
  id: "chatcmpl-Cx9",
  created: 1_795_000_000,
  model: "gpt-5.4-mini-2026-03-17",
  service_tier: "default",
  system_fingerprint: null,
};

/** A reply as the body of `POST /chat/completions`. */
export function openaiWhole(reply: Reply, turn: number): object {
  const { text = null, thinking } = reply;
  const calls = toolCalls(reply, turn);
  const message = {
    role: "assistant",
    content: text,
    ...(thinking === undefined ? {} : { reasoning_content: thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    refusal: null,
    annotations: [],
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason(reply) };
  return { ...head, object: "chat.completion", choices: [choice], usage: usage(reply, turn) };
}

/** The same reply as the chunks of a stream: parallel calls first open one after the other, then their arguments come interleaved. */
export function openaiEvents(reply: Reply, turn: number): object[] {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...head,
    object: "chat.completion.chunk",
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage: null,
    obfuscation: "x8Qz",
  });
  const calls = toolCalls(reply, turn);
  const argumentPieces = calls.map((call) => pieces(call.function.arguments, 8));
  const longest = Math.max(0, ...argumentPieces.map((list) => list.length));
  const interleaved = Array.from({ length: longest }, (_, at) =>
    argumentPieces.flatMap((list, index) =>
      list[at] === undefined ? [] : [chunk({ tool_calls: [{ index, function: { arguments: list[at] } }] })],
    ),
  ).flat();
  return [
    chunk({ role: "assistant", content: calls.length > 0 ? null : "", refusal: null }),
    ...pieces(reply.thinking ?? "").map((reasoning_content) => chunk({ reasoning_content })),
    ...pieces(reply.text ?? "").map((content) => chunk({ content })),
    ...calls.map((call, index) => chunk({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: "" } }] })),
    ...interleaved,
    chunk({}, finishReason(reply)),
    { ...head, object: "chat.completion.chunk", choices: [], usage: usage(reply, turn), obfuscation: "" },
  ];
}

function toolCalls({ calls = [] }: Reply, turn: number) {
  return calls.map(({ name, args }, index) => ({
    id: `call_${turn}${String.fromCharCode(97 + index)}`,
    type: "function",
    function: { name, arguments: JSON.stringify(args) },
  }));
}

function finishReason({ calls = [] }: Reply): string {
  return calls.length > 0 ? "tool_calls" : "stop";
}

function usage(reply: Reply, turn: number): object {
  const { input, output, cached, reasoning } = usageOf(reply, turn);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
