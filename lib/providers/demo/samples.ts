import type { JsonSchema } from "../../signature/json-schema.ts";
import { conforms, limit } from "./conforms.ts";
import { formats } from "./formats.ts";
import { patternSample } from "./pattern-sample.ts";
import { rolesOf } from "./roles.ts";
import type { Place } from "./schema-value.ts";

const byRole: Readonly<Record<string, string>> = {
  email: "alex@example.com",
  url: "https://example.com/",
  date: "2026-01-15",
  time: "09:00",
  currency: "USD",
  place: "London",
  person: "Alex",
  id: "A-1",
  file: "demo.txt",
};

/** A plain text for a place, by its format, its pattern or its name, of a length that its schema allows. */
export function sampleText({ path, description, schema }: Place, index: number): string {
  const least = limit(schema["minLength"], 0);
  const format = formats[String(schema["format"])]?.sample;
  const named = rolesOf(path.at(-1) ?? "", description).map((role) => byRole[role]);
  const pattern = typeof schema["pattern"] === "string" ? patternSample(schema["pattern"], least) : undefined;
  const first = [format, pattern, ...named, "demo"].flatMap((text) => (text === undefined ? [] : numbered(text, index)));
  const candidates = first.flatMap((text) => [text, sized(text, schema)]);
  return candidates.find((text) => conforms(text, schema, schema)) ?? candidates[0] ?? "";
}

/** Texts that differ from index to index, for lists whose entries must. */
function numbered(text: string, index: number): string[] {
  if (index === 0) return [text];
  const letter = "abcdefghijklmnopqrstuvwxyz"[index % 26] ?? "a";
  const digit = String(index % 10);
  const others = [
    text.replace(/\d(?=\D*$)/, digit),
    text.replace(/[a-z](?=[^a-z]*$)/, letter),
    text.replace(/[A-Z](?=[^A-Z]*$)/, letter.toUpperCase()),
  ];
  return [`${text}${index + 1}`, ...others.filter((other) => other !== text), `${letter}${index}`, text];
}

function sized(text: string, schema: JsonSchema): string {
  const least = limit(schema["minLength"], 0);
  const signs = [...text];
  const long = signs.length < least ? [...signs, ..."x".repeat(least - signs.length)] : signs;
  return long.slice(0, limit(schema["maxLength"], Infinity)).join("");
}

/** A plain number that a schema allows: zero or one if possible, otherwise near a limit. */
export function sampleNumber(schema: JsonSchema, whole: boolean, index: number): number {
  const step = limit(schema["multipleOf"], whole ? 1 : 0);
  const low = Math.max(limit(schema["minimum"], -Infinity), limit(schema["exclusiveMinimum"], -Infinity));
  const high = Math.min(limit(schema["maximum"], Infinity), limit(schema["exclusiveMaximum"], Infinity));
  const near = [1, 0, low, high, low + 1, high - 1, (low + high) / 2].filter(Number.isFinite);
  const unit = step || (Number.isFinite(high - low) ? (high - low) / 64 : 1);
  const shifted = near.flatMap((value) => [value + index * unit, value - index * unit, value]);
  const stepped =
    step === 0
      ? shifted
      : shifted.flatMap((value) =>
          [
            Math.round(value / step),
            Math.ceil(value / step),
            Math.floor(value / step),
            Math.ceil(value / step) + 1,
            Math.floor(value / step) - 1,
          ].map((count) => count * step),
        );
  const allowed = (value: number) => (!whole || Number.isInteger(value)) && conforms(value, schema, schema);
  return stepped.find(allowed) ?? near[0] ?? 0;
}
