import type { Breaker, BreakerState } from "./breaker.ts";
import type { Bulkhead } from "./bulkhead.ts";

/** How the calls of one key are doing. */
export interface KeyHealth {
  /** `open`: calls are refused; `half-open`: one is let through to find out. */
  readonly breaker: BreakerState;
  /** Milliseconds until an open breaker lets a call through; 0 otherwise. */
  readonly halfOpensInMs: number;
  /** Calls that have begun and not settled, those waiting for another attempt included. */
  readonly running: number;
  /** Calls waiting for a place in the bulkhead. */
  readonly queued: number;
}

/** What a policy keeps for one key. */
export interface KeyState {
  readonly bulkhead: Bulkhead;
  readonly breaker: Breaker | undefined;
}

type KeyStates = ReadonlyMap<string, KeyState>;

// Held weakly: a policy that nobody uses any more is not kept alive by being watched.
const watched = new Set<WeakRef<KeyStates>>();
const collected = new FinalizationRegistry<WeakRef<KeyStates>>((reference) => watched.delete(reference));

/** Adds the keys of a policy to `health()`, for as long as the policy lives. */
export function watch(states: KeyStates): void {
  const reference = new WeakRef(states);
  watched.add(reference);
  collected.register(states, reference);
}

/** The state of every key that a living policy has seen: `provider/model` or `Class.method`. Of several policies the worst breaker counts, and calls are added up. */
export function health(): Record<string, KeyHealth> {
  const found = new Map<string, KeyHealth>();
  for (const reference of watched) {
    for (const [key, state] of reference.deref() ?? []) found.set(key, worse(found.get(key), healthOf(state)));
  }
  return Object.fromEntries(found);
}

function healthOf({ bulkhead, breaker }: KeyState): KeyHealth {
  const { running, queued } = bulkhead;
  return { breaker: breaker?.state ?? "closed", halfOpensInMs: breaker?.halfOpensInMs ?? 0, running, queued };
}

const severity: Record<BreakerState, number> = { closed: 0, "half-open": 1, open: 2 };

function worse(a: KeyHealth | undefined, b: KeyHealth): KeyHealth {
  if (a === undefined) return b;
  return {
    breaker: severity[a.breaker] >= severity[b.breaker] ? a.breaker : b.breaker,
    halfOpensInMs: Math.max(a.halfOpensInMs, b.halfOpensInMs),
    running: a.running + b.running,
    queued: a.queued + b.queued,
  };
}
