/** What stood before a token: it decides whether `/` divides or opens a regular expression, and whether `{` opens a block or an object. */
type Before = "operand" | "operator" | "statement" | "condition";

const blank = /(?:\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
const identifier =
  /(?:[\p{ID_Start}$_]|\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4}))(?:[\p{ID_Continue}$\u200c\u200d]|\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4}))*/uy;
const quotedText = /"[^"\\]*(?:\\[^][^"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y;
const templateText = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y;
const regularExpression = /\/(?:[^\\/[\n\r]|\\.|\[(?:[^\]\\\n\r]|\\.)*\])+\/[\w$]*/y;
const numeral = /\.?\d[\w.]*/y;
const step = /\+\+|--/y;

const operatorWords = new Set("return typeof instanceof in new delete void throw case yield await extends".split(" "));
const statementWords = new Set(["else", "do", "try", "finally"]);
const conditionWords = new Set(["if", "while", "for", "with"]);

/** Reads JavaScript source once from left to right; strings, comments, templates, regular expressions and brackets are stepped over whole. Throws where it gets lost. */
export class SourceScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.skipBlank();
  }

  /** Whether `text` comes next; if so it is taken, with the blanks after it. */
  take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    this.skipBlank();
    return true;
  }

  /** Whether `text` comes next. */
  sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  /** The identifier or keyword that comes next, taken, with its unicode escapes decoded. */
  word(): string | undefined {
    const raw = this.#match(identifier);
    this.skipBlank();
    return raw?.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_, long?: string, short?: string) =>
      String.fromCodePoint(Number.parseInt(long ?? short ?? "", 16)),
    );
  }

  /** Steps over the string or number that comes next, if one does. */
  literal(): boolean {
    const found = (this.#match(quotedText) ?? this.#match(numeral)) !== undefined;
    this.skipBlank();
    return found;
  }

  /** Steps over an expression, up to a `,` or one of `closers` that belongs to what surrounds it. */
  skipExpression(closers: string): void {
    let before: Before = "operator";
    while (!this.sees(",") && !closers.includes(this.#here())) before = this.#token(before);
  }

  /** Steps over everything up to the bracket that closes the one just taken, and over that. */
  skipBracket(close: string): void {
    let before: Before = close === "}" ? "statement" : "operator";
    while (!this.sees(close)) before = this.#token(before);
    this.take(close);
  }

  skipBlank(): void {
    this.#match(blank);
  }

  #here(): string {
    const here = this.#text[this.#at];
    if (here === undefined) throw new SyntaxError("The source ended too early.");
    return here;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #token(before: Before): Before {
    const after = this.#tokenItself(before);
    this.skipBlank();
    return after;
  }

  #tokenItself(before: Before): Before {
    const here = this.#here();
    if (here === "`") return this.#template();
    if (here === "(" || here === "[" || here === "{") return this.#bracket(here, before);
    if (this.#match(quotedText) !== undefined || this.#match(numeral) !== undefined) return "operand";
    if (here === "/" && before !== "operand" && this.#match(regularExpression) !== undefined) return "operand";
    const member = this.#at > 0 && this.#text[this.#at - 1] === ".";
    const word = this.#match(identifier);
    if (word !== undefined) return member ? "operand" : afterWord(word, before);
    if (this.#match(step) !== undefined) return before;
    if (this.sees("=>") || here === ";") {
      this.#at += here === ";" ? 1 : 2;
      return "statement";
    }
    this.#at += 1;
    return "operator";
  }

  #bracket(open: string, before: Before): Before {
    this.#at += 1;
    this.skipBlank();
    this.skipBracket(open === "(" ? ")" : open === "[" ? "]" : "}");
    if (open === "(") return before === "condition" ? "statement" : "operand";
    return open === "[" || before === "operator" ? "operand" : "statement";
  }

  #template(): Before {
    this.#at += 1;
    for (;;) {
      this.#match(templateText);
      if (this.#here() === "`") break;
      this.#at += 2;
      this.skipBlank();
      let before: Before = "operator";
      while (!this.sees("}")) before = this.#token(before);
      this.#at += 1;
    }
    this.#at += 1;
    return "operand";
  }
}

function afterWord(word: string, before: Before): Before {
  if (conditionWords.has(word)) return "condition";
  if (word === "await" && before === "condition") return "condition";
  if (statementWords.has(word)) return "statement";
  // Only `for (x of ...)` has it after an operand; elsewhere it is a name.
  if (word === "of" && before === "operand") return "operator";
  return operatorWords.has(word) ? "operator" : "operand";
}
