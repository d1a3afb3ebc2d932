import type { JsonSchema } from "./json-schema.ts";

/** Keywords whose value is a schema, a list of schemas, or schemas by name (JSON Schema draft 2020-12, core and applicators). */
const single = [
  "items",
  "additionalProperties",
  "not",
  "contains",
  "propertyNames",
  "if",
  "then",
  "else",
  "unevaluatedItems",
  "unevaluatedProperties",
];
const lists = ["anyOf", "oneOf", "allOf", "prefixItems"];
const maps = ["properties", "$defs", "definitions", "patternProperties", "dependentSchemas"];

/** Whether a value is an object with keys, as JSON has it: neither an array nor an instance of a class. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // objects of another realm have another `Object.prototype`, whose prototype is null all the same
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A copy of a schema with every schema directly in it replaced; what is data (`const`, `default`, ...) stays. Boolean schemas stay too. */
export function mapSubschemas(schema: JsonSchema, replace: (part: JsonSchema) => JsonSchema): JsonSchema {
  const part = (value: unknown) => (isRecord(value) ? replace(value) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (single.includes(keyword)) return [keyword, part(value)];
    if (lists.includes(keyword) && Array.isArray(value)) return [keyword, value.map(part)];
    if (maps.includes(keyword) && isRecord(value)) return [keyword, mapValues(value, part)];
    return [keyword, value];
  });
  return Object.fromEntries(entries);
}

/** A record with the same keys and other values; a key named `__proto__` is a key like any other. */
export function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

/** The schema that a local reference (`#`, `#/$defs/name`, any JSON pointer) points at, or `undefined`. */
function resolveRef(ref: string, root: JsonSchema): JsonSchema | undefined {
  if (!ref.startsWith("#")) return undefined;
  let found: unknown = root;
  for (const name of ref.split("/").slice(1).map(fromPointer)) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.getOwnPropertyDescriptor(found, name)?.value;
  }
  return isRecord(found) ? found : undefined;
}

/** A schema with the references at its top followed; what cannot be followed is no schema at all (`{}`). */
export function dereferenced(schema: unknown, root: JsonSchema): JsonSchema {
  let found = isRecord(schema) ? schema : {};
  const seen = new Set<unknown>();
  while (typeof found["$ref"] === "string" && !seen.has(found)) {
    seen.add(found);
    found = resolveRef(found["$ref"], root) ?? {};
  }
  return found;
}

/** A name as it stands in a JSON pointer (RFC 6901), and back. */
export function toPointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A segment of a JSON pointer (RFC 6901), which may be percent-encoded, as the name it stands for. */
export function fromPointer(part: string): string {
  const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
