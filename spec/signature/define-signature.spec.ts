import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { defineSignature } from "../../lib/signature/define-signature.ts";
import { field } from "../../lib/signature/field.ts";
import { jsonSchemaOf } from "../../lib/signature/json-schema.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import { validate } from "../../lib/signature/validate.ts";

const output = { answer: v.string() };

describe("defineSignature", () => {
  it("makes a signature of schemas, with instructions and descriptions", () => {
    const signature = defineSignature({
      instructions: "Classify the sentiment of a sentence.",
      input: { sentence: field(v.string(), "Text to analyze") },
      output: { sentiment: v.picklist(["positive", "negative", "neutral"]), confidence: field(v.number(), "Between 0 and 1") },
    });
    expect(signature).toMatchObject({ instructions: "Classify the sentiment of a sentence.", result: "record", parameters: "object" });
    expect(signature.input).toMatchObject([{ name: "sentence", optional: false, description: "Text to analyze", type: "string" }]);
    expect(signature.output[0]?.jsonSchema).toEqual({ type: "string", enum: ["positive", "negative", "neutral"] });
    expect(String(signature)).toBe(
      `sentence: string "Text to analyze" -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number "Between 0 and 1"`,
    );
    expect(String(parseSignature(String(signature)))).toBe(String(signature));
    expect(Object.isFrozen(signature) && Object.isFrozen(signature.input)).toBe(true);
  });

  it("keeps the schemas as they are, so that their checks, defaults and transformations hold", async () => {
    const open = v.optional(v.boolean(), false);
    const [first] = defineSignature({ input: { open }, output }).input;
    expect(first?.schema).toBe(open);
    expect(await validate(first?.schema ?? v.never(), undefined)).toEqual({ ok: true, value: false });
  });

  it("takes zod and arktype, and mixes them", () => {
    const input = {
      a: z.string().describe("Zod's own"),
      b: type("string[]"),
      c: z.object({ d: z.int(), e: z.string().optional() }),
      f: v.nullable(v.number()),
    };
    const signature = defineSignature({ input, output: { g: z.enum(["x", "y"]), h: type({ i: "1 | 'one'", "j?": "boolean" }) } });
    expect(String(signature)).toBe(
      `a: string "Zod's own", b: string[], c: { d: int, e?: string }, f: number | null -> g: 'x' | 'y', h: { i: 'one' | 1, j?: boolean }`,
    );
  });

  const length = (text: string | undefined) => (text as string).length; // as: the point is that undefined makes it throw
  it.each<[string, StandardSchemaV1]>([
    ["valibot optional", v.optional(v.string())],
    ["valibot optional with a default", v.optional(v.string(), "x")],
    ["valibot optional in a pipe", v.pipe(v.optional(v.string()), v.description("d"))],
    ["valibot optional in a pipe that stumbles over undefined", v.pipe(v.optional(v.string()), v.transform(length))],
    ["valibot exactOptional", v.exactOptional(v.string())],
    ["valibot nullish", v.nullish(v.string())],
    ["valibot undefinedable", v.undefinedable(v.string())],
    ["valibot union with undefined", v.union([v.string(), v.undefined()])],
    ["valibot optionalAsync", v.optionalAsync(v.string())],
    ["zod optional", z.string().optional()],
    ["zod nullish", z.string().nullish()],
    ["zod default", z.string().default("x")],
    ["zod optional that stumbles over undefined", z.string().optional().transform(length)],
    ["a described zod optional", field(z.string().optional(), "d")],
    ["a described valibot optional", field(v.optional(v.string()), "d")],
  ])("makes the field of an optional schema optional: %s", (_, schema) => {
    expect(defineSignature({ input: { a: schema }, output }).input[0]?.optional).toBe(true);
  });

  it.each<[string, StandardSchemaV1]>([
    ["valibot string", v.string()],
    ["valibot nullable", v.nullable(v.string())],
    ["valibot unknown", v.unknown()],
    ["valibot any", v.any()],
    [
      "valibot stringAsync",
      v.pipeAsync(
        v.string(),
        v.checkAsync(async () => true),
      ),
    ],
    ["zod string", z.string()],
    ["zod nullable", z.string().nullable()],
    ["zod unknown", z.unknown()],
    ["zod any, transformed", z.any().transform(length)],
    ["arktype string", type("string")],
    ["arktype unknown", type("unknown")],
  ])("leaves the field of any other schema required: %s", (_, schema) => {
    expect(defineSignature({ input: { a: schema }, output }).input[0]?.optional).toBe(false);
  });

  it("prints what JSON Schema says, and unknown where the grammar has no word for it", () => {
    const input = {
      a: v.record(v.string(), v.number()),
      b: v.tuple([v.string(), v.number()]),
      c: v.literal(5),
      d: v.union([v.string(), v.array(v.boolean())]),
      e: v.object({ "not a name": v.string() }),
      f: v.date(),
      g: v.intersect([v.object({ x: v.string() }), v.object({ y: v.string() })]),
      h: v.object({ x: v.pipe(v.string(), v.description('Say "x"')) }),
      i: z.literal([1e21, 2]),
    };
    const text = String(defineSignature({ input, output }));
    expect(text).toBe(
      `a: Record<string, number>, b: [string, number], c: 5, d: string | boolean[], e: Record<string, unknown>, f: string, g: unknown, h: { x: string "Say \\"x\\"" }, i: number | 2 -> answer: string`,
    );
    expect(String(parseSignature(text))).toBe(text);
  });

  it.each([
    [{ "not a name": v.string() }, 'The input "not a name" of a signature cannot have this name.'],
    [{ constructor: v.string() }, 'The input "constructor" of a signature cannot have this name.'],
    [{ a: "string" }, 'The input "a" of a signature is no schema.'],
    [{ a: undefined }, 'The input "a" of a signature is no schema.'],
  ])("refuses inputs that cannot be: %o", (input, fact) => {
    const define = () => defineSignature({ input: input as never, output }); // as: the compiler refuses some of these
    expect(define).toThrow(ConfigurationError);
    expect(define).toThrow(fact);
  });

  it("refuses a signature without an output, and allows one without inputs", () => {
    expect(() => defineSignature({ input: {}, output: {} })).toThrow("A signature needs an output");
    expect(String(defineSignature({ input: {}, output }))).toBe("-> answer: string");
  });
});

describe("field", () => {
  it.each<[string, StandardSchemaV1]>([
    ["valibot", v.pipe(v.string(), v.minLength(2))],
    ["asynchronous valibot", v.pipeAsync(v.string(), v.minLength(2))],
    ["zod", z.string().min(2)],
    ["arktype", type("string >= 2")],
  ])("describes a schema of %s, checks as it does and leaves it as it was", async (_, schema) => {
    const described = field(schema, "A word");
    expect(described).not.toBe(schema);
    expect(defineSignature({ input: { a: described }, output }).input[0]).toMatchObject({
      description: "A word",
      jsonSchema: { type: "string", minLength: 2, description: "A word" },
    });
    expect(await validate(described, "ab")).toEqual({ ok: true, value: "ab" });
    expect(await validate(described, "a")).toMatchObject({ ok: false });
    expect(jsonSchemaOf(schema)).not.toHaveProperty("description");
  });

  it("replaces the description that a schema has", () => {
    const input = {
      a: field(z.string().describe("old"), "new"),
      b: field(v.pipe(v.string(), v.description("old")), "new"),
      c: field(field(type("string"), "old"), "new"),
    };
    const { input: fields } = defineSignature({ input, output });
    expect(fields.map((one) => [one.description, one.jsonSchema["description"]])).toEqual([
      ["new", "new"],
      ["new", "new"],
      ["new", "new"],
    ]);
  });

  it("gives back a schema that is still one of its library", () => {
    expect(field(z.string(), "d").optional().parse(undefined)).toBeUndefined();
    expect(field(type("string"), "d")("x")).toBe("x");
    expect(v.parse(v.object({ a: field(v.string(), "d") }), { a: "x" })).toEqual({ a: "x" });
    expect(z.object({ a: field(z.string(), "d") }).parse({ a: "x" })).toEqual({ a: "x" });
  });
});
