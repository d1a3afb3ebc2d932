// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import { type } from "arktype";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import type { Direct } from "../../lib/registry/decorator-types.ts";
import type { ToolContext } from "../../lib/tool/tool-options.ts";

class Invoice {
  readonly total = 1;
}

test("right uses on methods", () => {
  class Right {
    @tool bare(host: string) {
      return host;
    }
    @tool() called(host: string, times: number) {
      return host.repeat(times);
    }
    @tool({ description: "d", effect: "read", timeoutMs: 5, returnDirect: true }) described(host: string) {
      return host;
    }
    @tool({ signature: "city: string, unit?: 'c' | 'f' -> string", params: { city: "The city" } }) byDefault(
      city: string,
      unit: "c" | "f" = "c",
    ) {
      return city + unit;
    }
    @tool({ signature: "city: string, unit?: 'c' | 'f' -> string" }) optional(city: string, unit?: "c" | "f") {
      return city + unit;
    }
    @tool({ signature: "city: string, unit: 'c' | 'f' -> string" }) wider(city: string, unit: string) {
      return city + unit;
    }
    @tool({ signature: "city: string, unit: 'c' -> string" }) fewer(city: string) {
      return city;
    }
    @tool({ signature: "city: string -> string" }) async promised(city: string) {
      return city;
    }
    @tool({ signature: "city: string -> string", injectVars: true }) context(city: string, call: ToolContext) {
      return city + call.runId;
    }
    @tool({ signature: "city: string, n?: int -> string", injectVars: true }) afterOptional(
      city: string,
      n: number | undefined,
      call: ToolContext,
    ) {
      return city + n + call.runId;
    }
    @tool({ signature: "city: string, n?: int -> string", injectVars: true }) afterDefault(city: string, n = 1, call?: ToolContext) {
      return city + n + call?.runId;
    }
    @tool({ signature: "customerId: string -> string", injectVars: ["customerId"] }) injected(customerId: string) {
      return customerId;
    }
    @tool({ signature: "city: str, days: list[int] -> temperature: float, sky: 'clear' | 'grey'" }) record(city: string, days: number[]) {
      return { temperature: days.length, sky: city === "Oslo" ? ("grey" as const) : ("clear" as const) };
    }
    @tool({ signature: "-> int" }) nothing() {
      return 1;
    }
    @tool({ signature: "city: string -> void" }) noResult(_city: string): void {}
    @tool({ input: v.object({ year: v.number(), open: v.optional(v.boolean(), false) }) }) valibot(query: { year: number; open: boolean }) {
      return query.year;
    }
    @tool({ input: z.object({ year: z.number() }) }) zod(query: { year: number }) {
      return query.year;
    }
    @tool({ input: type({ year: "number" }) }) arktype(query: { year: number }) {
      return query.year;
    }
    @tool({ input: v.object({ year: v.number() }), params: { year: "The year" }, injectVars: true }) inputContext(
      query: { year: number },
      call: ToolContext,
    ) {
      return query.year + call.runId;
    }
    @tool({ args: [v.string(), v.optional(v.number())], names: ["city", "days"] }) byArgs(city: string, days?: number) {
      return city + days;
    }
    @tool({ args: [v.string()] }) nameless(city: string, call: ToolContext) {
      return city + call.runId;
    }
    @tool() static still(host: string) {
      return host;
    }
    @tool({ signature: "host: string -> string" }) static signed(host: string) {
      return host;
    }
    @tool({ description: "d" }) private hidden(query: { a: number }) {
      return query.a;
    }
    @tool({ description: "d" }) protected guarded(query: { a: number }) {
      return query.a;
    }
    @tool generic<T>(value: T): T {
      return value;
    }
    @tool whole(this: Right, invoice: Invoice) {
      return this.hidden({ a: invoice.total });
    }
    @returnDirect @tool({ description: "d" }) above() {
      return 1;
    }
    @tool({ description: "d" }) @returnDirect() below() {
      return 1;
    }
  }
  expectTypeOf<Right["byDefault"]>().toEqualTypeOf<(city: string, unit?: "c" | "f") => string>();
});

test("right uses on functions", () => {
  const city = tool({ description: "d", signature: "city: string -> string" }, async (city) => city.trim());
  expectTypeOf(city).toEqualTypeOf<(city: string) => Promise<string>>();
  const context = tool({ signature: "city: string -> string", injectVars: true }, (city, call) => city + call.runId);
  expectTypeOf(context).parameters.toEqualTypeOf<[string, ToolContext]>();
  const later = tool({ signature: "city: string, n?: int -> string" })(async (city, n) => city.repeat(n ?? 1));
  expectTypeOf(later).returns.resolves.toBeString();
  const input = tool({ input: v.object({ a: v.number() }) }, (query) => query.a);
  expectTypeOf(input).toEqualTypeOf<(query: { a: number }) => number>();
  const args = tool({ args: [v.number(), v.string()], names: ["a", "b"], params: { b: "second" } }, (a, b) => a.toFixed() + b.trim());
  expectTypeOf(args).toEqualTypeOf<(a: number, b: string) => string>();
  const laterArgs = tool({ args: [v.number()] })((a) => a.toFixed());
  expectTypeOf(laterArgs).returns.toBeString();
  const plain = (a: number, b?: string) => `${a}${b}`;
  expectTypeOf(tool(plain)).toEqualTypeOf(plain);
  expectTypeOf(tool({ description: "d" }, plain)).toEqualTypeOf(plain);
  expectTypeOf(tool({ description: "d" })(plain)).toEqualTypeOf(plain);
  expectTypeOf(returnDirect(plain)).toEqualTypeOf<typeof plain & Direct>();
  expectTypeOf(returnDirect()(plain)).toEqualTypeOf<typeof plain & Direct>();
  expectTypeOf(returnDirect(tool({ args: [v.number()] })((a: number) => a))(1)).toBeNumber();
  const text: string = "read at run time: string -> string";
  expectTypeOf(tool({ signature: text }, plain)).toEqualTypeOf(plain);
});

test("wrong uses on methods", () => {
  class Wrong {
    // @ts-expect-error the result is another
    @tool({ signature: "a: string -> number" }) result(a: string) {
      return a;
    }
    // @ts-expect-error a promise of another result
    @tool({ signature: "a: string -> number" }) async promised(a: string) {
      return a;
    }
    // @ts-expect-error the parameter is of another type
    @tool({ signature: "a: string -> string" }) parameter(a: number) {
      return String(a);
    }
    // @ts-expect-error the parameters stand in another order
    @tool({ signature: "unit: 'c' | 'f', city: string -> string" }) swapped(city: string, unit: "c" | "f") {
      return city + unit;
    }
    // @ts-expect-error the method takes fewer values than a model may send
    @tool({ signature: "unit: string -> string" }) narrower(unit: "c" | "f") {
      return unit;
    }
    // @ts-expect-error the method needs what a model may leave out
    @tool({ signature: "city?: string -> string" }) required(city: string) {
      return city;
    }
    // @ts-expect-error a further parameter that is no ToolContext
    @tool({ signature: "a: string -> string" }) further(a: string, b: number) {
      return a + b;
    }
    // @ts-expect-error two contexts
    @tool({ signature: "a: string -> string", injectVars: true }) contexts(a: string, b: ToolContext, c: ToolContext) {
      return a + b.runId + c.runId;
    }
    // @ts-expect-error a description of no parameter
    @tool({ signature: "a: string -> string", params: { b: "x" } }) described(a: string) {
      return a;
    }
    // @ts-expect-error a description of no key of the input
    @tool({ input: v.object({ a: v.string() }), params: { b: "x" } }) describedInput(query: { a: string }) {
      return query.a;
    }
    // @ts-expect-error a description of none of the names
    @tool({ args: [v.string()], names: ["a"], params: { b: "x" } }) describedArgs(a: string) {
      return a;
    }
    // @ts-expect-error the parameters said twice
    @tool({ signature: "a: string -> string", input: v.object({ a: v.string() }) }) twice(a: string) {
      return a;
    }
    // @ts-expect-error the parameters said twice
    @tool({ args: [v.string()], input: v.object({ a: v.string() }) }) thrice(a: string) {
      return a;
    }
    // @ts-expect-error the input is another
    @tool({ input: v.object({ a: v.number() }) }) input(query: { a: string }) {
      return query.a;
    }
    // @ts-expect-error an optional key that the method needs
    @tool({ input: v.object({ a: v.optional(v.number()) }) }) needs(query: { a: number }) {
      return query.a;
    }
    // @ts-expect-error the schemas stand in another order
    @tool({ args: [v.number(), v.string()] }) order(a: string, b: number) {
      return a + b;
    }
    // @ts-expect-error more names than schemas
    @tool({ args: [v.number()], names: ["a", "b"] }) names(a: number) {
      return a;
    }
    // @ts-expect-error a type that does not exist
    @tool({ signature: "a: strng -> string" }) unknown(a: string) {
      return a;
    }
    // @ts-expect-error a signature without outputs
    @tool({ signature: "a: string" }) half(a: string) {
      return a;
    }
    // @ts-expect-error an option that does not exist
    @tool({ descripton: "d" }) option(a: string) {
      return a;
    }
    // @ts-expect-error an effect that does not exist
    @tool({ effect: "delete" }) effect(a: string) {
      return a;
    }
    // @ts-expect-error a field
    @tool field = 1;
    // @ts-expect-error a getter
    @tool() get getter() {
      return 1;
    }
    // @ts-expect-error a getter
    @tool get bareGetter() {
      return 1;
    }
    // @ts-expect-error a getter
    @tool({ description: "d" }) get describedGetter() {
      return 1;
    }
    // @ts-expect-error a field
    @tool({ description: "d" }) describedField = 1;
    // @ts-expect-error returnDirect on a field
    @returnDirect direct = 1;
    // @ts-expect-error returnDirect has no options
    @returnDirect({}) options() {
      return 1;
    }
  }
  // @ts-expect-error a class
  @tool({ description: "d" })
  class Whole {}
  void [Wrong, Whole];
});

test("wrong uses on functions", () => {
  // @ts-expect-error the result is another
  tool({ signature: "city: string -> string" }, (city: string) => city.length);
  // @ts-expect-error the parameter is of another type
  tool({ signature: "city: string -> string" }, (city: number) => String(city));
  // @ts-expect-error no such method on the parameter's type
  tool({ input: v.object({ a: v.number() }) }, (query) => query.a.trim());
  // @ts-expect-error a description of no parameter
  tool({ signature: "city: string -> string", params: { town: "x" } }, (city: string) => city);
  // @ts-expect-error nothing to call
  tool({ description: "d" }, 1);
  // @ts-expect-error an index is no context
  [(a: number) => a].map(tool({ description: "d" }));
  // @ts-expect-error a schema is no options
  tool(v.object({ a: v.number() }));
});
