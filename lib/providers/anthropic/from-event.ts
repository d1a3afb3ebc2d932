import type { ContentBlock, Message, RawContentBlockDelta, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { ChatDelta, ChatReply } from "../../model/chat-model.ts";
import { fromReply } from "./from-reply.ts";

/** A streamed message on its way: `takeEvent` adds to it, `finishedReply` reads it. */
export interface Draft {
  message: Message | undefined;
  /** By the API's index, which counts blocks of all kinds. */
  readonly blocks: Map<number, Growing>;
  calls: number;
  /** Whether `message_stop` was seen. */
  complete: boolean;
}

interface Growing {
  readonly block: ContentBlock;
  /** The number of a tool call among the reply's calls, from 0. */
  readonly call: number;
  /** Arguments so far, as JSON text. */
  json: string;
}

/** A message of which nothing has arrived. */
export function newDraft(): Draft {
  return { message: undefined, blocks: new Map(), calls: 0, complete: false };
}

/** Adds one event of the stream and gives what a listener may see of it; kinds that are not known change nothing. */
export function takeEvent(draft: Draft, event: RawMessageStreamEvent): ChatDelta | undefined {
  switch (event.type) {
    case "message_start":
      draft.message = event.message;
      return undefined;
    case "content_block_start":
      return startBlock(draft, event.index, event.content_block);
    case "content_block_delta": {
      const growing = draft.blocks.get(event.index);
      return growing === undefined ? undefined : grow(growing, event.delta);
    }
    case "message_delta":
      endMessage(draft.message, event);
      return undefined;
    case "message_stop":
      draft.complete = true;
      return undefined;
    default:
      return undefined;
  }
}

/** The reply, the same as if it had not been streamed; undefined when the stream ended too early. */
export function finishedReply(draft: Draft): ChatReply | undefined {
  if (draft.message === undefined || !draft.complete) return undefined;
  const growing = [...draft.blocks].toSorted(([a], [b]) => a - b).map(([, one]) => one);
  return fromReply({ ...draft.message, content: growing.map(wholeBlock) });
}

function startBlock(draft: Draft, index: number, block: ContentBlock): ChatDelta | undefined {
  const growing: Growing = { block, call: draft.calls, json: "" };
  draft.blocks.set(index, growing);
  if (block.type === "tool_use") {
    draft.calls += 1;
    return { type: "tool-call", index: growing.call, id: block.id, name: block.name, arguments: givenAtOnce(block.input) };
  }
  if (block.type === "text" && block.text !== "") return { type: "text", text: block.text };
  if (block.type === "thinking" && block.thinking !== "") return { type: "reasoning", text: block.thinking };
  return undefined;
}

/** Blocks are this stream's own objects, so they may grow in place. */
function grow(growing: Growing, delta: RawContentBlockDelta): ChatDelta | undefined {
  const { block } = growing;
  if (delta.type === "text_delta" && block.type === "text") {
    block.text += delta.text;
    return delta.text === "" ? undefined : { type: "text", text: delta.text };
  }
  if (delta.type === "thinking_delta" && block.type === "thinking") {
    block.thinking += delta.thinking;
    return delta.thinking === "" ? undefined : { type: "reasoning", text: delta.thinking };
  }
  if (delta.type === "signature_delta" && block.type === "thinking") block.signature = (block.signature ?? "") + delta.signature;
  if (delta.type === "citations_delta" && block.type === "text") block.citations = [...(block.citations ?? []), delta.citation];
  if (delta.type === "input_json_delta" && delta.partial_json !== "") {
    growing.json += delta.partial_json;
    if (block.type === "tool_use") {
      return { type: "tool-call", index: growing.call, id: block.id, name: block.name, arguments: delta.partial_json };
    }
  }
  return undefined;
}

/** Counts in `message_delta` are of the whole message so far and replace those of its start. */
function endMessage(message: Message | undefined, event: Extract<RawMessageStreamEvent, { type: "message_delta" }>): void {
  if (message === undefined) return;
  message.stop_reason = event.delta.stop_reason;
  const counted = Object.entries(event.usage ?? {}).filter(([, value]) => value !== null && value !== undefined);
  message.usage = { ...message.usage, ...Object.fromEntries(counted) };
}

function wholeBlock({ block, json }: Growing): ContentBlock {
  return "input" in block && json !== "" ? { ...block, input: parsedInput(json) } : block;
}

/** Text that is no JSON was cut off, by `max_tokens` for one; it stays text. */
function parsedInput(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function givenAtOnce(input: unknown): string {
  return typeof input === "object" && input !== null && Object.keys(input).length > 0 ? JSON.stringify(input) : "";
}
