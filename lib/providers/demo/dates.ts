const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const month = `(?:${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})\\.?`;
const hour = String.raw`T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?`;

/** Dates as people write them; matches `2026-03-05`, `March 5, 2026`, `5 March`, `3/5/2026`, `tomorrow`, `next Friday`. */
export const datePattern = new RegExp(
  [
    String.raw`\b\d{4}-\d{2}-\d{2}(?:${hour})?\b`,
    String.raw`\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b`,
    String.raw`\b${month}\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?\b`,
    String.raw`\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?${month}(?:,?\s+\d{4})?\b`,
    String.raw`\b(?:today|tonight|tomorrow|yesterday)\b`,
    String.raw`\b(?:next\s+|this\s+)?(?:${days.join("|")})\b`,
  ].join("|"),
  "gi",
);

/** Times of day: `10:30`, `3pm`, `3:15 pm`, `noon`. */
export const timePattern = /\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?\b|\b\d{1,2}\s?[ap]m\b|\b(?:noon|midnight)\b/gi;

/** A date as `YYYY-MM-DD`, counted from `today` (UTC) where it is said in relation to it; undefined when it is none. */
export function isoDate(text: string, today: Date): string | undefined {
  const lower = text.toLowerCase();
  const iso = /^\d{4}-\d{2}-\d{2}/.exec(lower)?.[0];
  if (iso !== undefined) return iso;
  const shift = { today: 0, tonight: 0, tomorrow: 1, yesterday: -1 }[lower];
  if (shift !== undefined) return shifted(today, shift);
  const day = days.findIndex((name) => lower.endsWith(name));
  if (day >= 0) return shifted(today, (day - today.getUTCDay() + 7) % 7 || 7);
  return spelledOut(lower, today);
}

function spelledOut(lower: string, today: Date): string | undefined {
  const numbers = lower.match(/\d+/g)?.map(Number) ?? [];
  const named = months.findIndex((name) => lower.includes(name.slice(0, 3)));
  const [first = 0, second = 0, third] = numbers;
  if (named >= 0) return assembled(second || today.getUTCFullYear(), named + 1, first);
  // Month first, as in the United States, unless that is impossible.
  return first > 12 ? assembled(third ?? 0, second, first) : assembled(third ?? 0, first, second);
}

function assembled(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && year > 0 ? date.toISOString().slice(0, 10) : undefined;
}

function shifted(today: Date, byDays: number): string {
  return new Date(today.getTime() + byDays * 86_400_000).toISOString().slice(0, 10);
}

/** A time of day as `HH:MM:SS`. */
export function isoTime(text: string): string {
  const lower = text.toLowerCase();
  if (lower === "noon") return "12:00:00";
  if (lower === "midnight") return "00:00:00";
  const [hours = 0, minutes = 0, seconds = 0] = lower.match(/\d+/g)?.map(Number) ?? [];
  const afternoon = lower.endsWith("pm") && hours < 12 ? 12 : 0;
  const early = lower.endsWith("am") && hours === 12 ? -12 : 0;
  return [hours + afternoon + early, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
}
