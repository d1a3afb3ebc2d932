const failures = new WeakSet<object>();

/** Marks what a listener threw, and gives it back as it is. What is no object cannot be known again, and stays unmarked. */
export function listenerFailure(thrown: unknown): unknown {
  if (typeof thrown === "object" && thrown !== null) failures.add(thrown);
  return thrown;
}

/** Whether something was thrown by a listener that was told, and so says nothing about the work it was told of. */
export function isListenerFailure(thrown: unknown): boolean {
  return typeof thrown === "object" && thrown !== null && failures.has(thrown);
}
