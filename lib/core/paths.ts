import { InputError } from "./errors.ts";

/** Names that lead into the language itself instead of into data: no path follows or writes them. */
export const unsafeNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Under this symbol an object whose own methods take some names says where the values of those names are kept. */
export const aside: unique symbol = Symbol.for("msgflux.aside");

/** The names that an object's methods take, and the values that were stored under them all the same. */
export interface Aside {
  readonly names: ReadonlySet<string>;
  readonly values: Record<string, unknown>;
}

const index = /^-?\d+$/;

/** The names of a path: `a.b.0` is three of them. In a list a name is an index, negative ones count from the end. */
export function splitPath(path: string): readonly string[] {
  return path.includes(".") ? path.split(".") : [path];
}

/** The value at the end of these names; undefined where there is none. Only own properties and list entries are values. */
export function readAt(root: unknown, names: readonly string[]): unknown {
  let value = root;
  for (const name of names) {
    value = entryOf(value, name);
    if (value === undefined) return undefined;
  }
  return value;
}

/** The value at a path, or `fallback` where there is none; null is a value. */
export function readPath(root: unknown, path: string, fallback?: unknown): unknown {
  const value = readAt(root, splitPath(path));
  return value === undefined ? fallback : value;
}

/** Whether there is a value at a path; null is one, undefined is not. */
export function hasPath(root: unknown, path: string): boolean {
  return readAt(root, splitPath(path)) !== undefined;
}

/**
 * Writes a value at a path. What is missing on the way, or is no object, becomes an empty object; a list is never made, and only
 * entries that it has can be written. Throws `InputError` for unsafe names, for indices that a list does not have, and where something is frozen.
 */
export function writePath(root: object, path: string, value: unknown): void {
  const names = safeNames(path);
  let container = root;
  for (const name of names.slice(0, -1)) {
    let next = entryOf(container, name);
    if (typeof next !== "object" || next === null) assign(container, { name, path, value: (next = {}) });
    container = next as object; // an object by now
  }
  assign(container, { name: names.at(-1) ?? "", path, value });
}

/** Removes what stands at a path, and says whether there was anything; a list closes up. Throws `InputError` as `writePath` does. */
export function deletePath(root: object, path: string): boolean {
  const names = safeNames(path);
  const container = readAt(root, names.slice(0, -1));
  if (typeof container !== "object" || container === null) return false;
  const name = names.at(-1) ?? "";
  if (Array.isArray(container)) {
    const at = placeIn(container, name);
    if (at === undefined) return false;
    if (Object.isFrozen(container)) throw frozen(path);
    container.splice(at, 1);
    return true;
  }
  const holder = holderOf(container, name);
  if (!Object.hasOwn(holder, name)) return false;
  if (!Reflect.deleteProperty(holder, name)) throw frozen(path);
  return true;
}

/** Refuses a name that no data may have. */
export function checkName(name: string, path = name): void {
  if (unsafeNames.has(name)) {
    throw new InputError(`Cannot write "${path}": "${name}" is not a name for data.`, { hint: "Use another name." });
  }
}

function safeNames(path: string): readonly string[] {
  const names = splitPath(path);
  for (const name of names) checkName(name, path);
  return names;
}

function entryOf(container: unknown, name: string): unknown {
  if (typeof container !== "object" || container === null) return undefined;
  if (Array.isArray(container)) {
    const at = placeIn(container, name);
    return at === undefined ? undefined : container[at];
  }
  if (unsafeNames.has(name)) return undefined;
  if (Object.hasOwn(container, name)) return (container as Record<string, unknown>)[name]; // as: it has this property
  const holder = holderOf(container, name);
  return holder !== container && Object.hasOwn(holder, name) ? (holder as Record<string, unknown>)[name] : undefined; // as above
}

/** The object that keeps a name's value: the container, or where it puts names that its methods take. */
function holderOf(container: object, name: string): object {
  const kept = (container as { readonly [aside]?: Aside })[aside]; // as: absent in all other objects
  return kept?.names.has(name) ? kept.values : container;
}

function placeIn(list: readonly unknown[], name: string): number | undefined {
  if (!index.test(name)) return undefined;
  const given = Number(name);
  const at = given < 0 ? list.length + given : given;
  return at >= 0 && at < list.length ? at : undefined;
}

function assign(container: object, entry: { readonly name: string; readonly path: string; readonly value: unknown }): void {
  const { name, path, value } = entry;
  if (!Array.isArray(container)) {
    if (!Reflect.set(holderOf(container, name), name, value)) throw frozen(path);
    return;
  }
  const at = placeIn(container, name);
  if (at === undefined) {
    throw new InputError(`Cannot write "${path}": "${name}" is not an index of a list of ${container.length}.`, {
      hint: "A list takes the indices it has; to add an entry, write the whole list.",
    });
  }
  if (!Reflect.set(container, at, value)) throw frozen(path);
}

function frozen(path: string): InputError {
  return new InputError(`Cannot write "${path}": what holds it is frozen.`);
}
