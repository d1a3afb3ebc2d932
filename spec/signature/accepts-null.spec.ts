import { expect, it } from "vitest";
import { acceptsNull } from "../../lib/signature/accepts-null.ts";

const root = {
  $defs: {
    word: { type: "string" },
    maybe: { anyOf: [{ $ref: "#/$defs/word" }, { type: "null" }] },
    loop: { anyOf: [{ $ref: "#/$defs/loop" }, { type: "string" }] },
  },
};

it.each<[unknown, boolean]>([
  [{}, true],
  [true, true],
  [false, false],
  [{ type: "null" }, true],
  [{ type: "string" }, false],
  [{ type: ["string", "null"] }, true],
  [{ type: ["string", "number"] }, false],
  [{ type: ["string", "null"], enum: ["a"] }, false],
  [{ enum: ["a", null] }, true],
  [{ const: null }, true],
  [{ const: 0 }, false],
  [{ oneOf: [{ type: "string" }, { type: "null" }] }, true],
  [{ allOf: [{}, { type: "string" }] }, false],
  [{ not: {} }, false],
  [{ not: { const: "a" } }, true],
  [{ $ref: "#/$defs/maybe" }, true],
  [{ $ref: "#/$defs/word" }, false],
  [{ $ref: "#/$defs/loop" }, false],
])("null is told from the other values of %j", (schema, expected) => {
  expect(acceptsNull(schema, root)).toBe(expected);
});
