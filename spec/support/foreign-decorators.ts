type Fn = (this: unknown, ...args: unknown[]) => unknown;

/** Somebody else's decorator, in whichever dialect it is called: replaces a method by one that adds an exclamation mark to its result. */
// Untyped on purpose: decorators of others often are.
export function exclaim(target: any, _at: any, descriptor?: any): any {
  const wrap = (fn: Fn) =>
    function (this: unknown, ...args: unknown[]) {
      return `${String(fn.apply(this, args))}!`;
    };
  if (descriptor === undefined) return wrap(target as Fn);
  return { ...descriptor, value: wrap(descriptor.value as Fn) };
}

/** Somebody else's class decorator, in either dialect: gives a subclass in place of the class. */
export function extended(target: any, _context?: any): any {
  return class extends target {
    readonly extension = true;
  };
}
