import type { JSONOutputFormat } from "@anthropic-ai/sdk/resources/messages";
import { ConfigurationError } from "../../core/errors.ts";
import type { OutputSchema } from "../../model/chat-model.ts";
import type { JsonSchema } from "../../signature/json-schema.ts";

const formats = new WeakMap<JsonSchema, JSONOutputFormat>();
/** The string formats that the API enforces. */
const enforced = new Set(["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"]);

/**
 * An output schema in the dialect of the API's structured outputs, made once per schema object: objects closed, `oneOf` as
 * `anyOf`, tuples as lists of their members, and what the dialect does not enforce said in the description. A place that it
 * cannot express (a record, any value) is a `ConfigurationError`, because a reply could never fill it.
 */
export function toFormat(output: OutputSchema): JSONOutputFormat {
  let format = formats.get(output.schema);
  if (format === undefined) {
    format = { type: "json_schema", schema: rewrite(output.schema, { output: output.name, at: "" }) };
    formats.set(output.schema, format);
  }
  return format;
}

interface Place {
  readonly output: string;
  readonly at: string;
}

type Rewritten = { [keyword: string]: unknown };

function rewrite(given: unknown, place: Place): Rewritten {
  if (!isSchema(given)) return impossible(place, "any value at all");
  const { $schema: _dialect, $defs, definitions, description, title, ...schema } = given;
  const named = typeof title === "string" ? { title } : {};
  const shared = {
    ...(isSchema($defs) ? { $defs: each($defs, place) } : {}),
    ...(isSchema(definitions) ? { definitions: each(definitions, place) } : {}),
  };
  if (schema["$ref"] !== undefined) return { ...shared, $ref: schema["$ref"] };
  const { kept, rest } = body(schema, place);
  const said = [description, words(rest)].filter((text) => typeof text === "string" && text !== "").join("\n\n");
  return { ...shared, ...named, ...kept, ...(said === "" ? {} : { description: said }) };
}

/** What of a schema is enforced, and the keywords that are left to be said. */
interface Body {
  readonly kept: Rewritten;
  readonly rest: JsonSchema;
}

function body(schema: JsonSchema, place: Place): Body {
  const { type, enum: values, const: value, anyOf, oneOf, allOf, ...rest } = schema;
  if (Array.isArray(values) && values.length > 0 && values.every(isPrimitive)) return { kept: { enum: values }, rest };
  if (value !== undefined && isPrimitive(value)) return { kept: { const: value }, rest };
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return { kept: { anyOf: choices.map((choice) => rewrite(choice, place)) }, rest };
  if (Array.isArray(allOf)) return { kept: { allOf: allOf.map((part) => rewrite(part, place)) }, rest };
  if (Array.isArray(type)) return { kept: { anyOf: type.map((one) => rewrite({ ...rest, type: one }, place)) }, rest: {} };
  return typed(type ?? impliedType(rest), rest, place);
}

function typed(type: unknown, schema: JsonSchema, place: Place): Body {
  if (type === "object") return object(schema, place);
  if (type === "array") return array(schema, place);
  if (type === "null" || type === "boolean") return { kept: { type }, rest: {} };
  if (type === "string") {
    const { format, ...rest } = schema;
    if (typeof format === "string" && enforced.has(format)) return { kept: { type, format }, rest };
    return { kept: { type }, rest: schema };
  }
  if (type === "number" || type === "integer") return { kept: { type }, rest: schema };
  return impossible(place, "any value at all");
}

function object(schema: JsonSchema, place: Place): Body {
  const { properties, required, additionalProperties, propertyNames: _names, ...rest } = schema;
  const members = isSchema(properties) ? properties : {};
  const open =
    properties === undefined ? additionalProperties !== false : additionalProperties !== undefined && additionalProperties !== false;
  if (Object.keys(members).length === 0 && open) return impossible(place, "a record with keys of the model's choice");
  const kept = { type: "object", properties: each(members, place), additionalProperties: false };
  return { kept: Array.isArray(required) ? { ...kept, required } : kept, rest };
}

function array(schema: JsonSchema, place: Place): Body {
  const { items, minItems, ...rest } = schema;
  const inside = { ...place, at: `${place.at}[]` };
  const members = Array.isArray(items) ? items : schema["prefixItems"];
  const least = minItems === 0 || minItems === 1;
  const size = least ? { minItems } : {};
  const said = minItems === undefined || least ? rest : { minItems, ...rest };
  if (!Array.isArray(members)) return { kept: { type: "array", items: rewrite(items, inside), ...size }, rest: said };
  const choices = (isSchema(items) ? [...members, items] : members).map((member) => rewrite(member, inside));
  const order = Array.isArray(items) ? { prefixItems: items } : {};
  return { kept: { type: "array", items: choices.length === 1 ? choices[0] : { anyOf: choices }, ...size }, rest: { ...said, ...order } };
}

function each(schemas: JsonSchema, place: Place): Rewritten {
  const under = (name: string) => ({ ...place, at: place.at === "" ? name : `${place.at}.${name}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, rewrite(schema, under(name))]));
}

function impliedType(schema: JsonSchema): string | undefined {
  if (schema["properties"] !== undefined) return "object";
  return schema["items"] !== undefined || schema["prefixItems"] !== undefined ? "array" : undefined;
}

/** `minimum: 1, maximum: 5`: constraints for the model to read, since nobody else does. */
function words(schema: JsonSchema): string {
  return Object.entries(schema)
    .map(([keyword, value]) => `${keyword}: ${JSON.stringify(value)}`)
    .join(", ");
}

function impossible({ output, at }: Place, what: string): never {
  throw new ConfigurationError(
    `Anthropic's structured output cannot hold ${what}${at === "" ? "" : ` at "${at}"`} of the output "${output}".`,
    {
      hint: `Name the fields, or set the model's capabilities to { structuredOutput: "tool" }.`,
    },
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== "object";
}
