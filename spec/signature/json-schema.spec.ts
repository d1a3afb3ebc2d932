import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { isSchema, jsonSchemaOf } from "../../lib/signature/json-schema.ts";
import type { AnySchema } from "../../lib/signature/signature.ts";
import { valibotForms } from "../support/valibot-forms.ts";

// open tuples are what looseTuple and tupleWithRest mean; everything else of the strict mode is on
const ajv = formats.default(new Ajv2020({ strict: true, strictTuples: false }));

describe("the JSON Schema of a valibot schema", () => {
  it.each(valibotForms)("says what is checked: $name", async ({ schema, good, bad }) => {
    const takes = ajv.compile(jsonSchemaOf(schema));
    for (const value of good) {
      expect(await schema["~standard"].validate(value)).not.toHaveProperty("issues");
      expect([value, takes(value)]).toEqual([value, true]);
    }
    for (const value of bad) expect([value, takes(value)]).toEqual([value, false]);
  });

  it("describes dates, big integers and nothing by the nearest that JSON has", () => {
    expect(jsonSchemaOf(v.date())).toEqual({ type: "string", format: "date-time" });
    expect(jsonSchemaOf(v.bigint())).toEqual({ type: "integer" });
    expect(jsonSchemaOf(v.literal(3n))).toEqual({ type: "integer", const: 3 });
    expect(jsonSchemaOf(v.void())).toEqual({ type: "null" });
    expect(jsonSchemaOf(v.object({ id: v.instance(Map) }))).toMatchObject({ properties: { id: {} }, required: ["id"] });
  });

  it("keeps defaults that are the same every time, and only those", () => {
    const schema = v.object({ a: v.optional(v.number(), 5), b: v.optional(v.number(), () => 7), c: v.optional(v.bigint(), 9n) });
    expect(jsonSchemaOf(schema)).toMatchObject({ properties: { a: { default: 5 }, c: { default: 9 } }, required: [] });
    expect(jsonSchemaOf(schema)).not.toHaveProperty("properties.b.default");
  });

  it("is the same frozen document each time, and freezes nothing of the schema's own", () => {
    const fallback = ["x"];
    const schema = v.object({ tags: v.optional(v.array(v.string()), fallback) });
    const made = jsonSchemaOf(schema);
    expect(jsonSchemaOf(schema)).toBe(made);
    expect(made).not.toHaveProperty("$schema");
    expect(Object.isFrozen((made["properties"] as Record<string, unknown>)["tags"])).toBe(true);
    expect(Object.isFrozen(fallback)).toBe(false);
  });
});

describe("the JSON Schema of another library's schema", () => {
  it("comes from zod", () => {
    const made = jsonSchemaOf(z.object({ name: z.string().min(1), age: z.int().optional(), size: z.enum(["s", "m"]).default("m") }));
    expect(made).not.toHaveProperty("$schema");
    const takes = ajv.compile(made);
    expect([takes({ name: "a" }), takes({ name: "" }), takes({ name: "a", age: 1.5 }), takes({ name: "a", size: "s" })]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it("comes from arktype, whose schemas are functions", () => {
    const made = jsonSchemaOf(type({ name: "string", "size?": "'s' | 'm'" }));
    expect(made).not.toHaveProperty("$schema");
    const takes = ajv.compile(made);
    expect([takes({ name: "a" }), takes({ name: "a", size: "l" }), takes({})]).toEqual([true, false, false]);
  });

  it("is refused with the library's reason where it has none", () => {
    expect(() => jsonSchemaOf(z.object({ at: z.date() }))).toThrow(ConfigurationError);
    expect(() => jsonSchemaOf(z.object({ at: z.date() }))).toThrow(
      /The zod schema has no JSON Schema: Date cannot be represented.*\. Describe/,
    );
  });

  it("is refused with what is missing when the library cannot tell", () => {
    const schema: AnySchema = { "~standard": { version: 1, vendor: "acme", validate: (value) => ({ value }) } };
    expect(() => jsonSchemaOf(schema)).toThrow(
      'The schema library "acme" cannot give JSON Schema: "~standard.jsonSchema" is missing. Use a version of it that implements',
    );
  });
});

it("a schema is told from other values", () => {
  expect([v.string(), z.string(), type("string")].map(isSchema)).toEqual([true, true, true]);
  expect([null, undefined, "string", {}, () => 1, { "~standard": {} }].map(isSchema)).toEqual([false, false, false, false, false, false]);
});
