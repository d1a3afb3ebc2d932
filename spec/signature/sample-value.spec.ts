import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conforms } from "../../lib/signature/conforms.ts";
import type { JsonSchema } from "../../lib/signature/json-schema.ts";
import { sampleValue, type Place } from "../../lib/signature/sample-value.ts";
import { flaw, randomSchema } from "../support/random-schemas.ts";

/** The values of the first seeds, each once. */
const ofSeeds = (schema: JsonSchema, count = 60) => [
  ...new Set(Array.from({ length: count }, (_, seed) => JSON.stringify(sampleValue(schema, { seed })))),
];

describe("a sample", () => {
  it("is valid under its schema, whatever schema and seed", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(randomSchema, fc.nat(1000), (schema, seed) => {
        expect(flaw(sampleValue(schema, { seed }), schema)).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  it("is the same for the same seed", () => {
    fc.assert(
      fc.property(randomSchema, fc.nat(50), (schema, seed) => {
        expect(sampleValue(schema, { seed })).toEqual(sampleValue(structuredClone(schema), { seed }));
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, JsonSchema, unknown]>([
    ["the first choice", { enum: ["b", "a"] }, "b"],
    ["the constant", { const: { a: 1 } }, { a: 1 }],
    ["the default", { type: "string", default: "given", examples: ["one"] }, "given"],
    ["an example", { type: "integer", default: "wrong", examples: [7] }, 7],
    ["the lower limit where one is too little", { type: "integer", minimum: 5 }, 5],
    ["the upper limit where one is too much", { type: "number", maximum: -2 }, -2],
    ["what lies between limits that are excluded", { type: "number", exclusiveMinimum: 2, exclusiveMaximum: 2.5 }, 2.25],
    ["a multiple", { type: "integer", minimum: 10, multipleOf: 7 }, 14],
    ["required properties only", { type: "object", properties: { a: { type: "boolean" }, b: {} }, required: ["a"] }, { a: false }],
    ["no entry that is not needed", { type: "array", items: { type: "string" } }, []],
    ["an entry where entries are objects", { type: "array", items: { properties: { a: { const: 1 } }, required: ["a"] } }, [{ a: 1 }]],
    ["rather a value than null", { anyOf: [{ type: "null" }, { type: "object", properties: {} }] }, {}],
    ["null where that is all", { type: "null" }, null],
    ["a text of the pattern", { type: "string", pattern: "^[A-Z]{2}-\\d{3}$" }, "AA-111"],
    ["a text of the format", { type: "string", format: "date" }, "2026-01-15"],
    ["a text as long as it must be", { type: "string", minLength: 6 }, "textxx"],
    ["a text no longer than it may be", { type: "string", maxLength: 2 }, "te"],
  ])("without a seed is the plainest: %s", (_, schema, value) => {
    expect(sampleValue(schema)).toEqual(value);
  });

  it("with seeds reaches limits, all choices, and optional properties", () => {
    expect(ofSeeds({ enum: ["a", "b", "c"] }).toSorted()).toEqual(['"a"', '"b"', '"c"']);
    expect(ofSeeds({ type: "integer", minimum: -4, maximum: 90 })).toEqual(expect.arrayContaining(["-4", "90", "0", "1"]));
    expect(ofSeeds({ type: "string", minLength: 2, maxLength: 9 })).toEqual(expect.arrayContaining(['"te"', '"text"', '"textxxxxx"']));
    expect(ofSeeds({ type: "array", items: { type: "boolean" }, maxItems: 2 }).map((text) => text.split(",").length)).toContain(2);
    expect(ofSeeds({ anyOf: [{ type: "integer" }, { type: "null" }] })).toContain("null");
    const schema = { type: "object", properties: { a: { const: 1 }, b: { const: 2 } }, required: ["a"] };
    expect(ofSeeds(schema).toSorted()).toEqual(['{"a":1,"b":2}', '{"a":1}']);
  });

  it("takes what is suggested where it fits, and the words where nothing else tells", () => {
    const schema = {
      type: "object",
      properties: {
        city: { type: "string" },
        zip: { type: "string", pattern: "^\\d{5}$" },
        note: { type: "string" },
        age: { type: "integer" },
      },
      required: ["city", "zip"],
    };
    const suggest = ({ path }: Place) => (path[0] === "zip" ? ["no zip", "10115"] : path[0] === "age" ? [3] : []);
    expect(sampleValue(schema, { suggest, words: () => ["Berlin"] })).toEqual({ city: "Berlin", zip: "10115", age: 3 });
  });

  it("tells places by path and description", () => {
    const places: string[] = [];
    const suggest = ({ path, description }: Place) => {
      places.push(`${path.join(".")}: ${description}`);
      return [];
    };
    const item = { type: "object", properties: { n: { type: "integer", description: "How many" } }, required: ["n"] };
    sampleValue({ type: "array", description: "All", items: item, minItems: 1 }, { suggest, place: { path: ["list"], description: "" } });
    expect(places).toEqual(["list: All", "list.item: All", "list.item.n: How many"]);
  });

  it("ends where a schema refers to itself, the alternative that ends being last or far", () => {
    const schema = {
      $ref: "#/$defs/tree",
      $defs: {
        tree: {
          anyOf: [
            {
              type: "object",
              properties: { left: { $ref: "#/$defs/tree" }, right: { $ref: "#/$defs/tree" } },
              required: ["left", "right"],
              additionalProperties: false,
            },
            { type: "object", properties: { leaf: { type: "integer" } }, required: ["leaf"], additionalProperties: false },
          ],
        },
      },
    };
    const value = sampleValue(schema);
    expect(flaw(value, schema)).toBeUndefined();
    expect(JSON.stringify(value).length).toBeLessThan(1000);
  });

  it("differs from entry to entry where entries must differ, however deep", () => {
    const entries = { type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] }, minItems: 3, uniqueItems: true };
    const nested = Array.from({ length: 6 }).reduce<JsonSchema>((items) => ({ type: "array", items, minItems: 1 }), entries);
    expect(flaw(sampleValue(nested), nested)).toBeUndefined();
    const all = { type: "array", items: { type: ["boolean", "null"] }, minItems: 3, uniqueItems: true };
    expect(sampleValue(all)).toHaveLength(3);
  });

  it("fits exactly one of alternatives that overlap, in many places at once", () => {
    const overlapping = { oneOf: [{ type: "number" }, { type: "integer" }] };
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    const schema = { type: "object", properties: Object.fromEntries(names.map((name) => [name, overlapping])), required: names };
    expect(flaw(sampleValue(schema), schema)).toBeUndefined();
  });

  it("reads draft-07 tuples and definitions", () => {
    const schema = {
      type: "array",
      items: [{ $ref: "#/definitions/word" }, { type: "integer" }],
      additionalItems: false,
      definitions: { word: { enum: ["w"] } },
    };
    expect(sampleValue(schema)).toEqual(["w", 1]);
  });

  it.each<[string, JsonSchema]>([
    ["that contradict themselves", { type: "integer", minimum: 2, maximum: 1 }],
    ["that only refer to themselves", { $ref: "#" }],
    ["whose values have no end", { type: "object", properties: { next: { $ref: "#" } }, required: ["next"] }],
    ["without a choice", { enum: [] }],
  ])("of schemas %s is only an attempt", (_, schema) => {
    expect(() => sampleValue(schema)).not.toThrow();
  });

  it("and `conforms` tells that it is only an attempt", () => {
    const schema = { type: "integer", minimum: 2, maximum: 1 };
    expect(conforms(sampleValue(schema), schema, schema)).toBe(false);
  });
});
