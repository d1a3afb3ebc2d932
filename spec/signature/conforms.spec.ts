import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conforms } from "../../lib/signature/conforms.ts";
import { formats } from "../../lib/signature/formats.ts";
import type { JsonSchema } from "../../lib/signature/json-schema.ts";
import { sampleValue } from "../../lib/signature/sample-value.ts";
import { flaw, randomSchema } from "../support/random-schemas.ts";

/** Values near to what a schema allows: those of it, of another, and any. */
const value = (schema: JsonSchema) =>
  fc.oneof(
    fc.nat(100).map((seed) => sampleValue(schema, { seed })),
    fc.tuple(randomSchema, fc.nat(9)).map(([other, seed]) => sampleValue(other, { seed })),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
    fc.nat(100).map((seed) => spoiled(sampleValue(schema, { seed }), seed)),
  );

/** A value with one thing changed. */
function spoiled(given: unknown, seed: number): unknown {
  if (typeof given === "number") return given + [1, -1, 0.5, 1000][seed % 4]!;
  if (typeof given === "string") return [`${given}!`, given.slice(1), given.toUpperCase(), 5][seed % 4];
  if (Array.isArray(given)) return seed % 2 ? given.slice(1) : [...given, given[0] ?? null];
  if (typeof given !== "object" || given === null) return [given];
  const entries = Object.entries(given);
  if (seed % 3 === 0) return { ...given, surplus: 1 };
  return Object.fromEntries(
    entries.flatMap(([key, part], at) => (at > 0 ? [[key, part]] : seed % 3 === 1 ? [] : [[key, spoiled(part, seed)]])),
  );
}

describe("conforms", () => {
  it("says what an independent validator says", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        randomSchema.chain((schema) => fc.tuple(fc.constant(schema), value(schema))),
        ([schema, given]) => {
          // From 1e21 on numbers are written with an exponent, which the validator's check of multiples does not read.
          fc.pre(!/e\+/.test(JSON.stringify(given) ?? ""));
          const complaint = flaw(given, schema);
          expect([conforms(given, schema, schema), complaint]).toEqual([complaint === undefined, complaint]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each<[JsonSchema, unknown, boolean]>([
    [{ type: "object" }, [], false],
    [{ type: "object" }, null, false],
    [{ type: "array", items: [{ type: "string" }], additionalItems: { type: "integer" } }, ["a", 1], true],
    [{ type: "array", items: [{ type: "string" }], additionalItems: { type: "integer" } }, ["a", "b"], false],
    [{ type: "array", contains: { const: 1 }, maxContains: 1 }, [1, 1], false],
    [{ dependentRequired: { a: ["b"] } }, { a: 1 }, false],
    [{ properties: { toString: { type: "string" } }, required: ["toString"] }, {}, false],
    [{ type: "string", pattern: "(" }, "x", true],
    [{ $ref: "#/$defs/none" }, 1, true],
    [{ $ref: "#" }, 1, true],
  ])("knows %j with %j: %s", (schema, given, fits) => {
    expect(conforms(given, schema, schema)).toBe(fits);
  });
});

describe("the formats", () => {
  it.each([...formats.keys()])("%s: samples have it, differ, and an independent validator agrees", (name) => {
    const format = formats.get(name);
    const samples = Array.from({ length: 20 }, (_, turn) => format?.sample(turn) ?? "");
    expect(new Set(samples).size).toBe(20);
    for (const sample of samples) {
      expect(format?.fits(sample), sample).toBe(true);
      expect(flaw(sample, { type: "string", format: name })).toBeUndefined();
    }
  });

  it.each([
    ["date", "2026-02-30"],
    ["date", "2026-1-1"],
    ["date-time", "2026-02-28 10:00:00Z"],
    ["date-time", "2026-02-30T10:00:00Z"],
    ["date-time", "2026-02-28T10:00:00"],
    ["time", "24:00:00Z"],
    ["time", "10:00:00"],
    ["duration", "P"],
    ["duration", "PT"],
    ["email", "a@b"],
    ["email", "a b@c.de"],
    ["hostname", "-a.de"],
    ["ipv4", "256.1.1.1"],
    ["ipv6", "12345::"],
    ["ipv6", "1.2.3.4"],
    ["uri", "no scheme"],
    ["url", "ftp://x"],
    ["uuid", "3f2504e0"],
    ["json-pointer", "a"],
    ["regex", "("],
  ])("%s is not %j", (name, text) => {
    expect(formats.get(name)?.fits(text)).toBe(false);
  });
});
