import type { ChatRequest } from "../../model/chat-model.ts";
import { isRecord } from "../../signature/subschemas.ts";
import { asJson, type Task, type ToolResult } from "./task.ts";
import { isVerb, nameWords } from "./words.ts";

/** The reply in words: what the tools said; else what the conversation tells; else that this is the demo, and what it saw. */
export function answerText(task: Task, request: ChatRequest): string {
  if (task.results.length > 0) return toolSentences(task.results);
  return remembered(task) ?? introduction(task, request);
}

/** `balance: $1,250.00.`, one sentence per call; tools called several times are told apart by their arguments. */
function toolSentences(results: readonly ToolResult[]): string {
  const sentences = results.map((result) => {
    const several = results.filter(({ name }) => name === result.name).length > 1;
    const label = several ? `${labelOf(result.name)} (${argumentWords(result.arguments)})` : labelOf(result.name);
    return sentence(result.isError ? `${label} failed: ${result.text}` : `${label}: ${spoken(result.value)}`);
  });
  return sentences.join(sentences.some((one) => one.includes("\n")) ? "\n" : " ");
}

/** The name of a tool without the verb that merely fetches: `get_balance` is `balance`. */
function labelOf(name: string): string {
  const words = nameWords(name);
  const fetched =
    words.length > 1 && /^(?:get|fetch|lookup|read|show|check|list|find|search)$/.test(words[0] ?? "") && !words.slice(1).every(isVerb);
  return (fetched ? words.slice(1) : words).join(" ");
}

function argumentWords(text: string): string {
  const given = asJson(text);
  return isRecord(given) ? Object.values(given).map(spoken).join(", ") : text;
}

/** Plain data as words: `name: Bob, balance: 5`. */
function spoken(value: unknown): string {
  if (value === "" || value === null || value === undefined) return "nothing";
  if (Array.isArray(value))
    return value.length === 0 ? "none" : value.map((entry) => (isRecord(entry) ? `(${spoken(entry)})` : spoken(entry))).join(", ");
  if (!isRecord(value)) return typeof value === "string" ? value : JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, field]) => `${nameWords(key).join(" ")}: ${isRecord(field) ? `(${spoken(field)})` : spoken(field)}`,
  );
  return fields.length === 0 ? "nothing" : fields.join(", ");
}

const sentence = (text: string) => (/[.!?)\]}]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** "What is my name?" after "My name is Alice": the one kind of fact the demo finds again in a conversation. */
function remembered({ text, earlier }: Task): string | undefined {
  const asked = /\b(?:what(?:'s| is| was| are)|who is|do you (?:know|remember)|tell me)\s+(?:what\s+)?(my\s+[\w\s]+?)(?:\s+is)?\s*[?.!]*$/i
    .exec(text)?.[1]
    ?.toLowerCase();
  const wanted = asked ?? (/\bwho am i\b/i.test(text) ? "my name" : undefined);
  if (wanted === undefined) return undefined;
  const said = new RegExp(String.raw`\b${wanted.replaceAll(/\s+/g, String.raw`\s+`)}\s+(?:is|are|was)\s+([^.!?\n,;]+)`, "i");
  const introduced = wanted === "my name" ? /\b(?:I am|I'm|call me)\s+(\p{Lu}[\p{L}'-]*)/u : undefined;
  for (const message of earlier.toReversed()) {
    const fact = said.exec(message)?.[1] ?? introduced?.exec(message)?.[1];
    if (fact !== undefined) return `You told me ${wanted.replace(/^my/, "your")}: ${fact.trim()}.`;
  }
  return undefined;
}

const shown = 200;

function introduction(task: Task, { tools = [], toolChoice }: ChatRequest): string {
  const asked = task.text.replaceAll(/\s+/g, " ").trim();
  const quoted = asked.length > shown ? `${asked.slice(0, shown)}...` : asked;
  const media = Array.from(task.media, ([kind, count]) => `${count} ${kind}${count > 1 ? "s" : ""}`).join(", ");
  const names = tools.map(({ name }) => name).join(", ");
  const about = toolChoice === "none" || tools.length === 0 ? "" : ` None of the tools matched its words: ${names}.`;
  return [
    "This is the demo model: no language model, only a stand-in that matches words.",
    quoted === "" ? " It saw no text" : ` It saw "${quoted}"`,
    media === "" ? "." : ` and ${media}.`,
    task.context === "" ? "" : ` The context has ${task.context.split(/\s+/).length} words.`,
    about,
  ].join("");
}
