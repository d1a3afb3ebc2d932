import { correction } from "../agent/answer-form.ts";
import type { Chat, ChatMessage, ToolMessage } from "../message/chat.ts";

/** What has happened since the task was set. */
export interface Exchange {
  /** The names of the tools called, in the order of their first calls. */
  readonly called: readonly string[];
  /** How often a tool was called. */
  times(name: string): number;
  /** Whether the arguments of a tool's last call were refused. */
  isRefused(name: string): boolean;
  /** How many answers were sent back. */
  readonly corrections: number;
}

const [sentBack = ""] = correction([]).split("\n");

/** Reads what has happened since the last message of the user that is no correction. */
export function readExchange(messages: Chat): Exchange {
  const start = messages.findLastIndex((message) => message.role === "user" && !isCorrection(message));
  const since = messages.slice(start + 1);
  const names = since.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : [])).map((call) => call.name);
  const results = since.filter((message): message is ToolMessage => message.role === "tool");
  return {
    called: [...new Set(names)],
    times: (name) => names.filter((other) => other === name).length,
    isRefused: (name) => isRefusal(results.findLast((result) => result.name === name)),
    corrections: since.filter(isCorrection).length,
  };
}

/** An answer that did not fit is sent back as a message, or as the result of the call that handed it in. */
function isCorrection(message: ChatMessage): boolean {
  if (message.role === "tool") return message.isError === true && message.content.startsWith(sentBack);
  return message.role === "user" && typeof message.content === "string" && message.content.startsWith(sentBack);
}

/** Whether a result says that the tool was not run because of its arguments. */
function isRefusal(result: ToolMessage | undefined): boolean {
  return result?.isError === true && /^Error: The arguments (?:do not fit|are not)/.test(result.content);
}
