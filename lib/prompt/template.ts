import type Handlebars from "handlebars";
// All of the package in one file, which loads in less than half the time of the forty it is made from.
// @ts-expect-error: TypeScript knows the package's types by the name of the package only.
import inOneFile from "handlebars/dist/handlebars.min.js";
import { messageOf, quoted } from "../core/errors.ts";
import { MissingVariableError } from "./missing-variable-error.ts";
import { ownValue, plainData, readData, type Access } from "./plain-data.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { RecentCache } from "./recent-cache.ts";
import { TemplateError, type TemplatePlace } from "./template-error.ts";
import { helpers, MissingValue } from "./template-helpers.ts";
import { parseTemplate } from "./template-syntax.ts";

/** A text with placeholders, ready to be filled in. */
export interface Template {
  /** What errors call it. */
  readonly name: string;
  /** The names of the values it reads, conditions included, in the order of their first mention. */
  readonly variables: readonly string[];
  /**
   * The text with the values in it. Values are data: never compiled, never called, read without prototypes and getters; lists and
   * objects are printed as JSON, null as nothing. A value that a rendered place needs and that is absent is a `MissingVariableError`.
   */
  render(values: Readonly<Record<string, unknown>>): string;
}

/** A template without its name. */
interface Compiled {
  readonly variables: readonly string[];
  render(values: Readonly<Record<string, unknown>>, name: string): string;
}

const compiled = new RecentCache<Compiled>(500);
const handlebars = isolated();

/**
 * Compiles a Handlebars template without HTML escaping. Offers `if`, `unless`, `each`, `with` and the helpers `eq ne and or not gt lt
 * join json default lookup`; no partials. What is wrong with it is a `TemplateError` at once. Compiled once per text.
 */
export function compileTemplate(text: string, name: string): Template {
  if (!text.includes("{{")) return { name, variables: [], render: () => text };
  const template = compiled.get(text, () => compile(text, name));
  return { name, variables: template.variables, render: (values) => template.render(values, name) };
}

function compile(text: string, name: string): Compiled {
  const program = parsed(text, name);
  const { access, names } = prepareTemplate(program, { template: name, text });
  const knownHelpers = Object.fromEntries([...Object.keys(helpers), "if", "unless", "each", "with"].map((helper) => [helper, true]));
  // as: the declared type of knownHelpers wants the built-in ones listed
  const known = { log: false, ...knownHelpers } as NonNullable<CompileOptions["knownHelpers"]>;
  const run = handlebars.compile(program, { noEscape: true, knownHelpersOnly: true, knownHelpers: known });
  // Both stated outright, or Handlebars warns on the console whenever a template names something inherited.
  const safe = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };
  const render = (values: Readonly<Record<string, unknown>>, template: string): string => {
    try {
      return run(readRoot(values, access), safe);
    } catch (error) {
      throw error instanceof MissingValue ? absent(error, values, template) : error;
    }
  };
  return { variables: names, render };
}

type CompileOptions = NonNullable<Parameters<typeof Handlebars.compile>[1]>;

function isolated(): typeof Handlebars {
  const own = (inOneFile as typeof Handlebars).create();
  own.unregisterHelper("log");
  own.unregisterHelper("lookup");
  for (const [name, helper] of Object.entries(helpers)) own.registerHelper(name, helper);
  own.registerHelper("lookup", (from: unknown, key: unknown) => ownValue(Object(from), String(key)));
  return own;
}

function readRoot(values: Readonly<Record<string, unknown>>, access: Access): unknown {
  // Names are read even when nobody uses the whole, so that the root is a record without a prototype in any case.
  return access.whole ? plainData(values) : access.parts.size === 0 ? {} : readData(values, access);
}

function parsed(text: string, template: string): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(handlebars, text);
  } catch (error) {
    throw new TemplateError({ template, text, hint: hintFor(messageOf(error)) }, placeOf(error), problemOf(messageOf(error)));
  }
}

/** Errors of the grammar carry no place; the lexer then still stands where it stopped. */
function placeOf(error: unknown): TemplatePlace {
  // as: neither the fields of the error nor the parser are declared
  const { lineNumber, column } = error as { readonly lineNumber?: number; readonly column?: number };
  if (lineNumber !== undefined) return { line: lineNumber, column: (column ?? 0) + 1 };
  const { Parser } = handlebars as unknown as { Parser: { lexer: { yylloc: { first_line: number; first_column: number } } } };
  const { first_line, first_column } = Parser.lexer.yylloc;
  return { line: first_line, column: first_column + 1 };
}

/** What the tokens that a template's author may have got wrong look like. */
const spellings: Readonly<Record<string, string>> = {
  EOF: "the end of the text",
  INVALID: "something that is no name",
  CLOSE: "}}",
  CLOSE_UNESCAPED: "}}}",
  CLOSE_RAW_BLOCK: "}}}}",
  OPEN_ENDBLOCK: "{{/",
  INVERSE: "{{else}}",
  OPEN_INVERSE_CHAIN: "{{else ...}}",
};

function problemOf(message: string): string {
  const got = /, got '(\w+)'$/.exec(message)?.[1];
  if (got === "EOF") return "a block or placeholder that begins before is never closed.";
  if (got !== undefined) return `${spellings[got] ?? got.toLowerCase().replaceAll("_", " ")} is not expected here.`;
  return `${message
    .replace(/ - \d+:\d+$/, "")
    .replace(/^Lexical error on line \d+\. /, "")
    .trim()}.`;
}

function hintFor(message: string): string | undefined {
  if (message.includes("'CLOSE_RAW_BLOCK'")) return "In JSON put a blank between a placeholder and the brace after it: {{x}} }";
  return "Write \\{{ for two braces that are not a placeholder.";
}

function absent({ variable, line }: MissingValue, values: Readonly<Record<string, unknown>>, template: string): MissingVariableError {
  const there = Object.keys(values).filter((name) => ownValue(values, name) !== undefined);
  const where = line > 1 ? ` (line ${line})` : "";
  const supplied = ownValue(values, variable);
  const fact = `The template "${template}" needs "${variable}"${where}, which nobody supplied. Supplied: ${quoted(there)}.`;
  return new MissingVariableError(fact, {
    hint: typeof supplied === "function" ? "A function is not called; pass what it returns." : hintForAbsent(variable, supplied),
  });
}

function hintForAbsent(variable: string, supplied: unknown): string {
  if (supplied !== undefined) return `Inside {{#each}} and {{#with}} it is {{../${variable}}}.`;
  const spelled = variable.includes(" ") ? `(${variable})` : variable;
  return `Pass it, or say what to do without it: {{#if ${spelled}}}...{{/if}} or {{default ${spelled} "..."}}.`;
}
