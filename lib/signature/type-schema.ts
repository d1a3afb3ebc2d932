import * as v from "valibot";
import { type JsonSchema, jsonSchemaOf } from "./json-schema.ts";
import { bigintSchema, dateSchema, mediaSchema, noList, voidSchema } from "./leaf-schemas.ts";
import type { Field, MediaKind } from "./signature.ts";
import { printType } from "./print-signature.ts";
import { type FieldExpression, mediaKinds, type NamedType, type TypeExpression } from "./type-expression.ts";

/** The two readings of a type: as what is accepted, and as what a model is told to write. */
interface Reading {
  readonly words: Readonly<Record<NamedType, v.GenericSchema>>;
  /** What surrounds the schemas of objects and records. */
  object(schema: v.GenericSchema): v.GenericSchema;
}

const acceptedWords: Reading["words"] = {
  string: v.string(),
  number: v.number(),
  int: v.pipe(v.number(), v.integer()),
  boolean: v.boolean(),
  null: v.null(),
  void: voidSchema,
  undefined: v.undefined(),
  unknown: v.unknown(),
  any: v.any(),
  bigint: bigintSchema,
  Date: dateSchema,
  Image: mediaSchema,
  Audio: mediaSchema,
  Video: mediaSchema,
  File: mediaSchema,
};

/** What is accepted from callers and models, and becomes the type of the program. */
const accepted: Reading = { words: acceptedWords, object: (schema) => v.pipe(noList, schema) };

/** What a model is told: only what JSON can say. Digits instead of a number keep every digit of a bigint. */
const written: Reading = {
  words: {
    ...acceptedWords,
    void: v.null(),
    bigint: v.pipe(v.string(), v.regex(/^-?\d+$/)),
    Date: v.pipe(v.string(), v.isoTimestamp()),
    Image: v.string(),
    Audio: v.string(),
    Video: v.string(),
    File: v.string(),
  },
  object: (schema) => schema,
};

/** A field with its schema, its JSON Schema and its canonical type. */
export function fieldOf(expression: FieldExpression): Field {
  const { name, optional, type, description } = expression;
  const media = mediaOf(type);
  return {
    name,
    optional,
    type: printType(type),
    schema: schemaOf(type),
    jsonSchema: described(jsonSchemaOf(schemaOf(type, written)), description),
    ...(description === undefined ? {} : { description }),
    ...(media === undefined ? {} : { media }),
  };
}

/** The schema that checks values of a type; keys that an object type does not name are dropped. */
export function schemaOf(type: TypeExpression, reading: Reading = accepted): v.GenericSchema {
  switch (type.kind) {
    case "named":
      return reading.words[type.name];
    case "literal":
      return v.literal(type.value);
    case "array":
      return v.array(schemaOf(type.element, reading));
    case "tuple":
      return v.strictTuple(type.elements.map((element) => schemaOf(element, reading)));
    case "record":
      return reading.object(v.record(v.string(), schemaOf(type.value, reading)));
    case "object":
      return reading.object(v.object(Object.fromEntries(type.fields.map((field) => [field.name, keySchema(field, reading)]))));
  }
  return unionSchema(type.members, reading);
}

function keySchema(field: FieldExpression, reading: Reading): v.GenericSchema {
  const plain = schemaOf(field.type, reading);
  const schema = field.description === undefined ? plain : v.pipe(plain, v.description(field.description));
  return field.optional ? v.optional(schema) : schema;
}

/** Literals of one sort become one `enum`, which models follow better than many alternatives. */
function unionSchema(members: readonly TypeExpression[], reading: Reading): v.GenericSchema {
  const strings = members.flatMap((member) => (member.kind === "literal" && typeof member.value === "string" ? [member.value] : []));
  const numbers = members.flatMap((member) => (member.kind === "literal" && typeof member.value === "number" ? [member.value] : []));
  const rest = members.filter((member) => member.kind !== "literal" || typeof member.value === "boolean");
  const options = [
    ...(strings.length > 0 ? [v.picklist(strings)] : []),
    ...(numbers.length > 0 ? [v.picklist(numbers)] : []),
    ...rest.filter((member) => !isNull(member)).map((member) => schemaOf(member, reading)),
  ];
  const [only, ...others] = options;
  const schema = only !== undefined && others.length === 0 ? only : v.union(options);
  return rest.some(isNull) ? v.nullable(schema) : schema;
}

function isNull(type: TypeExpression): boolean {
  return type.kind === "named" && type.name === "null";
}

/** `Image`, `Image | null`, `Image[]`: what a field holds, not what stands deeper inside. */
function mediaOf(type: TypeExpression): MediaKind | undefined {
  if (type.kind === "named") return mediaKinds.get(type.name);
  if (type.kind === "array") return mediaOf(type.element);
  if (type.kind !== "union") return undefined;
  const [kind, ...others] = new Set(type.members.filter((member) => !isNull(member)).map(mediaOf));
  return others.length === 0 ? kind : undefined;
}

function described(schema: JsonSchema, description: string | undefined): JsonSchema {
  return description === undefined ? schema : Object.freeze({ ...schema, description });
}
