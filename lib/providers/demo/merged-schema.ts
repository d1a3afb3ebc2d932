import type { JsonSchema } from "../../signature/json-schema.ts";
import { isRecord } from "../../signature/subschemas.ts";
import { sorted } from "./conforms.ts";

const larger = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]);
const smaller = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]);

/** One schema that asks for what both ask for, as far as keywords can be joined. */
export function mergedSchema(a: JsonSchema, b: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...a };
  for (const [keyword, value] of Object.entries(b)) merged[keyword] = keyword in a ? joined(keyword, a[keyword], value) : value;
  return merged;
}

function joined(keyword: string, a: unknown, b: unknown): unknown {
  if (larger.has(keyword)) return Math.max(Number(a), Number(b));
  if (smaller.has(keyword)) return Math.min(Number(a), Number(b));
  if (keyword === "allOf" && Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (keyword === "required" && Array.isArray(a) && Array.isArray(b)) return [...new Set([...a, ...b])];
  if (keyword === "enum" && Array.isArray(a) && Array.isArray(b))
    return a.filter((value) => b.some((other) => sorted(other) === sorted(value)));
  if (keyword === "type") return joinedTypes([a].flat(), [b].flat());
  if ((keyword === "properties" || keyword === "$defs") && isRecord(a) && isRecord(b)) return joinedProperties(a, b);
  return b;
}

function joinedTypes(a: readonly unknown[], b: readonly unknown[]): unknown {
  const common = a.filter((type) => b.includes(type) || (type === "integer" && b.includes("number")));
  if (common.length === 0 && a.includes("number") && b.includes("integer")) return "integer";
  return common.length === 1 ? common[0] : common;
}

function joinedProperties(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const both = new Set([...Object.keys(a), ...Object.keys(b)]);
  const entries = [...both].map((key): [string, unknown] => {
    const [one, other] = [a[key], b[key]];
    return [key, isRecord(one) && isRecord(other) ? mergedSchema(one, other) : (other ?? one)];
  });
  return Object.fromEntries(entries);
}
