import type { JsonSchema } from "./json-schema.ts";
import { dereferenced, isRecord } from "./subschemas.ts";

const narrowing = ["type", "enum", "const", "anyOf", "oneOf", "allOf", "not", "$ref"];

/** Whether a schema says nothing about the type of a value. */
export function isAnything(schema: JsonSchema): boolean {
  return !narrowing.some((keyword) => schema[keyword] !== undefined);
}

/** Whether `null` is a value of a schema, as far as its types, constants and members tell. `root` is the document of its references. */
export function acceptsNull(schema: unknown, root: JsonSchema): boolean {
  return accepts(schema, root, new Set());
}

function accepts(given: unknown, root: JsonSchema, above: ReadonlySet<JsonSchema>): boolean {
  if (!isRecord(given)) return given !== false;
  const schema = dereferenced(given, root);
  if (above.has(schema)) return false;
  const inside = new Set([...above, schema]);
  const { type, anyOf, oneOf, allOf, not } = schema;
  if (typeof type === "string" && type !== "null") return false;
  if (Array.isArray(type) && !type.includes("null")) return false;
  if ("const" in schema && schema["const"] !== null) return false;
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(null)) return false;
  for (const members of [anyOf, oneOf]) {
    if (Array.isArray(members) && !members.some((member) => accepts(member, root, inside))) return false;
  }
  if (Array.isArray(allOf) && !allOf.every((member) => accepts(member, root, inside))) return false;
  return not === undefined || !accepts(not, root, inside);
}
