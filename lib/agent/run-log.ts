import type { RunEvent } from "../core/events.ts";

/** How many events a run may be ahead of its slowest reader before it waits. */
const lead = 64;

/** Reads the events of a run, one after the other; whoever leaves early says so with `return`, as `for await` does. */
export interface LogReader extends AsyncIterableIterator<RunEvent, undefined> {
  return(): Promise<IteratorResult<RunEvent, undefined>>;
}

/**
 * The events of one run, in order. Readers may start at any time and see everything from the start. While somebody reads, the
 * run waits for the slowest reader; while nobody does, it goes on.
 */
export class RunLog {
  readonly #events: RunEvent[] = [];
  readonly #readers = new Set<{ readonly at: number }>();
  #ended = false;
  #failure: { readonly reason: unknown } | undefined;
  /** Wakes the readers that have read everything. */
  #waiting: (() => void)[] = [];
  #wakeWriter: () => void = () => {};

  /** Appends an event; gives a promise when a reader has fallen behind. */
  add(event: RunEvent): void | Promise<void> {
    this.#events.push(event);
    this.#announce();
    if (this.#behind() > lead) return this.#caughtUp();
    return undefined;
  }

  /** No more events; with a failure, readers throw it after the last event. */
  end(failure?: { readonly reason: unknown }): void {
    this.#ended = true;
    this.#failure = failure;
    this.#announce();
  }

  /** All events from the start, then the failure, if there was one. By hand and no generator, since every word of a stream passes here. */
  read(): LogReader {
    const reader = { at: 0, left: false };
    const over = (): IteratorResult<RunEvent, undefined> => {
      reader.left = true;
      this.#readers.delete(reader);
      this.#wakeWriter();
      return { done: true, value: undefined };
    };
    const next = async (): Promise<IteratorResult<RunEvent, undefined>> => {
      if (!reader.left) this.#readers.add(reader);
      while (reader.at >= this.#events.length && !reader.left && !this.#ended) await this.#news();
      const value = this.#events[reader.at];
      if (reader.left || value === undefined) {
        const failure = reader.left ? undefined : this.#failure;
        const end = over();
        if (failure) throw failure.reason;
        return end;
      }
      reader.at += 1;
      if (this.#behind() <= lead / 2) this.#wakeWriter();
      return { done: false, value };
    };
    const iterator: LogReader = { next, return: async () => over(), [Symbol.asyncIterator]: () => iterator };
    return iterator;
  }

  #behind(): number {
    let slowest = this.#events.length;
    for (const reader of this.#readers) slowest = Math.min(slowest, reader.at);
    return this.#events.length - slowest;
  }

  #caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      const earlier = this.#wakeWriter;
      this.#wakeWriter = () => {
        earlier();
        this.#wakeWriter = () => {};
        resolve();
      };
    });
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #announce(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
