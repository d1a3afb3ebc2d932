import { callBound } from "./bound-call.ts";
import type { ForwardHooks } from "./forward-hooks.ts";
import type { Module } from "./module.ts";

/** Makes a module: a function that calls its own `forward`. `hooks` stand around every call. */
function Callable(hooks: ForwardHooks): Module {
  const self = ((...args: unknown[]): unknown => {
    const [first] = args;
    // The common case first: without hooks, and without anything that could be a message, a call is a call of `forward`.
    if (!hooks.any) return typeof first === "object" && first !== null ? callBound(self, args) : (self.forward(...args) as unknown);
    return hooks.run(self, args, (final) => callBound(self, final));
  }) as Module; // by its prototype, set below
  // A class field called `name` must be definable, and an inherited one visible.
  delete (self as { name?: string }).name;
  delete (self as { length?: number }).length;
  // Called by `super()` only: what is being made is of the most derived class.
  const { prototype } = new.target as unknown as { readonly prototype: object };
  return Object.setPrototypeOf(self, prototype) as Module;
}
/** Where the prototype chain of every module ends before `Function.prototype`: what makes instances real functions, with `call`, `apply` and `bind`. */
// Without these two a module without a name would have the empty, read-only name of `Function.prototype`.
Callable.prototype = Object.create(Function.prototype, {
  name: { value: undefined, writable: true, configurable: true },
  length: { value: undefined, writable: true, configurable: true },
}) as object;

/** The base class of modules, made of a constructor function, which is all that can give a function for `this`. */
// TypeScript knows no constructor functions.
export const CallableBase = Callable as unknown as abstract new (hooks: ForwardHooks) => object;

/** Whether a value is a module. */
export function isModule(value: unknown): value is Module {
  return value instanceof CallableBase;
}
