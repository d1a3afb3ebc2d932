/** A word of a text: as written, its stem, and where it stands. */
export interface Word {
  readonly text: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
}

const stopWords = new Set(
  `a an the and or but if of to in on at by for from with without into onto over under about as is am are was were be been being do does did
  doing have has had i me my mine we us our you your he him his she her it its they them their this that these those there here what which who
  whom whose when where why how can could will would shall should may might must please not no yes so than then too very just also only s t re
  ll ve d m let lets per via any some all each every both other another such same own one up out off again much many more most now want need
  like kindly hey hi hello thanks thank ok okay using use`.split(/\s+/),
);

/** Verbs that many tools share and most sentences begin with; they tell tools apart only when nothing else does. */
const verbs =
  `get list find show fetch look lookup check tell give make do create add set update change read retrieve search see view display
  start begin run call open close send pay transfer buy order purchase book schedule plan cancel delete remove convert compute calculate translate
  write draft classify extract summarize summarise remember recall store save forget delegate ask say compare return load post put insert edit
  rename move export import print reset turn play stop pause resume refund charge withdraw deposit reserve track notify remind invite explain
  answer describe define place generate count sum multiply subtract divide analyze analyse report`.split(/\s+/);

const groups = [
  "weather forecast temperature rain sunny umbrella snow hot cold degrees climate",
  "balance funds money saldo",
  "transfer send wire pay",
  "buy purchase order",
  "meeting appointment event calendar",
  "create add new book schedule plan insert make",
  "delete cancel remove drop",
  "list show find search look display view fetch check get lookup retrieve",
  "update change modify edit reschedule move",
  "time clock hour",
  "price cost quote",
  "email mail",
  "convert exchange conversion",
  "remember store save memorize memorise keep note",
  "recall remind memory remember",
  "refund reimburse",
  "product item catalog catalogue shop",
  "add sum plus total addition",
  "multiply times product multiplication",
  "subtract minus difference subtraction",
  "divide quotient division",
  "sentiment mood tone",
  "customer client",
  "invoice bill",
  "stock inventory availability",
  "ship delivery shipping shipment deliver parcel package",
  "flight fly airline",
  "translate translation",
  "summarize summarise summary",
  "transaction payment statement",
  "person employee contact people",
];

const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu;

/** The words of a text, with their places. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => {
    const written = match[0];
    return { text: written, stem: stem(written), start: match.index, end: match.index + written.length };
  });
}

/** The words of an identifier: `getCustomer_ID` is `get`, `customer`, `id`. */
export function nameWords(name: string): string[] {
  const apart = name.replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return apart.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The stems of the words of a text that say something. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word.text))
    .map((word) => word.stem);
}

/** Whether a word says little by itself. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase().replace(/['’].*$/, ""));
}

/** Whether a word, or its stem, is a verb that sentences and names of tools begin with. */
export function isVerb(word: string): boolean {
  return verbStems.has(stem(word));
}

/** A word without its usual English endings; the same for `schedules`, `scheduled` and `scheduling`. */
export function stem(word: string): string {
  let root = word.toLowerCase().replace(/['’]s?$|['’].*$/, "");
  if (root.length > 4 && root.endsWith("ies")) root = `${root.slice(0, -3)}y`;
  else if (/(?:ss|x|z|ch|sh)es$/.test(root)) root = root.slice(0, -2);
  else if (root.length > 3 && /[^su]s$/.test(root) && !root.endsWith("is")) root = root.slice(0, -1);
  if (root.length > 5 && root.endsWith("ing")) root = undoubled(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith("ed")) root = undoubled(root.slice(0, -2));
  return root.length > 3 && root.endsWith("e") ? root.slice(0, -1) : root;
}

function undoubled(root: string): string {
  return /([bdgklmnprt])\1$/.test(root) ? root.slice(0, -1) : root;
}

/** How near two stems are: 1 for the same, less for synonyms and for long common beginnings, 0 for strangers. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [one, other] = [synonyms.get(a), synonyms.get(b)];
  if (one?.some((group) => other?.includes(group))) return 0.8;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 5) return 0;
  let common = 0;
  while (common < shorter && a[common] === b[common]) common += 1;
  return common >= 5 && common >= shorter * 0.75 ? 0.7 : 0;
}

const verbStems = new Set(verbs.map(stem));
const synonyms = new Map<string, number[]>();
for (const [index, group] of groups.entries()) {
  for (const word of group.split(" ")) {
    const key = stem(word);
    synonyms.set(key, [...(synonyms.get(key) ?? []), index]);
  }
}
