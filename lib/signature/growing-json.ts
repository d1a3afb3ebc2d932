import { parse } from "jsonriver";

/**
 * JSON text that arrives piece by piece, and its value so far. Strings grow, lists and objects gain entries at their end, nothing is
 * ever taken back. Words before the first `{` or `[` are passed over; what follows the value, or is no JSON, ends the growth.
 */
export class GrowingJson {
  #begun = false;
  #over = false;
  #latest: { readonly value: unknown } | undefined;
  #deliver: ((piece: IteratorResult<string, undefined>) => void) | undefined;
  /** Called when the parser has worked through everything it was given. */
  #worked: () => void = () => {};

  /** Adds a piece; gives the value as a copy of its own when it grew. */
  async push(piece: string): Promise<{ readonly value: unknown } | undefined> {
    const text = this.#begun ? piece : this.#beginning(piece);
    if (this.#over || text === "") return undefined;
    this.#latest = undefined;
    if (!this.#begun) await this.#begin();
    const worked = new Promise<void>((resolve) => {
      this.#worked = resolve;
    });
    this.#deliver?.({ value: text, done: false });
    await worked;
    return this.#grown();
  }

  #grown(): { readonly value: unknown } | undefined {
    return this.#latest && { value: structuredClone(this.#latest.value) };
  }

  #beginning(piece: string): string {
    const start = piece.search(/[[{]/);
    return start < 0 ? "" : piece.slice(start);
  }

  /** Starts the parser, which stops where it asks for the first piece. */
  #begin(): Promise<void> {
    this.#begun = true;
    const pieces: AsyncIterableIterator<string, undefined> = {
      [Symbol.asyncIterator]: () => pieces,
      next: () =>
        new Promise((resolve) => {
          this.#deliver = resolve;
          this.#worked();
        }),
    };
    const asked = new Promise<void>((resolve) => {
      this.#worked = resolve;
    });
    void this.#follow(pieces);
    return asked;
  }

  async #follow(pieces: AsyncIterable<string>): Promise<void> {
    try {
      for await (const value of parse(pieces)) this.#latest = { value };
    } catch {
      // Not JSON, or more than one value: whoever reads the whole answer says so; here the growth just ends.
    }
    this.#over = true;
    this.#worked();
  }
}
