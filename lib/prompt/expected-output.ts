import { objectSchemaOf } from "../signature/embed-schema.ts";
import type { JsonSchema } from "../signature/json-schema.ts";
import type { Field } from "../signature/signature.ts";

/**
 * Words that ask a model without schemas of its own for a typed answer: JSON only, by this JSON Schema. Takes the outputs of a
 * signature, or anything with the schema of an answer.
 */
export function describeOutput(output: readonly Field[] | { readonly jsonSchema: JsonSchema }): string {
  const schema = "jsonSchema" in output ? output.jsonSchema : schemaOf(output);
  return [
    "Answer with JSON only: one JSON value, no words before or after it, no code fence.",
    "It must be valid under this JSON Schema:",
    JSON.stringify(schema, null, 2),
  ].join("\n");
}

function schemaOf(fields: readonly Field[]): JsonSchema {
  const required = fields.filter((field) => !field.optional).map((field) => field.name);
  return objectSchemaOf(fields.map(describedSchema), required);
}

function describedSchema({ name, description, jsonSchema }: Field): readonly [name: string, schema: JsonSchema] {
  return [name, description === undefined ? jsonSchema : { ...jsonSchema, description }];
}
