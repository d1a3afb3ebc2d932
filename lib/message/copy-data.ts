import { aside, type Aside, unsafeNames } from "../core/paths.ts";

/** How data is copied. */
export interface CopyOptions {
  /** Names that are left out, at any depth. */
  readonly without?: ReadonlySet<string> | undefined;
  /** Whether the copy is frozen, at any depth. */
  readonly freeze?: boolean | undefined;
}

/**
 * A copy of plain data: objects without a class, dotted dictionaries (they become plain objects) and lists, at any depth; circles and
 * shared parts stay what they are. Everything else (text, dates, bytes, instances of classes) is shared with the original. Entries with unsafe names are left out.
 */
export function copyData(value: unknown, options: CopyOptions = {}): unknown {
  return copied(value, options, new Map());
}

/** Whether a value is an object of named data: without a class, or a dotted dictionary. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || aside in value;
}

/** The own, enumerable entries of a record, those included that its methods' names hide. */
export function entriesOf(record: object): (readonly [string, unknown])[] {
  const kept = (record as { readonly [aside]?: Aside })[aside]; // as: absent in all other objects
  return kept ? [...Object.entries(record), ...Object.entries(kept.values)] : Object.entries(record);
}

function copied(value: unknown, options: CopyOptions, done: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    done.set(value, list);
    for (const entry of value) list.push(copied(entry, options, done));
    return options.freeze ? Object.freeze(list) : list;
  }
  if (!isRecord(value)) return value;
  const record: Record<string, unknown> = {};
  done.set(value, record);
  for (const [name, entry] of entriesOf(value)) {
    if (!unsafeNames.has(name) && !options.without?.has(name)) record[name] = copied(entry, options, done);
  }
  return options.freeze ? Object.freeze(record) : record;
}
