import { MsgfluxError } from "../core/errors.ts";

/** Where something stands in a template; both count from 1. */
export interface TemplatePlace {
  readonly line: number;
  readonly column: number;
}

/** A template that cannot be understood. Lines and columns count from 1. */
export class TemplateError extends MsgfluxError {
  readonly template: string;
  readonly line: number;
  readonly column: number;

  constructor(
    what: { readonly template: string; readonly text: string; readonly hint?: string | undefined },
    place: TemplatePlace,
    problem: string,
  ) {
    const { line, column } = place;
    const fact = `The template "${what.template}" is wrong at line ${line}, column ${column}: ${problem}\n${caret(what.text, place)}`;
    super("template", what.hint === undefined ? fact : `${fact}\n`, { hint: what.hint });
    this.template = what.template;
    this.line = line;
    this.column = column;
  }
}

const around = 60;

/** The line of the place, shortened to its neighbourhood, with a caret under the place. */
function caret(text: string, { line, column }: TemplatePlace): string {
  const whole = text.split(/\r?\n/)[line - 1] ?? "";
  const start = Math.max(0, column - 1 - around);
  const shown = whole.slice(start, column - 1 + around);
  return `  ${shown.replaceAll("\t", " ")}\n  ${" ".repeat(column - 1 - start)}^`;
}
