// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  agent,
  Agent,
  byModel,
  field,
  signature,
  type ArgsOf,
  type Field,
  type InferInput,
  type InferOutput,
  type InputOf,
  type NamesOf,
  type OutputOf,
  type ResultOf,
  type Signature,
} from "msgflux";
import { type } from "arktype";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";

const Sentiment = signature({
  instructions: "Classify the sentiment of a sentence.",
  input: { sentence: field(v.string(), "Text to analyze") },
  output: { sentiment: v.picklist(["positive", "negative", "neutral"]), confidence: field(v.number(), "Between 0 and 1") },
});

test("a signature of schemas", async () => {
  type In = InferInput<typeof Sentiment>;
  expectTypeOf<In>().toEqualTypeOf<{ sentence: string }>();
  expectTypeOf<InferOutput<typeof Sentiment>>().toEqualTypeOf<{ sentiment: "positive" | "negative" | "neutral"; confidence: number }>();
  expectTypeOf(String(Sentiment)).toEqualTypeOf<string>();
  expectTypeOf(signature("a -> b").output).toEqualTypeOf<readonly Field[]>();
  expectTypeOf(Sentiment).toExtend<Signature<In>>();
  const classify = agent("...", { model: "demo/any", signature: Sentiment });
  expectTypeOf((await classify({ sentence: "x" })).confidence).toEqualTypeOf<number>();
  expectTypeOf((await classify("x")).sentiment).toEqualTypeOf<"positive" | "negative" | "neutral">();
  class X extends Agent.of(Sentiment) {}
  expectTypeOf((await new X()("x")).confidence).toEqualTypeOf<number>();
});

test("on a method, schemas mean one object parameter", () => {
  class Classifier {
    @agent({ model: "demo/any" }) @signature(Sentiment) classify(_query: { sentence: string }): Promise<InferOutput<typeof Sentiment>> {
      return byModel();
    }
    @Sentiment async directly(query: { sentence: string }) {
      return { sentiment: "neutral" as const, confidence: query.sentence.length };
    }
  }
  expectTypeOf<Classifier["classify"]>().parameters.toEqualTypeOf<[{ sentence: string }]>();
});

test("an optional schema becomes an optional key, in every library", () => {
  const optional = signature({
    input: { a: v.optional(v.string()), b: v.optional(v.number(), 1), c: z.string().optional(), d: z.number().default(1) },
    output: { e: type("string"), f: v.optional(v.string()), g: v.optional(v.number(), 1) },
  });
  expectTypeOf<InferInput<typeof optional>>().toEqualTypeOf<{ a?: string; b?: number; c?: string; d?: number }>();
  expectTypeOf<InferOutput<typeof optional>>().toEqualTypeOf<{ e: string; f?: string; g: number }>();
});

test("a single output without a name is the value, any other word a name", () => {
  expectTypeOf<ResultOf<"city: string -> string">>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<"-> int">>().toEqualTypeOf<number>();
  expectTypeOf<ResultOf<"-> bool">>().toEqualTypeOf<boolean>();
  expectTypeOf<ResultOf<"-> None">>().toEqualTypeOf<null>();
  expectTypeOf<ResultOf<"-> void">>().toEqualTypeOf<void>();
  expectTypeOf<ResultOf<"-> 'a' | 'b'">>().toEqualTypeOf<"a" | "b">();
  expectTypeOf<ResultOf<"-> (string)">>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<"-> list[str]">>().toEqualTypeOf<string[]>();
  expectTypeOf<ResultOf<"-> { name: string }">>().toEqualTypeOf<{ name: string }>();
  expectTypeOf<ResultOf<"-> text">>().toEqualTypeOf<{ text: string }>();
});

test("a text in its parts", () => {
  expectTypeOf<InputOf<"a: int, b?: string -> c">>().toEqualTypeOf<{ a: number; b?: string }>();
  expectTypeOf<OutputOf<"a -> c, d?: bool">>().toEqualTypeOf<{ c: string; d?: boolean }>();
  expectTypeOf<ArgsOf<"a: int, b?: string -> c">>().toEqualTypeOf<[number, string?]>();
  expectTypeOf<NamesOf<"a: int, b?: string -> c">>().toEqualTypeOf<"a" | "b">();
  const made = signature("a: int, note?: string, photo: Image -> total: float");
  expectTypeOf<InferInput<typeof made>>().toEqualTypeOf<{ a: number; note?: string; photo: string | URL | Uint8Array }>();
  expectTypeOf<InferOutput<typeof made>>().toEqualTypeOf<{ total: number }>();
  expectTypeOf<InferInput<ReturnType<typeof loose>>>().toEqualTypeOf<Record<string, unknown>>();
  const loose = (text: string) => signature(text);
});
