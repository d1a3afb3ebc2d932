import { printed } from "./lines.ts";

/** A value that a template needs and did not get; `name` is how the template spells it. */
export class MissingValue extends Error {
  readonly variable: string;
  readonly line: number;

  constructor(variable: string, line: number) {
    super(variable);
    this.variable = variable;
    this.line = line;
  }
}

/** The helpers that templates may call, with the least and the most arguments of each. */
export const helperArity: Readonly<Record<string, readonly [least: number, most: number]>> = {
  eq: [2, 2],
  ne: [2, 2],
  and: [2, Infinity],
  or: [2, Infinity],
  not: [1, 1],
  gt: [2, 2],
  lt: [2, 2],
  join: [1, 2],
  json: [1, 2],
  default: [2, 2],
  lookup: [2, 2],
};

/** Helpers whose arguments are asked after rather than needed: an absent one is false. */
export const askingHelpers: ReadonlySet<string> = new Set(["eq", "ne", "and", "or", "not", "gt", "lt", "default"]);

/** Prints a value, or complains that it is absent. The name of what this room puts into a template's tree; templates cannot call it. */
export const printHelper = "$print";
/** Passes a value on, or complains that it is absent; templates cannot call it either. */
export const needHelper = "$need";

// Handlebars ends every argument list with an options object.
const argumentsOf = (given: readonly unknown[]) => given.slice(0, -1);

/** The helpers of every template, by name. All values they get are plain data. */
export const helpers: Readonly<Record<string, (...given: unknown[]) => unknown>> = {
  eq: (a, b) => same(a, b),
  ne: (a, b) => !same(a, b),
  and: (...given) => deciding(argumentsOf(given), (value) => !truthy(value)),
  or: (...given) => deciding(argumentsOf(given), truthy),
  not: (value) => !truthy(value),
  gt: (a, b) => compare(a, b) > 0,
  lt: (a, b) => compare(a, b) < 0,
  join: (list, ...rest) => {
    const separator = printed(argumentsOf(rest)[0] ?? ", ");
    return Array.isArray(list) ? list.map(printed).join(separator) : printed(list);
  },
  json: (value, ...rest) => JSON.stringify(value, null, Number(argumentsOf(rest)[0] ?? 0)),
  default: (value, otherwise) => (value === undefined || value === null || value === "" ? otherwise : value),
  [printHelper]: (value, name, line) => printed(needed(value, name, line)),
  [needHelper]: (value, name, line) => needed(value, name, line),
};

function needed(value: unknown, name: unknown, line: unknown): unknown {
  if (value === undefined) throw new MissingValue(String(name), Number(line));
  return value;
}

/** The first value that decides, or the last one. */
function deciding(values: readonly unknown[], decides: (value: unknown) => boolean): unknown {
  const at = values.findIndex(decides);
  return values.at(at);
}

/** As in `{{#if}}`: false, absent, null, zero, the empty text and the empty list are not. */
function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function same(a: unknown, b: unknown): boolean {
  return a !== undefined && b !== undefined && a === b;
}

/** Above, below or equal to zero; NaN, which is neither, when the values cannot be put in order. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : Number(a > b);
  const orderable = [a, b].every((value) => typeof value === "number" || (typeof value === "string" && value.trim() !== ""));
  return orderable ? Number(a) - Number(b) : Number.NaN;
}
