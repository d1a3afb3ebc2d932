import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf, type JsonSchema } from "../../lib/signature/json-schema.ts";
import { fromOpenAIStrict, toOpenAIStrict } from "../../lib/signature/openai-strict.ts";
import { strictViolations } from "../support/openai-strict-checker.ts";
import { valibotForms } from "../support/valibot-forms.ts";

const ajv = formats.default(new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }));
const strictOf = (schema: v.GenericSchema) => toOpenAIStrict(jsonSchemaOf(schema));
const problems = (schema: v.GenericSchema) => strictOf(schema).problems;
const words = (count: number, length: number) => Array.from({ length: count }, (_, index) => String(index).padStart(length, "w"));

describe("the strict form of a schema", () => {
  it.each(valibotForms.filter((form) => form.strict))("is one that OpenAI takes: $name", ({ schema, good }) => {
    const original = jsonSchemaOf(v.object({ value: schema, maybe: v.optional(schema) }));
    const { schema: strict, problems } = toOpenAIStrict(original);
    expect(problems).toEqual([]);
    expect(strictViolations(strict)).toEqual([]);
    expect(strict).toMatchObject({ required: ["value", "maybe"], additionalProperties: false });
    expect(ajv.validateSchema(strict)).toBe(true);
    for (const value of good) expect(fromOpenAIStrict({ value, maybe: value }, original)).toEqual({ value, maybe: value });
  });

  it.each(valibotForms.filter((form) => !form.strict))("names what it cannot say: $name", ({ schema }) => {
    expect(strictOf(v.object({ value: schema })).problems).not.toEqual([]);
  });

  it("says why and where", () => {
    expect(problems(v.object({ a: v.array(v.record(v.string(), v.number())) }))).toEqual([
      "#/properties/a/items: a record or an object with further keys",
    ]);
    expect(problems(v.object({ a: v.tuple([v.string()]) }))).toEqual(["#/properties/a: a tuple"]);
    expect(problems(v.object({ a: v.any() }))).toEqual(["#/properties/a: a value of any type"]);
    expect(problems(v.object({ a: v.never() }))).toEqual(["#/properties/a: a value of any type"]);
    expect(problems(v.object({ a: v.intersect([v.object({}), v.object({})]) }))).toContain("#/properties/a: an intersection (allOf)");
    expect(problems(v.array(v.string()))).toEqual(["#: the root is not an object"]);
    expect(problems(v.union([v.object({ a: v.string() }), v.object({ b: v.string() })]))).toEqual(["#: the root is not an object"]);
    expect(toOpenAIStrict({ type: "object" }).problems).toEqual(["#: a record or an object with further keys"]);
    expect(toOpenAIStrict({ type: "object", properties: { a: { $ref: "https://a.b/c" } } }).problems).toEqual([
      '#/properties/a: a reference to "https://a.b/c"',
    ]);
  });

  it("knows the limits of one schema", () => {
    const nested = (levels: number): v.GenericSchema => (levels === 1 ? v.object({ a: v.string() }) : v.object({ a: nested(levels - 1) }));
    expect(strictOf(nested(10)).problems).toEqual([]);
    expect(strictOf(nested(11)).problems).toEqual([
      "#/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a/properties/a: more than 10 levels",
    ]);
    expect(strictOf(v.object({ a: v.picklist(words(1000, 5)) })).problems).toEqual([]);
    expect(strictOf(v.object({ a: v.picklist(words(1001, 5)) })).problems).toEqual(["#: more than 1000 enum values"]);
    expect(strictOf(v.object({ a: v.picklist(words(251, 60)) })).problems).toEqual(["#/properties/a: an enum that is too long"]);
    expect(strictOf(v.object({ a: v.picklist(words(250, 500)) })).problems).toEqual([
      "#: names and constants of more than 120000 characters",
    ]);
    const wide = v.object(Object.fromEntries(words(5001, 6).map((name) => [name, v.string()])));
    expect(strictOf(wide).problems).toEqual(["#: more than 5000 properties"]);
  });

  it("makes a root of a reference the object itself and keeps references alone", () => {
    type Tree = { next?: Tree | undefined };
    const tree: v.GenericSchema<Tree> = v.object({
      next: v.optional(
        v.pipe(
          v.lazy(() => tree),
          v.description("the next"),
        ),
      ),
    });
    const { schema, problems } = strictOf(v.lazy(() => tree));
    expect(problems).toEqual([]);
    expect(strictViolations(schema)).toEqual([]);
    expect(schema).toMatchObject({
      type: "object",
      properties: { next: { description: "the next", anyOf: [{ $ref: "#/$defs/0" }, { type: "null" }] } },
      $defs: { 0: { type: "object", required: ["next"] } },
    });
  });

  it("takes the schemas of zod and arktype", () => {
    const Node = z.object({ email: z.email(), tag: z.literal("x"), get next() { return Node.optional(); } }); // prettier-ignore
    const fromZod = toOpenAIStrict(jsonSchemaOf(Node));
    expect([fromZod.problems, strictViolations(fromZod.schema)]).toEqual([[], []]);
    const fromArk = toOpenAIStrict(jsonSchemaOf(type({ name: "string", "size?": "'s' | 'm'", list: "number[]" })));
    expect([fromArk.problems, strictViolations(fromArk.schema)]).toEqual([[], []]);
    expect(fromArk.schema).toMatchObject({ properties: { size: { anyOf: [{ type: "string", enum: ["m", "s"] }, { type: "null" }] } } });
  });

  it("reads the definitions of older drafts", () => {
    const word = {
      type: "object",
      properties: { a: { $ref: "#/definitions/w" } },
      required: ["a"],
      definitions: { w: { enum: ["x", 1, null] } },
    };
    const { schema, problems } = toOpenAIStrict(word);
    expect([problems, strictViolations(schema)]).toEqual([[], []]);
    expect(schema).toMatchObject({ properties: { a: { $ref: "#/$defs/w" } }, $defs: { w: { type: ["string", "number", "null"] } } });
  });

  it("drops patterns with look-around, which cannot be enforced", () => {
    const { schema } = toOpenAIStrict({
      type: "object",
      properties: { a: { type: "string", pattern: "^(?!x)" }, b: { type: "string", pattern: "^x" } },
    });
    expect(schema).toMatchObject({ properties: { a: { type: ["string", "null"] }, b: { pattern: "^x" } } });
    expect(schema).not.toHaveProperty("properties.a.pattern");
  });

  it("is made once per schema and leaves the original alone", () => {
    const original = jsonSchemaOf(v.object({ a: v.optional(v.string(), "x") }));
    const before = JSON.stringify(original);
    expect(toOpenAIStrict(original)).toBe(toOpenAIStrict(original));
    expect(JSON.stringify(original)).toBe(before);
  });
});

describe("the checker of strict schemas", () => {
  const fine: JsonSchema = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };
  const inside = (schema: unknown): JsonSchema => ({ ...fine, properties: { a: schema } });

  it.each<[string, JsonSchema]>([
    ["an open object", { ...fine, additionalProperties: true }],
    ["an optional key", { ...fine, required: [] }],
    ["a root that is no object", { type: "array", items: { type: "string" } }],
    ["a union as root", { ...fine, anyOf: [fine] }],
    ["an unknown keyword", inside({ type: "string", minLength: 1 })],
    ["oneOf", inside({ oneOf: [{ type: "string" }] })],
    ["no type", inside({ enum: ["a"] })],
    ["a keyword beside a reference", { ...inside({ $ref: "#/$defs/x", description: "d" }), $defs: { x: { type: "string" } } }],
    ["a reference to nothing", inside({ $ref: "#/$defs/x" })],
    ["an unknown format", inside({ type: "string", format: "uri" })],
    ["a list without items", inside({ type: "array" })],
    ["too many enum values", inside({ type: "number", enum: Array.from({ length: 1001 }, (_, index) => index) })],
    [
      "an open object in a definition",
      { ...inside({ $ref: "#/$defs/x" }), $defs: { x: { type: "object", properties: {}, required: [] } } },
    ],
  ])("finds %s", (_, schema) => {
    expect(strictViolations(fine)).toEqual([]);
    expect(strictViolations(schema)).not.toEqual([]);
  });

  it("counts levels", () => {
    const levels = (count: number): JsonSchema => (count === 1 ? fine : inside(levels(count - 1)));
    expect([strictViolations(levels(10)).length, strictViolations(levels(11)).length]).toEqual([0, 1]);
  });
});
