import type Handlebars from "handlebars";

// The parts of Handlebars' syntax tree that this room reads and changes. Its own declarations are not exported from the package.

/** Lines count from 1, columns from 0. */
interface Location {
  readonly start: { readonly line: number; readonly column: number };
}

/** A name, or several joined by dots; `data` for `@name`, `depth` for each `../` before it. */
export interface Path {
  readonly type: "PathExpression";
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Location;
}

/** A value written in the template. */
export interface Literal {
  readonly type: "StringLiteral" | "NumberLiteral" | "BooleanLiteral" | "UndefinedLiteral" | "NullLiteral";
  readonly value?: unknown;
  readonly original?: unknown;
  readonly loc: Location;
}

interface Hash {
  readonly type: "Hash";
  readonly pairs: readonly { readonly key: string; readonly value: Expression }[];
}

/** The common shape of what may be a call: a name and its arguments. */
interface Callable {
  path: Path | Literal;
  params: Expression[];
  hash: Hash | undefined;
  readonly loc: Location;
}

/** A call in parentheses. */
export interface SubExpression extends Callable {
  readonly type: "SubExpression";
}

/** What an argument may be. */
export type Expression = Path | Literal | SubExpression;

/** What is printed: `{{...}}`. */
export interface Mustache extends Callable {
  readonly type: "MustacheStatement";
}

/** `{{#...}}`, what it holds, and what stands after `{{else}}`. */
export interface Block extends Callable {
  readonly type: "BlockStatement";
  readonly program?: Program | undefined;
  readonly inverse?: Program | undefined;
}

/** Plain text, a comment, or a form that this library does not offer. */
interface Other {
  readonly type: "ContentStatement" | "CommentStatement" | "PartialStatement" | "PartialBlockStatement" | "Decorator" | "DecoratorBlock";
  readonly loc: Location;
}

/** A template, or the inside of a block. */
export interface Program {
  readonly type: "Program";
  readonly body: readonly (Mustache | Block | Other)[];
  readonly blockParams?: readonly string[] | undefined;
}

/** One piece of a template. */
export type Statement = Program["body"][number];

/** A parsed template; throws Handlebars' own errors. */
export function parseTemplate(handlebars: typeof Handlebars, text: string): Program {
  // as: the declared tree says nothing of what its statements hold
  return handlebars.parse(text) as unknown as Program;
}

/** A path of one name. */
export function path(name: string, loc: Location): Path {
  return { type: "PathExpression", data: false, depth: 0, parts: [name], original: name, loc };
}

/** A text as a literal. */
export function text(value: string, loc: Location): Literal {
  return { type: "StringLiteral", value, original: value, loc };
}

/** A number as a literal. */
export function number(value: number, loc: Location): Literal {
  return { type: "NumberLiteral", value, original: value, loc };
}

/** A call of a helper. */
export function call(name: string, params: Expression[], loc: Location): SubExpression {
  return { type: "SubExpression", path: path(name, loc), params, hash: undefined, loc };
}

/** An expression as it could be written in a template; used in messages. */
export function spelled(expression: Expression): string {
  if (expression.type === "PathExpression") return expression.original;
  if (expression.type !== "SubExpression") return String(expression.original ?? expression.value);
  return `(${spelledCall(expression)})`;
}

/** A call as it could be written, without its parentheses. */
export function spelledCall({ path, params }: { readonly path: Expression; readonly params: readonly Expression[] }): string {
  return [path, ...params].map(spelled).join(" ");
}
