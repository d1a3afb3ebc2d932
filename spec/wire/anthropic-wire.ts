import { pieces, usageOf, type Reply } from "./reply.ts";

const head = { id: "msg_01Xk", type: "message", role: "assistant", model: "claude-sonnet-5-5" };

type Block =
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | { readonly type: "text"; readonly text: string; readonly citations: null }
  | { readonly type: "tool_use"; readonly id: string; readonly name: string; readonly input: object };

/** A reply as the body of `POST /v1/messages`. */
export function anthropicWhole(reply: Reply, turn: number): object {
  return { ...head, content: blocks(reply, turn), stop_reason: stopReason(reply), stop_sequence: null, usage: usage(reply, turn) };
}

/** The same reply as the events of a stream. */
export function anthropicEvents(reply: Reply, turn: number): object[] {
  const counted = usage(reply, turn);
  const start = { ...head, content: [], stop_reason: null, stop_sequence: null, usage: { ...counted, output_tokens: 1 } };
  return [
    { type: "message_start", message: start },
    { type: "ping" },
    ...blocks(reply, turn).flatMap((block, index) => [
      { type: "content_block_start", index, content_block: opened(block) },
      ...deltas(block).map((delta) => ({ type: "content_block_delta", index, delta })),
      { type: "content_block_stop", index },
    ]),
    {
      type: "message_delta",
      delta: { stop_reason: stopReason(reply), stop_sequence: null },
      usage: { output_tokens: counted.output_tokens, output_tokens_details: counted.output_tokens_details },
    },
    { type: "message_stop" },
  ];
}

function blocks({ thinking, text, calls = [] }: Reply, turn: number): Block[] {
  return [
    ...(thinking === undefined ? [] : [{ type: "thinking", thinking, signature: `sig_${turn}` } as const]),
    ...(text === undefined ? [] : [{ type: "text", text, citations: null } as const]),
    ...calls.map(
      ({ name, args }, index) => ({ type: "tool_use", id: `toolu_${turn}${String.fromCharCode(97 + index)}`, name, input: args }) as const,
    ),
  ];
}

function opened(block: Block): object {
  if (block.type === "thinking") return { type: "thinking", thinking: "", signature: "" };
  return block.type === "text" ? { ...block, text: "" } : { ...block, input: {} };
}

function deltas(block: Block): object[] {
  if (block.type === "text") return pieces(block.text).map((text) => ({ type: "text_delta", text }));
  if (block.type === "thinking") {
    const thoughts = pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking }));
    return [...thoughts, { type: "signature_delta", signature: block.signature }];
  }
  const json = JSON.stringify(block.input);
  return ["", ...(json === "{}" ? [] : pieces(json, 8))].map((partial_json) => ({ type: "input_json_delta", partial_json }));
}

function stopReason({ calls = [] }: Reply): string {
  return calls.length > 0 ? "tool_use" : "end_turn";
}

function usage(reply: Reply, turn: number) {
  const { input, output, cached, reasoning } = usageOf(reply, turn);
  return {
    input_tokens: input - cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
    output_tokens: output,
    output_tokens_details: { thinking_tokens: reasoning },
    service_tier: "standard",
  };
}
