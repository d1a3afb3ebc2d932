import { readPath } from "../core/paths.ts";

/** Several paths of which the first that has a value counts. */
export interface FirstOf {
  readonly firstOf: readonly string[];
}

/**
 * Where a module finds an input in a message: a path; the first of several paths that has a value; a list of these, for the list of the values
 * that are there; a record of these, for the record of the values that are there.
 */
export type FieldBinding = PathBinding | readonly PathBinding[] | { readonly [name: string]: PathBinding | readonly PathBinding[] };

/** Where one value is found. */
export type PathBinding = string | FirstOf;

/** Alternatives, in the order in which they are tried: `{ task: firstOf("issue", "content") }`. */
export function firstOf(...paths: readonly string[]): FirstOf {
  return { firstOf: paths };
}

/**
 * What a binding finds in a message or in any plain object; null is nothing. A path that finds nothing gives undefined, a list and a record
 * leave out what is not there.
 */
export function readFields(message: object, binding: FieldBinding): unknown {
  if (typeof binding === "string") return readPath(message, binding) ?? undefined;
  if (isFirstOf(binding)) {
    for (const path of binding.firstOf) {
      const value = readPath(message, path) ?? undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }
  if (isList(binding)) return binding.map((part) => readFields(message, part)).filter((value) => value !== undefined);
  const entries = Object.entries(binding).map(([name, part]) => [name, readFields(message, part)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isFirstOf(binding: object): binding is FirstOf {
  const paths = (binding as Partial<FirstOf>).firstOf; // as: undefined in all other bindings
  return Array.isArray(paths) && Object.keys(binding).length === 1;
}

function isList(binding: object): binding is readonly PathBinding[] {
  return Array.isArray(binding);
}
