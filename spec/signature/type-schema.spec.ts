import { describe, expect, it } from "vitest";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import type { Field } from "../../lib/signature/signature.ts";
import { validate } from "../../lib/signature/validate.ts";

const bytes = new Uint8Array([1, 2]);
const url = new URL("https://example.test/cat.png");
const noon = new Date("2026-11-21T12:00:00Z");

/** A type, values it takes, and values it refuses. */
const takes: readonly (readonly [type: string, accepted: readonly unknown[], refused: readonly unknown[]])[] = [
  ["string", ["", "a"], [1, null, undefined, ["a"]]],
  ["number", [0, -1.5, 1e9], ["1", Number.NaN, null, true]],
  ["int", [0, -1, 1e9], [1.5, "1", Number.POSITIVE_INFINITY, null]],
  ["boolean", [true, false], ["true", 0, null]],
  ["null", [null], [undefined, "null", 0]],
  ["undefined", [undefined], [null, ""]],
  ["unknown", [undefined, null, 1, { a: [1] }], []],
  ["any", [undefined, null, 1, { a: [1] }], []],
  ["'a' | 'b'", ["a", "b"], ["c", "A", 1, null]],
  ["'it\\'s'", ["it's"], ["its"]],
  ["1 | 2", [1, 2], [3, "1"]],
  ["'a' | 1 | true | null", ["a", 1, true, null], ["b", 2, false, undefined]],
  ["true", [true], [false, "true"]],
  ["string | int", ["a", 1], [1.5, null]],
  ["int | null", [1, null], [undefined, "1"]],
  ["string | undefined", ["a", undefined], [null]],
  ["string[]", [[], ["a"]], ["a", [1], [null], { 0: "a" }]],
  ["int[][]", [[], [[]], [[1], [2, 3]]], [[1], [["1"]]]],
  ["[string, int]", [["a", 1]], [["a"], ["a", 1, 2], [1, "a"], []]],
  ["Record<string, int>", [{}, { a: 1, b: 2 }], [{ a: "1" }, [1], null]],
  ["object", [{}, { a: 1, b: ["x"] }], ["a", null]],
  ["list", [[], [1, "a", null]], [{}, "a"]],
  ["{ a: string, b?: int }", [{ a: "x" }, { a: "x", b: 1 }], [{}, { a: 1 }, { a: "x", b: "1" }, [], null]],
  ["{ a: { b: 'p' | 'q' }[] }", [{ a: [] }, { a: [{ b: "p" }] }], [{ a: [{ b: "r" }] }, { a: [{}] }]],
  ["{ kind: 'a', n: int } | { kind: 'b' }", [{ kind: "a", n: 1 }, { kind: "b" }], [{ kind: "a" }, { kind: "c" }]],
  ["Image", ["cat.png", url, bytes], [1, null, {}, [1, 2]]],
  ["Audio[]", [[], ["a.mp3", url, bytes]], ["a.mp3", [1]]],
  ["Video | null", ["a.mp4", null], [undefined, 1]],
  ["File", [bytes], [new ArrayBuffer(1)]],
];

describe("a field's schema", () => {
  it.each(takes)("of type %s takes what fits and gives it back, and refuses the rest", async (type, accepted, refused) => {
    const { schema } = fieldOfType(type);
    for (const value of accepted) expect(await validate(schema, value)).toEqual({ ok: true, value });
    for (const value of refused) expect(await validate(schema, value)).toMatchObject({ ok: false });
  });

  it("drops the keys that an object type does not name", async () => {
    expect(await valueOf("{ a: string }", { a: "x", b: 1 })).toEqual({ a: "x" });
  });

  it.each([
    ["2026-11-21", "2026-11-21T00:00:00.000Z"],
    ["2026-11-21T12:30:00Z", "2026-11-21T12:30:00.000Z"],
    ["2026-11-21T12:30:00.250+02:00", "2026-11-21T10:30:00.250Z"],
    ["2026-11-21T12:30:00+0200", "2026-11-21T10:30:00.000Z"],
    ["2026-11-21 12:30", "2026-11-21T12:30:00.000Z"],
    ["2026-11-21T12:30:00", "2026-11-21T12:30:00.000Z"],
    [noon, "2026-11-21T12:00:00.000Z"],
  ])("of type Date makes a Date of %s, in UTC where no offset is given", async (given, iso) => {
    expect(await valueOf("Date", given)).toEqual(new Date(iso));
  });

  it.each(["tomorrow", "", "2026-02-30", "2026-13-01", "21.11.2026", "2026-11-21T25:00:00Z", 1700000000000, null, new Date(Number.NaN)])(
    "of type Date refuses %s",
    async (given) => {
      expect(await validate(fieldOfType("Date").schema, given)).toMatchObject({
        ok: false,
        issues: [{ message: expect.stringContaining("date") }],
      });
    },
  );

  it("of type bigint takes integers of any size, as text without losing digits", async () => {
    expect(await valueOf("bigint", "9007199254740993")).toBe(9007199254740993n);
    expect(await valueOf("bigint", -5)).toBe(-5n);
    expect(await valueOf("bigint", 7n)).toBe(7n);
    for (const given of [1.5, 2 ** 53, "1.5", "", "abc", null])
      expect(await validate(fieldOfType("bigint").schema, given)).toMatchObject({ ok: false });
  });

  it("of type void takes nothing, which a model writes as null", async () => {
    expect(await valueOf("void", null)).toBeUndefined();
    expect(await valueOf("void", undefined)).toBeUndefined();
    expect(await validate(fieldOfType("void").schema, "done")).toMatchObject({ ok: false });
  });
});

describe("a field's JSON Schema", () => {
  it.each([
    ["string", { type: "string" }],
    ["number", { type: "number" }],
    ["int", { type: "integer" }],
    ["boolean", { type: "boolean" }],
    ["null", { type: "null" }],
    ["void", { type: "null" }],
    ["unknown", {}],
    ["Date", { type: "string", format: "date-time" }],
    ["bigint", { type: "string", pattern: "^-?\\d+$" }],
    ["Image", { type: "string" }],
    ["File[]", { type: "array", items: { type: "string" } }],
    ["{ photo: Image }", { type: "object", properties: { photo: { type: "string" } }, required: ["photo"] }],
    ["'a' | 'b'", { type: "string", enum: ["a", "b"] }],
    ["1 | 2", { type: "number", enum: [1, 2] }],
    ["'a'", { type: "string", const: "a" }],
    ["int | null", { anyOf: [{ type: "integer" }, { type: "null" }] }],
    ["string[]", { type: "array", items: { type: "string" } }],
    [
      `{ a: string "First", b?: int }`,
      { type: "object", properties: { a: { type: "string", description: "First" }, b: { type: "integer" } }, required: ["a"] },
    ],
  ])("of type %s says what a model has to write", (type, schema) => {
    expect(fieldOfType(type).jsonSchema).toEqual(schema);
  });

  it("carries the description of the field", () => {
    expect(parseSignature(`a: int "How many" -> b`).input[0]?.jsonSchema).toEqual({ type: "integer", description: "How many" });
  });
});

function fieldOfType(type: string): Field {
  const [field] = parseSignature(`value: ${type} -> x`).input;
  if (field === undefined) throw new Error(`"${type}" gave no field`);
  return field;
}

async function valueOf(type: string, given: unknown): Promise<unknown> {
  const checked = await validate(fieldOfType(type).schema, given);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return checked.value;
}
