import { itemsOf, limit, typesOf } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";
import { dereferenced, isRecord } from "./subschemas.ts";

/**
 * How deeply the shallowest value of a schema is nested: 0 for texts and numbers, 1 for a list of them; infinite for a schema that only
 * refers to itself. Tells which alternative of a recursive schema ends.
 */
export function leastDepth(schema: unknown, root: JsonSchema): number {
  return new Depths(root).of(schema);
}

/** Schemas that branch without end are given up after this many looks. */
const looks = 2_000;

class Depths {
  readonly #root: JsonSchema;
  readonly #known = new Map<JsonSchema, number>();
  readonly #open = new Set<JsonSchema>();
  #left = looks;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  of(schema: unknown): number {
    if (!isRecord(schema)) return 0;
    const known = this.#known.get(schema);
    if (known !== undefined) return known;
    if (this.#open.has(schema) || this.#left === 0) return Infinity;
    this.#left -= 1;
    this.#open.add(schema);
    const depth = this.#measured(schema);
    this.#open.delete(schema);
    // An infinite depth may only be due to where the look began.
    if (Number.isFinite(depth)) this.#known.set(schema, depth);
    return depth;
  }

  #measured(schema: JsonSchema): number {
    if ("const" in schema || Array.isArray(schema["enum"])) return 0;
    const parts = [this.#ofType(schema)];
    if (typeof schema["$ref"] === "string") parts.push(this.of(dereferenced({ $ref: schema["$ref"] }, this.#root)));
    if (Array.isArray(schema["allOf"])) parts.push(...schema["allOf"].map((part) => this.of(part)));
    for (const choices of [schema["anyOf"], schema["oneOf"]])
      if (Array.isArray(choices)) parts.push(Math.min(...choices.map((choice) => this.of(choice))));
    return Math.max(...parts);
  }

  #ofType(schema: JsonSchema): number {
    const types = typesOf(schema);
    if (types.some((type) => type !== "object" && type !== "array")) return 0;
    if (types.length === 2) return Math.min(this.#ofObject(schema), this.#ofList(schema));
    return types[0] === "array" || (types.length === 0 && schema["minItems"] !== undefined) ? this.#ofList(schema) : this.#ofObject(schema);
  }

  #ofObject(schema: JsonSchema): number {
    const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
    const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
    return required.length === 0
      ? 0
      : 1 + Math.max(...required.map((key) => (Object.hasOwn(properties, key) ? this.of(properties[key]) : 0)));
  }

  #ofList(schema: JsonSchema): number {
    const { first, others } = itemsOf(schema);
    const least = limit(schema["minItems"], schema["contains"] === undefined ? 0 : 1);
    if (least === 0) return 0;
    const needed = [...first.slice(0, least), ...(least > first.length ? [others] : [])];
    return 1 + Math.max(...needed.map((item) => this.of(item)));
  }
}
