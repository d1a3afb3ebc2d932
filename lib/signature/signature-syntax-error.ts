import { MsgfluxError } from "../core/errors.ts";

/** Where in a signature's text something is wrong, what is wrong, and what the reader can do. */
export interface SyntaxProblem {
  readonly text: string;
  /** Index into `text` in UTF-16 units, from 0; at most the length of the text. */
  readonly offset: number;
  /** The fact as a sentence without its full stop: `Expected a type, found ","`. */
  readonly fact: string;
  /** What could have stood there: `a type`, `"->"`, `a field name`. */
  readonly expected: string;
  readonly hint?: string | undefined;
}

/** A signature's text does not follow the grammar; the message shows the line with a caret under the spot. */
export class SignatureSyntaxError extends MsgfluxError {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** From 0, in UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly expected: string;

  constructor(problem: SyntaxProblem) {
    const { text, offset, expected, hint } = problem;
    const before = text.slice(0, offset).split(/\r\n|\r|\n/);
    const column = (before.at(-1)?.length ?? 0) + 1;
    const place = `${problem.fact} (signature, line ${before.length}, column ${column}).\n\n${excerpt(text, offset, column)}`;
    // A hint is set after a space: behind a line break it starts its own line instead of following the caret.
    super("signature-syntax", hint === undefined ? place : `${place}\n\n `, { hint });
    this.line = before.length;
    this.column = column;
    this.offset = offset;
    this.expected = expected;
  }
}

/** Characters of a line that are shown on either side of the spot. */
const reach = 60;

function excerpt(text: string, offset: number, column: number): string {
  const lineStart = offset - column + 1;
  const rest = text.slice(offset).search(/[\r\n]/);
  const lineEnd = rest === -1 ? text.length : offset + rest;
  const start = Math.max(lineStart, offset - reach);
  const end = Math.min(lineEnd, offset + reach);
  const cutLeft = start > lineStart ? "..." : "";
  const cutRight = end < lineEnd ? "..." : "";
  // Tabs stay tabs, so that the caret stands under the spot whatever their width.
  const indent = (cutLeft + text.slice(start, offset)).replace(/[^\t]/g, " ");
  return `  ${cutLeft}${text.slice(start, end)}${cutRight}\n  ${indent}^`;
}
