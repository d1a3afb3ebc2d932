import { sorted } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";
import { isRecord } from "./subschemas.ts";

const larger = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"]);
const smaller = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"]);
const notes = new Set(["title", "description", "default", "examples"]);
const schemas = new Set(["items", "contains", "propertyNames"]);
const named = new Set(["properties", "patternProperties", "$defs"]);

/** The most alternatives that two lists of alternatives are multiplied out to. */
const most = 64;

/**
 * One schema that asks for what both ask for, as far as keywords can be joined; where they cannot, the second counts. What a schema
 * says for people is taken from the first.
 */
export function mergedSchema(a: JsonSchema, b: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...a };
  for (const [keyword, value] of Object.entries(b)) merged[keyword] = keyword in a ? joined(keyword, a[keyword], value) : value;
  return merged;
}

function joined(keyword: string, a: unknown, b: unknown): unknown {
  if (larger.has(keyword)) return Math.max(Number(a), Number(b));
  if (smaller.has(keyword)) return Math.min(Number(a), Number(b));
  if (notes.has(keyword)) return a;
  if (keyword === "type") return joinedTypes([a].flat(), [b].flat());
  if (keyword === "multipleOf") return commonMultiple(Number(a), Number(b));
  if (keyword === "uniqueItems") return a === true || b === true;
  if (keyword === "not") return { anyOf: [a, b] };
  if (schemas.has(keyword)) return joinedSchemas(a, b);
  if (keyword === "additionalProperties") return joinedSchemas(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return joinedLists(keyword, a, b);
  return named.has(keyword) && isRecord(a) && isRecord(b) ? joinedByName(a, b) : b;
}

function joinedSchemas(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false;
  return isRecord(a) && isRecord(b) ? mergedSchema(a, b) : isRecord(a) ? a : b;
}

function joinedLists(keyword: string, a: readonly unknown[], b: readonly unknown[]): unknown {
  if (keyword === "allOf") return [...a, ...b];
  if (keyword === "required") return [...new Set([...a, ...b])];
  if (keyword === "enum") return a.filter((value) => b.some((other) => sorted(other) === sorted(value)));
  if (keyword === "anyOf" || keyword === "oneOf") return a.flatMap((one) => b.map((other) => joinedSchemas(one, other))).slice(0, most);
  if (keyword !== "prefixItems") return b;
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => joinedSchemas(a[index] ?? true, b[index] ?? true));
}

function joinedTypes(a: readonly unknown[], b: readonly unknown[]): unknown {
  const both = a.filter((type) => b.includes(type) || (type === "integer" && b.includes("number")));
  const common =
    a.includes("number") && !both.includes("number") && !both.includes("integer") && b.includes("integer") ? [...both, "integer"] : both;
  return common.length === 1 ? common[0] : common;
}

function joinedByName(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const both = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(Array.from(both, (key) => [key, joinedSchemas(a[key] ?? true, b[key] ?? true)]));
}

/** The least number that both divide; their product where they are no whole numbers. */
function commonMultiple(a: number, b: number): number {
  if (Number.isInteger(a / b)) return a;
  if (Number.isInteger(b / a)) return b;
  let [large, small] = [a, b];
  while (Number.isInteger(large) && Number.isInteger(small) && small > 0) [large, small] = [small, large % small];
  return small === 0 ? (a * b) / large : a * b;
}
