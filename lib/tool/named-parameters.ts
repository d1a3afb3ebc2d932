import { ConfigurationError } from "../core/errors.ts";
import { descriptionOf } from "../signature/field.ts";
import { isSchema, jsonSchemaOf } from "../signature/json-schema.ts";
import { isOptional } from "../signature/optional-schema.ts";
import type { AnySchema, Field, Signature } from "../signature/signature.ts";
import { checkNames } from "./check-names.ts";
import { parameterNames } from "./parameter-names.ts";
import { slotsOf, type ParameterPlan, type ParameterSource, type Slot } from "./parameter-source.ts";
import { warnOfShortNames } from "./compiled-names.ts";

/** The parameters that a signature names. */
export function signatureParameters(source: ParameterSource, signature: Signature): ParameterPlan {
  const { input, parameters: style } = signature;
  if (style === "positional") checkNames(source, { names: input.map((field) => field.name), givenBy: "its signature" });
  return { style, slots: [...slotsOf(input, source.options), ...furtherSlots(source, style === "positional" ? input.length : 1)] };
}

/** The parameters that `args` describes in order, named by `names` or by the function's own source. */
export function listedParameters(source: ParameterSource, schemas: readonly AnySchema[]): ParameterPlan {
  const names = source.options.names ?? ownNames(source, schemas.length);
  if (names.length !== schemas.length) {
    throw new ConfigurationError(`${source.owner} has ${schemas.length} schemas in "args" and ${names.length} in "names".`, {
      hint: "Give one name per schema.",
    });
  }
  checkNames(source, { names, givenBy: '"names"' });
  const fields = schemas.map((schema, index) => fieldOf(source, names[index] ?? "", schema));
  return { style: "positional", slots: [...slotsOf(fields, source.options), ...furtherSlots(source, fields.length)] };
}

/** What fills the parameters after the named ones: the signal where the compiler tells of one, then the context if it is asked for. */
export function furtherSlots({ options, paramTypes }: ParameterSource, count: number): readonly Slot[] {
  const signals: Slot[] = [];
  for (let at = count; paramTypes?.[at] === AbortSignal; at += 1) signals.push({ from: "signal" });
  return options.injectVars === true ? [...signals, { from: "context" }] : signals;
}

function ownNames(source: ParameterSource, count: number): readonly string[] {
  const found = (source.fn && parameterNames(source.fn)) ?? [];
  const names = found.slice(0, count).map((one) => (one.rest ? undefined : one.name));
  const missing = Array.from({ length: count }, (_, index) => index).find((index) => names[index] === undefined);
  if (missing !== undefined) {
    throw new ConfigurationError(`${source.owner}, parameter ${missing + 1}: name unknown.`, {
      hint: 'Name the schemas in "args": names: ["city", ...].',
    });
  }
  // None is missing.
  const known = names as readonly string[];
  warnOfShortNames(source.owner, known);
  return known;
}

function fieldOf(source: ParameterSource, name: string, schema: AnySchema): Field {
  if (!isSchema(schema)) {
    throw new ConfigurationError(`${source.owner}, parameter ${name}: what "args" gives for it is no schema.`, {
      hint: "Pass one of valibot, zod or arktype.",
    });
  }
  const description = descriptionOf(schema);
  return {
    name,
    optional: isOptional(schema),
    schema,
    jsonSchema: jsonSchemaOf(schema),
    type: "",
    ...(description === undefined ? {} : { description }),
  };
}
