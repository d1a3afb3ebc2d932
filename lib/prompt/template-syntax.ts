import type Handlebars from "handlebars";

// The parts of Handlebars' syntax tree that this room reads and changes. Its own declarations are not exported from the package.

/** Lines count from 1, columns from 0. */
interface Location {
  readonly start: { readonly line: number; readonly column: number };
}

export interface Path {
  readonly type: "PathExpression";
  readonly data: boolean;
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
  readonly loc: Location;
}

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

export interface SubExpression extends Callable {
  readonly type: "SubExpression";
}

export type Expression = Path | Literal | SubExpression;

export interface Mustache extends Callable {
  readonly type: "MustacheStatement";
}

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

export interface Program {
  readonly type: "Program";
  readonly body: readonly (Mustache | Block | Other)[];
  readonly blockParams?: readonly string[] | undefined;
}

export type Statement = Program["body"][number];

/** A parsed template; throws Handlebars' own errors. */
export function parseTemplate(handlebars: typeof Handlebars, text: string): Program {
  // as: the declared tree says nothing of what its statements hold
  return handlebars.parse(text) as unknown as Program;
}

export function path(name: string, loc: Location): Path {
  return { type: "PathExpression", data: false, depth: 0, parts: [name], original: name, loc };
}

export function text(value: string, loc: Location): Literal {
  return { type: "StringLiteral", value, original: value, loc };
}

export function number(value: number, loc: Location): Literal {
  return { type: "NumberLiteral", value, original: value, loc };
}

export function call(name: string, params: Expression[], loc: Location): SubExpression {
  return { type: "SubExpression", path: path(name, loc), params, hash: undefined, loc };
}

/** An expression as it could be written in a template; used in messages. */
export function spelled(expression: Expression): string {
  if (expression.type === "PathExpression") return expression.original;
  if (expression.type !== "SubExpression") return String(expression.original ?? expression.value);
  return `(${spelledCall(expression)})`;
}

export function spelledCall({ path, params }: { readonly path: Expression; readonly params: readonly Expression[] }): string {
  return [path, ...params].map(spelled).join(" ");
}
