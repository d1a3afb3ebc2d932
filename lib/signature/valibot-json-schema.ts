import { toJsonSchema, type ConversionConfig } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";

type SchemaContext = Parameters<NonNullable<ConversionConfig["overrideSchema"]>>[0];
type ActionContext = Parameters<NonNullable<ConversionConfig["overrideAction"]>>[0];
type Converted = SchemaContext["jsonSchema"];

const config: ConversionConfig = {
  target: "draft-2020-12",
  typeMode: "input",
  // checks, brands, trims and types of the program itself have no JSON form; they still hold when a value is validated
  errorMode: "ignore",
  overrideSchema: schemaForm,
  overrideAction: actionForm,
};

/** The JSON Schema (draft 2020-12) of what a valibot schema takes, made by valibot's converter and put right where it says more or less than is checked. */
export function valibotJsonSchema(schema: GenericSchema): Converted {
  return toJsonSchema(schema, config);
}

function schemaForm({ valibotSchema, jsonSchema }: SchemaContext): Converted | undefined {
  const schema: Readonly<Record<string, unknown>> = { ...valibotSchema };
  const options: readonly unknown[] = Array.isArray(schema["options"]) ? schema["options"] : [];
  // a default that is computed at each call is not the one computed here
  if (typeof schema["default"] === "function") delete jsonSchema.default;
  switch (schema["type"]) {
    case "date":
      return { type: "string", format: "date-time" };
    case "bigint":
      return { type: "integer" };
    case "undefined":
    case "void":
      return { type: "null" };
    case "literal":
      return literalForm(schema["literal"], jsonSchema);
    case "enum":
    case "picklist":
      return pickForm(options, jsonSchema);
    case "union":
      return unionForm(options, jsonSchema);
    case "tuple":
    case "strict_tuple":
    case "loose_tuple":
      return tupleForm(schema["type"], jsonSchema);
    default:
      return undefined;
  }
}

function literalForm(literal: unknown, converted: Converted): Converted {
  if (typeof literal === "bigint") return { type: "integer", const: Number(literal) };
  const type = typeof literal;
  if (converted.const === undefined || (type !== "string" && type !== "number" && type !== "boolean")) return converted;
  return { ...converted, type };
}

function pickForm(options: readonly unknown[], converted: Converted): Converted {
  const strings = options.filter((option) => typeof option === "string");
  const numbers = options.filter((option) => typeof option === "number");
  if (strings.length === 0 || numbers.length === 0) return converted;
  return {
    anyOf: [
      { type: "string", enum: strings },
      { type: "number", enum: numbers },
    ],
  };
}

const absences: readonly unknown[] = ["undefined", "void"];

function isAbsence(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "type" in schema && absences.includes(schema.type);
}

/** JSON has no `undefined`: a model cannot choose that member. */
function unionForm(options: readonly unknown[], converted: Converted): Converted {
  const present = (converted.anyOf ?? []).filter((_, index) => !isAbsence(options[index]));
  return present.length === 0 ? converted : { ...converted, anyOf: present };
}

/** Says the length both ways, and `items` too: readers of older drafts need it and refuse an array without. */
function tupleForm(type: unknown, converted: Converted): Converted {
  const { prefixItems = [], items: _, minItems: __, ...rest } = converted;
  const length = prefixItems.length;
  if (type === "loose_tuple") return { ...rest, ...(length > 0 ? { prefixItems } : {}), items: {}, minItems: length };
  if (length === 0) return { ...rest, items: {}, maxItems: 0 };
  const distinct = [...new Map(prefixItems.map((item) => [JSON.stringify(item), item])).values()];
  const [only, ...others] = distinct;
  const items = only !== undefined && others.length === 0 ? only : { anyOf: distinct };
  return { ...rest, prefixItems, items, minItems: length, maxItems: length };
}

function actionForm({ valibotAction, jsonSchema }: ActionContext): Converted | undefined {
  const { type, requirement } = valibotAction as { type: string; requirement?: unknown }; // as: `requirement` depends on the action
  if (!(requirement instanceof RegExp)) return undefined;
  if (["iso_time", "iso_date_time", "iso_date_time_second"].includes(type)) {
    // the formats "time" and "date-time" ask for an offset, which these actions refuse
    const { format: _, ...rest } = jsonSchema;
    return { ...rest, pattern: rest.pattern ?? requirement.source };
  }
  if (type !== "regex" || jsonSchema.pattern !== requirement.source || isPortable(requirement)) return undefined;
  const { pattern: _, ...rest } = jsonSchema;
  return rest;
}

/** Whether a pattern means the same without its flags and under `u`, as JSON Schema reads it. */
function isPortable(pattern: RegExp): boolean {
  if (/[ims]/.test(pattern.flags)) return false;
  try {
    return new RegExp(pattern.source, "u").source !== "";
  } catch {
    return false;
  }
}
