import { type } from "arktype";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { defineSignature } from "../../lib/signature/define-signature.ts";
import { field } from "../../lib/signature/field.ts";
import type { InferInput, InferOutput } from "../../lib/signature/signature-types.ts";

test("inputs and outputs are inferred from the schemas, whatever their library", () => {
  const signature = defineSignature({
    input: { sentence: field(v.string(), "Text"), count: z.number(), tags: type("string[]") },
    output: { sentiment: v.picklist(["good", "bad"]), score: field(v.number(), "0 to 1") },
  });
  expectTypeOf<InferInput<typeof signature>>().toEqualTypeOf<{ sentence: string; count: number; tags: string[] }>();
  expectTypeOf<InferOutput<typeof signature>>().toEqualTypeOf<{ sentiment: "good" | "bad"; score: number }>();
});

test("an optional schema is an optional key, on the side where it is optional", () => {
  const fields = {
    a: v.optional(v.string()),
    b: v.optional(v.boolean(), false),
    c: v.exactOptional(v.number()),
    d: z.string().optional(),
    e: z.string().default("x"),
    f: v.nullish(v.string()),
    g: v.nullable(v.string()),
    h: v.unknown(),
    i: field(v.optional(v.string()), "described"),
  };
  const signature = defineSignature({ input: fields, output: fields });
  expectTypeOf<InferInput<typeof signature>>().toEqualTypeOf<{
    a?: string;
    b?: boolean;
    c?: number;
    d?: string;
    e?: string;
    f?: string | null;
    g: string | null;
    h: unknown;
    i?: string;
  }>();
  expectTypeOf<InferOutput<typeof signature>>().toEqualTypeOf<{
    a?: string;
    b: boolean;
    c?: number;
    d?: string;
    e: string;
    f?: string | null;
    g: string | null;
    h: unknown;
    i?: string;
  }>();
});

test("a transformation shows on the output side only", () => {
  const day = v.pipe(
    v.string(),
    v.transform((text) => new Date(text)),
  );
  const signature = defineSignature({ input: { day }, output: { day } });
  expectTypeOf<InferInput<typeof signature>>().toEqualTypeOf<{ day: string }>();
  expectTypeOf<InferOutput<typeof signature>>().toEqualTypeOf<{ day: Date }>();
});

test("what is no schema is refused", () => {
  // @ts-expect-error a word is no schema
  defineSignature({ input: { a: "string" }, output: { b: v.string() } });
  // @ts-expect-error the outputs are missing
  defineSignature({ input: { a: v.string() } });
  // @ts-expect-error a word is no schema
  field("string", "described");
});

test("a described schema keeps its type", () => {
  expectTypeOf(field(z.string(), "d")).toEqualTypeOf<z.ZodString>();
  expectTypeOf(field(v.string(), "d")).toEqualTypeOf<v.StringSchema<undefined>>();
});
