import { unionOf } from "./generic-types.ts";
import type { JsonSchema } from "./json-schema.ts";
import { isIdentifier } from "./tokens.ts";
import type { FieldExpression, NamedType, TypeExpression } from "./type-expression.ts";

/** The type of the signature grammar that comes closest to a JSON Schema; what has no spelling is `unknown`. */
export function typeFromJsonSchema(schema: JsonSchema): TypeExpression {
  if ("const" in schema) return literal(schema["const"]);
  const { enum: choices, anyOf, oneOf, type } = schema;
  if (isList(choices)) return unionOf(choices.map(literal));
  const alternatives = anyOf ?? oneOf;
  if (isList(alternatives)) return unionOf(alternatives.map(typeOfPart));
  if (isList(type)) return unionOf(type.map((one) => typeFromJsonSchema({ ...schema, type: one })));
  if (type === "array") return arrayType(schema);
  if (type === "object") return objectType(schema);
  return named(simpleTypes.get(type) ?? "unknown");
}

const simpleTypes: ReadonlyMap<unknown, NamedType> = new Map([
  ["string", "string"],
  ["number", "number"],
  ["integer", "int"],
  ["boolean", "boolean"],
  ["null", "null"],
]);

function arrayType(schema: JsonSchema): TypeExpression {
  const { prefixItems, items } = schema;
  if (isList(prefixItems) && prefixItems.length > 0) return { kind: "tuple", elements: prefixItems.map(typeOfPart) };
  return { kind: "array", element: typeOfPart(items) };
}

function objectType(schema: JsonSchema): TypeExpression {
  const { properties, required, additionalProperties } = schema;
  const keys = isRecord(properties) ? Object.entries(properties) : [];
  if (keys.length === 0 || !keys.every(([name]) => isIdentifier(name))) return { kind: "record", value: typeOfPart(additionalProperties) };
  const fields = keys.map(([name, part]): FieldExpression => {
    const optional = !(isList(required) && required.includes(name));
    const description = isRecord(part) && typeof part["description"] === "string" ? { description: part["description"] } : {};
    return { name, optional, type: typeOfPart(part), ...description };
  });
  return { kind: "object", fields };
}

/** A part may be missing, `true` or `false`. */
function typeOfPart(part: unknown): TypeExpression {
  return isRecord(part) ? typeFromJsonSchema(part) : named("unknown");
}

function literal(value: unknown): TypeExpression {
  if (typeof value === "string" || typeof value === "boolean") return { kind: "literal", value };
  if (typeof value === "number") return /e/.test(String(value)) ? named("number") : { kind: "literal", value };
  return named(value === null ? "null" : "unknown");
}

function named(name: NamedType): TypeExpression {
  return { kind: "named", name };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
