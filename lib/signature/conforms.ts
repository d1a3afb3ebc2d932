import { formats } from "./formats.ts";
import type { JsonSchema } from "./json-schema.ts";
import { dereferenced, isRecord } from "./subschemas.ts";

/**
 * Whether a value is valid under a JSON Schema (draft 2020-12: types, enum, const, numbers, texts, lists, objects, combinations,
 * conditions, local references). Unknown keywords and formats allow everything.
 */
export function conforms(value: unknown, schema: unknown, root: JsonSchema): boolean {
  if (!isRecord(schema)) return schema !== false;
  if (typeof schema["$ref"] === "string") {
    const target = dereferenced({ $ref: schema["$ref"] }, root);
    // What refers to nothing but itself says nothing.
    if (typeof target["$ref"] !== "string" && !conforms(value, target, root)) return false;
  }
  return fitsType(value, schema) && fitsValue(value, schema) && fitsParts(value, schema, root) && fitsCombination(value, schema, root);
}

/** The types a schema names; empty when it names none. */
export function typesOf(schema: JsonSchema): string[] {
  return [schema["type"] ?? []].flat().map(String);
}

/** The schemas of a list's first entries, and that of the others; draft-07 spells them `items` and `additionalItems`. */
export function itemsOf(schema: JsonSchema): { readonly first: readonly unknown[]; readonly others: unknown } {
  const { prefixItems, items, additionalItems } = schema;
  if (Array.isArray(items)) return { first: items, others: additionalItems ?? true };
  return { first: Array.isArray(prefixItems) ? prefixItems : [], others: items ?? true };
}

function fitsType(value: unknown, schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes(typeName(value)) || (types.includes("integer") && Number.isInteger(value));
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function fitsValue(value: unknown, schema: JsonSchema): boolean {
  if ("const" in schema && !equal(value, schema["const"])) return false;
  if (Array.isArray(schema["enum"]) && !schema["enum"].some((allowed) => equal(value, allowed))) return false;
  if (typeof value === "number") return fitsNumber(value, schema);
  return typeof value !== "string" || fitsText(value, schema);
}

function fitsNumber(value: number, schema: JsonSchema): boolean {
  const step = schema["multipleOf"];
  return (
    value >= limit(schema["minimum"], -Infinity) &&
    value <= limit(schema["maximum"], Infinity) &&
    value > limit(schema["exclusiveMinimum"], -Infinity) &&
    value < limit(schema["exclusiveMaximum"], Infinity) &&
    (typeof step !== "number" || Number.isInteger(value / step))
  );
}

function fitsText(value: string, schema: JsonSchema): boolean {
  const length = [...value].length;
  if (length < limit(schema["minLength"], 0) || length > limit(schema["maxLength"], Infinity)) return false;
  const format = formats.get(String(schema["format"]));
  if (format !== undefined && !format.fits(value)) return false;
  return typeof schema["pattern"] !== "string" || (matcher(schema["pattern"])?.test(value) ?? true);
}

/** A number in a schema, or what holds without it. */
export function limit(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function matcher(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

function fitsParts(value: unknown, schema: JsonSchema, root: JsonSchema): boolean {
  if (Array.isArray(value)) return fitsList(value, schema, root);
  return !isRecord(value) || fitsObject(value, schema, root);
}

function fitsObject(value: Readonly<Record<string, unknown>>, schema: JsonSchema, root: JsonSchema): boolean {
  const keys = Object.keys(value);
  const { required, dependentRequired, propertyNames } = schema;
  const has = (key: unknown) => Object.hasOwn(value, String(key));
  if (Array.isArray(required) && !required.every(has)) return false;
  if (isRecord(dependentRequired) && keys.some((key) => !dependents(dependentRequired, key).every(has))) return false;
  if (keys.length < limit(schema["minProperties"], 0) || keys.length > limit(schema["maxProperties"], Infinity)) return false;
  return keys.every(
    (key) =>
      (propertyNames === undefined || conforms(key, propertyNames, root)) &&
      propertySchemas(schema, key).every((part) => conforms(value[key], part, root)),
  );
}

/** What must stand beside a key. */
export function dependents(dependentRequired: unknown, key: string): readonly unknown[] {
  const others = isRecord(dependentRequired) && Object.hasOwn(dependentRequired, key) ? dependentRequired[key] : undefined;
  return Array.isArray(others) ? others : [];
}

/** The schemas that hold for the value under a key. */
export function propertySchemas(schema: JsonSchema, key: string): unknown[] {
  const { properties, patternProperties, additionalProperties } = schema;
  const own = isRecord(properties) && Object.hasOwn(properties, key) ? [properties[key]] : [];
  const patterns = isRecord(patternProperties) ? Object.entries(patternProperties) : [];
  const schemas = [...own, ...patterns.filter(([pattern]) => matcher(pattern)?.test(key)).map(([, part]) => part)];
  return schemas.length > 0 ? schemas : [additionalProperties ?? true];
}

function fitsList(value: readonly unknown[], schema: JsonSchema, root: JsonSchema): boolean {
  if (value.length < limit(schema["minItems"], 0) || value.length > limit(schema["maxItems"], Infinity)) return false;
  if (schema["uniqueItems"] === true && new Set(value.map(sorted)).size < value.length) return false;
  const { contains } = schema;
  if (contains !== undefined) {
    const count = value.filter((entry) => conforms(entry, contains, root)).length;
    if (count < limit(schema["minContains"], 1) || count > limit(schema["maxContains"], Infinity)) return false;
  }
  const { first, others } = itemsOf(schema);
  return value.every((entry, index) => conforms(entry, index < first.length ? first[index] : others, root));
}

function fitsCombination(value: unknown, schema: JsonSchema, root: JsonSchema): boolean {
  const { anyOf, oneOf, allOf, not } = schema;
  const fits = (part: unknown) => conforms(value, part, root);
  if (Array.isArray(allOf) && !allOf.every(fits)) return false;
  if (Array.isArray(anyOf) && !anyOf.some(fits)) return false;
  if (Array.isArray(oneOf) && oneOf.filter(fits).length !== 1) return false;
  if (schema["if"] !== undefined && !fits(schema[fits(schema["if"]) ? "then" : "else"] ?? true)) return false;
  return not === undefined || !fits(not);
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || sorted(a) === sorted(b);
}

/** JSON with the keys in order, so that equal values are equal texts. */
export function sorted(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
