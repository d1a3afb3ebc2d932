import type { ToolDefinition } from "../../model/chat-model.ts";
import { isRecord } from "../../signature/subschemas.ts";
import { contentStems, isStopWord, isVerb, likeness, nameWords, stem, wordsOf, type Word } from "./words.ts";

/** A tool that a task speaks of, and the part of the task that does. */
export interface Pick {
  readonly tool: ToolDefinition;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** How well a tool's arguments can be filled from a part of the task, from 0 to 1. */
export type Fit = (tool: ToolDefinition, part: { readonly start: number; readonly end: number }) => number;

const enough = 1.45;

/**
 * The tools that the sentences and clauses of a text speak of, in the order of the text; a clause without a tool belongs to the one before.
 * What stands in `quiet` places, names and quotations, does not speak of tools.
 */
export function pickTools(
  text: string,
  tools: readonly ToolDefinition[],
  { fit, quiet = [] }: { readonly fit: Fit; readonly quiet?: readonly { readonly start: number; readonly end: number }[] },
): Pick[] {
  const profiles = tools.map((tool) => profileOf(tool, tools));
  const picks: Pick[] = [];
  for (const clause of clausesOf(text)) {
    const words = spokenWords(text, clause).filter((word) => !quiet.some(({ start, end }) => word.start >= start && word.end <= end));
    const best = ranked(profiles, words, (tool) => fit(tool, clause));
    const last = picks.at(-1);
    // "... and $30 to Bob": values alone go on with what was said before.
    const goesOn = last !== undefined && !best.some(({ said }) => said);
    if (goesOn) picks[picks.length - 1] = { ...last, end: clause.end };
    else for (const { tool, score } of best) picks.push({ tool, score, ...clause });
  }
  if (picks.length === 0) {
    const part = { start: 0, end: text.length };
    return ranked(profiles, spokenWords(text, part), (tool) => fit(tool, part)).map(({ tool, score }) => ({ tool, score, ...part }));
  }
  return joined(picks).map((pick, index) => (index === 0 ? { ...pick, start: 0 } : pick));
}

/** The tool that a text speaks of most, however little it does. */
export function likeliest(text: string, tools: readonly ToolDefinition[]): ToolDefinition | undefined {
  const words = wordsOf(text);
  const scores = tools.map((tool) => scoreOf(profileOf(tool, tools), words).score);
  return tools[scores.indexOf(Math.max(...scores))];
}

/** Picks of one tool one after another are one pick. */
function joined(picks: readonly Pick[]): Pick[] {
  const whole: Pick[] = [];
  for (const pick of picks) {
    const at = whole.findIndex((other) => other.tool === pick.tool && other.end <= pick.start);
    const same = whole[at];
    if (same !== undefined && at === whole.length - 1) whole[at] = { ...same, end: pick.end, score: Math.max(same.score, pick.score) };
    else whole.push(pick);
  }
  return whole;
}

function clausesOf(text: string): { readonly start: number; readonly end: number }[] {
  const clauses: { start: number; end: number }[] = [];
  const quoted = Array.from(text.matchAll(/"[^"]*"|“[^”]*”/g), (match) => [match.index, match.index + match[0].length] as const);
  let start = 0;
  for (const match of text.matchAll(/[.?!](?=\s)|[;\n]|,(?=\s)|\b(?:and|then|also|plus)\b/gi)) {
    if (quoted.some(([from, to]) => match.index > from && match.index < to)) continue;
    if (match.index > start) clauses.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (start < text.length) clauses.push({ start, end: text.length });
  return clauses.filter((clause) => text.slice(clause.start, clause.end).trim() !== "");
}

/** The words of a tool and what each is worth; words that many of the tools share are worth less. */
interface Profile {
  readonly tool: ToolDefinition;
  readonly words: readonly { readonly stem: string; readonly worth: number; readonly named: boolean }[];
  readonly reads: boolean;
  /** The stem of the first word of its name. */
  readonly verb: string;
}

function profileOf(tool: ToolDefinition, tools: readonly ToolDefinition[]): Profile {
  const shared = (word: string, of: (tool: ToolDefinition) => readonly string[]) =>
    tools.filter((other) => of(other).includes(word)).length;
  const worths = new Map<string, { worth: number; named: boolean }>();
  const note = (word: string, worth: number, named = false) => {
    if ((worths.get(word)?.worth ?? 0) < worth) worths.set(word, { worth, named: named || (worths.get(word)?.named ?? false) });
  };
  const own = nameStems(tool);
  for (const [index, word] of own.entries()) {
    const isPlainVerb = index === 0 && own.length > 1 && isVerb(word);
    note(word, (isPlainVerb ? 1.5 : 3) / Math.sqrt(shared(word, nameStems)), true);
  }
  for (const word of contentStems(tool.description))
    note(word, (isVerb(word) ? 0.6 : 1.2) / Math.sqrt(shared(word, (other) => contentStems(other.description))));
  const { properties } = tool.parameters;
  for (const [name, schema] of Object.entries(isRecord(properties) ? properties : {})) {
    const choices = isRecord(schema) && Array.isArray(schema["enum"]) ? schema["enum"].map(String) : [];
    for (const word of [name, ...choices].flatMap(nameWords)) if (!isStopWord(word) && word.length > 1) note(stem(word), 0.7);
  }
  const [first = ""] = nameWords(tool.name);
  return {
    tool,
    words: Array.from(worths, ([word, { worth, named }]) => ({ stem: word, worth, named })),
    reads: !isVerb(first) || /^(?:get|list|find|search|show|look|lookup|check|read|fetch|recall)$/.test(first),
    verb: stem(first),
  };
}

const nameStems = (tool: ToolDefinition) =>
  nameWords(tool.name)
    .filter((word) => !isStopWord(word))
    .map(stem);

function ranked(
  profiles: readonly Profile[],
  words: readonly SpokenWord[],
  fit: (tool: ToolDefinition) => number,
): { readonly tool: ToolDefinition; readonly score: number; readonly said: boolean }[] {
  const first = words[0]?.text.toLowerCase().replace(/['’].*$/, "") ?? "";
  const asks = /^(?:what|which|who|when|where|how|is|are|do|does|did|show|list|tell|check|find|search)$/.test(first);
  const scored = profiles
    .map((profile) => ({ profile, ...scoreOf(profile, words) }))
    .filter(({ score }) => score > 0)
    .map(({ profile, score, ...rest }) => ({ ...rest, profile, score: score + fit(profile.tool) + manner(profile, first, asks) }))
    .filter(({ score }) => score >= enough)
    .toSorted((a, b) => b.score - a.score);
  const [best, ...others] = scored;
  if (best === undefined) return [];
  const also = others.filter(({ score, claimed }) => score >= best.score * 0.7 && claimed.some((word) => !best.heard.has(word)));
  const spoken = [best, ...also.slice(0, 1)].toSorted((a, b) => (a.claimed[0] ?? 0) - (b.claimed[0] ?? 0));
  return spoken.map(({ profile, score, heard }) => ({ tool: profile.tool, score, said: heard.size > 0 }));
}

/** Questions are for tools that read, commands for those that begin with the same verb. */
function manner({ reads, verb }: Profile, first: string, asks: boolean): number {
  if (asks) return reads ? 0.75 : -0.5;
  return isVerb(first) && likeness(verb, stem(first)) > 0 ? 0.6 : 0;
}

/** The words of a part of a text, and words that its values stand for: `$20` for money, `5 kg` for units. */
function spokenWords(text: string, { start, end }: { readonly start: number; readonly end: number }): SpokenWord[] {
  const words = wordsOf(text).filter((word) => word.start >= start && word.end <= end);
  const part = text.slice(start, end);
  const implied = implications.flatMap(({ pattern, words: meant }) => {
    const at = part.search(pattern);
    return at < 0 ? [] : meant.map((word) => ({ text: word, stem: stem(word), start: start + at, end: start + at, implied: true }));
  });
  return [...words, ...implied];
}

interface SpokenWord extends Word {
  readonly implied?: boolean;
}

const implications: readonly { readonly pattern: RegExp; readonly words: readonly string[] }[] = [
  { pattern: /[$€£¥]\s?\d|\b(?:USD|EUR|GBP|JPY|CHF)\b|\b(?:dollar|euro|yen)s?\b/i, words: ["currency", "money"] },
  {
    pattern:
      /\d\s?(?:km|kg|g|lbs?|mi|cm|mm|ft|°?[cf]|kilo\w+|miles?|meters?|metres?|feet|foot|inch(?:es)?|pounds?|ounces?|oz|lit(?:er|re)s?|gallons?|celsius|fahrenheit)\b/i,
    words: ["unit", "units"],
  },
  { pattern: /\d\s*[+*/^×÷]\s*[\d(]|\d\s+-\s+[\d(]/, words: ["calculate", "arithmetic", "expression"] },
  { pattern: /\d\s?% of \d/, words: ["calculate", "arithmetic", "expression"] },
  { pattern: /@[\w-]+\.\w/, words: ["email"] },
  { pattern: /[\w-]\.(?:txt|md|csv|json|pdf|docx?|xlsx?|html?|ya?ml|[jt]sx?|py|log)\b/, words: ["file"] },
];

/** What the words of a text are worth to a tool. */
interface Score {
  readonly score: number;
  /** Where the words stand that the tool knows; those of its name are `claimed`. */
  readonly heard: ReadonlySet<number>;
  readonly claimed: readonly number[];
}

function scoreOf({ words: own }: Profile, words: readonly SpokenWord[]): Score {
  let score = 0;
  const claimed: number[] = [];
  const heard = new Set<number>();
  const met = new Set<string>();
  for (const word of words) {
    if (isStopWord(word.text)) continue;
    let best = { worth: 0, stem: "", named: false };
    for (const mine of own) {
      const worth = mine.worth * likeness(mine.stem, word.stem) * (word.implied ? 0.7 : 1);
      if (worth > best.worth) best = { ...mine, worth };
    }
    if (best.worth === 0) continue;
    if (!word.implied) heard.add(word.start);
    if (met.has(best.stem)) continue;
    met.add(best.stem);
    score += best.worth;
    if (best.named && best.worth >= 1 && !word.implied) claimed.push(word.start);
  }
  return { score, heard, claimed };
}
