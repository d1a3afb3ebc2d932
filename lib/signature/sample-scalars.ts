import { limit } from "./conforms.ts";
import { formats } from "./formats.ts";
import type { JsonSchema } from "./json-schema.ts";
import { patternSample } from "./pattern-sample.ts";

/** What a sample of a text or a number is made by. */
export interface ScalarChoice {
  /** 0, 1, ...: another value for each, for lists whose entries must differ. */
  readonly turn: number;
  /** Texts to prefer where neither format nor pattern tells. */
  readonly words: readonly string[];
  /** One of 0 to `count - 1`; always 0 for the plainest value. */
  pick(count: number): number;
}

/** No text is padded beyond this: a limit of a million characters need not be reached. */
const longest = 1_000;

/** Texts for a schema, the best first, most of which it allows. */
export function sampleTexts(schema: JsonSchema, choice: ScalarChoice): string[] {
  const { turn, words } = choice;
  const least = limit(schema["minLength"], 0);
  const format = formats.get(String(schema["format"]))?.sample(turn);
  const patterned = typeof schema["pattern"] === "string" ? fromPattern(schema["pattern"], least, turn) : [];
  const plain = format === undefined && patterned.length === 0 ? sizes(schema, choice) : undefined;
  const texts = [
    ...(format === undefined ? [] : [format]),
    ...patterned,
    ...words.flatMap((text) => numbered(text, turn)),
    ...numbered("text", turn),
  ];
  if (turn > 0) return [...texts, turn.toString(36).padStart(least, "a"), ...texts.map((text) => sized(text, schema))];
  const edges = plain === undefined ? [] : texts.map((text) => padded(text, plain));
  return [
    ...edges,
    ...texts.flatMap((text) => [text, sized(text, schema)]),
    sized("text2", schema),
    sized("abcdefghijklmnopqrstuvwxyz", schema),
  ];
}

function fromPattern(pattern: string, least: number, turn: number): string[] {
  const first = patternSample(pattern, { least, turn });
  const mixed = [least, least + 8, least + 16].map((length) => patternSample(pattern, { least: length, turn, mixed: true }));
  return [first, ...numbered(patternSample(pattern, { least }), turn), ...mixed];
}

/** A length at one of the limits of a schema; undefined for the length that a word has anyway. */
function sizes(schema: JsonSchema, { pick }: ScalarChoice): number | undefined {
  const [least, most] = [schema["minLength"], schema["maxLength"]].map((value) =>
    typeof value === "number" ? Math.min(value, longest) : undefined,
  );
  return [undefined, least, most][pick(3)];
}

/** Texts that differ from turn to turn. */
function numbered(text: string, turn: number): string[] {
  if (turn === 0) return [text];
  const letter = "abcdefghijklmnopqrstuvwxyz"[turn % 26] ?? "a";
  const others = [
    text.replace(/\d(?=\D*$)/, String(turn % 10)),
    text.replace(/[a-z](?=[^a-z]*$)/, letter),
    text.replace(/[A-Z](?=[^A-Z]*$)/, letter.toUpperCase()),
  ];
  return [`${text}${turn + 1}`, ...others.filter((other) => other !== text), `${letter}${turn}`, text];
}

function sized(text: string, schema: JsonSchema): string {
  const length = [...text].length;
  return padded(text, Math.max(limit(schema["minLength"], 0), Math.min(length, limit(schema["maxLength"], Infinity))));
}

function padded(text: string, length: number): string {
  const signs = [...text].slice(0, length);
  return signs.join("") + "x".repeat(length - signs.length);
}

/** Numbers for a schema, the best first, many of which it allows: one and zero, then those at the limits. */
export function sampleNumbers(schema: JsonSchema, whole: boolean, { turn, pick }: ScalarChoice): number[] {
  const low = Math.max(limit(schema["minimum"], -Infinity), limit(schema["exclusiveMinimum"], -Infinity));
  const high = Math.min(limit(schema["maximum"], Infinity), limit(schema["exclusiveMaximum"], Infinity));
  const step = limit(schema["multipleOf"], whole ? 1 : 0);
  const bounds = [low, high, low + 1, high - 1, low + step, high - step, (low + high) / 2];
  const near = [1, 0, ...bounds, ...(whole ? [] : [0.5, low + 0.5, high - 0.5])].filter(Number.isFinite);
  const start = pick(near.length);
  const unit = step || (Number.isFinite(high - low) && high > low ? (high - low) / 64 : 1);
  const shifted = [...near.slice(start), ...near.slice(0, start)].flatMap((value) => [value + turn * unit, value - turn * unit, value]);
  const stepped = step === 0 ? shifted : shifted.flatMap((value) => around(value / step).map((count) => count * step));
  return whole ? stepped.filter(Number.isInteger) : stepped;
}

function around(count: number): number[] {
  return [Math.round(count), Math.ceil(count), Math.floor(count), Math.ceil(count) + 1, Math.floor(count) - 1];
}
