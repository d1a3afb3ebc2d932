import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { fieldsObject } from "../signature/fields-object.ts";
import { fromOpenAIStrict } from "../signature/from-openai-strict.ts";
import { jsonSchemaOf, type JsonSchema } from "../signature/json-schema.ts";
import { parseSignature } from "../signature/parse-signature.ts";
import type { AnySchema, Field } from "../signature/signature.ts";
import { isRecord, mapValues } from "../signature/subschemas.ts";
import { issueLines, validate } from "../signature/validate.ts";
import { filledParameters, isUnder, type Filling } from "./fill-parameters.ts";
import { inputParameters, withoutKeys } from "./input-parameters.ts";
import { listedParameters, signatureParameters } from "./named-parameters.ts";
import { fieldsFrom, injectedNames, type ParameterPlan, type ParameterSource } from "./parameter-source.ts";
import type { ParsedArguments } from "./tool-spec.ts";
import { typedParameters } from "./typed-parameters.ts";

/** The parameters of a tool, compiled. */
export interface ToolParameters {
  /** What the model is shown: an object schema without injected values. */
  readonly jsonSchema: JsonSchema;
  /** Checks what the model sent; keys that are injected or unknown are dropped. */
  parse(given: unknown): Promise<ParsedArguments>;
  /** The values to call the function with. */
  fill(filling: Filling): Promise<readonly unknown[]>;
}

/**
 * Compiles the parameters of a function from, in this order, a signature, an input schema, listed schemas, or the compiler's types
 * with the names of the source. Throws a `ConfigurationError` that names the function and the parameter when one cannot be known.
 */
export function toolParameters(source: ParameterSource): ToolParameters {
  const plan = planOf(source);
  checkKeys(source, plan);
  const { params = {} } = source.options;
  const fields = fieldsFrom(plan, "model").map((field) =>
    described(field, Object.hasOwn(params, field.name) ? params[field.name] : undefined),
  );
  const fill = (filling: Filling) => filledParameters(plan, filling);
  if (plan.whole !== undefined) return { ...wholeParameters(plan, { schema: plan.whole, params }), fill };
  const { jsonSchema, parse } = fieldsObject(fields);
  return {
    jsonSchema,
    fill,
    async parse(given) {
      const checked = await parse(given);
      return checked.ok ? checked : { ok: false, issues: issueLines(checked.issues) };
    },
  };
}

function planOf(source: ParameterSource): ParameterPlan {
  const { options, signature, owner } = source;
  const { signature: written, input, args } = options;
  const own = typeof written === "string" ? parseSignature(written) : written;
  const same = own !== undefined && signature !== undefined && String(own) === String(signature);
  const given = Object.entries({ "@signature": same ? undefined : signature, signature: own, input, args }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    throw new ConfigurationError(`${owner} has ${quoted(given.map(([name]) => name))}, and each of them says what the parameters are.`, {
      hint: "Keep one of them.",
    });
  }
  const named = own ?? signature;
  if (named !== undefined) return signatureParameters(source, named);
  if (input !== undefined) return inputParameters(source, input);
  return args === undefined ? typedParameters(source) : listedParameters(source, args);
}

/** `injectVars` and `params` may only speak of parameters there are. */
function checkKeys({ owner, options }: ParameterSource, plan: ParameterPlan): void {
  const names = plan.slots.flatMap((slot) => ("field" in slot ? [slot.field.name] : []));
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new ConfigurationError(`${owner} has two parameters named "${repeated}".`);
  for (const [option, keys] of Object.entries({ injectVars: injectedNames(options), params: Object.keys(options.params ?? {}) })) {
    const unknown = keys.find((key) => !names.includes(key));
    if (unknown === undefined) continue;
    const near = nearest(unknown, names);
    throw new ConfigurationError(`${owner}: "${option}" names "${unknown}", which is no parameter. Parameters: ${quoted(names)}.`, {
      hint: near === undefined ? "Describe the parameter with the others." : `Did you mean "${near}"?`,
    });
  }
}

function described(field: Field, description: string | undefined): Field {
  return description === undefined ? field : { ...field, description };
}

/** The parameters of a tool that takes its arguments as one object: the schema checks it whole. */
function wholeParameters(
  plan: ParameterPlan,
  { schema, params }: { readonly schema: AnySchema; readonly params: Readonly<Record<string, string | undefined>> },
): Pick<ToolParameters, "jsonSchema" | "parse"> {
  const injected = fieldsFrom(plan, "vars").map((field) => field.name);
  const jsonSchema = withDescriptions(withoutKeys(jsonSchemaOf(schema), injected), params);
  return {
    jsonSchema,
    async parse(given) {
      const value = withoutInjected(fromOpenAIStrict(given ?? {}, jsonSchema), injected);
      const checked = await validate(schema, value);
      // What is injected is not there yet; with it the object is checked again when the tool is called.
      const issues = checked.ok ? [] : checked.issues.filter((issue) => !injected.some((name) => isUnder(issue, name)));
      if (issues.length > 0) return { ok: false, issues: issueLines(issues) };
      if (!isRecord(value)) return { ok: false, issues: ["Expected an object"] };
      // A schema may make anything of an object; whoever wrote it knows the parameter's type.
      return { ok: true, value: checked.ok && injected.length === 0 ? (checked.value as Readonly<Record<string, unknown>>) : value };
    },
  };
}

function withoutInjected(value: unknown, injected: readonly string[]): unknown {
  if (injected.length === 0 || !isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !injected.includes(key)));
}

function withDescriptions(schema: JsonSchema, params: Readonly<Record<string, string | undefined>>): JsonSchema {
  const { properties } = schema;
  if (Object.keys(params).length === 0 || !isRecord(properties)) return schema;
  const told = mapValues(properties, (property, name) => {
    const description = Object.hasOwn(params, name) ? params[name] : undefined;
    return description === undefined || !isRecord(property) ? property : { ...property, description };
  });
  return { ...schema, properties: told };
}
