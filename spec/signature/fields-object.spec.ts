import { Ajv2020 } from "ajv/dist/2020.js";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { fieldsObject } from "../../lib/signature/fields-object.ts";
import { jsonSchemaOf } from "../../lib/signature/json-schema.ts";
import { toOpenAIStrict } from "../../lib/signature/openai-strict.ts";
import type { Field } from "../../lib/signature/signature.ts";
import { issueLines } from "../../lib/signature/validate.ts";
import { strictViolations } from "../support/openai-strict-checker.ts";

function field(name: string, schema: v.GenericSchema, more: Partial<Field> = {}): Field {
  return { name, schema, jsonSchema: jsonSchemaOf(schema), optional: false, type: "any", ...more };
}

function tree(leaf: v.GenericSchema): v.GenericSchema {
  const schema: v.GenericSchema = v.object({ leaf, next: v.optional(v.lazy(() => schema)) });
  return schema;
}

async function linesOf(fields: readonly Field[], value: unknown): Promise<string[]> {
  const checked = await fieldsObject(fields).parse(value);
  return checked.ok ? [] : issueLines(checked.issues);
}

const city = field("city", v.string(), { description: "City to look up" });
const days = field("days", v.number(), { optional: true });
const note = field("note", v.nullable(v.string()), { optional: true });

describe("the JSON Schema of fields", () => {
  it("is a closed object with the fields in order", () => {
    const { jsonSchema } = fieldsObject([city, days]);
    expect(JSON.stringify(jsonSchema)).toBe(
      JSON.stringify({
        type: "object",
        properties: { city: { type: "string", description: "City to look up" }, days: { type: "number" } },
        required: ["city"],
        additionalProperties: false,
      }),
    );
  });

  it("keeps the recursive types of its fields apart", () => {
    // zod and others point at the whole schema with "#"
    const whole = { type: "object", properties: { next: { $ref: "#" } }, required: [], additionalProperties: false };
    const fields = [
      field("words", tree(v.string())),
      field("counts", tree(v.number())),
      { ...field("bare", v.any()), jsonSchema: whole, description: "d" },
    ];
    const { jsonSchema } = fieldsObject(fields);
    const takes = new Ajv2020({ strict: true }).compile(jsonSchema);
    const good = { words: { leaf: "a", next: { leaf: "b" } }, counts: { leaf: 1, next: { leaf: 2 } }, bare: { next: { next: {} } } };
    expect(takes(good)).toBe(true);
    expect(takes({ ...good, words: { leaf: "a", next: { leaf: 2 } } })).toBe(false);
    expect(takes({ ...good, counts: { leaf: 1, next: { leaf: "b" } } })).toBe(false);
    expect(takes({ ...good, bare: { next: { next: { other: 1 } } } })).toBe(false);
    const strict = toOpenAIStrict(jsonSchema);
    expect([strict.problems, strictViolations(strict.schema)]).toEqual([[], []]);
  });
});

describe("an object checked field by field", () => {
  it("comes back in the order of the fields, without keys that are none", async () => {
    const checked = await fieldsObject([city, days]).parse({ extra: 1, days: 3, city: "Oslo" });
    expect(JSON.stringify(checked)).toBe('{"ok":true,"value":{"city":"Oslo","days":3}}');
  });

  it("must have what is required, and every issue is told at its place", async () => {
    const list = field("list", v.array(v.object({ a: v.number() })));
    expect(await linesOf([city, days, list], { days: "x", list: [{ a: "b" }] })).toEqual([
      "city: required",
      'days: Expected number but received "x"',
      'list[0].a: Expected number but received "b"',
    ]);
  });

  it("may be nothing at all when nothing is required", async () => {
    for (const nothing of [null, undefined, "", {}]) expect(await fieldsObject([days]).parse(nothing)).toEqual({ ok: true, value: {} });
    expect(await linesOf([city], null)).toEqual(["city: required"]);
  });

  it("must be an object", async () => {
    expect(await linesOf([city, days], "Oslo")).toEqual(['Expected an object with the keys city, days but received "Oslo"']);
    expect(await linesOf([city], ["Oslo"])).toEqual(["Expected an object with the keys city but received a list"]);
    expect(await linesOf([city], 3)).toEqual(["Expected an object with the keys city but received a number"]);
    expect(await linesOf([city], new Date())).toEqual(["Expected an object with the keys city but received an instance of a class"]);
  });

  it("may say null for an absent key, at any depth, unless null is a value of it", async () => {
    const list = field("list", v.array(v.object({ a: v.optional(v.number()) })));
    expect(await fieldsObject([days, note, list]).parse({ days: null, note: null, list: [{ a: null }] })).toStrictEqual({
      ok: true,
      value: { note: null, list: [{}] },
    });
    expect(await linesOf([city], { city: null })).toEqual(["city: Expected string but received null"]);
  });

  it("gets the defaults of its fields", async () => {
    const open = field("open", v.optional(v.boolean(), false), { optional: true });
    expect(await fieldsObject([open]).parse({})).toEqual({ ok: true, value: { open: false } });
    expect(await fieldsObject([open]).parse({ open: null })).toEqual({ ok: true, value: { open: false } });
    expect(await fieldsObject([days]).parse({})).toStrictEqual({ ok: true, value: {} });
  });

  it("has only keys of its own", async () => {
    const fields = [field("toString", v.any(), { optional: true }), field("__proto__", v.string(), { optional: true })];
    expect(await fieldsObject(fields).parse({})).toStrictEqual({ ok: true, value: {} });
    const checked = await fieldsObject(fields).parse(JSON.parse('{ "__proto__": "x", "toString": 1 }'));
    if (!checked.ok) throw new Error("refused");
    expect(Object.entries(checked.value)).toEqual([["toString", 1], ["__proto__", "x"]]); // prettier-ignore
    expect(Object.getPrototypeOf(checked.value)).toBe(Object.prototype);
  });
});
