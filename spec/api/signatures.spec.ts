import { agent, Agent, field, signature, SignatureSyntaxError, type InferInput } from "msgflux";
import * as v from "valibot";
import { expect, it } from "vitest";
import { scriptedModel } from "msgflux/testing";

const Sentiment = signature({
  instructions: "Classify the sentiment of a sentence.",
  input: { sentence: field(v.string(), "Text to analyze") },
  output: { sentiment: v.picklist(["positive", "negative", "neutral"]), confidence: field(v.number(), "Between 0 and 1") },
});
const canonical =
  "sentence: string \"Text to analyze\" -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number \"Between 0 and 1\"";

it("a signature of schemas prints the text that parses back to it", () => {
  expect(String(Sentiment)).toBe(canonical);
  expect(String(signature(canonical))).toBe(canonical);
  expect(Sentiment.input.map(({ name, type, description, optional }) => ({ name, type, description, optional }))).toEqual([
    { name: "sentence", type: "string", description: "Text to analyze", optional: false },
  ]);
  expect(signature("a -> b").output.map((one) => [one.name, one.type])).toEqual([["b", "string"]]);
  expect(Sentiment.instructions).toBe("Classify the sentiment of a sentence.");
});

it("an agent of it takes its inputs, tells the model of them, and gives its outputs", async () => {
  const model = scriptedModel(['{"sentiment":"positive","confidence":0.9}']);
  const given: InferInput<typeof Sentiment> = { sentence: "I loved it." };
  expect(await agent("", { model, signature: Sentiment })(given)).toEqual({ sentiment: "positive", confidence: 0.9 });
  const [request] = model.requests;
  expect(request?.system).toContain("Classify the sentiment of a sentence.");
  expect(request?.system).toContain("Text to analyze");
  expect(request?.messages).toEqual([{ role: "user", content: expect.stringContaining("<sentence>I loved it.</sentence>") }]);
  expect(request?.output?.schema).toMatchObject({
    properties: {
      sentiment: { enum: ["positive", "negative", "neutral"] },
      confidence: { type: "number", description: "Between 0 and 1" },
    },
    required: ["sentiment", "confidence"],
  });
});

it("a class of it is the same agent", async () => {
  class X extends Agent.of(Sentiment) {}
  const model = scriptedModel(['{"sentiment":"neutral","confidence":0}']);
  expect(await new X({ model })("It is a film.")).toEqual({ sentiment: "neutral", confidence: 0 });
});

it("on a method it means one object parameter", async () => {
  const model = scriptedModel(['{"sentiment":"negative","confidence":1}']);
  class Classifier {
    @agent({ model }) @signature(Sentiment) async classify(_query: { sentence: string }) {
      return { sentiment: "neutral" as const, confidence: 0 };
    }
  }
  expect(await new Classifier().classify({ sentence: "I hated it." })).toEqual({ sentiment: "negative", confidence: 1 });
  expect(model.requests[0]?.messages[0]?.content).toContain("<sentence>I hated it.</sentence>");
});

it("an optional schema becomes an optional key", async () => {
  const optional = signature({ input: { a: v.optional(v.string()), b: v.string() }, output: { c: v.optional(v.string()) } });
  expect(String(optional)).toBe("a?: string, b: string -> c?: string");
  const model = scriptedModel(["{}"]);
  expect(await agent("", { model, signature: optional })({ b: "x" })).toEqual({});
});

it.each([
  ["string", "Sunny", "Sunny"],
  ["int", "7", 7],
  ["'a' | 'b'", '"b"', "b"],
  ["list[str]", '["x"]', ["x"]],
  ["{ name: string }", '{"name":"x"}', { name: "x" }],
  ["text", '{"text":"x"}', { text: "x" }],
])("the output list %s gives of %s the value %j", async (output, answer, value) => {
  // A value that is no object may come in a box, where the provider only takes objects.
  const model = scriptedModel([answer]);
  const text: string = `city: string -> ${output}`;
  expect(await agent("", { model, signature: text })("Oslo")).toEqual(value);
});

it("a text that is wrong says where", () => {
  const text: string = "a: strng -> b";
  expect(() => signature(text)).toThrow(SignatureSyntaxError);
  expect(() => signature(text)).toThrow(/strng/);
});
