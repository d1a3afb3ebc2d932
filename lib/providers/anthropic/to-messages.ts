import type { ContentBlockParam, MessageParam, TextBlockParam } from "@anthropic-ai/sdk/resources/messages";
import { InputError } from "../../core/errors.ts";
import type { Chat } from "../../message/chat.ts";
import type { Generation } from "./generation.ts";
import { toContent, toTexts } from "./to-content.ts";

/** A conversation in the API's terms. */
export interface Conversation {
  /** Instructions from the start, or those that have no place within the conversation. */
  readonly system: TextBlockParam[];
  readonly messages: MessageParam[];
}

/** What stands together; `contents` holds the content of each of its messages. */
type Turn =
  | { readonly role: "user" | "assistant"; readonly contents: ContentBlockParam[][] }
  | { readonly role: "system"; readonly content: TextBlockParam[] };

/**
 * A chat as alternating turns: what stands together and has one role becomes one message, tool results first. A system
 * message goes where the API allows it: after a user's turn and before the model's, else into the system prompt.
 */
export function toMessages(chat: Chat, generation: Generation): Conversation {
  const system: TextBlockParam[] = [];
  const turns: Turn[] = [];
  let waiting: TextBlockParam[] = [];
  const place = () => {
    if (waiting.length === 0 || turns.at(-1)?.role !== "user") return;
    turns.push({ role: "system", content: waiting });
    waiting = [];
  };
  for (const message of chat) {
    if (message.role === "system") {
      (generation.systemMessages && turns.length > 0 ? waiting : system).push(...toTexts(message.content));
      continue;
    }
    const content = toContent(message);
    if (content.length === 0) continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    if (role === "assistant") place();
    const last = turns.at(-1);
    if (last?.role === role) last.contents.push(content);
    else turns.push({ role, contents: [content] });
  }
  place();
  if (turns.length === 0) throw new InputError("There is nothing to send: the chat holds no message with content.");
  return { system: system.concat(waiting), messages: turns.map((turn, at) => toMessage(turn, at === turns.length - 1)) };
}

function toMessage(turn: Turn, last: boolean): MessageParam {
  if (turn.role === "system") return turn;
  const { role, contents } = turn;
  const [only] = contents;
  if (role === "user") return { role, content: contents.length === 1 && only ? only : resultsFirst(contents.flat()) };
  const content = contents.length === 1 && only ? only : contents.flat();
  return { role, content: last ? withoutTrailingSpace(content) : content };
}

function resultsFirst(content: ContentBlockParam[]): ContentBlockParam[] {
  const results = content.filter((block) => block.type === "tool_result");
  if (results.length === 0 || results.length === content.length) return content;
  return [...results, ...content.filter((block) => block.type !== "tool_result")];
}

/** A reply that the model is to continue must not end in white space. */
function withoutTrailingSpace(content: ContentBlockParam[]): ContentBlockParam[] {
  const end = content.at(-1);
  if (end?.type !== "text" || end.text === end.text.trimEnd()) return content;
  return [...content.slice(0, -1), { ...end, text: end.text.trimEnd() }];
}
