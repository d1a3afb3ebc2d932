import type { RunEvent } from "../core/events.ts";

/** How many events a run may be ahead of its slowest reader before it waits. */
const lead = 64;

/**
 * The events of one run, in order. Readers may start at any time and see everything from the start. While somebody reads, the
 * run waits for the slowest reader; while nobody does, it goes on.
 */
export class RunLog {
  readonly #events: RunEvent[] = [];
  readonly #readers = new Set<{ at: number }>();
  #ended = false;
  #failure: { readonly reason: unknown } | undefined;
  #wakeReaders: () => void = () => {};
  #news: Promise<void> = Promise.resolve();
  #wakeWriter: () => void = () => {};

  constructor() {
    this.#renew();
  }

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

  /** All events from the start, then the failure, if there was one. */
  async *read(): AsyncGenerator<RunEvent, void, undefined> {
    const reader = { at: 0 };
    this.#readers.add(reader);
    try {
      for (;;) {
        while (reader.at < this.#events.length) {
          const event = this.#events[reader.at] as RunEvent;
          reader.at += 1;
          if (this.#behind() <= lead / 2) this.#wakeWriter();
          yield event;
        }
        if (this.#ended) break;
        await this.#news;
      }
      if (this.#failure) throw this.#failure.reason;
    } finally {
      this.#readers.delete(reader);
      this.#wakeWriter();
    }
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

  #announce(): void {
    const wake = this.#wakeReaders;
    this.#renew();
    wake();
  }

  #renew(): void {
    this.#news = new Promise((resolve) => {
      this.#wakeReaders = resolve;
    });
  }
}
