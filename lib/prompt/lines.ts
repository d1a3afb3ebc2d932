import { plainData } from "./plain-data.ts";

/** A value for a prompt: a text as it is, null and what is no data as nothing, anything else as JSON. */
export function printed(value: unknown): string {
  if (typeof value === "string") return value;
  const data = plainData(value);
  if (typeof data === "string") return data;
  if (typeof data === "number") return String(data);
  return data === undefined || data === null ? "" : JSON.stringify(data);
}

/** A record as one `key: value` line per entry; the entries of a list stand beside one another. */
export function keyedLines(record: object): string {
  return Object.entries(plainData(record) ?? {})
    .map(([key, value]: [string, unknown]) => `${key}: ${Array.isArray(value) ? value.map(printed).join(", ") : printed(value)}`)
    .join("\n");
}
