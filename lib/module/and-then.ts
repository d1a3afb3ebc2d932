/** Whether a value is waited for by `await`. Functions are not asked: a module may have a field of any name. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** Goes on with a value: at once where it is there, later where it is promised. */
export function andThen(value: unknown, next: (value: unknown) => unknown): unknown {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value);
}
