import { ConfigurationError, quoted } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** Values by name, with errors that say what is there. `noun` is what the messages call an entry. */
export class NamedRegistry<T> {
  readonly #entries = new Map<string, T>();
  readonly #noun: string;

  constructor(noun: string) {
    this.#noun = noun;
  }

  /** Adds or replaces an entry. */
  set(name: string, value: T): void {
    this.#entries.set(name, value);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  find(name: string): T | undefined {
    return this.#entries.get(name);
  }

  /** The entry of that name, or a `ConfigurationError` that lists the names there are and proposes the nearest. */
  get(name: string): T {
    if (this.#entries.has(name)) return this.#entries.get(name) as T; // `T` may itself hold undefined
    const near = nearest(name, this.#entries.keys());
    throw new ConfigurationError(`There is no ${this.#noun} named "${name}". Known: ${quoted(this.#entries.keys())}.`, {
      hint: near === undefined ? undefined : `Did you mean "${near}"?`,
    });
  }

  delete(name: string): boolean {
    return this.#entries.delete(name);
  }

  /** The names, in the order in which they were first set. */
  names(): string[] {
    return [...this.#entries.keys()];
  }

  values(): T[] {
    return [...this.#entries.values()];
  }
}
