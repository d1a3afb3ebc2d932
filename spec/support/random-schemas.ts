import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import type { JsonSchema } from "../../lib/signature/json-schema.ts";

const ajv = new Ajv2020({ strict: false, ownProperties: true });
formats.default(ajv);

/** What an independent validator finds wrong with a value; undefined when it is valid. */
export function flaw(value: unknown, schema: JsonSchema): string | undefined {
  return ajv.validate(schema, value) ? undefined : `${JSON.stringify(value)}: ${ajv.errorsText()}`;
}

const name = fc.constantFrom("name", "email", "city", "amount", "tags", "id", "x", "kind", "a b", "äöü", "constructor");
const small = fc.integer({ min: -20, max: 20 });
const patterns = [
  "^[A-Z]{2}-\\d{4}$",
  "^(foo|bar)+$",
  "^[^@]+@[^@]+$",
  "[a-f0-9]{8}",
  "^a.{3,5}z$",
  "^(?:\\+1)?\\d{10}$",
  "^\\p{Lu}\\p{Ll}+$",
  "^(?=.*\\d)\\w+$",
  "^[\\w.-]+\\.(?:png|jpe?g)$",
];
const formatNames = ["date", "date-time", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname", "duration", "json-pointer", "regex"];

const scalar: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constantFrom<JsonSchema>(
    {},
    { type: "null" },
    { type: "boolean" },
    { type: "number", multipleOf: 0.5 },
    { type: "integer", maximum: -3 },
    { enum: ["a", "b", "c", "d"] },
    { enum: [1, "x", null] },
    { const: { a: [1] } },
    { type: ["string", "null"] },
    { type: ["integer", "string"], minimum: 4, minLength: 2 },
    { type: "integer", not: { enum: [0, 1, 2] } },
    { type: "string", not: { const: "text" } },
    { oneOf: [{ type: "number" }, { type: "integer" }] },
    {
      allOf: [
        { type: "integer", multipleOf: 4 },
        { multipleOf: 6, minimum: 1 },
      ],
    },
    { type: "number", if: { minimum: 10 }, then: { multipleOf: 7 }, else: { maximum: -1 } },
    { type: "string", default: "given", examples: ["one", "two"] },
    { type: "integer", default: "not a number" },
  ),
  fc.tuple(fc.nat(12), fc.nat(30)).map(([minLength, more]) => ({ type: "string", minLength, maxLength: minLength + more })),
  fc.constantFrom(...formatNames).map((format) => ({ type: "string", format })),
  fc.constantFrom(...patterns).map((pattern) => ({ type: "string", pattern })),
  fc.tuple(small, fc.nat(30)).map(([minimum, size]) => ({ type: "integer", minimum, maximum: minimum + size })),
  fc.tuple(small, fc.integer({ min: 2, max: 30 })).map(([low, size]) => ({
    type: "integer",
    exclusiveMinimum: low,
    exclusiveMaximum: low + size,
  })),
  fc
    .tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0.01, max: 5, noNaN: true }))
    .map(([low, size]) => ({ type: "number", minimum: low, exclusiveMaximum: low + size })),
  fc.tuple(small, fc.integer({ min: 1, max: 7 })).map(([minimum, multipleOf]) => ({ type: "integer", minimum, multipleOf })),
);

/** Lists whose entries differ: of everything that has at least five values. */
const unique: fc.Arbitrary<JsonSchema> = fc
  .tuple(
    fc.constantFrom<JsonSchema>(
      { type: "string" },
      { type: "string", maxLength: 1 },
      { type: "integer", minimum: 3 },
      { type: "number", minimum: 0, exclusiveMaximum: 1 },
      { enum: ["a", "b", "c", "d", null] },
      { type: "string", pattern: "^[A-Z]-\\d+$" },
      { type: "string", pattern: "^[a-e]$" },
      { type: "string", format: "email" },
      { type: "string", format: "date" },
      { type: "string", format: "uuid" },
      { type: "array", items: { type: "boolean" } },
      { type: "object", properties: { n: { type: "integer" } }, required: ["n"] },
      { type: "object" },
      { anyOf: [{ type: "string" }, { type: "null" }] },
    ),
    fc.nat(5),
  )
  .map(([items, minItems]) => ({ type: "array", items, minItems, uniqueItems: true }));

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    scalar,
    unique,
    fc.tuple(fc.dictionary(name, tie("schema"), { maxKeys: 5 }), fc.nat(31), fc.boolean()).map(([properties, required, closed]) => ({
      type: "object",
      properties,
      required: Object.keys(properties).filter((_, at) => required & (1 << at)),
      ...(closed ? { additionalProperties: false } : {}),
    })),
    fc.tuple(tie("schema"), fc.nat(3), fc.nat(3)).map(([items, least, more]) => ({
      type: "array",
      items,
      minItems: least,
      maxItems: least + more,
    })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((items) => ({
      type: "array",
      prefixItems: items,
      minItems: items.length,
      items: false,
    })),
    fc.tuple(scalar, fc.nat(2)).map(([contains, minItems]) => ({ type: "array", contains, minItems })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie("schema").map((part) => ({ anyOf: [part, { type: "null" }] })),
    tie("schema").map((part) => ({ type: "object", properties: { part, again: { allOf: [part] } }, required: ["part", "again"] })),
    fc.tuple(scalar, fc.nat(3)).map(([additionalProperties, minProperties]) => ({ type: "object", additionalProperties, minProperties })),
    fc.tuple(scalar, fc.integer({ min: 1, max: 3 })).map(([value, minProperties]) => ({
      type: "object",
      patternProperties: { "^x-[a-z]+$": value },
      additionalProperties: false,
      minProperties,
    })),
    fc.tuple(scalar, fc.integer({ min: 1, max: 3 })).map(([additionalProperties, minProperties]) => ({
      type: "object",
      propertyNames: { pattern: "^[A-Z]{3}$" },
      additionalProperties,
      minProperties,
    })),
    fc.tuple(scalar, scalar).map(([a, b]) => ({
      allOf: [
        { type: "object", properties: { a }, required: ["a"] },
        { type: "object", properties: { b }, required: ["b"] },
      ],
    })),
    fc.tuple(scalar, scalar).map(([a, b]) => ({
      type: "object",
      properties: { a, b, c: { type: "boolean" } },
      dependentRequired: { a: ["b"], b: ["c"] },
      minProperties: 1,
    })),
    fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((kinds) => ({
      oneOf: kinds.map((kind) => ({
        type: "object",
        properties: { type: { const: kind } },
        required: ["type"],
        additionalProperties: false,
      })),
    })),
    fc.tuple(scalar, scalar).map(([extra, other]) => ({
      type: "object",
      properties: { kind: { enum: ["a", "b"] } },
      required: ["kind"],
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { extra }, required: ["extra"] },
      else: { properties: { other }, required: ["other"] },
    })),
  ),
}));

/** Schemas that refer to themselves, the alternative that ends not always the first. */
const recursive: fc.Arbitrary<JsonSchema> = fc.tuple(scalar, fc.nat(2), fc.boolean()).map(([value, minItems, endFirst]) => {
  const ends = (ref: string, end: JsonSchema) => (endFirst ? [end, { $ref: ref }] : [{ $ref: ref }, end]);
  return {
    $ref: "#/$defs/node",
    $defs: {
      value,
      leaf: { type: "object", properties: { value: { $ref: "#/$defs/value" } }, required: ["value"] },
      tree: {
        type: "object",
        properties: { left: { $ref: "#/$defs/branch" }, right: { $ref: "#/$defs/branch" } },
        required: ["left", "right"],
      },
      branch: { anyOf: ends("#/$defs/tree", { $ref: "#/$defs/leaf" }) },
      pair: { anyOf: ends("#/$defs/cons", { type: "null" }) },
      cons: { type: "array", prefixItems: [{ $ref: "#/$defs/value" }, { $ref: "#/$defs/pair" }], minItems: 2, items: false },
      node: {
        type: "object",
        properties: {
          value: { $ref: "#/$defs/value" },
          next: { anyOf: ends("#/$defs/node", { type: "null" }) },
          more: { type: "array", minItems, maxItems: 3, items: { anyOf: ends("#/$defs/node", { $ref: "#/$defs/value" }) } },
          branch: { $ref: "#/$defs/branch" },
          pair: { $ref: "#/$defs/pair" },
        },
        required: ["value", "next", "more", "branch", "pair"],
      },
    },
  };
});

/** JSON Schemas (draft 2020-12) of all kinds that have a valid value. */
export const randomSchema: fc.Arbitrary<JsonSchema> = fc.oneof({ arbitrary: schema, weight: 9 }, { arbitrary: recursive, weight: 1 });

/** The schema of an object, as tools and typed answers have it. */
export const randomObjectSchema: fc.Arbitrary<JsonSchema> = fc
  .tuple(fc.dictionary(name, randomSchema, { maxKeys: 4 }), fc.nat(31))
  .map(([entries, required]) => {
    // References are looked up from the top, so what is recursive keeps its definitions there.
    const properties = Object.fromEntries(Object.entries(entries).map(([key, { $defs: _, ...rest }]) => [key, rest]));
    const definitions = Object.assign({}, ...Object.values(entries).map((entry) => entry["$defs"] ?? {}));
    return {
      type: "object",
      properties,
      required: Object.keys(properties).filter((_, at) => required & (1 << at)),
      $defs: definitions,
    };
  });
