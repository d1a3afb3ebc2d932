/** A controller that also aborts with others, until it is let go. */
export interface JoinedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Stops listening to the others. */
  letGo(): void;
}

/** A signal of its own that aborts with any of these. Not `AbortSignal.any`: a signal that lives long would keep a trace of every one made from it. */
export function joinedSignal(...others: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const controller = new AbortController();
  const undo: (() => void)[] = [];
  for (const other of others) {
    if (!other) continue;
    const passOn = () => controller.abort(other.reason);
    if (other.aborted) passOn();
    other.addEventListener("abort", passOn, { once: true });
    undo.push(() => other.removeEventListener("abort", passOn));
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    letGo: () => {
      for (const step of undo) step();
    },
  };
}
