import { InlineSyntaxError } from "./inline-syntax-error.ts";

/**
 * The smallest parts of an expression. A word is anything between blanks, marks and quotes: its place says whether it must be a name, a path
 * or a value. A quoted text has its `value` without quotes and escapes.
 */
export interface Token {
  readonly kind: "word" | "text" | "mark" | "end";
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const blank = /[ \t\r\n]+/y;
const mark = /->|@\{|\|\||[=!<>]=|[[\]{}(),;:?&!<>]/y;
const word = /(?:[^ \t\r\n()[\]{},;:?&|<>=!@'"-]+|-(?!>))+/y;
/** A backslash before a quote or a backslash makes it ordinary; before anything else it is itself. */
const quotedText = /'([^'\\]*(?:\\[^][^'\\]*)*)'|"([^"\\]*(?:\\[^][^"\\]*)*)"/y;
const escapedCharacter = /\\(['"\\])/g;

const hints: Readonly<Record<string, string>> = {
  "|": 'Write "||" for or.',
  "=": 'Write "==" to compare.',
  "@": "A loop is written @{condition}: step;",
};

/** Whether a text can stand as a value without quotes. */
export function isBareWord(text: string): boolean {
  word.lastIndex = 0;
  return word.exec(text)?.[0] === text;
}

/** Splits an expression into tokens; the last one is always `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    blank.lastIndex = at;
    if (blank.test(text)) {
      at = blank.lastIndex;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", value: "", start: text.length, end: text.length });
  return tokens;
}

/** A token as it stands in messages. */
export function describe(token: Token): string {
  if (token.kind === "end") return "the end";
  const value = token.value.length > 40 ? `${token.value.slice(0, 40)}...` : token.value;
  return token.kind === "text" ? `the text "${value}"` : `"${value}"`;
}

function tokenAt(text: string, start: number): Token {
  mark.lastIndex = start;
  const marked = mark.exec(text)?.[0];
  if (marked !== undefined) return { kind: "mark", value: marked, start, end: start + marked.length };
  const first = text[start] ?? "";
  if (first === "'" || first === '"') {
    quotedText.lastIndex = start;
    const match = quotedText.exec(text);
    if (!match) throw new InlineSyntaxError({ text, offset: start, fact: "This quote is never closed", hint: `Close it with ${first}.` });
    const value = (match[1] ?? match[2] ?? "").replace(escapedCharacter, "$1");
    return { kind: "text", value, start, end: quotedText.lastIndex };
  }
  word.lastIndex = start;
  const value = word.exec(text)?.[0];
  if (value === undefined) throw new InlineSyntaxError({ text, offset: start, fact: `"${first}" has no meaning here`, hint: hints[first] });
  return { kind: "word", value, start, end: start + value.length };
}
