import type { AnyClass } from "./decorator-types.ts";

/** Whether a value is a class: written with `class`, or compiled so that its `prototype` cannot be assigned. */
export function isClass(value: unknown): value is AnyClass {
  if (typeof value !== "function") return false;
  if (Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false) return true;
  return /^class\b/.test(Function.prototype.toString.call(value));
}

/** The name of the class that `owner` is or belongs to, for messages and keys; a plain object is an `object`, no owner a `function`. */
export function classNameOf(owner: unknown): string {
  if (isClass(owner)) return nameOf(owner) || "(anonymous class)";
  if (owner === null || (typeof owner !== "object" && typeof owner !== "function")) return "function";
  const constructor = propertyOf(owner, "constructor")?.value as unknown;
  if (constructor === Function) return "function";
  return constructor === undefined || constructor === Object ? "object" : nameOf(constructor) || "(anonymous class)";
}

/** The descriptor of a property, own or inherited, found without running a getter. */
export function propertyOf(owner: object, key: string | symbol): PropertyDescriptor | undefined {
  for (let at: object | null = owner; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const found = Object.getOwnPropertyDescriptor(at, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** From the outermost base down to `from` itself, without what every object and every function inherits. */
export function lineage(from: object | null): object[] {
  const line: object[] = [];
  for (let at = from; at !== null && at !== Object.prototype && at !== Function.prototype; at = Object.getPrototypeOf(at) as object | null)
    line.unshift(at);
  return line;
}

function nameOf(named: unknown): string {
  // A class may have a static member called `name`, which then is not a text or not data at all.
  const name = typeof named === "function" ? (Object.getOwnPropertyDescriptor(named, "name")?.value as unknown) : undefined;
  return typeof name === "string" ? name : "";
}
