import { SignatureSyntaxError } from "./signature-syntax-error.ts";
import { describe, type Token, tokenize } from "./tokens.ts";

/** What went wrong at a token, where the cursor fills in the text and the place. */
export interface Refusal {
  readonly expected: string;
  /** Replaces `Expected ..., found ...`. */
  readonly fact?: string | undefined;
  readonly hint?: string | undefined;
}

/** A place in the tokens of one text, with the questions a parser asks of it. */
export class TokenCursor {
  readonly text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.text = text;
    this.#tokens = tokenize(text);
  }

  /** The token `ahead` places further on; past the last one it stays `end`. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    return token ?? { kind: "end", value: "", start: this.text.length };
  }

  /** Takes the current token. */
  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Whether the token `ahead` is this mark. */
  isMark(value: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === "mark" && token.value === value;
  }

  /** Takes the mark if it is there. */
  skip(value: string): boolean {
    if (!this.isMark(value)) return false;
    this.next();
    return true;
  }

  /** Takes the mark or refuses; `expected` names everything that could have stood there. */
  expect(value: string, refusal?: Refusal): void {
    if (!this.skip(value)) throw this.refuse(this.peek(), refusal ?? { expected: `"${value}"` });
  }

  /** The error for a token that cannot stand where it stands. */
  refuse(token: Token, refusal: Refusal): SignatureSyntaxError {
    const { expected, hint } = refusal;
    const fact = refusal.fact ?? `Expected ${expected}, found ${describe(token)}`;
    return new SignatureSyntaxError({ text: this.text, offset: token.start, fact, expected, hint });
  }
}
