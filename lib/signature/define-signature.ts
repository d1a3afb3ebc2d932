import { ConfigurationError, quoted } from "../core/errors.ts";
import { descriptionOf } from "./field.ts";
import { isSchema, jsonSchemaOf } from "./json-schema.ts";
import { makeSignature } from "./make-signature.ts";
import { isOptional } from "./optional-schema.ts";
import { printType } from "./print-signature.ts";
import type { AnySchema, Field, Signature } from "./signature.ts";
import { isIdentifier, reservedNames } from "./tokens.ts";
import { typeFromJsonSchema } from "./type-from-json-schema.ts";

/** Schemas by field name. */
export type FieldSchemas = Readonly<Record<string, AnySchema>>;

/** Instructions, inputs and outputs as schemas of valibot or any other library that gives its JSON Schema. */
export interface SignatureOptions<I extends FieldSchemas = FieldSchemas, O extends FieldSchemas = FieldSchemas> {
  readonly instructions?: string | undefined;
  readonly input: I;
  readonly output: O;
}

type InputType<S> = S extends AnySchema ? NonNullable<S["~standard"]["types"]>["input"] : never;
type OutputType<S> = S extends AnySchema ? NonNullable<S["~standard"]["types"]>["output"] : never;

/** The fields that may be absent: `undefined` is allowed and not everything is, or valibot says so. */
type OptionalKeys<S extends FieldSchemas, Side extends "input" | "output"> = {
  [K in keyof S]: S[K] extends { readonly type: "exact_optional" }
    ? K
    : unknown extends NonNullable<S[K]["~standard"]["types"]>[Side]
      ? never
      : undefined extends NonNullable<S[K]["~standard"]["types"]>[Side]
        ? K
        : never;
}[keyof S];

type Flat<T> = { [K in keyof T]: T[K] };

/** What callers pass for these fields: the schemas' input side, optional where the schema is. */
export type InputFields<S extends FieldSchemas> = Flat<
  { [K in Exclude<keyof S, OptionalKeys<S, "input">>]: InputType<S[K]> } & {
    [K in OptionalKeys<S, "input">]?: Exclude<InputType<S[K]>, undefined>;
  }
>;

/** What comes out for these fields: the schemas' output side, optional where it may be absent. */
export type OutputFields<S extends FieldSchemas> = Flat<
  { [K in Exclude<keyof S, OptionalKeys<S, "output">>]: OutputType<S[K]> } & {
    [K in OptionalKeys<S, "output">]?: Exclude<OutputType<S[K]>, undefined>;
  }
>;

/** A signature made of schemas. Its result is an object of the outputs, and a method under it takes one object of the inputs. */
export function defineSignature<const I extends FieldSchemas, const O extends FieldSchemas>(
  options: SignatureOptions<I, O>,
): Signature<InputFields<I>, OutputFields<O>> {
  const { instructions } = options;
  const input = Object.entries(options.input).map(([name, schema]) => fieldOfSchema("input", name, schema));
  const output = Object.entries(options.output).map(([name, schema]) => fieldOfSchema("output", name, schema));
  if (output.length === 0) throw new ConfigurationError("A signature needs an output, and this one has none.");
  return makeSignature({ instructions, input, output, result: "record", parameters: "object" });
}

function fieldOfSchema(side: "input" | "output", name: string, schema: unknown): Field {
  const what = `The ${side} "${name}"`;
  if (!isIdentifier(name) || reservedNames.has(name)) {
    const hint = `A name is an identifier as in JavaScript, and none of ${quoted(reservedNames)}.`;
    throw new ConfigurationError(`${what} of a signature cannot have this name.`, { hint });
  }
  if (!isSchema(schema)) {
    throw new ConfigurationError(`${what} of a signature is no schema.`, { hint: "Pass one of valibot, zod or arktype, like v.string()." });
  }
  const jsonSchema = jsonSchemaOf(schema);
  const description = descriptionOf(schema);
  const type = printType(typeFromJsonSchema(jsonSchema));
  const told =
    description === undefined || jsonSchema["description"] === description ? jsonSchema : Object.freeze({ ...jsonSchema, description });
  return { name, optional: isOptional(schema), ...(description === undefined ? {} : { description }), schema, jsonSchema: told, type };
}
