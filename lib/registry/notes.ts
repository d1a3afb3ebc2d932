import "./symbol-metadata.ts";
import "reflect-metadata/lite";
import type { Policy } from "../model/policy.ts";
import type { Signature } from "../signature/signature.ts";
import type { ToolOptions } from "../tool/tool-options.ts";
import type { AgentOptions } from "./agent-options.ts";
import { isClass, lineage } from "./class-of.ts";
import type { AnyFunction } from "./decorator-types.ts";

/** What decorators wrote about one method, function or class: one record, whatever their order. */
export interface Note {
  readonly tool?: ToolOptions;
  readonly agent?: AgentOptions;
  readonly signature?: Signature;
  readonly returnDirect?: boolean;
  /** Recorded for readers only: a function under `@policy` has been replaced by one that runs through it. */
  readonly policy?: Policy;
  /** Throws what is wrong with the note of an `@agent` method, before any call; given by the front door. */
  readonly check?: (note: Note, method: { readonly ownerName: string; readonly key: string | symbol }) => unknown;
  /** TypeScript's `design:paramtypes`, where the compiler emitted it. */
  readonly paramTypes?: readonly unknown[];
}

// `Symbol.for`, so that two copies of this package share what either of them wrote.
const NOTE = Symbol.for("msgflux:note");
const SOURCE = Symbol.for("msgflux:source");

/** The note on a function, class or agent value itself; that of a class is merged with those of its base classes, most derived last. */
export function noteOf(target: object): Note | undefined {
  if (!isClass(target)) return ownNote(target);
  return lineage(target).map(ownNote).reduce(inheritNote, undefined);
}

/** Adds to the note on a function, class or agent value. */
export function addNote(target: object, note: Note): void {
  Reflect.defineMetadata(NOTE, mergeNotes(ownNote(target), note), target);
}

/** Two notes about the same member as one: options merge key by key, and the patch wins where both say something. */
export function mergeNotes(base: Note | undefined, patch: Note): Note {
  const tool = patch.tool && { ...base?.tool, ...said(patch.tool) };
  const agent = patch.agent && { ...base?.agent, ...said(patch.agent) };
  return { ...base, ...patch, ...(tool && { tool }), ...(agent && { agent }) };
}

/** The note of a member or class over the one it inherits; whoever says anew what the parameters are says all of it. */
export function inheritNote(base: Note | undefined, own: Note | undefined): Note | undefined {
  if (base === undefined || own === undefined) return own ?? base;
  return mergeNotes(saysParameters(own) ? withoutParameters(base) : base, own);
}

/** Remembers that `replacement` stands in for `original`: it takes over its name, its length and the note it carries itself. */
export function standIn(replacement: AnyFunction, original: AnyFunction): AnyFunction {
  for (const key of ["name", "length"] as const) Object.defineProperty(replacement, key, { value: original[key], configurable: true });
  const note = ownNote(original);
  if (note !== undefined) addNote(replacement, note);
  Reflect.defineMetadata(SOURCE, original, replacement);
  return replacement;
}

/** The function as its author wrote it, where `fn` stands in for it; otherwise `fn` itself. Its source tells the parameter names. */
export function sourceOf(fn: AnyFunction): AnyFunction {
  // Only `standIn` writes this key.
  const original = Reflect.getOwnMetadata(SOURCE, fn) as AnyFunction | undefined;
  return original === undefined ? fn : sourceOf(original);
}

/** The note on a value itself, whatever it inherits. */
export function ownNote(target: object): Note | undefined {
  // Only `addNote` writes this key.
  return Reflect.getOwnMetadata(NOTE, target) as Note | undefined;
}

function saysParameters({ signature, tool, agent }: Note): boolean {
  return [signature, tool?.signature, tool?.input, tool?.args, agent?.signature].some((source) => source !== undefined);
}

function withoutParameters(note: Note): Note {
  const { tool, agent } = note;
  return {
    ...without(note, ["signature", "paramTypes"]),
    ...(tool && { tool: without(tool, ["signature", "input", "args", "names", "params"]) }),
    ...(agent && { agent: without(agent, ["signature"]) }),
  };
}

function without<T extends object, K extends keyof T>(options: T, keys: readonly K[]): Omit<T, K> {
  // What is left are the other keys of the same options.
  return Object.fromEntries(Object.entries(options).filter(([key]) => !keys.some((gone) => gone === key))) as Omit<T, K>;
}

/** Options without the keys that were given as `undefined`. */
function said<T extends object>(options: T): T {
  // The keys that go are optional ones: a required one is never undefined.
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
