import type { StandardJSONSchemaV1 } from "@standard-schema/spec";
import type { GenericSchema } from "valibot";
import { ConfigurationError, messageOf } from "../core/errors.ts";
import type { AnySchema } from "./signature.ts";
import { valibotJsonSchema } from "./valibot-json-schema.ts";

/** A JSON Schema document (draft 2020-12), as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const known = new WeakMap<AnySchema, JsonSchema>();

/** Whether a value is a schema of any library that follows the Standard Schema specification. */
export function isSchema(value: unknown): value is AnySchema {
  // arktype's schemas are functions
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  const standard = (value as Partial<AnySchema>)["~standard"]; // as: any object may lack the key
  return typeof standard?.validate === "function";
}

/**
 * The JSON Schema of what a schema takes (its input side), without `$schema`. Made once per schema and deeply frozen, so that the
 * same schema is always the same document. A type that JSON does not have is described by its nearest relative (`date`: a
 * date-time string) or not at all. Throws a `ConfigurationError` when the schema's library cannot tell.
 */
export function jsonSchemaOf(schema: AnySchema): JsonSchema {
  let made = known.get(schema);
  if (made === undefined) {
    made = frozenCopy(convert(schema));
    known.set(schema, made);
  }
  return made;
}

function convert(schema: AnySchema): JsonSchema {
  const standard = schema["~standard"];
  const converter = (standard as Partial<StandardJSONSchemaV1.Props>).jsonSchema; // as: an optional extension of the specification
  try {
    if (isValibot(schema)) return { ...valibotJsonSchema(schema) };
    if (converter) return converter.input({ target: "draft-2020-12" });
  } catch (error) {
    throw new ConfigurationError(`The ${standard.vendor} schema has no JSON Schema: ${messageOf(error).replace(/\.$/, "")}.`, {
      hint: "Describe what the model should write in types that JSON has, and transform it in the schema.",
      cause: error,
    });
  }
  throw new ConfigurationError(`The schema library "${standard.vendor}" cannot give JSON Schema: "~standard.jsonSchema" is missing.`, {
    hint: "Use a version of it that implements the Standard JSON Schema specification, or a schema of valibot, zod or arktype.",
  });
}

/** Whether a schema is valibot's own, and not one dressed up with a converter already. */
function isValibot(schema: unknown): schema is GenericSchema {
  return isSchema(schema) && schema["~standard"].vendor === "valibot" && "kind" in schema;
}

/** A copy that shares nothing with the schema it came from: defaults and options belong to their owner and must not be frozen. */
function frozenCopy(schema: JsonSchema): JsonSchema {
  const { $schema: _, ...rest } = schema;
  const text = JSON.stringify(rest, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value));
  const copy: JsonSchema = JSON.parse(text, (_key, value: unknown) => Object.freeze(value));
  return copy;
}
