import { Ajv2020 } from "ajv/dist/2020.js";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { answerOf, answerOfSchema, type Answer } from "../../lib/signature/answer.ts";
import { jsonSchemaOf } from "../../lib/signature/json-schema.ts";
import { toOpenAIStrict } from "../../lib/signature/openai-strict.ts";
import type { Field, Signature } from "../../lib/signature/signature.ts";
import { issueLines } from "../../lib/signature/validate.ts";

function field(name: string, schema: v.GenericSchema, type = "any"): Field {
  return { name, schema, jsonSchema: jsonSchemaOf(schema), optional: false, type };
}
function signatureOf(result: Signature["result"], output: readonly Field[]): Signature {
  return { input: [], output, result, parameters: "positional", toString: () => "" };
}
function valueOf(schema: v.GenericSchema, type?: string): Answer {
  const answer = answerOf(signatureOf("value", [field("result", schema, type)]));
  if (answer === undefined) throw new Error("plain text");
  return answer;
}
async function linesOf(answer: Answer, given: unknown): Promise<string[]> {
  const checked = await answer.parse(given);
  return checked.ok ? [] : issueLines(checked.issues);
}

describe("the answer of a signature", () => {
  it("is plain text where the result is a string", () => {
    expect(answerOf(signatureOf("value", [field("result", v.string(), "string")]))).toBeUndefined();
  });

  it("is an object of the outputs where they are named, even for one string", async () => {
    const answer = answerOf(signatureOf("record", [field("text", v.string(), "string")]));
    expect(answer).toMatchObject({
      name: "answer",
      text: false,
      jsonSchema: { properties: { text: { type: "string" } }, required: ["text"] },
    });
    expect(await answer?.parse({ text: "a" })).toEqual({ ok: true, value: { text: "a" } });
    expect(await linesOf(answer as Answer, {})).toEqual(["text: required"]);
  });

  it("stands under `result` where it is no object, and may come bare", async () => {
    const answer = valueOf(v.array(v.number()));
    expect(answer.jsonSchema).toEqual({
      type: "object",
      properties: { result: { type: "array", items: { type: "number" } } },
      required: ["result"],
      additionalProperties: false,
    });
    expect(await answer.parse({ result: [1] })).toEqual({ ok: true, value: [1] });
    expect(await answer.parse([1])).toEqual({ ok: true, value: [1] });
    expect(await linesOf(answer, { result: ["x"] })).toEqual(['result[0]: Expected number but received "x"']);
    expect(await linesOf(answer, ["x"])).toEqual(['[0]: Expected number but received "x"']);
  });

  it("is the object itself where it is one, and may come wrapped", async () => {
    const answer = valueOf(v.object({ a: v.number(), b: v.optional(v.string()) }));
    expect(answer.jsonSchema).toMatchObject({ type: "object", required: ["a"] });
    expect(await answer.parse({ a: 1, b: null })).toStrictEqual({ ok: true, value: { a: 1 } });
    expect(await answer.parse({ result: { a: 1 } })).toEqual({ ok: true, value: { a: 1 } });
    expect(await linesOf(answer, { a: "x" })).toEqual(['a: Expected number but received "x"']);
  });

  it("is not mistaken for its wrapping when it has a key `result` itself", async () => {
    expect(await valueOf(v.record(v.string(), v.number())).parse({ result: 1 })).toEqual({ ok: true, value: { result: 1 } });
    const union = valueOf(v.union([v.object({ result: v.number() }), v.number()]));
    expect(await union.parse({ result: { result: 1 } })).toEqual({ ok: true, value: { result: 1 } });
    const list = valueOf(v.union([v.object({ result: v.string() }), v.number()]));
    expect(await list.parse({ result: "a" })).toEqual({ ok: true, value: { result: "a" } });
  });

  it("is nothing, whatever the model says, where nothing is wanted", async () => {
    for (const given of [null, undefined, { result: null }, "Done."]) {
      expect(await valueOf(v.null()).parse(given)).toEqual({ ok: true, value: null });
      expect(await valueOf(v.void()).parse(given)).toStrictEqual({ ok: true, value: undefined });
    }
    expect(valueOf(v.void()).jsonSchema).toMatchObject({ properties: { result: { type: "null" } } });
  });

  it("says whether a text that is no JSON can be it", () => {
    const schemas = [
      v.picklist(["a", "b"]),
      v.nullable(v.string()),
      v.literal("a"),
      v.void(),
      v.number(),
      v.picklist([1]),
      v.array(v.string()),
      v.object({}),
    ];
    expect(schemas.map((schema) => valueOf(schema).text)).toEqual([true, true, true, true, false, false, false, false]);
  });

  it("keeps the description of its output", () => {
    const answer = answerOf(signatureOf("value", [{ ...field("result", v.number()), description: "from 0 to 1" }]));
    expect(answer?.jsonSchema).toMatchObject({ properties: { result: { type: "number", description: "from 0 to 1" } } });
  });
});

describe("the answer of a generation schema", () => {
  it("is the schema's object, checked by the schema", async () => {
    const answer = answerOfSchema(
      v.pipe(
        v.object({ a: v.number(), b: v.number() }),
        v.forward(
          v.check(({ a, b }) => a < b, "a is not below b"),
          ["a"],
        ),
      ),
      "range",
    );
    expect(answer).toMatchObject({ name: "range", jsonSchema: { type: "object", required: ["a", "b"] } });
    expect(await answer.parse({ a: 1, b: 2 })).toEqual({ ok: true, value: { a: 1, b: 2 } });
    expect(await linesOf(answer, { a: 3, b: 2 })).toEqual(["a: a is not below b"]);
  });

  it("is wrapped where it is no object, with its definitions still in reach", async () => {
    type Tree = { children: Tree[] };
    const tree: v.GenericSchema<Tree> = v.object({ children: v.array(v.lazy(() => tree)) });
    const zodTree = z.object({ get children() { return z.array(zodTree); } }); // prettier-ignore
    for (const answer of [
      answerOfSchema(v.array(tree)),
      answerOfSchema(v.lazy(() => tree)),
      answerOfSchema(z.array(zodTree)),
      answerOfSchema(z.union([zodTree, z.string()])),
    ]) {
      const takes = new Ajv2020({ strict: true }).compile(answer.jsonSchema);
      const good = { children: [{ children: [] }] };
      const bad = { children: [{ children: [1] }] };
      expect([takes({ result: [good] }) || takes({ result: good }), takes({ result: [bad] }) || takes({ result: bad })]).toEqual([
        true,
        false,
      ]);
      expect(toOpenAIStrict(answer.jsonSchema).problems).toEqual([]);
    }
  });

  it("has a name that providers take", () => {
    expect(answerOfSchema(v.string()).name).toBe("answer");
    expect(answerOfSchema(v.string(), "Größe der Liste").name).toBe("Gr__e_der_Liste");
    expect(answerOfSchema(v.string(), "x".repeat(80)).name).toHaveLength(64);
  });
});
