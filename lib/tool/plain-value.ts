import { messageOf } from "../core/errors.ts";

/** Whether a value is a piece of binary data. */
export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView | Blob {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob;
}

/**
 * A value as data that JSON can hold. What JSON has no form for becomes what comes closest: a map with text keys an object, a set a list, an
 * error its name and message, bytes a note of their length, a bigint a number or its digits; a value inside itself `[circular]`.
 * `above` are the objects it stands in.
 */
export function plainValue(value: unknown, above: readonly object[]): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "symbol") return String(value);
  if (typeof value === "function") return `[function ${ownName(value)}]`;
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value)) return "[circular]";
  try {
    return plainObject(value, [...above, value]);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw thrown;
    return `[unreadable: ${messageOf(thrown)}]`;
  }
}

function plainObject(value: object, above: readonly object[]): unknown {
  if (isBytes(value)) return `[${bytesName(value)}, ${value instanceof Blob ? value.size : value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return plainValue(value.valueOf(), above);
  if (Array.isArray(value)) return Array.from(value, (item: unknown) => plainValue(item, above) ?? null);
  if (value instanceof Map) return plainMap(value, above);
  if (value instanceof Set) return [...value].map((item: unknown) => plainValue(item, above) ?? null);
  const json: unknown = "toJSON" in value ? value.toJSON : undefined;
  const replaced: unknown = typeof json === "function" ? json.call(value, "") : value;
  if (replaced !== value) return plainValue(replaced, above);
  if (value instanceof Error) return plainError(value, above);
  return entriesObject(Object.keys(value), value, above);
}

function entriesObject(keys: readonly string[], value: object, above: readonly object[]): Record<string, unknown> {
  const entries = keys.map((key): [string, unknown] => [key, propertyValue(value, key, above)]);
  return Object.fromEntries(entries.filter(([, plain]) => plain !== undefined));
}

function propertyValue(value: object, key: string, above: readonly object[]): unknown {
  let found: unknown;
  try {
    found = Reflect.get(value, key);
  } catch (thrown) {
    return `[unreadable: ${messageOf(thrown)}]`;
  }
  // As in JSON, methods are no data.
  return typeof found === "function" ? undefined : plainValue(found, above);
}

function plainMap(map: ReadonlyMap<unknown, unknown>, above: readonly object[]): unknown {
  const entries = [...map].map(([key, item]) => [plainValue(key, above) ?? null, plainValue(item, above) ?? null] as const);
  return entries.every(([key]) => typeof key === "string") ? Object.fromEntries(entries) : entries;
}

function plainError(error: Error, above: readonly object[]): Record<string, unknown> {
  const { name, message } = error;
  const cause = error.cause === undefined ? {} : { cause: plainValue(error.cause, above) };
  const own = Object.keys(error).filter((key) => key !== "name" && key !== "message" && key !== "stack");
  return { name, message, ...cause, ...entriesObject(own, error, above) };
}

function bytesName(value: ArrayBuffer | ArrayBufferView | Blob): string {
  return value instanceof Blob && value.type !== "" ? value.type : value.constructor.name;
}

function ownName(fn: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(fn, "name")?.value;
  return typeof name === "string" && name !== "" ? name : "without a name";
}
