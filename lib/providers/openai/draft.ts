import type { ToolCall } from "../../message/chat.ts";
import type { ChatDelta, ChatReply, FinishReason } from "../../model/chat-model.ts";
import type { CallIds } from "./call-ids.ts";
import { usageOf } from "./usage.ts";
import { countOf, textOf, type WireReply, type WireToolCall, type WireUsage, type WireWords } from "./wire.ts";

/** A tool call while its pieces arrive. */
export interface DraftCall {
  readonly id: string;
  name: string;
  arguments: string;
  signature: string | undefined;
  /** The server's own index and id, by which later pieces name the call. */
  wireIndex: number | undefined;
  wireId: string | undefined;
}

/** A reply while it is put together, from one whole message or from many chunks. */
export interface Draft {
  readonly ids: CallIds;
  text: string;
  reasoning: string;
  refused: boolean;
  readonly calls: DraftCall[];
  /** The server's word for why it stopped; set marks a reply as complete. */
  finish: string | undefined;
  usage: WireUsage | undefined;
  id: string | undefined;
  model: string | undefined;
}

/** An empty reply whose tool calls get their ids from `ids`. */
export function startDraft(ids: CallIds): Draft {
  const unknown = { finish: undefined, usage: undefined, id: undefined, model: undefined };
  return { ids, text: "", reasoning: "", refused: false, calls: [], ...unknown };
}

/** Notes what stands around the choices: ids, model and usage. The last usage counts, since some servers send a running total. */
export function addHead(draft: Draft, wire: WireReply): void {
  draft.id ??= textOf(wire.id);
  draft.model ??= textOf(wire.model);
  draft.usage = wire.usage ?? wire.x_groq?.usage ?? draft.usage;
}

/** Adds reasoning, text and refusal of a message or a piece of one; gives what was added. */
export function addWords(draft: Draft, words: WireWords): ChatDelta[] {
  const found = { reasoning: textOf(words.reasoning_content) ?? textOf(words.reasoning) ?? "", text: "" };
  if (typeof words.content === "string") found.text = words.content;
  else if (Array.isArray(words.content)) readParts(draft, words.content, found);
  const refusal = textOf(words.refusal);
  if (refusal !== undefined) {
    draft.refused = true;
    found.text += refusal;
  }
  draft.reasoning += found.reasoning;
  draft.text += found.text;
  const deltas: ChatDelta[] = [];
  if (found.reasoning !== "") deltas.push({ type: "reasoning", text: found.reasoning });
  if (found.text !== "") deltas.push({ type: "text", text: found.text });
  return deltas;
}

/** Starts a tool call with what this piece says of it. */
export function openCall(draft: Draft, wire: WireToolCall): DraftCall {
  const call: DraftCall = {
    id: draft.ids(textOf(wire.id)),
    name: "",
    arguments: "",
    signature: undefined,
    wireIndex: countOf(wire.index),
    wireId: undefined,
  };
  draft.calls.push(call);
  return call;
}

/** Adds a piece to a tool call; gives the piece of arguments that was added. */
export function extendCall(call: DraftCall, wire: WireToolCall): string {
  call.wireId ??= textOf(wire.id);
  // Some servers repeat the name, or send it empty from the second piece on.
  if (call.name === "") call.name = textOf(wire.function?.name) ?? "";
  call.signature ??= textOf(wire.extra_content?.google?.thought_signature);
  const piece = argumentsText(wire.function?.arguments);
  call.arguments += piece;
  return piece;
}

/** The reply a draft amounts to. */
export function finishDraft(draft: Draft): ChatReply {
  return {
    text: draft.text,
    reasoning: draft.reasoning === "" ? [] : [{ text: draft.reasoning }],
    toolCalls: draft.calls.map(finishCall),
    finishReason: finishReason(draft),
    usage: usageOf(draft.usage),
    id: draft.id,
    model: draft.model,
  };
}

function finishCall({ id, name, arguments: given, signature }: DraftCall): ToolCall {
  // No arguments at all are an empty object: servers refuse an empty text in the next request.
  const text = given.trim() === "" ? "{}" : given;
  return signature === undefined ? { id, name, arguments: text } : { id, name, arguments: text, signature };
}

function finishReason(draft: Draft): FinishReason {
  if (draft.refused) return "refusal";
  switch (draft.finish) {
    case "length":
    case "max_tokens":
      return "length";
    case "content_filter":
      return "content-filter";
    case "stop":
    case "tool_calls":
    case "function_call":
    case undefined:
      // Several servers say "stop", or nothing, when they call tools, and "tool_calls" when they do not.
      return draft.calls.length > 0 ? "tool-calls" : "stop";
    default:
      return draft.calls.length > 0 ? "tool-calls" : "other";
  }
}

function readParts(draft: Draft, parts: readonly unknown[], found: { reasoning: string; text: string }): void {
  for (const part of parts) {
    if (typeof part === "string") found.text += part;
    if (typeof part !== "object" || part === null) continue;
    if ("text" in part && typeof part.text === "string") found.text += part.text;
    if ("refusal" in part && typeof part.refusal === "string") {
      draft.refused = true;
      found.text += part.refusal;
    }
    if ("thinking" in part) found.reasoning += thinkingText(part.thinking);
  }
}

/** Mistral's `thinking` is a list of text parts, others send the text. */
function thinkingText(thinking: unknown): string {
  if (typeof thinking === "string") return thinking;
  if (!Array.isArray(thinking)) return "";
  return thinking.map((part: { text?: unknown } | null) => (typeof part?.text === "string" ? part.text : "")).join("");
}

/** Arguments as text, whatever the server sent them as. */
export function argumentsText(given: unknown): string {
  if (given === null || given === undefined) return "";
  return typeof given === "string" ? given : JSON.stringify(given);
}
