import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { jsonSchemaOf } from "../../lib/signature/json-schema.ts";
import { fromOpenAIStrict, toOpenAIStrict } from "../../lib/signature/openai-strict.ts";
import { strictViolations } from "../support/openai-strict-checker.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

describe("a value written under the strict form", () => {
  const original = jsonSchemaOf(
    v.object({
      name: v.string(),
      price: v.optional(v.number()),
      note: v.optional(v.nullable(v.string())),
      parts: v.optional(v.array(v.object({ id: v.number(), label: v.optional(v.string()) }))),
      shape: v.optional(
        v.variant("kind", [
          v.object({ kind: v.literal("a"), x: v.optional(v.number()) }),
          v.object({ kind: v.literal("b"), y: v.nullable(v.number()) }),
        ]),
      ),
    }),
  );

  it("loses the nulls that stand for absent keys, and no others", () => {
    const given = { name: "n", price: null, note: null, parts: [{ id: 1, label: null }], shape: { kind: "b", y: null } };
    expect(fromOpenAIStrict(given, original)).toStrictEqual({ name: "n", note: null, parts: [{ id: 1 }], shape: { kind: "b", y: null } });
    expect(fromOpenAIStrict({ name: "n", shape: { kind: "a", x: null } }, original)).toStrictEqual({ name: "n", shape: { kind: "a" } });
  });

  it("keeps what does not fit as it is", () => {
    for (const value of [
      null,
      3,
      "text",
      [null],
      { name: null },
      { other: null, name: 1 },
      { parts: "x" },
      { shape: { kind: "c", x: null } },
    ]) {
      expect(fromOpenAIStrict(value, original)).toStrictEqual(value);
    }
  });

  it("is followed through references, records, tuples and intersections", () => {
    const part = v.object({ a: v.optional(v.number()) });
    type Tree = { a?: number | undefined; next?: Tree | undefined };
    const tree: v.GenericSchema<Tree> = v.object({ a: v.optional(v.number()), next: v.optional(v.lazy(() => tree)) });
    expect(fromOpenAIStrict({ a: null, next: { a: 1, next: { a: null, next: null } } }, jsonSchemaOf(tree))).toStrictEqual({
      next: { a: 1, next: {} },
    });
    expect(fromOpenAIStrict({ k: { a: null } }, jsonSchemaOf(v.record(v.string(), part)))).toStrictEqual({ k: {} });
    expect(fromOpenAIStrict([{ a: null }, { a: null }], jsonSchemaOf(v.tuple([part, v.object({ a: v.any() })])))).toStrictEqual([
      {},
      { a: null },
    ]);
    expect(fromOpenAIStrict({ a: null, b: 1 }, jsonSchemaOf(v.intersect([part, v.object({ b: v.number() })])))).toStrictEqual({ b: 1 });
  });

  it("may have keys that every object inherits", () => {
    const schema = { type: "object", properties: { toString: { type: "string" } }, required: [] };
    const given = JSON.parse('{ "toString": null, "constructor": null, "__proto__": null }') as object;
    const back = fromOpenAIStrict(given, schema) as object;
    expect(Object.keys(back)).toEqual(["constructor", "__proto__"]);
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
  });

  it("comes back whatever the schema: filled with nulls it is valid strictly, without them it is the value", async () => {
    await fc.assert(
      fc.asyncProperty(objectSample(3), async (sample) => {
        const json = jsonSchemaOf(sample.schema);
        const { schema: strict, problems } = toOpenAIStrict(json);
        expect([problems, strictViolations(strict)]).toEqual([[], []]);
        const takes = ajv.compile(strict);
        expect([takes(sample.filled), takes.errors]).toEqual([true, null]);
        const back = fromOpenAIStrict(sample.filled, json);
        expect(back).toStrictEqual(sample.value);
        expect(await sample.schema["~standard"].validate(back)).not.toHaveProperty("issues");
      }),
      { numRuns: 100 },
    );
  });
});

/** A schema, a value of it, and the same value as a strict model writes it: with null for every absent key. */
interface Sample {
  readonly schema: v.GenericSchema;
  readonly value: unknown;
  readonly filled: unknown;
}

function anySample(depth: number): fc.Arbitrary<Sample> {
  const of = (schema: v.GenericSchema, values: fc.Arbitrary<unknown>) => values.map((value): Sample => ({ schema, value, filled: value }));
  const leaves = [
    of(v.string(), fc.string()),
    of(v.pipe(v.number(), v.integer()), fc.integer()),
    of(v.boolean(), fc.boolean()),
    of(v.picklist(["a", "b"]), fc.constantFrom("a", "b")),
    of(v.nullable(v.number()), fc.option(fc.integer())),
    of(v.union([v.string(), v.number()]), fc.oneof(fc.string(), fc.integer())),
  ];
  if (depth === 0) return fc.oneof(...leaves);
  const list = anySample(depth - 1).map(({ schema, value, filled }) => ({
    schema: v.array(schema),
    value: [value, value],
    filled: [filled, filled],
  }));
  return fc.oneof(...leaves, list, objectSample(depth - 1), variantSample(depth - 1));
}

function objectSample(depth: number): fc.Arbitrary<Sample> {
  const entry = fc.record({ sample: anySample(depth), presence: fc.constantFrom("required", "given", "absent") });
  const name = fc.oneof(fc.constantFrom("$ref", "type", "properties", "const", "anyOf"), fc.stringMatching(/^[a-z]{1,3}$/));
  return fc.dictionary(name, entry, { maxKeys: 4, noNullPrototype: true }).map((entries) => {
    const list = Object.entries(entries);
    // an optional key that takes null cannot be told from an absent one, so it is never absent here
    const present = list.filter(([, { sample, presence }]) => presence !== "absent" || v.is(sample.schema, null));
    return {
      schema: v.object(
        Object.fromEntries(
          list.map(([key, { sample, presence }]) => [key, presence === "required" ? sample.schema : v.optional(sample.schema)]),
        ),
      ),
      value: Object.fromEntries(present.map(([key, { sample }]) => [key, sample.value])),
      filled: Object.fromEntries(list.map(([key, part]) => [key, present.some(([name]) => name === key) ? part.sample.filled : null])),
    };
  });
}

function variantSample(depth: number): fc.Arbitrary<Sample> {
  return fc.tuple(objectSample(depth), objectSample(depth), fc.boolean()).map(([first, second, isFirst]) => {
    const chosen = isFirst ? first : second;
    const kind = isFirst ? "first" : "second";
    return {
      schema: v.variant("kind", [member("first", first), member("second", second)]),
      value: { ...(chosen.value as object), kind },
      filled: { ...(chosen.filled as object), kind },
    };
  });
}

function member(kind: string, { schema }: Sample) {
  return v.object({ ...(schema as v.ObjectSchema<v.ObjectEntries, undefined>).entries, kind: v.literal(kind) });
}
