import { setImmediate as nextTurn } from "node:timers/promises";
import { quoted } from "../../core/errors.ts";
import type { ToolCall } from "../../message/chat.ts";
import type { ChatReply, ChatRequest, ModelCall, Usage } from "../../model/chat-model.ts";
import { ModelError } from "../../model/model-error.ts";
import { answerText } from "./answer-text.ts";
import { outputValue } from "./output-value.ts";
import { planCalls } from "./plan-calls.ts";
import { readTask } from "./task.ts";

const provider = "demo";

/** The reply to a request. */
export async function demoReply(request: ChatRequest, call: ModelCall): Promise<ChatReply> {
  call.signal.throwIfAborted();
  checkChoice(request);
  const { text, toolCalls } = compose(request);
  await deliver(text, toolCalls, call);
  return {
    text,
    toolCalls,
    reasoning: [],
    finishReason: toolCalls.length > 0 ? "tool-calls" : "stop",
    usage: usageOf(request, text, toolCalls),
  };
}

function checkChoice({ tools = [], toolChoice }: ChatRequest): void {
  if (typeof toolChoice !== "object" || tools.some((tool) => tool.name === toolChoice.name)) return;
  throw new ModelError(`There is no tool named "${toolChoice.name}" to choose. Tools: ${quoted(tools.map((tool) => tool.name))}.`, {
    provider,
  });
}

function compose(request: ChatRequest): { readonly text: string; readonly toolCalls: readonly ToolCall[] } {
  const task = readTask(request.messages, request.system);
  const calls = planCalls(task, request);
  if (calls.length > 0) {
    const ids = freshIds(request);
    return { text: "", toolCalls: calls.map((call) => ({ id: ids(), name: call.name, arguments: JSON.stringify(call.arguments) })) };
  }
  const answer = answerText(task, request);
  return { text: request.output === undefined ? answer : JSON.stringify(outputValue(request.output.schema, task, answer)), toolCalls: [] };
}

/** Ids that no call of the conversation has yet. */
function freshIds({ messages }: ChatRequest): () => string {
  const used = new Set(
    messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : [])).map((call) => call.id),
  );
  let number = used.size;
  return () => {
    do number += 1;
    while (used.has(`demo_${number}`));
    return `demo_${number}`;
  };
}

/** Hands the reply over piece by piece to who listens; between pieces an abort is heard. */
async function deliver(text: string, toolCalls: readonly ToolCall[], { signal, onDelta }: ModelCall): Promise<void> {
  if (onDelta === undefined) return;
  for (const piece of text.match(/\s*\S+\s*|\s+/g) ?? []) {
    await onDelta({ type: "text", text: piece });
    await nextTurn();
    signal.throwIfAborted();
  }
  for (const [index, call] of toolCalls.entries()) {
    await onDelta({ type: "tool-call", index, ...call });
    signal.throwIfAborted();
  }
}

/** Tokens guessed from words, four for every three. */
function usageOf(request: ChatRequest, text: string, toolCalls: readonly ToolCall[]): Usage {
  const { system = "", messages, tools = [], output } = request;
  return {
    inputTokens: tokens(
      system,
      ...messages.map((message) => JSON.stringify(message.content)),
      JSON.stringify(tools),
      JSON.stringify(output ?? ""),
    ),
    outputTokens: Math.max(1, tokens(text, ...toolCalls.map((call) => `${call.name} ${call.arguments}`))),
  };
}

function tokens(...texts: readonly string[]): number {
  const words = texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
  return Math.ceil((words * 4) / 3);
}
