import { abortable, withTimeout } from "../core/abort.ts";
import { Breaker } from "./breaker.ts";
import { Bulkhead } from "./bulkhead.ts";
import { type CockatielPolicy, fromCockatiel, isCockatielPolicy } from "./cockatiel-policy.ts";
import { isMistake, passesPolicies } from "./failures.ts";
import { type KeyState, watch } from "./health.ts";
import type { Policy, PolicyCall } from "./policy.ts";
import { type PolicyOptions, type PolicySettings, policySettings } from "./policy-options.ts";
import { withRetries } from "./retry.ts";

/** Whether something is a policy of this library, of this copy of it or another. */
export function isPolicy(value: unknown): value is Policy {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return Reflect.get(value, "~policy") === true && typeof Reflect.get(value, "execute") === "function";
}

/**
 * A policy from options or from a policy of cockatiel. Layers, outermost first: fallback, bulkhead, retry with its waits, breaker,
 * timeout of the attempt, work. Breaker and bulkhead are kept per key, by this object: whoever shares it shares them. An abort rejects
 * with the signal's reason at once in every layer and frees the place, even if the work goes on unheeding. Impossible options are a
 * `ConfigurationError`.
 */
export function makePolicy(options: PolicyOptions | CockatielPolicy): Policy {
  if (isPolicy(options)) return options;
  if (isCockatielPolicy(options)) return fromCockatiel(options);
  const settings = policySettings(options);
  const states = new Map<string, KeyState>();
  watch(states);
  return {
    "~policy": true,
    execute: async (work, call) => {
      const state = states.get(call.key) ?? newState(call.key, settings);
      states.set(call.key, state);
      const { fallback } = settings;
      try {
        return await state.bulkhead.execute(() => guarded({ settings, state, call }, work), call.signal);
      } catch (error) {
        if (call.signal.aborted) throw call.signal.reason;
        if (fallback === undefined || call.seen?.() || passesPolicies(error) || isMistake(error)) throw error;
        const given = (async () => fallback(error, { key: call.key }))();
        // What a fallback gives stands for the result; that it fits is its writer's word.
        return (await abortable(given, call.signal)) as Awaited<ReturnType<typeof work>>;
      }
    },
  };
}

let made: Policy | undefined;

/**
 * The policy of every model that has no other, one object for the whole process: three attempts with exponential waits and full jitter,
 * or as long as the provider asks; 300 s for each attempt up to its first visible event (for the whole reply where nobody listens, which
 * is why it is generous: reasoning models think for minutes); a breaker per model that opens for 10 s after ten failures in a row.
 */
export const defaultPolicy: Policy = Object.freeze({
  "~policy": true as const,
  execute: <T>(work: (signal: AbortSignal) => Promise<T>, call: PolicyCall): Promise<T> => {
    made ??= makePolicy({ retry: {}, timeoutMs: 300_000, breaker: {} });
    return made.execute(work, call);
  },
});

function newState(key: string, settings: PolicySettings): KeyState {
  const bulkhead = new Bulkhead(key, settings.bulkhead ?? { limit: Infinity, queue: 0 });
  return { bulkhead, breaker: settings.breaker && new Breaker(key, settings.breaker) };
}

interface Guarded {
  readonly settings: PolicySettings;
  readonly state: KeyState;
  readonly call: PolicyCall;
}

/** The layers inside the bulkhead. */
function guarded<T>({ settings, state, call }: Guarded, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { breaker } = state;
  const { key, signal } = call;
  // Not cockatiel's timeout: it cuts a stream that is already being shown, and hides the reason of the caller's abort.
  const limit = { what: `"${key}"`, ms: settings.timeoutMs, signal, unless: call.seen };
  const attempt = () => withTimeout(limit, work);
  return withRetries({ settings: settings.retry, call, hopeless: () => breaker?.state === "open" }, (tell) =>
    breaker === undefined ? attempt() : breaker.execute(attempt, { signal, tell: (state) => tell({ type: "breaker", key, state }) }),
  );
}
