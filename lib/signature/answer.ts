import { objectSchemaOf } from "./embed-schema.ts";
import { fieldsObject } from "./fields-object.ts";
import { fromOpenAIStrict } from "./from-openai-strict.ts";
import { jsonSchemaOf, type JsonSchema } from "./json-schema.ts";
import type { AnySchema, Signature } from "./signature.ts";
import { dereferenced, isRecord } from "./subschemas.ts";
import { issuesUnder, validate, type Checked } from "./validate.ts";

/** What an agent with a typed result asks its model for, and how it reads what comes back. */
export interface Answer<T = unknown> {
  /** 1-64 of `[a-zA-Z0-9_-]`, as providers want it. */
  readonly name: string;
  /** Always of an object: a result that is none stands under the key `result`. */
  readonly jsonSchema: JsonSchema;
  /** Whether the result may be a string, so that a text which is no JSON may be the result itself: `parse(text)`. */
  readonly text: boolean;
  /** The result within what the model wrote, finished or not: what stands under `result` where it was wrapped. */
  unwrap(given: unknown): unknown;
  /** Checks what the model gave: the object, or the bare result. */
  parse(given: unknown): Promise<Checked<T>>;
}

const key = "result";

/** How an agent with this signature answers; `undefined` when the result is a `string`, which is what a model writes anyway. */
export function answerOf(signature: Signature): Answer | undefined {
  const [only] = signature.output;
  if (signature.result === "record" || only === undefined)
    return { name: "answer", text: false, unwrap: (given) => given, ...fieldsObject(signature.output) };
  if (only.type === "string") return undefined;
  const { description, jsonSchema } = only;
  return valueAnswer("answer", only.schema, description === undefined ? jsonSchema : { ...jsonSchema, description });
}

/** How an agent answers whose result has this schema. `name` is what the provider calls the schema. */
export function answerOfSchema<T>(schema: AnySchema<unknown, T>, name = "answer"): Answer<T> {
  return valueAnswer(name, schema, jsonSchemaOf(schema));
}

function valueAnswer<T>(name: string, schema: AnySchema<unknown, T>, jsonSchema: JsonSchema): Answer<T> {
  const isObject = jsonSchema["type"] === "object" && !["anyOf", "oneOf", "allOf"].some((keyword) => jsonSchema[keyword] !== undefined);
  const isNothing = jsonSchema["type"] === "null";
  const bare = (given: unknown) => validate(schema, fromOpenAIStrict(given, jsonSchema));
  const boxed = async (given: Readonly<Record<string, unknown>>): Promise<Checked<T>> => {
    const checked = await bare(given[key]);
    return checked.ok ? checked : { ok: false, issues: issuesUnder(key, checked.issues) };
  };
  return {
    name: name.replaceAll(/[^\w-]/g, "_").slice(0, 64) || "answer",
    jsonSchema: isObject ? jsonSchema : objectSchemaOf([[key, jsonSchema]], [key]),
    text: isNothing || takesString(jsonSchema, jsonSchema),
    unwrap: (given) => (isObject || !isRecord(given) ? given : given[key]),
    async parse(given) {
      if (isNothing) return nothing(schema);
      if (!isRecord(given) || Object.keys(given).join() !== key) return bare(given);
      // an object whose own key is `result` looks like the wrapping: what the model was asked for comes first
      const asked = isObject ? await bare(given) : await boxed(given);
      if (asked.ok) return asked;
      const other = isObject ? await boxed(given) : await bare(given);
      return other.ok ? other : asked;
    },
  };
}

/** A result of type `null` or `void` is the same whatever the model says. */
async function nothing<T>(schema: AnySchema<unknown, T>): Promise<Checked<T>> {
  const checked = await validate(schema, null);
  return checked.ok ? checked : validate(schema, undefined);
}

function takesString(given: unknown, root: JsonSchema): boolean {
  const schema = dereferenced(given, root);
  const { type, anyOf, oneOf } = schema;
  const members = anyOf ?? oneOf;
  if (Array.isArray(members)) return members.some((member) => takesString(member, root));
  const values = "const" in schema ? [schema["const"]] : schema["enum"];
  if (Array.isArray(values)) return values.some((value) => typeof value === "string");
  return type === "string" || (Array.isArray(type) && type.includes("string"));
}
