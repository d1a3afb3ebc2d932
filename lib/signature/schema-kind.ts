import { typesOf } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";

/** Whether a schema allows null and nothing else. */
export function isNull(schema: JsonSchema): boolean {
  return schema["type"] === "null" || schema["const"] === null;
}

/** Whether the values of a schema are objects or lists, as far as its top tells. */
export function isNested(schema: JsonSchema): boolean {
  if ("const" in schema || schema["enum"] !== undefined) return false;
  const type = typesOf(schema)[0] ?? typeByKeywords(schema);
  return type === "object" || type === "array";
}

/** The type that a schema without one speaks of; `string` where it speaks of none. */
export function typeByKeywords(schema: JsonSchema): "object" | "array" | "number" | "string" {
  const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (has("properties", "required", "additionalProperties", "minProperties", "patternProperties", "propertyNames")) return "object";
  if (has("items", "prefixItems", "minItems", "contains")) return "array";
  return has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf") ? "number" : "string";
}
