import { quoted } from "../core/errors.ts";
import type { ChatMessage } from "../message/chat.ts";
import type { ChatRequest } from "../model/chat-model.ts";

const longest = 80;

/** A text in quotes, on one line and at most so long that a message stays readable. */
export function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return JSON.stringify(line.length > longest ? `${line.slice(0, longest)}...` : line);
}

/** What a request asks, in one line: its last message, the tools and the form of the answer. */
export function requestWords(request: ChatRequest): string {
  const { messages, tools = [], toolChoice = "auto", output } = request;
  const last = messages.at(-1);
  const choice =
    typeof toolChoice === "object" ? `, "${toolChoice.name}" required` : toolChoice === "auto" ? "" : `, choice: ${toolChoice}`;
  return [
    last === undefined ? "no message" : messageWords(last),
    tools.length === 0 ? "no tools" : `tools: ${quoted(tools.map(({ name }) => name))}${choice}`,
    ...(output === undefined ? [] : [`answer by the schema "${output.name}"`]),
  ].join("; ");
}

function messageWords(message: ChatMessage): string {
  if (message.role === "tool") return `the result of "${message.name}" ${short(message.content)}`;
  const { content } = message;
  const text =
    typeof content === "string" ? content : content.map((part) => (part.type === "text" ? part.text : `<${part.type}>`)).join(" ");
  return `${message.role} ${short(text)}`;
}
