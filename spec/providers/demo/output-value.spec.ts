import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { type } from "arktype";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { outputValue } from "../../../lib/providers/demo/output-value.ts";
import { readTask, type Task } from "../../../lib/providers/demo/task.ts";
import { jsonSchemaOf, type JsonSchema } from "../../../lib/signature/json-schema.ts";
import { objectSchemaOf } from "../../../lib/signature/embed-schema.ts";
import { parseSignature } from "../../../lib/signature/parse-signature.ts";

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

const taskOf = (content: string): Task => readTask([{ role: "user", content }]);
const made = (schema: JsonSchema, text: string, answer = "the answer") => outputValue(schema, taskOf(text), answer);

/** The outputs of a signature, made from a text. */
function outputs(signature: string, text: string): Record<string, unknown> {
  const { output } = parseSignature(signature);
  const schema = objectSchemaOf(
    output.map((field) => [field.name, field.jsonSchema] as const),
    output.filter((field) => !field.optional).map((field) => field.name),
  );
  return made(schema, text) as Record<string, unknown>;
}

const letter =
  "I was charged twice: $1,250.50 instead of $20 on 2026-03-05. Mail bob@example.com, urgently! Bob Smith, Berlin. https://a.b/c";
const texts = fc.constantFrom("", letter, "Transfer 20 to Bob in Paris", "ok", "I loved it, but it broke.");
const name = fc.constantFrom(
  "name",
  "email",
  "city",
  "amount",
  "count",
  "urgent",
  "tags",
  "date",
  "summary",
  "id",
  "x",
  "confidence",
  "sentiment",
  "url",
  "items",
  "kind",
);
const small = fc.integer({ min: -20, max: 20 });
const patterns = [
  "^[A-Z]{2}-\\d{4}$",
  "^(foo|bar)+$",
  "^[^@]+@[^@]+$",
  "[a-f0-9]{8}",
  "^a.{3,5}z$",
  "^(?:\\+1)?\\d{10}$",
  "^\\p{Lu}\\p{Ll}+$",
  "^(?=.*\\d)\\w+$",
];

const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constantFrom<JsonSchema>(
    {},
    { type: "null" },
    { type: "boolean" },
    { type: "number", multipleOf: 0.5 },
    { type: "integer", maximum: -3 },
    { enum: ["a", "b"] },
    { enum: [1, "x", null] },
    { const: { a: [1] } },
    { type: ["string", "null"] },
    { type: ["integer", "string"] },
    { type: "string", enum: ["positive", "negative", "neutral"] },
  ),
  fc.record({ type: fc.constant("string"), minLength: fc.nat(12), maxLength: fc.integer({ min: 12, max: 40 }) }),
  fc
    .constantFrom("date", "date-time", "time", "email", "uri", "uuid", "ipv4", "ipv6", "hostname", "duration")
    .map((format) => ({ type: "string", format })),
  fc.constantFrom(...patterns).map((pattern) => ({ type: "string", pattern })),
  fc.tuple(small, fc.nat(30)).map(([minimum, size]) => ({ type: "integer", minimum, maximum: minimum + size })),
  fc
    .tuple(small, fc.integer({ min: 2, max: 30 }))
    .map(([low, size]) => ({ type: "integer", exclusiveMinimum: low, exclusiveMaximum: low + size })),
  fc
    .tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0.01, max: 5, noNaN: true }))
    .map(([low, size]) => ({ type: "number", minimum: low, exclusiveMaximum: low + size })),
  fc.tuple(small, fc.integer({ min: 1, max: 7 })).map(([minimum, multipleOf]) => ({ type: "integer", minimum, multipleOf })),
);

const unique: fc.Arbitrary<JsonSchema> = fc
  .tuple(
    fc.constantFrom<JsonSchema>(
      { type: "string" },
      { type: "integer", minimum: 3 },
      { enum: ["a", "b", "c", "d"] },
      { type: "string", pattern: "^[A-Z]-\\d+$" },
    ),
    fc.nat(4),
  )
  .map(([items, minItems]) => ({ type: "array", items, minItems, uniqueItems: true }));

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small" },
    leaf,
    unique,
    fc
      .tuple(fc.dictionary(name, tie("schema"), { maxKeys: 5 }), fc.infiniteStream(fc.boolean()), fc.boolean())
      .map(([properties, required, closed]) => ({
        type: "object",
        properties,
        required: Object.keys(properties).filter(() => required.next().value),
        ...(closed ? { additionalProperties: false } : {}),
      })),
    fc
      .tuple(tie("schema"), fc.nat(3), fc.nat(3))
      .map(([items, least, more]) => ({ type: "array", items, minItems: least, maxItems: least + more })),
    fc
      .array(tie("schema"), { minLength: 1, maxLength: 3 })
      .map((items) => ({ type: "array", prefixItems: items, minItems: items.length, items: false })),
    fc.array(tie("schema"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie("schema").map((part) => ({ anyOf: [part, { type: "null" }] })),
    tie("schema")
      .map((part) => ({ $ref: "#/$defs/part", $defs: { part } }))
      .map(({ $defs }) => $defs.part),
    fc.tuple(leaf, fc.nat(3)).map(([additionalProperties, minProperties]) => ({ type: "object", additionalProperties, minProperties })),
    fc.tuple(leaf, leaf).map(([a, b]) => ({
      allOf: [
        { type: "object", properties: { a }, required: ["a"] },
        { type: "object", properties: { b }, required: ["b"] },
      ],
    })),
    fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map((kinds) => ({
      oneOf: kinds.map((kind) => ({
        type: "object",
        properties: { type: { const: kind } },
        required: ["type"],
        additionalProperties: false,
      })),
    })),
  ),
}));

const node: fc.Arbitrary<JsonSchema> = fc.tuple(leaf, fc.nat(2)).map(([value, minItems]) => ({
  $ref: "#/$defs/node",
  $defs: {
    value,
    node: {
      type: "object",
      properties: {
        value: { $ref: "#/$defs/value" },
        next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
        more: { type: "array", minItems, maxItems: 3, items: { anyOf: [{ $ref: "#/$defs/node" }, { $ref: "#/$defs/value" }] } },
      },
      required: ["value", "next", "more"],
    },
  },
}));

describe("a typed answer of the demo", () => {
  it("is valid under the schema, whatever schema and text", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.oneof({ arbitrary: schema, weight: 9 }, { arbitrary: node, weight: 1 }), texts, (wanted, text) => {
        const value = made(wanted, text);
        const valid = ajv.validate(wanted, value);
        if (!valid) throw new Error(`${JSON.stringify(value)}: ${ajv.errorsText()}`);
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, Parameters<typeof jsonSchemaOf>[0]]>([
    [
      "valibot",
      v.object({
        email: v.pipe(v.string(), v.email()),
        due: v.pipe(v.string(), v.isoDate()),
        code: v.pipe(v.string(), v.regex(/^[A-Z]{3}-\d{2,}$/)),
        tags: v.pipe(v.array(v.string()), v.minLength(1)),
      }),
    ],
    [
      "valibot variants",
      v.array(
        v.variant("kind", [
          v.object({ kind: v.literal("a"), n: v.pipe(v.number(), v.minValue(7)) }),
          v.object({ kind: v.literal("b"), at: v.tuple([v.number(), v.boolean()]) }),
        ]),
      ),
    ],
    [
      "zod",
      z.object({
        email: z.email(),
        when: z.iso.datetime(),
        id: z.uuid(),
        score: z.number().min(0).max(1),
        inner: z.object({ list: z.array(z.int().positive()).length(3) }).nullable(),
      }),
    ],
    [
      "zod records",
      z.object({
        byName: z.record(z.string(), z.number()),
        either: z.union([z.string().min(200), z.literal(4)]),
        maybe: z.string().optional(),
      }),
    ],
    [
      "arktype",
      type({ name: "string >= 3", age: "1 <= number.integer < 150", "role?": "'admin' | 'user'", emails: "string.email[] >= 1" }),
    ],
  ])("is valid under schemas of %s, as their libraries see it", async (_library, wanted) => {
    for (const text of ["", letter]) {
      const value = made(jsonSchemaOf(wanted), text);
      expect(await wanted["~standard"].validate(value)).not.toHaveProperty("issues.0");
    }
  });

  it.each([
    ["I loved the movie, it was wonderful.", "positive"],
    ["This product is terrible", "negative"],
    ["Not good at all.", "negative"],
    ["The box is blue.", "neutral"],
    ["I loved the movie, but the ending was disappointing.", "neutral"],
  ])("hears the mood of %j: %s", (text, mood) => {
    expect(outputs("sentence: string -> sentiment: 'positive' | 'negative' | 'neutral'", text)["sentiment"]).toBe(mood);
  });

  it.each([
    ["My billing statement is wrong.", "billing"],
    ["I was charged twice", "billing"],
    ["The app crashes at login.", "technical"],
    ["What are your opening hours?", "general"],
  ])("chooses by words in common: %j is for %s", (text, team) => {
    expect(outputs("ticket: string -> team: 'billing' | 'technical' | 'general'", text)["team"]).toBe(team);
  });

  it("takes values from the text", () => {
    const text =
      "We received 120.50 euros from Maria Lopez (maria@example.com) in Lisbon on 2026-03-05; the invoice INV-7 is paid and not urgent.";
    expect(
      outputs(
        "x -> amount: number, paid: boolean, urgent: boolean, customer: string, email: string, city: string, date: string, invoiceId: string",
        text,
      ),
    ).toEqual({
      amount: 120.5,
      paid: true,
      urgent: false,
      customer: "Maria Lopez",
      email: "maria@example.com",
      city: "Lisbon",
      date: "2026-03-05",
      invoiceId: "INV-7",
    });
  });

  it("lists, nests and sums up", () => {
    const text = "Alice and Bob met in Rome. They spoke about solar energy and solar panels.";
    const value = outputs(
      "x -> people: string[], topics: string[], summary: string, confidence: number, place: { city: string, visitors?: int }",
      text,
    );
    expect(value).toMatchObject({ people: ["Alice", "Bob"], summary: "Alice and Bob met in Rome.", place: { city: "Rome" } });
    expect(value["topics"]).toContain("solar");
    expect(value["confidence"]).toBeGreaterThan(0);
    expect(value["confidence"]).toBeLessThanOrEqual(1);
  });

  it("prefers what a tool said under the same name", () => {
    const task = readTask([
      { role: "user", content: "How is account 5?" },
      { role: "assistant", content: "", toolCalls: [{ id: "1", name: "account", arguments: "{}" }] },
      { role: "tool", toolCallId: "1", name: "account", content: '{"owner": {"full_name": "Ann"}, "balance": 12.5}' },
    ]);
    const schema = objectSchemaOf(
      [
        ["balance", { type: "number" }],
        ["fullName", { type: "string" }],
        ["answer", { type: "string" }],
      ],
      ["balance", "fullName", "answer"],
    );
    expect(outputValue(schema, task, "account: 12.5.")).toEqual({ balance: 12.5, fullName: "Ann", answer: "account: 12.5." });
  });
});
