import { acceptsNull } from "./accepts-null.ts";
import { objectSchemaOf } from "./embed-schema.ts";
import { fromOpenAIStrict } from "./from-openai-strict.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Field } from "./signature.ts";
import { isRecord } from "./subschemas.ts";
import { issuesUnder, validate, type Checked, type Issue } from "./validate.ts";

/** The inputs or outputs of a signature, as one object. */
export interface FieldsObject {
  /** Closed, its properties in the order of the fields; those that are not optional are required. */
  readonly jsonSchema: JsonSchema;
  /**
   * Checks an object field by field and gives one with the same fields in their order, as their schemas gave them back. Nothing at
   * all (`null`, `undefined`, `""`) counts as an object without keys, `null` for an optional key that does not take null counts as
   * absent, at any depth, and keys that are no fields are left out: models like to add some.
   */
  parse(value: unknown): Promise<Checked<Record<string, unknown>>>;
}

/** Fields as one object: its JSON Schema, and how a value is checked. */
export function fieldsObject(fields: readonly Field[]): FieldsObject {
  const required = fields.filter((field) => !field.optional).map((field) => field.name);
  return { jsonSchema: objectSchemaOf(fields.map(describedSchema), required), parse: (value) => parse(fields, value) };
}

function describedSchema({ name, description, jsonSchema }: Field): [name: string, schema: JsonSchema] {
  return [name, description === undefined ? jsonSchema : { ...jsonSchema, description }];
}

async function parse(fields: readonly Field[], value: unknown): Promise<Checked<Record<string, unknown>>> {
  const given = value === null || value === undefined || value === "" ? {} : value;
  if (!isRecord(given)) {
    const keys = fields.map((field) => field.name).join(", ");
    return { ok: false, issues: [{ path: "", message: `Expected an object with the keys ${keys} but received ${shortly(given)}` }] };
  }
  const issues: Issue[] = [];
  const entries: [string, unknown][] = [];
  for (const field of fields) {
    // only what the object itself has: a field may be called `toString`
    const checked = await parseField(field, Object.hasOwn(given, field.name) ? given[field.name] : undefined);
    if (!checked.ok) issues.push(...issuesUnder(field.name, checked.issues));
    else if (checked.value !== undefined || !field.optional) entries.push([field.name, checked.value]);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: Object.fromEntries(entries) };
}

async function parseField(field: Field, value: unknown): Promise<Checked<unknown>> {
  const isAbsent = value === undefined || (value === null && field.optional && !acceptsNull(field.jsonSchema, field.jsonSchema));
  if (!isAbsent) return validate(field.schema, fromOpenAIStrict(value, field.jsonSchema));
  // the schema may have a default
  const checked = await validate(field.schema, undefined);
  if (field.optional) return checked.ok ? checked : { ok: true, value: undefined };
  return checked.ok && checked.value !== undefined ? checked : { ok: false, issues: [{ path: "", message: "required" }] };
}

function shortly(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value !== "string") return typeof value === "object" ? "an instance of a class" : `a ${typeof value}`;
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
}
