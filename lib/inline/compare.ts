import type { Operator } from "./ast.ts";
import { readNumber } from "./read-number.ts";

type Verdict = (field: unknown) => boolean;

const verdicts = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
  // What cannot be ordered is NaN: it differs, and nothing else.
} satisfies Record<Operator, (order: number) => boolean>;

/**
 * Compares a field of a message with a value's text. The text says how: `true` and `false` compare truth, a number compares numbers (a field that is
 * text is read as one), all else compares text, as does a number with something that is none. A field that is null or absent equals nothing and comes
 * neither before nor after anything.
 */
export function comparison(operator: Operator, value: string): Verdict {
  const holds = verdicts[operator];
  const orderOf = orderTo(value);
  return (field) => holds(field === undefined || field === null ? Number.NaN : orderOf(field));
}

/** Gives the order of a field to a value: below 0 when it comes before, 0 when they are equal, NaN when there is no order. */
function orderTo(value: string): (field: unknown) => number {
  if (/^(?:true|false)$/i.test(value)) {
    const truth = value.length === 4;
    return (field) => order(Number(isTrue(field)), Number(truth));
  }
  const number = readNumber(value);
  if (number === undefined) return (field) => order(textOf(field), value);
  return (field) => {
    if (typeof field === "number") return order(field, number);
    const read = numberOf(field);
    return read === undefined ? order(textOf(field), value) : order(read, number);
  };
}

/** Numbers and bigints are compared exactly, mixed too. */
function order<T extends number | bigint | string>(left: T, right: T): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number.isNaN(left) ? Number.NaN : 0;
}

function numberOf(field: unknown): number | bigint | undefined {
  if (typeof field === "string") return readNumber(field);
  if (typeof field === "boolean") return Number(field);
  return typeof field === "bigint" ? field : undefined;
}

/** A text is true when it says so; what is empty is false. */
function isTrue(field: unknown): boolean {
  if (typeof field === "string") return field.toLowerCase() === "true";
  if (typeof field !== "object" || field === null) return Boolean(field);
  if (Array.isArray(field)) return field.length > 0;
  if (field instanceof Map || field instanceof Set) return field.size > 0;
  return Object.getPrototypeOf(field) !== Object.prototype || Object.keys(field).length > 0;
}

/** How a field reads as text: lists and records as JSON, dates as in ISO 8601. */
function textOf(field: unknown): string {
  if (typeof field === "string") return field;
  if (typeof field !== "object" || field === null) return String(field);
  if (field instanceof Date) return Number.isNaN(field.getTime()) ? "Invalid Date" : field.toISOString();
  try {
    return JSON.stringify(field) ?? "";
  } catch {
    // A circle, or a bigint inside: its text equals nothing that somebody would write.
    return Object.prototype.toString.call(field);
  }
}
