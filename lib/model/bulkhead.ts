import { MsgfluxError } from "../core/errors.ts";

/** A call was refused because as many as allowed are running and waiting already. */
export class BulkheadFullError extends MsgfluxError {
  readonly key: string;

  constructor(key: string, limits: { readonly limit: number; readonly queue: number }) {
    super(
      "bulkhead-full",
      `"${key}" is busy: ${limits.limit} calls are running and ${limits.queue} are waiting, which is all its policy allows.`,
    );
    this.key = key;
  }
}

/** How many calls may run and wait; `limit: Infinity` only counts them. */
export interface BulkheadLimits {
  readonly limit: number;
  readonly queue: number;
}

/**
 * The places of one key, handed on in the order of asking. Not cockatiel's: there an aborted call keeps its place in the queue and hears
 * of it only when its turn comes, and a call that was promised a turn can lose it to a newcomer.
 */
export class Bulkhead {
  readonly #key: string;
  readonly #limits: BulkheadLimits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(key: string, limits: BulkheadLimits) {
    this.#key = key;
    this.#limits = limits;
  }

  get running(): number {
    return this.#running;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /** Runs `work` when there is a place for it; rejects with a `BulkheadFullError`, or with the signal's reason while it waits. */
  async execute<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#running < this.#limits.limit) this.#running += 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (this.#waiting.size >= this.#limits.queue) throw new BulkheadFullError(this.#key, this.#limits);
    return new Promise((resolve, reject) => {
      const onTurn = () => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      };
      const onAbort = () => {
        this.#waiting.delete(onTurn);
        reject(signal.reason as Error);
      };
      this.#waiting.add(onTurn);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Hands the place to the next in line, so that no newcomer can take it in between. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
