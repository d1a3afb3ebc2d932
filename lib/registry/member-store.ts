import { mergeNotes, sourceOf, type Note } from "./notes.ts";
import type { AnyFunction } from "./decorator-types.ts";

/** Static members of a name are others than instance members of that name, and private ones others than both. */
export type MemberKind = "instance" | "static" | "private";

/** How a private member is reached from outside its class. */
export interface PrivateAccess {
  readonly isStatic: boolean;
  get(owner: object): unknown;
  has?(owner: object): boolean;
}

/** What one class says about one of its members. */
export interface MemberEntry {
  readonly note: Note;
  /** The function as the first decorator of this library found it. */
  readonly fn: AnyFunction;
  readonly access?: PrivateAccess;
}

/** Where an entry is kept: on a prototype or class (legacy), or on a class's standard metadata object. */
export interface MemberPlace {
  readonly holder: object;
  readonly kind: MemberKind;
  readonly key: string | symbol;
}

type Entries = Map<string | symbol, MemberEntry>;

const KEYS: Readonly<Record<MemberKind, symbol>> = {
  instance: Symbol.for("msgflux:members"),
  static: Symbol.for("msgflux:static-members"),
  private: Symbol.for("msgflux:private-members"),
};

/** What `holder` itself says about its members of a kind, in the order in which they were decorated. */
export function entriesOf(holder: object, kind: MemberKind): ReadonlyMap<string | symbol, MemberEntry> {
  // Only `addMemberNote` writes these keys.
  return (Reflect.getOwnMetadata(KEYS[kind], holder) as Entries | undefined) ?? new Map();
}

/** Merges a note into the one entry of a member. */
export function addMemberNote({ holder, kind, key }: MemberPlace, added: MemberEntry): void {
  const entries = entriesOf(holder, kind) as Entries;
  const before = entries.get(key);
  entries.set(key, { ...added, fn: before?.fn ?? sourceOf(added.fn), note: mergeNotes(before?.note, added.note) });
  Reflect.defineMetadata(KEYS[kind], entries, holder);
}

/** The metadata object that a class itself got from its standard decorators. */
export function standardMetadata(type: unknown): object | undefined {
  // Before `symbol-metadata.ts` ran there is no such symbol; the declarations say there always is.
  const value: unknown = typeof type === "function" ? Object.getOwnPropertyDescriptor(type, Symbol.metadata)?.value : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}
