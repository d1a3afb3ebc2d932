import { isStopWord, isVerb, likeness, nameWords, stem, wordsOf } from "./words.ts";

const praise = `good great excellent love wonderful amazing awesome fantastic happy perfect best nice enjoy pleased delight recommend helpful fast friendly
  beautiful brilliant thank glad superb impress smooth like positive easy works win success`;
const blame = `bad terrible awful hate horrible worst poor disappoint slow broken rude sad angry useless wrong fail problem boring annoy unhappy dirty late
  refund complain negative bug crash never waste ugly difficult hard expensive cold unacceptable frustrating`;
const positive = new Set(praise.split(/\s+/).map(stem));
const negative = new Set(blame.split(/\s+/).map(stem));
const negations = new Set([
  "not",
  "no",
  "never",
  "hardly",
  "don",
  "didn",
  "isn",
  "wasn",
  "without",
  "cannot",
  "can't",
  "don't",
  "didn't",
  "isn't",
  "wasn't",
]);

/** How a text sounds: above zero pleased, below displeased; `mixed` when it is both. */
export function sentiment(text: string): { readonly score: number; readonly mixed: boolean } {
  const words = wordsOf(text);
  let [good, bad] = [0, 0];
  for (const [index, { stem: word }] of words.entries()) {
    const negated = words.slice(Math.max(0, index - 3), index).some(({ text }) => negations.has(text.toLowerCase()));
    if (positive.has(word)) [good, bad] = negated ? [good, bad + 1] : [good + 1, bad];
    else if (negative.has(word)) [good, bad] = negated ? [good + 0.5, bad] : [good, bad + 1];
  }
  return { score: good - bad, mixed: good > 0 && bad > 0 };
}

const fields: Readonly<Record<string, string>> = {
  billing: "charge charged invoice refund payment pay paid card money bill billing price subscription statement receipt twice fee",
  technical:
    "error crash bug login password broken install app website server page load work fail slow connect update screen device technical",
  shipping: "deliver delivery package parcel ship track arrive courier address late lost",
  sales: "buy purchase quote pricing plan upgrade discount demo offer interested enterprise sell",
  account: "account profile login password email username settings sign",
  hr: "vacation leave salary holiday payroll sick benefits hire job",
  legal: "contract terms lawsuit privacy legal gdpr license",
  urgent: "urgent asap immediately emergency critical now outage down",
  high: "urgent asap immediately emergency critical outage down important",
  low: "whenever minor someday suggestion typo cosmetic",
  question: "how what why when where who which can could",
  complaint: "bad terrible complain refund angry unacceptable disappointed worst",
  request: "please could would need want",
  refund: "refund money back return charged twice",
  spam: "winner prize click free viagra lottery claim",
  sports: "game match team player score football goal league",
  politics: "election president vote party government minister",
  business: "market stock company profit revenue trade",
};

const leftovers = new Set(["other", "general", "neutral", "unknown", "none", "misc", "normal", "medium", "default", "na"]);

/** The value that a text speaks for: by its mood where the values are moods, else by words in common; otherwise a neutral or the first one. */
export function judged(values: readonly string[], text: string): string | undefined {
  const moods = byMood(values, text);
  if (moods !== undefined) return moods;
  const words = wordsOf(text).map((word) => word.stem);
  const scores = values.map((value) => speaksFor(value, words, text));
  const best = Math.max(...scores);
  if (best > 0) return values[scores.indexOf(best)];
  return values.find((value) => leftovers.has(value.toLowerCase())) ?? values[0];
}

/** How much a text speaks for a value: its own words in the text count most. */
export function speaksFor(value: string, stems: readonly string[], text: string): number {
  const own = nameWords(value).filter((word) => !isStopWord(word));
  const named = own.filter((word) => stems.some((other) => likeness(stem(word), other) >= 1)).length;
  const near = own.filter((word) => stems.some((other) => likeness(stem(word), other) >= 0.7)).length;
  const field = own
    .flatMap((word) => (fields[word] ?? "").split(" ").map(stem))
    .filter((word) => word !== "" && stems.includes(word)).length;
  const written = value.length > 1 && text.toLowerCase().includes(value.toLowerCase()) ? 1 : 0;
  return named * 3 + near + field + written;
}

function byMood(values: readonly string[], text: string): string | undefined {
  const find = (pattern: RegExp) => values.find((value) => pattern.test(value.toLowerCase()));
  const [good, bad] = [
    find(/^(?:very )?(?:positive|good|happy|pos|satisfied)$/),
    find(/^(?:very )?(?:negative|bad|unhappy|neg|sad|dissatisfied|angry)$/),
  ];
  if (good === undefined || bad === undefined) return undefined;
  const { score, mixed } = sentiment(text);
  const between = find(/^(?:mixed)$/) ?? find(/^(?:neutral|unknown|ok)$/);
  if (mixed && score === 0) return between ?? bad;
  if (score === 0) return find(/^(?:neutral|unknown|ok)$/) ?? between ?? good;
  return score > 0 ? good : bad;
}

/** The words that say the most: those said most often, then the earliest. */
export function keywords(text: string, count: number): string[] {
  const words = wordsOf(text).filter(
    (word) => word.text.length > 2 && !isStopWord(word.text) && !isVerb(word.text) && !/^\d/.test(word.text),
  );
  const times = new Map<string, number>();
  for (const { stem: word } of words) times.set(word, (times.get(word) ?? 0) + 1);
  const first = words.filter((word, index) => words.findIndex((other) => other.stem === word.stem) === index);
  return first
    .toSorted((a, b) => (times.get(b.stem) ?? 0) - (times.get(a.stem) ?? 0) || a.start - b.start)
    .slice(0, count)
    .map((word) => word.text.toLowerCase());
}
