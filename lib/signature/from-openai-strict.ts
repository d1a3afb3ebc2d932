import { acceptsNull } from "./accepts-null.ts";
import type { JsonSchema } from "./json-schema.ts";
import { dereferenced, isRecord, mapValues } from "./subschemas.ts";

/**
 * Drops the nulls that stand for absent keys in a value written under a rewritten schema: those of keys that are optional in
 * the original schema and that do not take null. Everything else, and any value that does not fit, comes back as it is. Harmless
 * for values of other providers, whose models write such nulls too.
 */
export function fromOpenAIStrict(value: unknown, original: JsonSchema): unknown {
  return cleaned(value, original, original);
}

function cleaned(value: unknown, given: unknown, root: JsonSchema): unknown {
  if (typeof value !== "object" || value === null) return value;
  const schema = dereferenced(given, root);
  const members = schema["anyOf"] ?? schema["oneOf"];
  const member = Array.isArray(members) ? members.find((one) => fits(value, one, root)) : undefined;
  const chosen = member === undefined ? value : cleaned(value, member, root);
  const all = Array.isArray(schema["allOf"]) ? schema["allOf"].reduce<unknown>((part, one) => cleaned(part, one, root), chosen) : chosen;
  if (Array.isArray(all)) return cleanedItems(all, schema, root);
  return isRecord(all) ? cleanedObject(all, schema, root) : all;
}

function cleanedItems(items: readonly unknown[], schema: JsonSchema, root: JsonSchema): unknown[] {
  return items.map((item, index) => cleaned(item, itemSchema(schema, index), root));
}

function cleanedObject(object: Readonly<Record<string, unknown>>, schema: JsonSchema, root: JsonSchema): Record<string, unknown> {
  const kept = Object.entries(object).filter(([key, value]) => !(value === null && isAbsent(key, schema, root)));
  return mapValues(Object.fromEntries(kept), (value, key) => cleaned(value, propertySchema(schema, key), root));
}

/** Whether a null under this key can only mean that the key is absent. */
function isAbsent(key: string, schema: JsonSchema, root: JsonSchema): boolean {
  const { properties, required } = schema;
  if (!isRecord(properties) || !Object.hasOwn(properties, key)) return false;
  return !(Array.isArray(required) && required.includes(key)) && !acceptsNull(properties[key], root);
}

function propertySchema(schema: JsonSchema, key: string): unknown {
  const { properties, additionalProperties } = schema;
  return isRecord(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
}

function itemSchema({ prefixItems, items }: JsonSchema, index: number): unknown {
  return Array.isArray(prefixItems) && index < prefixItems.length ? (prefixItems[index] as unknown) : items;
}

/** Whether a value has the shape of a schema: enough to tell the members of a union apart, with null for absent keys. */
function fits(value: unknown, given: unknown, root: JsonSchema): boolean {
  if (given === false) return false;
  const schema = dereferenced(given, root);
  if ("const" in schema && schema["const"] !== value) return false;
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(value)) return false;
  if (!isOfType(value, schema["type"])) return false;
  const members = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(members) && !members.some((member) => fits(value, member, root))) return false;
  if (Array.isArray(schema["allOf"]) && !schema["allOf"].every((member) => fits(value, member, root))) return false;
  if (Array.isArray(value)) return value.every((item, index) => fits(item, itemSchema(schema, index), root));
  return isRecord(value) ? fitsObject(value, schema, root) : true;
}

function fitsObject(object: Readonly<Record<string, unknown>>, schema: JsonSchema, root: JsonSchema): boolean {
  const { properties, required, additionalProperties } = schema;
  if (!isRecord(properties)) return true;
  if (Array.isArray(required) && !required.every((key) => Object.hasOwn(object, String(key)))) return false;
  return Object.entries(object).every(([key, value]) => {
    if (Object.hasOwn(properties, key)) return (value === null && isAbsent(key, schema, root)) || fits(value, properties[key], root);
    // a strict model writes no key that its member does not have, even where the member is not closed
    return isRecord(additionalProperties) && fits(value, additionalProperties, root);
  });
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === undefined) return true;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  if (value === null) return types.includes("null");
  if (Array.isArray(value)) return types.includes("array");
  if (typeof value === "number") return types.includes("number") || (types.includes("integer") && Number.isInteger(value));
  return types.includes(typeof value);
}
