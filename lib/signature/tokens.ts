import { SignatureSyntaxError } from "./signature-syntax-error.ts";

/** The smallest parts of a signature's text. `text` is a quoted text, its `value` without quotes and escapes. */
export interface Token {
  readonly kind: "word" | "number" | "text" | "mark" | "end";
  readonly value: string;
  /** Index of the first character, in UTF-16 units. */
  readonly start: number;
}

/** An identifier as in JavaScript: the only spelling of a field's name. */
const identifier = /[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/u;

/** Names that JavaScript objects have for themselves. */
export const reservedNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const oneIdentifier = new RegExp(`^${identifier.source}$`, "u");

/** Whether a text is one identifier and nothing else. */
export function isIdentifier(text: string): boolean {
  return oneIdentifier.test(text);
}

const blank = /[ \t\r\n]+/y;
const word = new RegExp(identifier.source, "uy");
const number = /-?\d+(?:\.\d+)?/y;
/** `[]` is one mark, so that `string[]` differs from `list[str]` at first sight; `[ ]` with a space is no type. */
const mark = /->|\[\]|[[\]{}()<>,;:?|]/y;
/** A backslash before a quote or a backslash makes it ordinary; before anything else it is itself. */
const quotedText = /'([^'\\]*(?:\\(?:['"\\]|(?!['"\\]))[^'\\]*)*)'|"([^"\\]*(?:\\(?:['"\\]|(?!['"\\]))[^"\\]*)*)"/y;
const escapedCharacter = /\\(['"\\])/g;

/** Splits a signature's text into tokens; the last one is always `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const gap = matchAt(blank, text, at);
    if (gap !== undefined) {
      at += gap[0].length;
      continue;
    }
    const [token, length] = tokenAt(text, at);
    tokens.push(token);
    at += length;
  }
  tokens.push({ kind: "end", value: "", start: text.length });
  return tokens;
}

/** A token as it stands in messages: `","`, `the text "Foo"`, `the end`. */
export function describe(token: Token): string {
  if (token.kind === "end") return "the end";
  return token.kind === "text" ? `the text "${token.value}"` : `"${token.value}"`;
}

function tokenAt(text: string, start: number): readonly [Token, number] {
  const quote = text[start];
  if (quote === "'" || quote === '"') {
    const match = matchAt(quotedText, text, start);
    if (match === undefined) throw unclosed(text, start, quote);
    const value = (match[1] ?? match[2] ?? "").replace(escapedCharacter, "$1");
    return [{ kind: "text", value, start }, match[0].length];
  }
  const plain = [["word", word] as const, ["number", number] as const, ["mark", mark] as const];
  for (const [kind, pattern] of plain) {
    const match = matchAt(pattern, text, start);
    if (match !== undefined) return [{ kind, value: match[0], start }, match[0].length];
  }
  const found = String.fromCodePoint(text.codePointAt(start) ?? 0);
  throw new SignatureSyntaxError({
    text,
    offset: start,
    fact: `"${found}" has no meaning in a signature`,
    expected: "a name, a type or a mark",
  });
}

function unclosed(text: string, offset: number, quote: string): SignatureSyntaxError {
  return new SignatureSyntaxError({
    text,
    offset,
    fact: "This quote is never closed",
    expected: `a closing ${quote}`,
    hint: `A backslash before a quote makes it part of the text: \\${quote}.`,
  });
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
