import { InlineSyntaxError } from "./inline-syntax-error.ts";
import { describe, type Token, tokenize } from "./tokens.ts";

/** How deep loops, parentheses and negations may stand in one another. */
const deepest = 100;

/** A place in the tokens of an expression, with the questions a parser asks of it. */
export class TokenCursor {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  /** The token `ahead` places further on; past the last one it stays `end`. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token; // there is always an end
  }

  /** Takes the current token. */
  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether the current token is this mark. */
  isMark(value: string): boolean {
    const token = this.peek();
    return token.kind === "mark" && token.value === value;
  }

  /** Whether the token `ahead` is this word. */
  isWord(value: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "word" && token.value === value;
  }

  /** Takes the mark if it is there. */
  skip(value: string): boolean {
    const found = this.isMark(value);
    if (found) this.#at += 1;
    return found;
  }

  /** Takes the mark or refuses; `expected` names everything that could have stood there. */
  expect(value: string, expected = `"${value}"`): Token {
    if (!this.isMark(value)) throw this.refuse(`Expected ${expected}, found ${describe(this.peek())}`);
    return this.next();
  }

  /** The end of the token that was taken last. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** Parses something that may contain itself, and refuses what is nested too deep. */
  nested<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepest) throw this.refuse(`This is nested more than ${deepest} levels deep`);
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  /** The error for what stands at an offset, by default at the current token. */
  refuse(fact: string, details: { readonly hint?: string | undefined; readonly offset?: number } = {}): InlineSyntaxError {
    const { hint, offset = this.peek().start } = details;
    return new InlineSyntaxError({ text: this.#text, offset, fact, hint });
  }
}
