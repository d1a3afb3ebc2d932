import { classNameOf, isClass, lineage, propertyOf } from "./class-of.ts";
import type { AnyFunction } from "./decorator-types.ts";
import { levelRecords, memberRecords, overridden, type MemberRecord } from "./member-records.ts";
import { entriesOf, standardMetadata, type MemberEntry, type PrivateAccess } from "./member-store.ts";
import type { Note } from "./notes.ts";

/** A method with a note, on the object or class it is called on. */
export interface Member {
  /** A private member's key starts with `#`. */
  readonly key: string | symbol;
  readonly note: Note;
  /** The instance, or the class for statics. */
  readonly owner: object;
  /** The name of the class, for messages: `BillingService`; `object` for a plain object. */
  readonly ownerName: string;
  readonly isStatic: boolean;
  readonly isPrivate: boolean;
  /** The function there is now: the source of an override without decorators. A later replacement is called all the same. */
  readonly fn: AnyFunction;
  /** The function as it was decorated, before any replacement; unset where a subclass overrides it without decorators. */
  readonly sourceFn?: AnyFunction | undefined;
  /** Looks the method up on its owner and calls it there, so that overrides, spies, proxies and interceptors apply. */
  call(args: readonly unknown[]): unknown;
}

/** The notes on the members of a prototype, or on the statics of a class, by key; what a subclass says is merged over its base. */
export function memberNotes(holder: object): ReadonlyMap<string | symbol, Note> {
  return new Map([...memberRecords(holder)].map(([key, { note }]) => [key, note]));
}

/**
 * The methods with notes of an instance (its own, inherited and private ones, and annotated functions it holds), of a class
 * (its statics), or of a plain object (annotated functions it holds). Base classes come first. No getter is run.
 */
export function membersOf(owner: object): readonly Member[] {
  const isStatic = isClass(owner);
  // The prototype of an object is an object or null.
  const holder = isStatic ? owner : (Object.getPrototypeOf(owner) as object | null);
  const records = memberRecords(holder);
  if (!isStatic) for (const [key, own] of levelRecords(owner)) records.set(key, overridden(records.get(key), own));
  const base = { owner, ownerName: classNameOf(owner), isStatic };
  const members = [...records].flatMap(([key, record]) => publicMember(base, key, record) ?? []);
  return [...members, ...lineage(holder).flatMap((level) => privateMembers(base, level))];
}

type MemberBase = Pick<Member, "owner" | "ownerName" | "isStatic">;

function publicMember(base: MemberBase, key: string | symbol, { note, sourceFn }: MemberRecord): Member | undefined {
  const fn: unknown = propertyOf(base.owner, key)?.value;
  if (typeof fn !== "function") return undefined;
  // Whatever stands under that key when the call comes; if it is no function any more, calling it says so.
  const call = (args: readonly unknown[]): unknown => (base.owner as Record<string | symbol, AnyFunction>)[key]?.(...args);
  return { ...base, key, note, isPrivate: false, fn: fn as AnyFunction, ...(sourceFn && { sourceFn }), call };
}

function privateMembers(base: MemberBase, level: object): Member[] {
  const type: unknown = base.isStatic ? level : Object.getOwnPropertyDescriptor(level, "constructor")?.value;
  const metadata = standardMetadata(type);
  if (metadata === undefined) return [];
  return [...entriesOf(metadata, "private")].flatMap(([key, entry]) => privateMember(base, key, entry) ?? []);
}

function privateMember(base: MemberBase, key: string | symbol, { note, fn: sourceFn, access }: MemberEntry): Member | undefined {
  const { owner, isStatic } = base;
  if (access === undefined || access.isStatic !== isStatic || access.has?.(owner) === false) return undefined;
  const current = () => methodAt(access, owner);
  return { ...base, key, note, isPrivate: true, fn: current(), sourceFn, call: (args) => current().apply(owner, [...args]) as unknown };
}

/** A private method cannot be replaced, so what is found once is a function for good. */
function methodAt(access: PrivateAccess, owner: object): AnyFunction {
  return access.get(owner) as AnyFunction;
}
