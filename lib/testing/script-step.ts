import { messageOf, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { ToolCall } from "../message/chat.ts";
import type { ChatReply, Usage } from "../model/chat-model.ts";
import { short } from "./script-words.ts";
import type { ScriptedCall, ScriptStep } from "./scripted-model.ts";

/** A step that decides by itself has decided: everything but a function. */
export type SettledStep = Exclude<ScriptStep, (...args: never) => unknown>;

/** A reply whose usage may still be open, and the error it breaks off with. */
export interface Played {
  readonly reply: Omit<ChatReply, "usage"> & { readonly usage?: Usage | undefined };
  readonly error?: Error | undefined;
}

/** The reply of a step. `newId` names calls without an id. */
export function replyOf(step: SettledStep, newId: () => string): Played {
  if (step instanceof Error) return { reply: whole({}), error: step };
  if (typeof step === "string") return { reply: whole({ text: step }) };
  if (isCall(step)) return { reply: whole({ toolCalls: [callOf(step, newId)] }) };
  if (isParts(step)) {
    const text = step.filter((part) => typeof part === "string").join("");
    return { reply: whole({ text, toolCalls: step.filter(isCall).map((part) => callOf(part, newId)) }) };
  }
  const { error, ...reply } = step;
  return { reply: whole(reply), error };
}

function whole(part: Partial<ChatReply>): Played["reply"] {
  const finishReason = part.toolCalls?.length ? "tool-calls" : "stop";
  return { text: "", reasoning: [], toolCalls: [], finishReason, ...part };
}

function callOf({ toolCall: { id, name, arguments: text } }: ScriptedCall, newId: () => string): ToolCall {
  const made = newId();
  return { id: id ?? made, name, arguments: text };
}

function isCall(step: unknown): step is ScriptedCall {
  return typeof step === "object" && step !== null && "toolCall" in step;
}

// `Array.isArray` does not know read-only arrays.
function isParts(step: ScriptStep): step is readonly (string | ScriptedCall)[] {
  return Array.isArray(step);
}

const replyKeys = ["text", "reasoning", "toolCalls", "finishReason", "usage", "id", "model", "error"];

/** What is wrong with a step of a script, in words; undefined when it can be played. */
export function stepProblem(step: unknown): string | undefined {
  if (typeof step === "string" || typeof step === "function" || step instanceof Error || isCall(step)) return undefined;
  if (Array.isArray(step)) {
    const wrong = step.findIndex((part) => typeof part !== "string" && !isCall(part));
    return wrong < 0 ? undefined : `has a part ${wrong + 1} that is neither a text nor a toolCall(...)`;
  }
  if (typeof step !== "object" || step === null) return `is ${String(step)}`;
  const unknown = Object.keys(step).find((key) => !replyKeys.includes(key));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, replyKeys);
  return `has a key "${unknown}", which no reply has; ${near === undefined ? `replies have ${quoted(replyKeys)}` : `did you mean "${near}"`}`;
}

/** A step in a few words, for complaints. */
export function stepWords(step: ScriptStep): string {
  if (typeof step === "function") return step.name === "" ? "a function" : `the function ${step.name}`;
  if (typeof step === "string") return short(step);
  if (step instanceof Error) return `the error ${short(messageOf(step))}`;
  if (isCall(step)) return `a call of "${step.toolCall.name}"`;
  if (isParts(step)) return step.map(stepWords).join(" and ");
  const calls = step.toolCalls ?? [];
  return calls.length > 0 ? `calls of ${quoted(calls.map(({ name }) => name))}` : `the reply ${short(step.text ?? "")}`;
}
