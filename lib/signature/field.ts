import * as v from "valibot";
import { jsonSchemaOf } from "./json-schema.ts";
import type { AnySchema } from "./signature.ts";

const descriptions = new WeakMap<object, string>();

/** The same schema with a description that models read: `field(v.string(), "City to look up")`. The given schema is left as it was. */
export function field<S extends AnySchema>(schema: S, description: string): S {
  if (isPlainValibot(schema)) {
    // as: a pipe with a description checks the same values as its first schema and has all its properties
    return v.pipe(schema, v.description(description)) as unknown as S;
  }
  // Other libraries know descriptions by other names or not at all; seen from outside, a proxy is the schema itself.
  const wrapped = new Proxy(schema, { get: (target, key) => Reflect.get(target, key, target) });
  descriptions.set(wrapped, description);
  return wrapped;
}

/** The description a schema carries: one given by `field`, or the library's own. */
export function descriptionOf(schema: AnySchema): string | undefined {
  const given = descriptions.get(schema);
  if (given !== undefined) return given;
  const { description } = jsonSchemaOf(schema);
  return typeof description === "string" ? description : undefined;
}

/** Asynchronous schemas of valibot have pipes of their own. */
function isPlainValibot(schema: AnySchema): schema is AnySchema & v.GenericSchema {
  return schema["~standard"].vendor === "valibot" && "async" in schema && schema.async === false;
}
