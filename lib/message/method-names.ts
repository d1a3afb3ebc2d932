import { InputError } from "../core/errors.ts";

const known = new WeakMap<object, ReadonlySet<string>>();

/** The names that the methods and accessors of an object's classes take. */
export function methodNames(instance: object): ReadonlySet<string> {
  const prototype = Object.getPrototypeOf(instance) as object; // every instance of a class has one
  let names = known.get(prototype);
  if (names) return names;
  const found = new Set<string>();
  for (let at = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const name of Object.getOwnPropertyNames(at)) if (name !== "constructor") found.add(name);
  }
  known.set(prototype, (names = found));
  return names;
}

/** Makes assigning to a method of instances an error instead of hiding the method; also to `__proto__`, which would exchange the class. */
export function guardMethods(prototype: object): void {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === "constructor" || typeof value !== "function") continue;
    const method: unknown = value;
    Object.defineProperty(prototype, name, {
      get: () => method,
      set() {
        refuse(name, true);
      },
      configurable: true,
    });
  }
  Object.defineProperty(prototype, "__proto__", {
    get(this: object): unknown {
      return Object.getPrototypeOf(this);
    },
    set() {
      refuse("__proto__", false);
    },
    configurable: true,
  });
}

function refuse(name: string, isMethod: boolean): never {
  throw new InputError(`Cannot assign "${name}": it is ${isMethod ? "a method" : "not a name for data"}.`, {
    hint: isMethod ? `As a key of data, write it with set("${name}", value).` : "Use another name.",
  });
}
