import { MsgfluxError } from "../core/errors.ts";

/** Where in an expression something is wrong, and what. */
export interface SyntaxProblem {
  readonly text: string;
  /** Index into `text` in UTF-16 units, from 0; at most the length of the text. */
  readonly offset: number;
  /** The fact as a sentence without its full stop: `Expected a step, found "->"`. */
  readonly fact: string;
  readonly hint?: string | undefined;
}

/** Characters of a line that are shown on either side of the spot. */
const reach = 60;

/** The text of a pipeline does not follow the grammar; the message shows the line with a caret under the spot. */
export class InlineSyntaxError extends MsgfluxError {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** From 0, in UTF-16 units from the start of the text. */
  readonly offset: number;

  constructor(problem: SyntaxProblem) {
    const { text, offset, fact, hint } = problem;
    const lines = text.slice(0, offset).split("\n");
    const before = lines.at(-1) ?? "";
    const place = `${fact} (pipeline, line ${lines.length}, column ${before.length + 1}).\n\n${caretUnder(text, offset, before)}`;
    // A hint is set after a space: behind a line break it starts its own line instead of following the caret.
    super("inline-syntax", hint === undefined ? place : `${place}\n\n `, { hint });
    this.line = lines.length;
    this.column = before.length + 1;
    this.offset = offset;
  }
}

function caretUnder(text: string, offset: number, before: string): string {
  const lineEnd = text.indexOf("\n", offset);
  const behind = text.slice(offset, lineEnd < 0 ? text.length : lineEnd).trimEnd();
  const left = before.length > reach ? `...${before.slice(-reach)}` : before;
  const right = behind.length > reach ? `${behind.slice(0, reach)}...` : behind;
  // Tabs stay tabs, so that the caret stands under the spot whatever their width.
  return `  ${left}${right}\n  ${left.replace(/[^\t]/g, " ")}^`;
}
