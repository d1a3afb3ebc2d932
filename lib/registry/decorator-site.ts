import { ConfigurationError } from "../core/errors.ts";
import { classNameOf, isClass } from "./class-of.ts";
import type { AnyClass, AnyFunction } from "./decorator-types.ts";
import { noteAt } from "./member-records.ts";
import { addMemberNote, type MemberEntry, type MemberPlace } from "./member-store.ts";
import { addNote, mergeNotes, noteOf, standIn, type Note } from "./notes.ts";

/** Where a decorator stands: one of the two dialects' members, a class, or a plain function it was called on. */
export type DecoratorSite =
  | { readonly at: "standard"; readonly value: unknown; readonly context: ClassMemberDecoratorContext }
  | { readonly at: "legacy"; readonly target: object; readonly key: string | symbol; readonly descriptor: PropertyDescriptor | undefined }
  | { readonly at: "class"; readonly type: AnyClass }
  | { readonly at: "function"; readonly fn: AnyFunction };

/** What a replacement may know of the method or function it replaces. */
export interface ReplacedMember {
  /** A private method's key starts with `#`. */
  readonly key: string | symbol;
  /** Whether it is a member of a class; a plain function is not. */
  readonly isMember: boolean;
  /** What all decorators wrote about it, as far as they have run. */
  note(): Note;
}

/** Makes the function that takes the place of a decorated one; `this` and the arguments of its calls are those of the original. */
export type Replace = (fn: AnyFunction, member: ReplacedMember) => AnyFunction;

/**
 * The one switch over the ways in which a decorator can be called. `undefined`: none of them, so it was called with options.
 * A parameter decorator is refused with a ConfigurationError: only one of the dialects knows such a thing.
 */
export function siteOf(args: readonly unknown[]): DecoratorSite | undefined {
  const [first, second, third] = args;
  if (args.length === 2 && isContext(second)) {
    if (second.kind !== "class") return { at: "standard", value: first, context: second };
    // A class decorator is handed its class.
    return { at: "class", type: first as AnyClass };
  }
  // The key of a constructor's parameter is undefined.
  if (args.length === 3 && typeof third === "number" && isObject(first) && (second === undefined || isKey(second)))
    throw parameterError(first, second, third);
  if (args.length >= 2 && isHolder(first) && isKey(second) && (third === undefined || isDescriptor(third))) {
    return { at: "legacy", target: first, key: typeof second === "number" ? String(second) : second, descriptor: third };
  }
  // Some schema libraries make schemas that are functions; those are options.
  if (args.length !== 1 || typeof first !== "function" || "~standard" in first) return undefined;
  // A function that is not a class can be called.
  return isClass(first) ? { at: "class", type: first } : { at: "function", fn: first as AnyFunction };
}

/** Writes a note where the decorator stands and gives what the decorator must return; `replace` takes the place of a method or function. */
export function annotate(site: DecoratorSite, note: Note, replace?: Replace): unknown {
  switch (site.at) {
    case "class":
      addNote(site.type, note);
      return site.type;
    case "function":
      return annotateFunction(site.fn, note, replace);
    case "legacy":
      return annotateLegacy(site, note, replace);
    case "standard":
      return annotateStandard(site, note, replace);
  }
}

function annotateFunction(fn: AnyFunction, note: Note, replace: Replace | undefined): AnyFunction {
  const result: AnyFunction = replace ? standIn(replace(fn, { key: fn.name, isMember: false, note: () => noteOf(result) ?? {} }), fn) : fn;
  addNote(result, note);
  return result;
}

function annotateLegacy(site: DecoratorSite & { at: "legacy" }, note: Note, replace: Replace | undefined): PropertyDescriptor {
  const { target, key, descriptor } = site;
  // The descriptor of a method; anything else is refused on the next line.
  const fn: unknown = descriptor?.value;
  if (descriptor === undefined || typeof fn !== "function" || key === "constructor") throw placeError(note, legacyPlace(site));
  const place: MemberPlace = { holder: target, kind: typeof target === "function" ? "static" : "instance", key };
  addMemberNote(place, { note, fn: fn as AnyFunction });
  if (replace) descriptor.value = replaced(place, fn as AnyFunction, replace);
  return descriptor;
}

function annotateStandard(site: DecoratorSite & { at: "standard" }, note: Note, replace: Replace | undefined): AnyFunction | undefined {
  const { value, context } = site;
  if (context.kind !== "method" || typeof value !== "function")
    throw placeError(note, `${context.static ? "static " : ""}${String(context.name)} is ${kindName(context.kind)}`);
  const fn = value as AnyFunction;
  const { name: key, private: isPrivate, static: isStatic, access } = context;
  // The declarations promise metadata; old compilers do not give it.
  const holder = context.metadata as object | undefined;
  if (holder === undefined) return annotateWithoutMetadata(fn, { key, note, isPrivate }, replace);
  const place: MemberPlace = { holder, kind: isPrivate ? "private" : isStatic ? "static" : "instance", key };
  // The declarations type the owner as the decorated class, which is not known here.
  const reach = { ...(access as Pick<NonNullable<MemberEntry["access"]>, "get" | "has">), isStatic };
  addMemberNote(place, { note, fn, ...(isPrivate && { access: reach }) });
  return replace && replaced(place, fn, replace);
}

/** Without a class's metadata the note goes on the method's function itself, where a public method is found as well. */
function annotateWithoutMetadata(
  fn: AnyFunction,
  { key, note, isPrivate }: { key: string | symbol; note: Note; isPrivate: boolean },
  replace: Replace | undefined,
): AnyFunction | undefined {
  if (isPrivate) {
    throw new ConfigurationError(`${word(note)} cannot stand on ${String(key)}: this compiler's decorators know no metadata.`, {
      hint: "Make the method public, or compile with TypeScript, esbuild or swc.",
    });
  }
  return replace ? annotateFunction(fn, note, replace) : void annotateFunction(fn, note, undefined);
}

function replaced(place: MemberPlace, fn: AnyFunction, replace: Replace): AnyFunction {
  const note = () => mergeNotes(noteAt(place), noteOf(result) ?? {});
  const result: AnyFunction = standIn(replace(fn, { key: place.key, isMember: true, note }), fn);
  return result;
}

function legacyPlace({ target, key, descriptor }: DecoratorSite & { at: "legacy" }): string {
  const kind = key === "constructor" ? "constructor" : descriptor?.get ? "getter" : descriptor?.set ? "setter" : "field";
  return `${classNameOf(target)}.${String(key)} is ${kindName(kind)}`;
}

function placeError(note: Note, fact: string): ConfigurationError {
  return new ConfigurationError(`${word(note)} goes on methods, and ${fact}.`, { hint: "Make it a method, or move the decorator to one." });
}

function parameterError(target: object, key: PropertyKey | undefined, index: number): ConfigurationError {
  const method = key === undefined ? `the constructor of ${classNameOf(target)}` : `${classNameOf(target)}.${String(key)}`;
  return new ConfigurationError(`Parameter ${index + 1} of ${method} carries a decorator that does not go on parameters.`, {
    hint: "Put it on the method, and describe parameters in its signature.",
  });
}

const kindName = (kind: string): string => `${kind.startsWith("a") ? "an" : "a"} ${kind}`;
/** The decorator's name is that of what it notes. */
const word = (note: Note): string => `@${Object.keys(note)[0] ?? "decorator"}`;

const isObject = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";
/** Members stand on a class or on a prototype, which has its class as `constructor`; options have none. */
const isHolder = (value: unknown): value is object =>
  typeof value === "function" || (isObject(value) && Object.hasOwn(value, "constructor"));
const isKey = (value: unknown): value is string | symbol | number => ["string", "symbol", "number"].includes(typeof value);
const isDescriptor = (value: unknown): value is PropertyDescriptor =>
  isObject(value) && ["value", "get", "set"].some((key) => key in value);

type StandardContext = ClassMemberDecoratorContext | ClassDecoratorContext;
function isContext(value: unknown): value is StandardContext {
  if (!isObject(value) || !("kind" in value) || !("addInitializer" in value)) return false;
  return typeof value.kind === "string" && typeof value.addInitializer === "function";
}
