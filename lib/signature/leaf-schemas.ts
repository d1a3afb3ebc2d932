import * as v from "valibot";

/** Media as given by callers and models: a path, URL or data URI as text, a `URL`, or bytes. */
export const mediaSchema = v.union(
  [v.string(), v.instance(URL), v.instance(Uint8Array)],
  "Expected media: a text (path, URL or data URI), a URL or bytes (Uint8Array)",
);

/** Put before valibot's objects and records, which take a list for an object with the keys 0, 1, 2, ... */
export const noList = v.custom<unknown>((given) => !Array.isArray(given), "Expected Object but received Array");

/** `-> void`: nothing, which a model can only write as `null`. */
export const voidSchema = v.pipe(
  v.nullish(v.never("Expected nothing (null)")),
  v.transform((): undefined => undefined),
);

/** A `Date`, or an ISO 8601 text (a day, or a day and a time with or without offset; without one it is UTC), which becomes a `Date`. */
export const dateSchema = v.pipe(
  v.union([v.date(), v.string()], "Expected a date (Date or ISO 8601 text)"),
  v.check(
    (given) => given instanceof Date || dateOf(given) !== undefined,
    "Expected an ISO 8601 date like 2026-11-21 or 2026-11-21T09:30:00Z",
  ),
  v.transform((given) => (given instanceof Date ? given : (dateOf(given) ?? new Date(Number.NaN)))),
);

/** A whole number of any size: a bigint, a safe integer, or a text of digits. */
export const bigintSchema = v.pipe(
  v.union([v.bigint(), v.number(), v.string()], "Expected a whole number (bigint, integer or a text of digits)"),
  v.check(
    (given) => (typeof given === "string" ? /^-?\d+$/.test(given) : typeof given === "bigint" || Number.isSafeInteger(given)),
    "Expected a whole number, as a text of digits if it has more than 15",
  ),
  v.transform((given) => BigInt(given)),
);

/** RFC 3339 with the parts after the day optional; a blank may stand for the `T`. */
const isoDate = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

function dateOf(text: string): Date | undefined {
  const [, day, time = "00:00", offset = "Z"] = isoDate.exec(text.trim()) ?? [];
  if (day === undefined) return undefined;
  // The engine turns February 30 into March 2; such a day is a mistake of whoever wrote it.
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined;
  const zone = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  const date = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
