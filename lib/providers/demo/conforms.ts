import type { JsonSchema } from "../../signature/json-schema.ts";
import { dereferenced, isRecord } from "../../signature/subschemas.ts";
import { formats } from "./formats.ts";

/**
 * Whether a value is valid under a JSON Schema (draft 2020-12: types, enum, const, numbers, texts, lists, objects, combinations, local
 * references). Unknown keywords and formats allow everything.
 */
export function conforms(value: unknown, schema: unknown, root: JsonSchema): boolean {
  if (!isRecord(schema)) return schema !== false;
  const ref = schema["$ref"];
  if (typeof ref === "string" && !conforms(value, dereferenced({ $ref: ref }, root), root)) return false;
  return fitsType(value, schema) && fitsValue(value, schema) && fitsParts(value, schema, root) && fitsCombination(value, schema, root);
}

/** The types a schema names; empty when it names none. */
export function typesOf(schema: JsonSchema): string[] {
  return [schema["type"] ?? []].flat().map(String);
}

function fitsType(value: unknown, schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return (
    types.length === 0 ||
    types.some((type) => typeof value === type || type === typeName(value) || (type === "number" && typeof value === "number")) ||
    isInteger(value, types)
  );
}

const isInteger = (value: unknown, types: readonly string[]) => types.includes("integer") && Number.isInteger(value);

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
  const format = formats[String(schema["format"])];
  if (format !== undefined && !format.pattern.test(value)) return false;
  return typeof schema["pattern"] !== "string" || (matcher(schema["pattern"])?.test(value) ?? true);
}

/** A number in a schema, or what holds without it. */
export function limit(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

/** The regular expression of a `pattern`; undefined when it is none. */
export function matcher(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}

function fitsParts(value: unknown, schema: JsonSchema, root: JsonSchema): boolean {
  if (Array.isArray(value)) return fitsList(value, schema, root);
  if (!isRecord(value)) return true;
  const keys = Object.keys(value);
  const { required, properties, patternProperties, additionalProperties, propertyNames } = schema;
  if (Array.isArray(required) && !required.every((key) => Object.hasOwn(value, String(key)))) return false;
  if (keys.length < limit(schema["minProperties"], 0) || keys.length > limit(schema["maxProperties"], Infinity)) return false;
  return keys.every((key) => {
    if (propertyNames !== undefined && !conforms(key, propertyNames, root)) return false;
    const own = isRecord(properties) && Object.hasOwn(properties, key) ? [properties[key]] : [];
    const byPattern = isRecord(patternProperties)
      ? Object.entries(patternProperties).filter(([pattern]) => matcher(pattern)?.test(key))
      : [];
    const schemas = [...own, ...byPattern.map(([, part]) => part)];
    return (schemas.length > 0 ? schemas : [additionalProperties ?? true]).every((part) => conforms(value[key], part, root));
  });
}

function fitsList(value: readonly unknown[], schema: JsonSchema, root: JsonSchema): boolean {
  if (value.length < limit(schema["minItems"], 0) || value.length > limit(schema["maxItems"], Infinity)) return false;
  if (schema["uniqueItems"] === true && value.some((entry, index) => value.slice(0, index).some((other) => equal(entry, other))))
    return false;
  const { prefixItems, items, contains } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems : [];
  if (contains !== undefined && value.filter((entry) => conforms(entry, contains, root)).length < limit(schema["minContains"], 1))
    return false;
  return value.every((entry, index) => conforms(entry, index < first.length ? first[index] : (items ?? true), root));
}

function fitsCombination(value: unknown, schema: JsonSchema, root: JsonSchema): boolean {
  const { anyOf, oneOf, allOf, not } = schema;
  const fitting = (list: readonly unknown[]) => list.filter((part) => conforms(value, part, root)).length;
  if (Array.isArray(allOf) && fitting(allOf) < allOf.length) return false;
  if (Array.isArray(anyOf) && fitting(anyOf) === 0) return false;
  if (Array.isArray(oneOf) && fitting(oneOf) !== 1) return false;
  return not === undefined || !conforms(value, not, root);
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
