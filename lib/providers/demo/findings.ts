import { datePattern, timePattern } from "./dates.ts";
import { capitalised } from "./capitalised.ts";
import type { Finding, FindingKind } from "./finding.ts";
import { isStopWord, isVerb, stem, wordsOf, type Word } from "./words.ts";

const figure = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const codes = "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|CNY|INR|BRL|MXN|SEK|NOK|DKK|PLN|KRW|ZAR|BTC|ETH";
const spoken: Readonly<Record<string, string>> = {
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  dollar: "USD",
  euro: "EUR",
  yen: "JPY",
  franc: "CHF",
};
const multiples: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, million: 1e6, billion: 1e9, thousand: 1e3 };
const counted = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const prepositions = "in|at|for|from|to|of|about|with|near|into|called|named|titled|on|by|as|under|over|below|above|pay|ask|tell|invite";
const articles = new Set(["the", "a", "an", "my", "our", "your", "his", "her", "their"]);

interface Rule {
  readonly kind: FindingKind;
  readonly pattern: RegExp;
  /** Makes the value from what the pattern caught; undefined when it is none after all. */
  readonly value?: (match: RegExpExecArray) => string | number | undefined;
}

/** Earlier rules win where two find something in one place. */
const rules: readonly Rule[] = [
  { kind: "email", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: "url", pattern: /\bhttps?:\/\/[^\s"'<>)\]]*[^\s"'<>)\].,;:!?]/gi },
  { kind: "date", pattern: datePattern },
  { kind: "time", pattern: timePattern },
  {
    kind: "id",
    pattern: /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b|\b[A-Z]{1,6}[-_]?\d[\w-]*\b|\b[A-Z]{2,6}(?:-[A-Z\d]+)+\b|(?<=#)\d+\b/g,
  },
  { kind: "path", pattern: /(?:[\w.-]*\/)*[\w-]+\.(?:txt|md|csv|json|pdf|png|jpe?g|docx?|xlsx?|html?|ya?ml|[jt]s|py|log)\b/gi },
  {
    kind: "money",
    pattern: new RegExp(String.raw`[$€£¥]\s?(-?(?:${figure}))(?:\s?(k|m|bn|million|billion|thousand)\b)?`, "gi"),
    value: numeric,
  },
  {
    kind: "money",
    pattern: new RegExp(String.raw`(?<![\w.,-])(-?(?:${figure}))()(?=\s?(?:${codes}|dollars?|euros?|bucks|[$€£¥])(?![\w]))`, "g"),
    value: numeric,
  },
  {
    kind: "number",
    pattern: new RegExp(String.raw`(?<![\w.,])(-?(?:${figure}))(?:(k|m|bn)\b|\s(million|billion|thousand)\b)?`, "g"),
    value: numeric,
  },
  {
    kind: "number",
    pattern: new RegExp(String.raw`\b(?:${counted.join("|")})\b`, "gi"),
    value: ([word]) => counted.indexOf(word.toLowerCase()),
  },
];

function numeric(match: RegExpExecArray): number {
  const factor = multiples[(match[2] ?? match[3] ?? "").toLowerCase()] ?? 1;
  return Number(match[1]?.replaceAll(",", "")) * factor;
}

const quotes = /"([^"]+)"|“([^”]+)”|«([^»]+)»|`([^`]+)`|(?<![\p{L}\p{N}])['‘]([^'’\n]+)['’](?![\p{L}])/gu;

/** The values in a text, in their order. What stands in quotes is one value; with `insideQuotes` it is looked through as well. */
export function findValues(text: string, options: { readonly insideQuotes?: boolean } = {}): Finding[] {
  const found: Finding[] = [];
  const taken: (readonly [start: number, end: number])[] = [];
  const add = (kind: FindingKind, place: { readonly start: number; readonly text: string }, more: Partial<Finding> = {}) => {
    const end = place.start + place.text.length;
    found.push({
      kind,
      value: place.text,
      text: place.text,
      start: place.start,
      end,
      source: text,
      ...surroundings(text, place.start, end),
      ...more,
    });
  };
  const claim = (start: number, end: number) => {
    if (taken.some(([from, to]) => start < to && end > from)) return false;
    taken.push([start, end]);
    return true;
  };
  for (const match of text.matchAll(quotes)) {
    const inner = match.slice(1).find((group) => group !== undefined) ?? "";
    if (!options.insideQuotes) claim(match.index, match.index + match[0].length);
    add("quoted", { start: match.index, text: match[0] }, { value: inner });
  }
  for (const { kind, pattern, value } of rules) {
    for (const match of text.matchAll(pattern)) {
      if (!claim(match.index, match.index + match[0].length)) continue;
      add(
        kind,
        { start: match.index, text: match[0] },
        { value: value?.(match) ?? match[0], ...(isSpelled(match[0]) ? { weak: true } : {}) },
      );
    }
  }
  addCurrencies(text, add, claim);
  for (const { start, name, weak } of capitalised(text))
    if (claim(start, start + name.length)) add("name", { start, text: name }, weak ? { weak } : {});
  addUnits(text, { add, claim, numbers: found.filter(({ kind }) => kind === "number") });
  for (const match of text.matchAll(phrases)) {
    const phrase = trimmedPhrase(match[2] ?? "");
    const start = match.index + match[0].length + (match[2] ?? "").indexOf(phrase);
    if (phrase !== "" && claim(start, start + phrase.length)) add("phrase", { start, text: phrase });
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const isSpelled = (text: string) => counted.includes(text.toLowerCase());

type Claim = (start: number, end: number) => boolean;
type Add = (kind: FindingKind, place: { readonly start: number; readonly text: string }, more?: Partial<Finding>) => void;

/** Signs and words of currencies, also those at an amount: what an amount is in is where it comes from. */
function addCurrencies(text: string, add: Add, claim: Claim): void {
  for (const match of text.matchAll(new RegExp(String.raw`\b(?:${codes})\b|[$€£¥]|\b(?:dollar|euro|yen|franc)s?\b`, "gi"))) {
    const written = match[0].toLowerCase();
    const atAmount = /[\d,.]\s?$/.test(text.slice(0, match.index)) || /^\s?\d/.test(text.slice(match.index + written.length));
    const value = spoken[written.replace(/(?<=\w)s$/, "")] ?? match[0].toUpperCase();
    // The sign belongs to the amount; a word of its own is nothing else besides.
    claim(match.index, match.index + written.length);
    add("currency", { start: match.index, text: match[0] }, { value, ...(atAmount ? { before: "from" } : {}) });
  }
}

/** The word straight after a number: `10 miles`, `5kg`. */
function addUnits(
  text: string,
  { add, claim, numbers }: { readonly add: Add; readonly claim: Claim; readonly numbers: readonly Finding[] },
): void {
  for (const { end } of numbers) {
    const unit = /^(?:\s?)(°?[\p{L}]+)/u.exec(text.slice(end));
    const word = unit?.[1];
    if (unit === null || word === undefined || (isStopWord(word) && word !== "m")) continue;
    const start = end + unit[0].length - word.length;
    if (claim(start, start + word.length)) add("unit", { start, text: word }, { before: "from" });
  }
}

const phrases = new RegExp(String.raw`\b(${prepositions})\s+(?=((?:[\p{L}\p{N}’'-]+\s*){1,6}))`, "giu");

/** The first words of what follows a preposition, up to the next word that says little. */
function trimmedPhrase(text: string): string {
  const words = wordsOf(text);
  const first = words.findIndex((word) => !articles.has(word.text.toLowerCase()));
  if (first < 0) return "";
  const length = words.slice(first).findIndex((word) => isStopWord(word.text));
  const last = words[first + (length < 0 ? Math.min(3, words.length - first) : Math.min(3, length)) - 1];
  return length === 0 || last === undefined ? "" : text.slice(words[first]?.start, last.end);
}

/** The word before a value, or the preposition before that: "from account A-1" comes from there. */
function lead(earlier: readonly Word[], before: Word | undefined): string {
  const word = before?.text.toLowerCase() ?? "";
  const prior = earlier
    .slice(0, before === undefined ? 0 : earlier.indexOf(before))
    .findLast(({ text }) => !articles.has(text.toLowerCase()));
  const direction = prior?.text.toLowerCase() ?? "";
  return /^(?:from|to|into)$/.test(direction) && !isStopWord(word) && !isVerb(word) ? direction : word;
}

function surroundings(text: string, start: number, end: number): Pick<Finding, "before" | "near"> {
  const earlier = wordsOf(
    text
      .slice(Math.max(0, start - 60), start)
      .split(/[.!?;,\n]\s/)
      .at(-1) ?? "",
  );
  const before = earlier.findLast((word) => !articles.has(word.text.toLowerCase()));
  const [after] = wordsOf(text.slice(end, end + 30).split(/[.!?;,\n]/)[0] ?? "");
  return {
    before: lead(earlier, before),
    near: [...earlier.slice(-3).map((word) => word.stem), ...(after ? [stem(after.text)] : [])],
  };
}
