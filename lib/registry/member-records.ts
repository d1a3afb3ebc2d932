import { isClass, lineage } from "./class-of.ts";
import type { AnyFunction } from "./decorator-types.ts";
import { entriesOf, standardMetadata, type MemberEntry, type MemberPlace } from "./member-store.ts";
import { inheritNote, mergeNotes, noteOf, sourceOf, type Note } from "./notes.ts";

/** A member's note over all levels of its class, and the function it was written on, unless a subclass overrides that one. */
export interface MemberRecord {
  readonly note: Note;
  readonly sourceFn?: AnyFunction | undefined;
}

/** The members with notes that `holder` has or inherits, private ones excepted. `null`: none. */
export function memberRecords(holder: object | null): Map<string | symbol, MemberRecord> {
  const records = new Map<string | symbol, MemberRecord>();
  for (const level of lineage(holder)) {
    for (const [key, { note }] of records) if (Object.hasOwn(level, key)) records.set(key, { note });
    for (const [key, own] of levelRecords(level)) records.set(key, overridden(records.get(key), own));
  }
  return records;
}

/** What one prototype, class or plain object itself says: entries first, then functions in it that carry a note of their own. */
export function levelRecords(level: object): Map<string | symbol, MemberRecord> {
  const records = new Map<string | symbol, MemberRecord>();
  for (const [key, { note, fn }] of levelEntries(level)) records.set(key, { note: withParamTypes(note, level, key), sourceFn: fn });
  for (const key of Reflect.ownKeys(level)) {
    // Descriptors, because reading a getter would run it.
    const fn: unknown = key === "constructor" ? undefined : Object.getOwnPropertyDescriptor(level, key)?.value;
    const marked = typeof fn === "function" ? noteOf(fn) : undefined;
    if (marked === undefined || isClass(fn)) continue;
    const before = records.get(key);
    const note = withParamTypes(mergeNotes(before?.note, marked), level, key);
    // What carries a note and is no class is a function to be called.
    records.set(key, { note, sourceFn: before?.sourceFn ?? sourceOf(fn as AnyFunction) });
  }
  return records;
}

/** The note of one member as seen from the class that declares it, which is what an override that calls `super` means. */
export function noteAt({ holder, kind, key }: MemberPlace): Note {
  const levels = kind === "private" ? [holder] : lineage(holder);
  const notes = levels.map((level) => {
    const note = entriesOf(level, kind).get(key)?.note;
    return note && withParamTypes(note, level, key);
  });
  return notes.reduce(inheritNote, undefined) ?? {};
}

/** A record over the one it inherits. */
export function overridden(base: MemberRecord | undefined, own: MemberRecord): MemberRecord {
  return { ...own, note: inheritNote(base?.note, own.note) ?? own.note };
}

function levelEntries(level: object): [string | symbol, MemberEntry][] {
  const kind = typeof level === "function" ? "static" : "instance";
  // The constructor of a prototype is data, never a getter, unless somebody made it one on purpose.
  const type: unknown = kind === "static" ? level : Object.getOwnPropertyDescriptor(level, "constructor")?.value;
  const metadata = standardMetadata(type);
  return [...entriesOf(level, kind), ...(metadata === undefined ? [] : entriesOf(metadata, kind))];
}

/** Read late: compilers and decorators of others may write the types before or after ours run. */
function withParamTypes(note: Note, holder: object, key: string | symbol): Note {
  const paramTypes: unknown = Reflect.getOwnMetadata("design:paramtypes", holder, key);
  return Array.isArray(paramTypes) ? { ...note, paramTypes } : note;
}
