import { ConfigurationError } from "../core/errors.ts";
import { isSchema, jsonSchemaOf, type JsonSchema } from "../signature/json-schema.ts";
import type { AnySchema, Field } from "../signature/signature.ts";
import { dereferenced, isRecord } from "../signature/subschemas.ts";
import { furtherSlots } from "./named-parameters.ts";
import { slotsOf, type ParameterPlan, type ParameterSource } from "./parameter-source.ts";

/** The one object parameter that a schema describes; its keys are the named parameters. */
export function inputParameters(source: ParameterSource, schema: AnySchema): ParameterPlan {
  const { properties, required } = objectOf(source, schema);
  const anything: AnySchema = { "~standard": { version: 1, vendor: "msgflux", validate: (value) => ({ value }) } };
  // Only the whole schema checks values: a library's schema cannot be taken apart.
  const fields = Object.entries(properties).map(([name, jsonSchema]): Field => {
    const described = isRecord(jsonSchema) ? jsonSchema : {};
    return { name, optional: !required.includes(name), schema: anything, jsonSchema: described, type: "" };
  });
  return { style: "object", whole: schema, slots: [...slotsOf(fields, source.options), ...furtherSlots(source, 1)] };
}

/** The JSON Schema of an object without these keys, and without the definitions that only they used. */
export function withoutKeys(schema: JsonSchema, hidden: readonly string[]): JsonSchema {
  if (hidden.length === 0) return schema;
  const { properties, required, default: _, examples: __, $defs, definitions, ...rest } = rootOf(schema);
  const shown = Object.entries(isRecord(properties) ? properties : {}).filter(([name]) => !hidden.includes(name));
  const kept = Array.isArray(required) ? { required: (required as unknown[]).filter((name) => !hidden.includes(String(name))) } : {};
  const body = { ...rest, properties: Object.fromEntries(shown), ...kept };
  return { ...body, ...usedDefinitions(body, { $defs, definitions }) };
}

/** The object itself, where the document is only a reference to one of its definitions. */
function rootOf(schema: JsonSchema): JsonSchema {
  const { $ref, ...beside } = schema;
  return typeof $ref === "string" ? { ...dereferenced(schema, schema), ...beside } : schema;
}

/** The definitions that a schema refers to, and those that these refer to. */
function usedDefinitions(body: JsonSchema, all: Readonly<Record<"$defs" | "definitions", unknown>>): JsonSchema {
  const used: Record<string, Record<string, unknown>> = {};
  const queue: unknown[] = [body];
  for (const part of queue) {
    for (const [, keyword = "", name = ""] of JSON.stringify(part).matchAll(/"#\/(\$defs|definitions)\/([^"/]+)/g)) {
      const definitions = all[keyword as keyof typeof all];
      const key = name.replaceAll("~1", "/").replaceAll("~0", "~");
      if (!isRecord(definitions) || !Object.hasOwn(definitions, key) || Object.hasOwn((used[keyword] ??= {}), key)) continue;
      used[keyword][key] = definitions[key];
      queue.push(definitions[key]);
    }
  }
  return used;
}

function objectOf(source: ParameterSource, schema: AnySchema): { readonly properties: JsonSchema; readonly required: readonly unknown[] } {
  if (!isSchema(schema))
    throw new ConfigurationError(`${source.owner}: "input" is no schema.`, { hint: "Pass one of valibot, zod or arktype." });
  const { type, properties, required } = rootOf(jsonSchemaOf(schema));
  if (type !== "object") {
    throw new ConfigurationError(`${source.owner}: "input" describes no object, and arguments always are one.`, {
      hint: 'Put the schema under a key of an object schema, or list it in "args".',
    });
  }
  return { properties: isRecord(properties) ? properties : {}, required: Array.isArray(required) ? required : [] };
}
