/** Where the prototype chain of every module ends before `Function.prototype`: what makes instances real functions, with `call`, `apply` and `bind`. */
function Callable(): void {}
// Without these two a module without a name would have the empty, read-only name of `Function.prototype`.
Callable.prototype = Object.create(Function.prototype, {
  name: { value: undefined, writable: true, configurable: true },
  length: { value: undefined, writable: true, configurable: true },
}) as object;

/** The type of `Callable` for `extends`: TypeScript knows no constructor functions. */
const CallableBase = Callable as unknown as abstract new () => object;

/** A module is called like the function it is: with the parameters and the result of its own `forward`. */
export interface Module {
  (...args: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

/** A named unit of work with a `forward` method. An instance is callable; private fields, getters and inheritance work as in any class. */
export abstract class Module extends CallableBase {
  constructor() {
    super();
    const self = (...args: unknown[]): unknown => (self as unknown as Module).forward(...args);
    // A class field called `name` must be definable, and an inherited one visible.
    delete (self as { name?: string }).name;
    delete (self as { length?: number }).length;
    return Object.setPrototypeOf(self, new.target.prototype) as this;
  }

  // A subclass chooses its own parameters and result; only `any` lets every signature override this one.
  abstract forward(...args: any[]): any;
}
