import type { JsonSchema } from "./json-schema.ts";
import { fromPointer, isRecord, mapSubschemas, toPointer } from "./subschemas.ts";

/**
 * Makes an object schema of self-contained schemas, closed and with its properties in order. Each part keeps its own references:
 * their definitions move to the top, under another name where two parts use the same.
 */
export function objectSchemaOf(parts: Iterable<readonly [name: string, schema: JsonSchema]>, required: readonly string[]): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const properties = Object.fromEntries([...parts].map(([name, schema]) => [name, embedded(schema, name, definitions)]));
  const closed = { type: "object", properties, required: [...required], additionalProperties: false };
  return definitions.size === 0 ? closed : { ...closed, $defs: Object.fromEntries(definitions) };
}

/** The schema as part of a bigger document; its definitions are added to those of the document. */
function embedded(schema: JsonSchema, name: string, definitions: Map<string, JsonSchema>): JsonSchema {
  const { $defs, ...body } = schema;
  const own = Object.entries(isRecord($defs) ? $defs : {});
  const renamed = new Map(own.map(([key]) => [key, claim(key, definitions)]));
  let whole: string | undefined;
  const moved = (ref: string): string => {
    const [, defs, key, ...rest] = ref.split("/");
    const target = defs === "$defs" && key !== undefined ? renamed.get(fromPointer(key)) : undefined;
    if (target !== undefined) return ["#/$defs", toPointer(target), ...rest].join("/");
    // it points at the schema itself, which therefore needs a name of its own
    whole ??= claim(name, definitions);
    return `#/$defs/${toPointer(whole)}${ref.slice(1)}`;
  };
  const move = (part: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(part, move);
    return typeof part["$ref"] === "string" && part["$ref"].startsWith("#") ? { ...copy, $ref: moved(part["$ref"]) } : copy;
  };
  for (const [key, part] of own) definitions.set(renamed.get(key) ?? key, isRecord(part) ? move(part) : {});
  const result = move(body);
  if (whole === undefined) return result;
  definitions.set(whole, result);
  return { $ref: `#/$defs/${toPointer(whole)}` };
}

/** Takes the first free name: `name`, `name_2`, ... */
function claim(name: string, definitions: Map<string, JsonSchema>): string {
  let free = name;
  for (let count = 2; definitions.has(free); count += 1) free = `${name}_${count}`;
  definitions.set(free, {});
  return free;
}
