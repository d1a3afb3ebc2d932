import type { Place } from "../../signature/sample-value.ts";
import type { Finding } from "./finding.ts";
import { rolesOf } from "./roles.ts";
import { isStopWord, isVerb, likeness, nameWords, stem, wordsOf } from "./words.ts";

/** The part of a task that a call is about, and the values already taken from it. */
export interface Passage {
  readonly text: string;
  readonly used: ReadonlySet<Finding>;
  /** The names of the tool and of what is known already: their words are not what is asked about. */
  readonly names: readonly string[];
}

const marked = {
  text: /\b(?:remind \w+ (?:to|about|that)|saying|says|say|that|tell(?:ing)? \w+|message|reads?|stating|about|regarding|because)\s+(.+)$/is,
  title: /\b(?:titled|called|named|entitled|about|subject)\s+(.+)$/is,
  query: /\b(?:for|about|on|regarding|named|called)\s+(?:(?:the|a|an|some|any)\s+)?(.+)$/is,
};

/** Words of the passage for a free text: after a colon or a word like "saying", a formula, or what remains of a search. */
export function freeText({ path, description }: Place, passage: Passage): string | undefined {
  const name = path.at(-1) ?? "";
  const text = passage.text.trim();
  if (/\b(?:expression|formula|equation|calculation)\b/.test(nameWords(name).join(" "))) return formulaIn(text);
  const roles = rolesOf(name, description);
  const role = (["query", "title", "text"] as const).find((one) => roles.includes(one));
  if (role === undefined) return undefined;
  const colon = /:\s+(\S[\s\S]*)$/.exec(text)?.[1];
  if (role === "text" && colon !== undefined) return ended(colon);
  if (role === "query") return searchedFor(passage);
  const after = marked[role].exec(text)?.[1];
  return after === undefined ? undefined : ended(after);
}

/** An arithmetic expression in a text. */
export function formulaIn(text: string): string | undefined {
  const share = /(\d+(?:\.\d+)?)\s?% of (\d+(?:\.\d+)?)/.exec(text);
  if (share !== null) return `${share[1]} / 100 * ${share[2]}`;
  return /[\d(][\d\s().,]*(?:[+\-*/^%][\d\s().,]+)+/.exec(text)?.[0].trim().replace(/[.,]$/, "");
}

function searchedFor(passage: Passage): string | undefined {
  const after = marked.query.exec(passage.text)?.[1];
  return (after === undefined ? undefined : leftOver({ ...passage, text: after, names: [] })) ?? leftOver(passage);
}

const noTopic = /^(?:under|below|above|over|less|than|most|least|cheaper|dollars?|euros?|usd|eur|gbp|bucks)$/i;

/** What a passage is about: its words without those of the names, the values taken, the verbs and the words that say little. */
export function leftOver({ text, used, names }: Passage): string | undefined {
  const own = names.flatMap(nameWords).map(stem);
  const taken = [...used].map(({ text: value }) => value);
  const kept = wordsOf(text).filter((word) => {
    if (isStopWord(word.text) || noTopic.test(word.text) || taken.some((value) => value.includes(word.text))) return false;
    return names.length === 0 || (!isVerb(word.text) && !own.some((other) => likeness(other, word.stem) >= 0.8));
  });
  const [first, last] = [kept[0], kept.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const whole = text.slice(first.start, last.end);
  return taken.some((value) => whole.includes(value)) || noTopic.test(whole) ? kept.map((word) => word.text).join(" ") : whole;
}

const ended = (text: string) =>
  text
    .trim()
    .replace(/[.!?]+$/, "")
    .replace(/^["'“]([\s\S]*)["'”]$/, "$1");
