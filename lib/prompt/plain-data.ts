/** What of a value is read: its named parts, the whole of it, or only whether there is something (neither). */
export interface Access {
  whole: boolean;
  readonly parts: Map<string, Access>;
}

const deepest = 100;

/** Adds a place that is read to what is already known to be read. */
export function addAccess(access: Access, path: readonly string[], whole: boolean): void {
  let at = access;
  for (const part of path) {
    let next = at.parts.get(part);
    if (next === undefined) at.parts.set(part, (next = { whole: false, parts: new Map() }));
    at = next;
  }
  at.whole ||= whole;
}

/** The read parts of a value as plain data, see `plainData`; what is not read is not touched. */
export function readData(value: unknown, access: Access): unknown {
  if (access.whole || typeof value !== "object" || value === null || converted(value)) return plainData(value);
  if (Array.isArray(value)) return access.parts.size === 0 ? value.slice(0, 1).map(() => true) : plainData(value);
  const data = emptyRecord();
  for (const [name, part] of access.parts) {
    const own = readData(ownValue(value, name), part);
    if (own !== undefined) data[name] = own;
  }
  return data;
}

/**
 * A value as plain data without prototypes: own properties that hold a value, list entries, map entries, set members. Getters are
 * not run, functions and symbols are left out, nothing is called on the value. Dates and URLs become text, bytes their count, errors
 * their message, bigints their digits; a circle is cut.
 */
export function plainData(value: unknown): unknown {
  return convert(value, []);
}

function convert(value: unknown, above: readonly object[]): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  const simple = simpleForm(value);
  if (simple !== undefined) return simple;
  if (value instanceof Promise) return undefined;
  if (above.includes(value)) return "[circular]";
  if (above.length >= deepest) return "[too deep]";
  const inside = [...above, value];
  if (Array.isArray(value) || value instanceof Set) return Array.from(value, (entry: unknown) => convert(entry, inside) ?? null);
  const record = emptyRecord();
  const entries = value instanceof Map ? [...value].map(([key, entry]) => [String(key), entry] as const) : ownEntries(value);
  for (const [key, entry] of entries) {
    const data = convert(entry, inside);
    if (data !== undefined) record[key] = data;
  }
  return record;
}

function simpleForm(value: object): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (value instanceof URL) return value.href;
  if (value instanceof Error) return value.message;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  return undefined;
}

/** Whether the plain form of an object has other parts than the object itself. */
function converted(value: object): boolean {
  return value instanceof Map || value instanceof Set || value instanceof Promise || simpleForm(value) !== undefined;
}

function ownEntries(value: object): (readonly [string, unknown])[] {
  return Object.keys(value).map((key) => [key, ownValue(value, key)]);
}

/** An own property's value; undefined for what is inherited or computed by a getter. */
export function ownValue(value: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function emptyRecord(): Record<string, unknown> {
  // as: an object without a prototype is a record
  return Object.create(null) as Record<string, unknown>;
}
