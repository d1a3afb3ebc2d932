import type { JsonSchema } from "../../signature/json-schema.ts";
import { dereferenced, isRecord } from "../../signature/subschemas.ts";
import { conforms, limit, sorted, typesOf } from "./conforms.ts";
import { mergedSchema } from "./merged-schema.ts";
import { sampleNumber, sampleText } from "./samples.ts";

/** Where a value is wanted: the names on the way to it, and what is said about it. */
export interface Place {
  readonly path: readonly string[];
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Proposes values for a place, the best first; those that the schema does not allow are passed over. */
export type Suggest = (place: Place) => readonly unknown[];

const deepest = 24;

/** A value that is valid under a schema: what is suggested wherever that fits, otherwise the plainest value there is. */
export function schemaValue(schema: unknown, root: JsonSchema, suggest: Suggest): unknown {
  return new SchemaValue(root, suggest).make(schema, { path: [], description: "" });
}

/** A plain value that is valid under the schema of a place. */
export function sampleValue({ schema, ...spot }: Place, root: JsonSchema): unknown {
  return new SchemaValue(root, () => []).make(schema, spot);
}

interface Spot {
  readonly path: readonly string[];
  readonly description: string;
}

class SchemaValue {
  readonly #root: JsonSchema;
  readonly #suggest: Suggest;

  constructor(root: JsonSchema, suggest: Suggest) {
    this.#root = root;
    this.#suggest = suggest;
  }

  make(schema: unknown, spot: Spot, index = 0): unknown {
    const plain = this.#resolved(schema);
    const place = this.#place(plain, spot);
    if (spot.path.length > deepest) return null;
    if ("const" in plain) return plain["const"];
    const suggested = this.#suggested(place);
    if (suggested.length > 0) return suggested[index % suggested.length];
    if (Array.isArray(plain["enum"])) return this.#among(plain["enum"], plain, index);
    const variants = variantsOf(plain);
    if (variants.length > 0) return this.#variant(variants, place, index);
    return this.#plainest(plain, place, index);
  }

  /** A schema without references and `allOf` at its top. */
  #resolved(schema: unknown): JsonSchema {
    let plain = isRecord(schema) ? schema : {};
    for (let step = 0; step < deepest; step += 1) {
      const { $ref, allOf, ...rest } = plain;
      const parts = [...(typeof $ref === "string" ? [dereferenced({ $ref }, this.#root)] : []), ...(Array.isArray(allOf) ? allOf : [])];
      if (parts.length === 0) break;
      plain = parts.filter(isRecord).reduce(mergedSchema, rest);
    }
    return plain;
  }

  #place(schema: JsonSchema, { path, description }: Spot): Place {
    return { path, schema, description: typeof schema["description"] === "string" ? schema["description"] : description };
  }

  #suggested(place: Place): unknown[] {
    return this.#suggest(place).filter((value) => conforms(value, place.schema, this.#root));
  }

  #among(values: readonly unknown[], schema: JsonSchema, index: number): unknown {
    const allowed = values.filter((value) => conforms(value, schema, this.#root));
    return allowed[index % Math.max(1, allowed.length)] ?? null;
  }

  /** The variant for which something is suggested; without a hint anything rather than null, and deep down the plainest. */
  #variant(variants: readonly JsonSchema[], place: Place, index: number): unknown {
    const resolved = variants.map((variant) => this.#resolved(variant));
    const suggested = resolved.flatMap((schema) => this.#suggested({ ...place, schema }));
    const scalarOrNull = resolved.some(isNull) && resolved.every((schema) => !isNested(schema));
    const deep = place.path.length > 3;
    const ranked = resolved.toSorted((a, b) => rank(a, scalarOrNull || deep) - rank(b, scalarOrNull || deep));
    const fitting = (value: unknown) => conforms(value, place.schema, this.#root);
    const best = suggested.filter(fitting);
    if (best.length > 0) return best[index % best.length];
    let first: unknown = null;
    for (const [at, schema] of ranked.entries()) {
      const value = this.make(schema, place, index);
      if (at === 0) first = value;
      if (fitting(value)) return value;
    }
    return first;
  }

  #plainest(schema: JsonSchema, place: Place, index: number): unknown {
    const [type = typeByKeywords(schema)] = typesOf(schema);
    if (type === "object") return this.#object(schema, place);
    if (type === "array") return this.#list(schema, place);
    const given = [schema["default"], ...(Array.isArray(schema["examples"]) ? schema["examples"] : [])].filter(
      (value) => value !== undefined,
    );
    const fitting = index === 0 ? given.find((value) => conforms(value, schema, this.#root)) : undefined;
    if (fitting !== undefined) return fitting;
    if (type === "boolean") return index % 2 === 1;
    if (type === "null") return null;
    return type === "string" ? sampleText(place, index) : sampleNumber(schema, type === "integer", index);
  }

  #object(schema: JsonSchema, place: Place): Record<string, unknown> {
    const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
    const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : []);
    const made: [string, unknown][] = [];
    const schemaOf = (key: string) => (Object.hasOwn(properties, key) ? properties[key] : this.#otherSchema(schema, key));
    for (const key of new Set([...Object.keys(properties), ...required])) {
      const spot = { path: [...place.path, key], description: "" };
      if (required.has(key) || this.#isSuggested(schemaOf(key), spot)) made.push([key, this.make(schemaOf(key), spot)]);
    }
    const least = limit(schema["minProperties"], 0);
    const spare = Object.keys(properties).filter((key) => !required.has(key));
    for (let count = 0; new Set(made.map(([key]) => key)).size < least && count < least + 40; count += 1) {
      const key = spare[count] ?? this.#newKey(schema, count);
      if (!made.some(([other]) => other === key))
        made.push([key, this.make(schemaOf(key), { path: [...place.path, key], description: "" })]);
    }
    return Object.fromEntries(made.slice(0, Math.max(required.size, limit(schema["maxProperties"], Infinity))));
  }

  #otherSchema(schema: JsonSchema, key: string): unknown {
    const patterns = isRecord(schema["patternProperties"]) ? Object.entries(schema["patternProperties"]) : [];
    return patterns.find(([pattern]) => new RegExp(pattern, "u").test(key))?.[1] ?? schema["additionalProperties"] ?? {};
  }

  #newKey(schema: JsonSchema, count: number): string {
    if (schema["propertyNames"] !== undefined) return String(this.make(schema["propertyNames"], { path: ["key"], description: "" }, count));
    const [pattern] = isRecord(schema["patternProperties"]) ? Object.keys(schema["patternProperties"]) : [];
    if (pattern === undefined) return `key${count + 1}`;
    return sampleText({ path: ["key"], description: "", schema: { type: "string", pattern } }, count);
  }

  /** Whether the text says something for an optional property. */
  #isSuggested(schema: unknown, spot: Spot): boolean {
    const plain = this.#resolved(schema);
    if (this.#suggested(this.#place(plain, spot)).length > 0) return true;
    return variantsOf(plain).some((variant) => !isNull(variant) && this.#suggested(this.#place(this.#resolved(variant), spot)).length > 0);
  }

  #list(schema: JsonSchema, place: Place): unknown[] {
    const first = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"] : [];
    const spot = { path: place.path, description: place.description };
    const made = first.slice(0, limit(schema["maxItems"], Infinity)).map((item) => this.make(item, spot));
    const least = limit(schema["minItems"], 0);
    const items = schema["items"] ?? (schema["contains"] === undefined ? {} : schema["contains"]);
    const needed = schema["contains"] === undefined ? 0 : limit(schema["minContains"], 1);
    for (let count = 0; count < needed && made.length < limit(schema["maxItems"], Infinity); count += 1)
      made.push(this.make(schema["contains"], spot, count));
    const useful = isNested(this.#resolved(items)) && first.length === 0 && items !== false && place.path.length <= 3 ? 1 : 0;
    const wanted = Math.min(Math.max(least, useful), limit(schema["maxItems"], Infinity));
    for (let count = 0; made.length < wanted && count < wanted + 60; count += 1) {
      const value = this.make(items, { ...spot, path: [...spot.path, "item"] }, count);
      if (schema["uniqueItems"] !== true || !made.some((other) => sorted(other) === sorted(value))) made.push(value);
    }
    return made;
  }
}

/** The choices of a schema, each with what holds for all of them: its alternatives, or its several types. */
function variantsOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf, ...rest } = schema;
  if (Array.isArray(anyOf))
    return anyOf.filter(isRecord).map((variant) => mergedSchema(oneOf === undefined ? rest : { ...rest, oneOf }, variant));
  if (Array.isArray(oneOf)) return oneOf.filter(isRecord).map((variant) => mergedSchema(rest, variant));
  const types = typesOf(schema);
  return types.length > 1 ? types.map((type) => ({ ...schema, type })) : [];
}

const isNull = (schema: JsonSchema) => schema["type"] === "null" || schema["const"] === null;

function isNested(schema: JsonSchema): boolean {
  const type = typesOf(schema)[0] ?? typeByKeywords(schema);
  return type === "object" || type === "array";
}

/** Sorts variants: null first or last, nested values the other way round. */
function rank(schema: JsonSchema, plainFirst: boolean): number {
  const weight = isNull(schema) ? 0 : isNested(schema) || schema["$ref"] !== undefined ? 2 : 1;
  if (plainFirst) return weight;
  return isNull(schema) ? 3 : 0;
}

function typeByKeywords(schema: JsonSchema): string {
  const has = (...keywords: string[]) => keywords.some((keyword) => schema[keyword] !== undefined);
  if (has("properties", "required", "additionalProperties", "minProperties", "patternProperties", "propertyNames")) return "object";
  if (has("items", "prefixItems", "minItems", "contains")) return "array";
  return has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf") ? "number" : "string";
}
