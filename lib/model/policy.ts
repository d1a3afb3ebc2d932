/** What a policy tells of its work. `delayMs` is in milliseconds; `attempt` counts from 1 and is the one that failed with `error`. */
export type PolicyEvent =
  | { readonly type: "retry"; readonly key: string; readonly attempt: number; readonly delayMs: number; readonly error: string }
  | { readonly type: "breaker"; readonly key: string; readonly state: "open" | "half-open" | "closed" };

/** How one call goes through a policy. */
export interface PolicyCall {
  /** Whose breaker and bulkhead the call counts against: `provider/model`, or `Class.method`. */
  readonly key: string;
  readonly signal: AbortSignal;
  /** Whether the caller has already seen part of this attempt; if so it is neither retried, replaced by a fallback nor cut by the attempt's timeout. */
  readonly seen?: (() => boolean) | undefined;
  readonly onEvent?: ((event: PolicyEvent) => void | Promise<void>) | undefined;
}

/** What may happen to a call: retry, timeout, breaker, bulkhead, fallback. Shared by all calls it is given to. */
export interface Policy {
  readonly "~policy": true;
  /** Runs `work` once or more; its signal aborts with the caller's and at the attempt's timeout. */
  execute<T>(work: (signal: AbortSignal) => Promise<T>, call: PolicyCall): Promise<T>;
}
