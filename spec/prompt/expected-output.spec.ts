import { expect, it } from "vitest";
import * as v from "valibot";
import { describeOutput } from "../../lib/prompt/expected-output.ts";
import { answerOf, answerOfSchema } from "../../lib/signature/answer.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";

const signature = parseSignature(
  `text: string -> sentiment: 'positive' | 'negative' "How it sounds", confidence: number, topics?: string[]`,
);

it("a typed answer is asked for in words with its JSON Schema", async () => {
  await expect(describeOutput(signature.output)).toMatchFileSnapshot("golden/expected-output.txt");
});

it("outputs and the answer they make are described alike", () => {
  const answer = answerOf(signature);
  expect(answer && describeOutput(answer)).toBe(describeOutput(signature.output));
});

it("any answer with a schema can be described", () => {
  const words = describeOutput(answerOfSchema(v.object({ age: v.number() })));
  expect(words).toContain("JSON only");
  expect(words).toContain('"age"');
});
