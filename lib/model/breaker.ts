import { circuitBreaker, type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, handleType } from "cockatiel";
import { MsgfluxError } from "../core/errors.ts";
import { findingOf } from "./failures.ts";
import type { PolicyEvent } from "./policy.ts";
import type { BreakerSettings } from "./policy-options.ts";

/** The three states of a breaker: calls pass; calls are refused; one call is let through to find out. */
export type BreakerState = Extract<PolicyEvent, { type: "breaker" }>["state"];

/** A call was not made because too many before it failed; `halfOpensInMs` is the time until one is let through again. */
export class BreakerOpenError extends MsgfluxError {
  readonly key: string;
  readonly halfOpensInMs: number;

  constructor(key: string, refusal: { readonly halfOpensInMs: number; readonly cause?: unknown }) {
    const { halfOpensInMs, cause } = refusal;
    const hint =
      halfOpensInMs > 0 ? `One call is let through in ${halfOpensInMs} ms.` : "One call has been let through; its result decides.";
    // Why it opened stands in the cause only: it was another caller's call, and a message may go to this one's model.
    super("breaker-open", `The breaker of "${key}" is open, so the call was not made.`, { hint, cause });
    this.key = key;
    this.halfOpensInMs = halfOpensInMs;
  }
}

/** How one call goes through a breaker: its signal, and who is told of the changes that this very call brings about. */
export interface BreakerCall {
  readonly signal: AbortSignal;
  readonly tell: (state: BreakerState) => void;
}

/** Marks what cockatiel is to count, one object per failure, so that the failure that opened the breaker is known. */
class Counted extends Error {}

/** The breaker of one key: cockatiel's, kept from queueing calls behind a probe and from closing on a probe that found nothing out. */
export class Breaker {
  readonly #key: string;
  readonly #settings: BreakerSettings;
  #circuit: CircuitBreakerPolicy;
  #openedAt = -Infinity;
  #openedBy: unknown;

  constructor(key: string, settings: BreakerSettings) {
    this.#key = key;
    this.#settings = settings;
    this.#circuit = this.#make();
  }

  /** What the next call meets. An open breaker whose time is over counts as half-open: the next call is the probe. */
  get state(): BreakerState {
    if (this.#circuit.state === CircuitState.Closed) return "closed";
    return this.halfOpensInMs > 0 ? "open" : "half-open";
  }

  /** Milliseconds until a probe is let through; 0 when the breaker is not open. */
  get halfOpensInMs(): number {
    if (this.#circuit.state !== CircuitState.Open) return 0;
    return Math.max(0, this.#openedAt + this.#settings.halfOpenAfterMs - Date.now());
  }

  /** Runs `work`, or rejects with a `BreakerOpenError` at once, also while a probe is on its way. */
  async execute<T>(work: () => Promise<T>, call: BreakerCall): Promise<T> {
    const circuit = this.#circuit;
    // cockatiel would let this call wait for the result of the probe, however long that takes and whether it is aborted or not.
    if (circuit.state === CircuitState.HalfOpen || this.halfOpensInMs > 0) throw this.#refusal();
    const probe = circuit.state === CircuitState.Open;
    if (probe) call.tell("half-open");
    let failure: Counted | undefined;
    const judged = async () => {
      try {
        return await work();
      } catch (error) {
        const finding = call.signal.aborted ? "nothing" : findingOf(error, this.#settings.everyError);
        // cockatiel takes every error that is not counted for the success of a probe.
        if (probe && finding === "nothing") this.#circuit = this.#make(circuit.toJSON());
        // A call from before the breaker opened tells nothing about the time after.
        if (finding !== "failed" || (!probe && circuit.state !== CircuitState.Closed)) throw error;
        failure = new Counted("", { cause: error });
        throw failure;
      }
    };
    try {
      return await circuit.execute(judged);
    } catch (error) {
      if (failure !== undefined && this.#openedBy === failure) call.tell("open");
      throw error === failure ? failure?.cause : error;
    } finally {
      if (probe && failure === undefined && this.#circuit === circuit) call.tell("closed");
    }
  }

  /** A circuit in the given state, as cockatiel writes it down: a half-open one is open again, with its time over. */
  #make(initialState?: unknown): CircuitBreakerPolicy {
    const { consecutive, halfOpenAfterMs } = this.#settings;
    const breaker = new ConsecutiveBreaker(consecutive);
    const circuit = circuitBreaker(handleType(Counted), {
      breaker,
      halfOpenAfter: halfOpenAfterMs,
      ...(initialState ? { initialState } : {}),
    });
    circuit.onBreak((reason) => {
      this.#openedAt = Date.now();
      this.#openedBy = "error" in reason ? reason.error : undefined;
    });
    return circuit;
  }

  #refusal(): BreakerOpenError {
    const opener = this.#openedBy instanceof Error ? this.#openedBy.cause : undefined;
    return new BreakerOpenError(this.#key, { halfOpensInMs: this.halfOpensInMs, cause: opener });
  }
}
