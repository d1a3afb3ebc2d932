import { typesOf } from "../../signature/conforms.ts";
import type { JsonSchema } from "../../signature/json-schema.ts";
import type { Place } from "../../signature/sample-value.ts";
import { dereferenced, isRecord } from "../../signature/subschemas.ts";
import { rolesOf } from "./roles.ts";

/** A parameter of a tool that wants a value. */
export interface Slot {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
}

/** The parameters of a tool, the required ones first. */
export function slotsOf(parameters: JsonSchema): Slot[] {
  const { properties, required } = parameters;
  const names = Array.isArray(required) ? required.map(String) : [];
  const slots = Object.entries(isRecord(properties) ? properties : {}).map(([name, given]): Slot => {
    const schema = withoutNull(given, parameters);
    const description = typeof schema["description"] === "string" ? schema["description"] : "";
    return { name, required: names.includes(name), place: { path: [name], description, schema } };
  });
  return slots.toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** How well a value must suit an optional slot; better when a required slot of the same kind could have been meant. */
export function optionalBar({ place, name }: Slot, slots: readonly Slot[]): number {
  const roles = rolesOf(name, place.description);
  const rival = slots.some((other) => other.required && rolesOf(other.name, other.place.description).some((role) => roles.includes(role)));
  return rival ? 5.5 : 3;
}

/** A schema with its reference followed and without the null that only says it may be left out. */
export function withoutNull(given: unknown, root: JsonSchema): JsonSchema {
  const schema = dereferenced(given, root);
  const variants = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(variants)) {
    const [only, another] = variants.filter((variant) => isRecord(variant) && variant["type"] !== "null");
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    return another === undefined && isRecord(only) ? { ...rest, ...dereferenced(only, root) } : schema;
  }
  const types = typesOf(schema).filter((type) => type !== "null");
  return types.length === 1 && Array.isArray(schema["type"]) ? { ...schema, type: types[0] } : schema;
}
