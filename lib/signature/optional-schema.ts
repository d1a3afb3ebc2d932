import type { AnySchema } from "./signature.ts";

/** Whether a field of this schema may be absent: by what the library says of it, or else because it takes `undefined`. */
export function isOptional(schema: AnySchema): boolean {
  // What takes anything, like `unknown`, takes `undefined` too, but was not declared optional.
  return isDeclaredOptional(schema) || (takes(schema, undefined) && !takes(schema, Symbol("anything")));
}

const valibotOptionals: ReadonlySet<unknown> = new Set(["optional", "exact_optional", "nullish", "undefinedable"]);

/** `exact_optional` refuses `undefined` itself and still may be absent; asynchronous schemas cannot be asked here. */
function isDeclaredOptional(schema: AnySchema): boolean {
  const { vendor } = schema["~standard"];
  if (vendor === "valibot") return "type" in schema && valibotOptionals.has(schema.type);
  if (vendor !== "zod" || !("_zod" in schema)) return false;
  const { _zod: zod } = schema;
  return typeof zod === "object" && zod !== null && "optin" in zod && zod.optin === "optional";
}

function takes(schema: AnySchema, value: unknown): boolean {
  try {
    const result = schema["~standard"].validate(value);
    if (!(result instanceof Promise)) return result.issues === undefined;
    // Nobody waits for this answer.
    result.catch(() => undefined);
    return false;
  } catch {
    // The checks let it pass and a transformation stumbled over it.
    return true;
  }
}
