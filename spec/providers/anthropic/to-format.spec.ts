import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../../lib/core/errors.ts";
import type { JsonSchema } from "../../../lib/signature/json-schema.ts";
import { toFormat } from "../../../lib/providers/anthropic/to-format.ts";

const format = (schema: JsonSchema) => toFormat({ name: "Report", schema }).schema;
const inObject = (schema: unknown) => format({ type: "object", properties: { x: schema } })["properties"];

const ordinary: Record<string, JsonSchema> = {
  "fields, optional and described": {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    title: "Report",
    description: "A report",
    properties: { a: { type: "string", description: "The a" }, b: { type: "number" }, c: { type: "boolean" }, d: { type: "null" } },
    required: ["a"],
    additionalProperties: true,
  },
  "literals and choices": {
    type: "object",
    properties: {
      kind: { type: "string", enum: ["x", "y"] },
      is: { const: 3 },
      either: { oneOf: [{ type: "string" }, { type: "object", properties: { z: { type: "integer" } } }] },
      maybe: { anyOf: [{ type: "string" }, { type: "null" }] },
      both: {
        allOf: [
          { type: "object", properties: {} },
          { type: "object", properties: { y: { type: "string" } } },
        ],
      },
    },
  },
  "lists and formats": {
    type: "object",
    properties: {
      some: { type: "array", items: { type: "array", items: { type: "string", format: "date-time" } }, minItems: 1 },
    },
  },
  "shared and recursive parts": {
    type: "object",
    properties: { tree: { $ref: "#/$defs/tree" } },
    $defs: { tree: { type: "object", properties: { kids: { type: "array", items: { $ref: "#/$defs/tree" } } }, required: ["kids"] } },
  },
};

describe("toFormat", () => {
  it.each(Object.entries(ordinary))("writes %s as the SDK's own helper does", (_, schema) => {
    const before = JSON.stringify(schema);
    expect(format(schema)).toEqual(transformJSONSchema(structuredClone(schema)));
    expect(JSON.stringify(schema)).toBe(before);
  });

  it("says what the API does not enforce", () => {
    expect(inObject({ type: "integer", minimum: 1, maximum: 5, description: "Stars" })).toEqual({
      x: { type: "integer", description: "Stars\n\nminimum: 1, maximum: 5" },
    });
    expect(inObject({ type: "string", format: "ulid", pattern: "^a" })).toEqual({
      x: { type: "string", description: 'format: "ulid", pattern: "^a"' },
    });
    expect(inObject({ type: "array", items: { type: "string" }, minItems: 2, maxItems: 3 })).toEqual({
      x: { type: "array", items: { type: "string" }, description: "minItems: 2, maxItems: 3" },
    });
  });

  it("spells out lists of types, implied types and tuples", () => {
    const members = { a: { type: "string" } };
    const closed = { type: "object", properties: members, additionalProperties: false };
    expect(inObject({ type: ["object", "null"], properties: members })).toEqual({ x: { anyOf: [closed, { type: "null" }] } });
    expect(inObject({ properties: members })).toEqual({ x: closed });
    expect(inObject({ items: { type: "string" } })).toEqual({ x: { type: "array", items: { type: "string" } } });
    const pair = [{ type: "string" }, { type: "number" }];
    const both = { type: "array", items: { anyOf: pair }, description: `prefixItems: ${JSON.stringify(pair)}` };
    expect(inObject({ type: "array", prefixItems: pair, items: false })).toEqual({ x: both });
    expect(inObject({ type: "array", items: pair })).toEqual({ x: both });
  });

  it("keeps older definitions too", () => {
    const schema = {
      type: "object",
      properties: { a: { $ref: "#/definitions/a" } },
      definitions: { a: { type: "object", properties: {} } },
    };
    expect(format(schema)["definitions"]).toEqual({ a: { type: "object", properties: {}, additionalProperties: false } });
  });

  it("is made once per schema", () => {
    const schema = { type: "object", properties: {} };
    expect(toFormat({ name: "A", schema })).toBe(toFormat({ name: "A", schema }));
  });

  it.each<[string, string, unknown]>([
    ["a record with keys of the model's choice", "x", { type: "object", additionalProperties: { type: "string" } }],
    ["a record with keys of the model's choice", "x", { type: "object" }],
    [
      "a record with keys of the model's choice",
      "x[]",
      { type: "array", items: { type: "object", properties: {}, additionalProperties: {} } },
    ],
    ["any value at all", "x", {}],
    ["any value at all", "x", true],
    ["any value at all", "x.y", { type: "object", properties: { y: { description: "?" } } }],
    ["any value at all", "x[]", { type: "array" }],
  ])("refuses %s, at %s", (what, at, schema) => {
    const act = () => inObject(schema);
    expect(act).toThrow(ConfigurationError);
    expect(act).toThrow(`Anthropic's structured output cannot hold ${what} at "${at}" of the output "Report".`);
    expect(act).toThrow('capabilities to { structuredOutput: "tool" }');
  });
});
