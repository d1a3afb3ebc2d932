import type { Chat, ChatMessage } from "../../message/chat.ts";

/** One tool result of the current exchange. `value` is the result read as JSON where it is JSON. */
export interface ToolResult {
  readonly name: string;
  readonly arguments: string;
  readonly text: string;
  readonly value: unknown;
  readonly isError: boolean;
}

/** What the demo reads out of a request. */
export interface Task {
  /** What is asked, without the tags of the prompt. */
  readonly text: string;
  /** The labelled inputs of a signature, by name. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly context: string;
  /** What users said before, newest last. */
  readonly earlier: readonly string[];
  /** Media in the message, by kind. */
  readonly media: ReadonlyMap<string, number>;
  /** The tool calls made since the task was set, in order, with their results. */
  readonly results: readonly ToolResult[];
  /** What relative dates count from: the date the system prompt names, else today. */
  readonly today: Date;
}

/** Reads the last task of a chat and what has been done for it since. */
export function readTask(messages: Chat, system = ""): Task {
  const at = messages.findLastIndex((message) => message.role === "user");
  const asked = messages[at];
  const text = asked === undefined ? "" : textOf(asked);
  const inner = /<task>([\s\S]*)<\/task>/.exec(text)?.[1];
  const inputs = new Map(
    Array.from((inner ?? "").matchAll(/<([\w-]+)>([\s\S]*?)<\/\1>/g), (match) => [match[1] ?? "", unescaped(match[2] ?? "")]),
  );
  return {
    text: inputs.size > 0 ? [...inputs.values()].join("\n") : unescaped(inner ?? text.replace(/<context>[\s\S]*?<\/context>/, "")).trim(),
    inputs,
    context: unescaped(/<context>([\s\S]*?)<\/context>/.exec(text)?.[1] ?? "").trim(),
    earlier: messages.slice(0, Math.max(0, at)).flatMap((message) => (message.role === "user" ? [textOf(message)] : [])),
    media: mediaOf(asked),
    results: resultsOf(messages.slice(at + 1)),
    today: namedDay(system) ?? new Date(),
  };
}

/** The closing tags that a prompt had to take out of its values. */
const unescaped = (text: string) => text.replaceAll(/<(\s*)\\\//g, "<$1/");

function namedDay(system: string): Date | undefined {
  const named = /current date is: (?:\w+, )?(\w+ \d{1,2}, \d{4})/.exec(system)?.[1];
  const time = named === undefined ? Number.NaN : Date.parse(`${named} UTC`);
  return Number.isNaN(time) ? undefined : new Date(time);
}

function textOf(message: ChatMessage): string {
  if (typeof message.content === "string") return message.content;
  return message.content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

function mediaOf(message: ChatMessage | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (message?.role !== "user" || typeof message.content === "string") return counts;
  for (const { type } of message.content) if (type !== "text") counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function resultsOf(messages: Chat): ToolResult[] {
  const calls = new Map(
    messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []) : [])).map((call) => [call.id, call]),
  );
  return messages.flatMap((message) => {
    if (message.role !== "tool") return [];
    const { content, isError = false, name, toolCallId } = message;
    return [{ name, arguments: calls.get(toolCallId)?.arguments ?? "{}", text: content, value: asJson(content), isError }];
  });
}

/** A text as the JSON it is, or as it is. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
