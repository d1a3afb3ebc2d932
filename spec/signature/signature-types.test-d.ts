import { expectTypeOf, test } from "vitest";
import type {
  ArgsOf,
  InferInput,
  InferOutput,
  InputOf,
  Media,
  NamesOf,
  OutputOf,
  ParseType,
  ResultOf,
  SignatureError,
} from "../../lib/signature/signature-types.ts";
import type { Signature } from "../../lib/signature/signature.ts";

declare function call<const S extends string>(signature: S, input: InputOf<S>): ResultOf<S>;
declare function method<const S extends string>(signature: S, body: (...args: ArgsOf<S>) => ResultOf<S>): void;

test("a call is typed by its signature's text", () => {
  const result = call("text: string, topics?: string[] -> intent: 'a' | 'b', score: number", { text: "x" });
  expectTypeOf(result).toEqualTypeOf<{ intent: "a" | "b"; score: number }>();
  call("text: string, topics?: string[] -> x", { text: "x", topics: ["y"] });
  // @ts-expect-error "text" is missing
  call("text: string, topics?: string[] -> x", { topics: [] });
  // @ts-expect-error "topic" is no input
  call("text: string, topics?: string[] -> x", { text: "x", topic: [] });
  // @ts-expect-error a number is no string
  call("text: string -> x", { text: 1 });
  // @ts-expect-error "c" is not among the literals
  call("kind: 'a' | 'b' -> x", { kind: "c" });
  // @ts-expect-error "intent" has no value "c"
  void (result.intent === "c");
  // @ts-expect-error there is no output of that name
  void result.confidence;
});

test("a function's parameters and result are checked against the text", () => {
  method("city: string, unit?: 'c' | 'f' -> string", (city, unit) => `${city} ${unit ?? "c"}`);
  method("city: string, unit?: 'c' | 'f' -> string", (city: string) => city);
  // @ts-expect-error the second parameter may be absent
  method("city: string, unit?: 'c' | 'f' -> string", (city: string, unit: "c" | "f") => city + unit);
  // @ts-expect-error "k" is not handled
  method("unit: 'c' | 'k' -> string", (unit: "c") => unit);
  // @ts-expect-error the result is a number
  method("city: string -> int", (city: string) => city);
});

test("one output without a name is the result itself, any other word a field", () => {
  expectTypeOf<ResultOf<"a -> string">>().toEqualTypeOf<string>();
  expectTypeOf<ResultOf<"a -> int">>().toEqualTypeOf<number>();
  expectTypeOf<ResultOf<"a -> void">>().toEqualTypeOf<void>();
  expectTypeOf<ResultOf<"a -> { b: int }[]">>().toEqualTypeOf<{ b: number }[]>();
  expectTypeOf<ResultOf<"a -> text">>().toEqualTypeOf<{ text: string }>();
  expectTypeOf<ResultOf<"a -> Date">>().toEqualTypeOf<{ Date: string }>();
  expectTypeOf<ResultOf<"a -> (Date)">>().toEqualTypeOf<Date>();
  expectTypeOf<OutputOf<"a -> string">>().toEqualTypeOf<{ result: string }>();
  expectTypeOf<OutputOf<"a -> b: int">>().toEqualTypeOf<{ b: number }>();
});

test("an unknown type is an error with the word in it", () => {
  expectTypeOf<ParseType<"Foo">>().toEqualTypeOf<SignatureError<"unknown type Foo">>();
  expectTypeOf<ParseType<"Foo<int>">>().toEqualTypeOf<SignatureError<"unknown type Foo">>();
  expectTypeOf<InputOf<"a: Foo, b: int -> c">>().toEqualTypeOf<{ a: SignatureError<"unknown type Foo">; b: number }>();
  expectTypeOf<ResultOf<"a -> b: list[strin]">>().toEqualTypeOf<{ b: SignatureError<"unknown type strin">[] }>();
  // @ts-expect-error Type 'string' is not assignable to type 'SignatureError<"unknown type strin">'
  call("text: strin -> x", { text: "x" });
});

test("a broken text is an error that says what is wrong", () => {
  expectTypeOf<InputOf<"city: string">>().toEqualTypeOf<SignatureError<'expected "->"'>>();
  expectTypeOf<ResultOf<"a ->">>().toEqualTypeOf<SignatureError<"expected an output">>();
  expectTypeOf<ResultOf<"a: 'x -> b">>().toEqualTypeOf<SignatureError<"a quote is never closed">>();
  expectTypeOf<InputOf<"a, a: int -> b">>().toEqualTypeOf<SignatureError<"two fields named a">>();
  expectTypeOf<InputOf<"city string -> b">>().toEqualTypeOf<SignatureError<'"city string" cannot be the name of a field'>>();
  expectTypeOf<InputOf<"a,, b -> c">>().toEqualTypeOf<SignatureError<"expected a field name">>();
  expectTypeOf<InputOf<"a: list[int, str] -> b">>().toEqualTypeOf<{ a: SignatureError<"list takes one type"> }>();
});

test("parameters and names need no arrow", () => {
  expectTypeOf<ArgsOf<"city: string, unit?: 'c' | 'f', n?: int">>().toEqualTypeOf<[string, ("c" | "f")?, number?]>();
  expectTypeOf<ArgsOf<"-> string">>().toEqualTypeOf<[]>();
  expectTypeOf<ArgsOf<"">>().toEqualTypeOf<[]>();
  expectTypeOf<NamesOf<`city: string "The, city", unit?: 'c' | 'f', n -> x`>>().toEqualTypeOf<"city" | "unit" | "n">();
  expectTypeOf<NamesOf<"a, b?: int">>().toEqualTypeOf<"a" | "b">();
  expectTypeOf<NamesOf<"-> x">>().toEqualTypeOf<never>();
});

test("a text that is not known to the compiler is loose", () => {
  expectTypeOf<InputOf<string>>().toEqualTypeOf<Record<string, unknown>>();
  expectTypeOf<OutputOf<string>>().toEqualTypeOf<Record<string, unknown>>();
  expectTypeOf<ResultOf<string>>().toBeAny();
  expectTypeOf<ArgsOf<string>>().toEqualTypeOf<any[]>();
  expectTypeOf<NamesOf<string>>().toEqualTypeOf<string>();
});

test("single types, in every spelling", () => {
  expectTypeOf<ParseType<"Optional[list[str]]">>().toEqualTypeOf<string[] | null>();
  expectTypeOf<ParseType<"{ a?: 'x, y' | \"it's\"; b: Image }">>().toEqualTypeOf<{ a?: "x, y" | "it's"; b: Media }>();
  expectTypeOf<ParseType<"'it\\'s' | 'back\\\\slash'">>().toEqualTypeOf<"it's" | "back\\slash">();
});

type Field<N extends string> =
  `field_${N}: { name: string "The name, of ${N}", kind: 'a, ${N}' | "b|${N}" }[] "A description that is long, and has (brackets, of ${N}"`;
type Ten<P extends string> =
  `${Field<`${P}0`>},\n  ${Field<`${P}1`>},\n  ${Field<`${P}2`>},\n  ${Field<`${P}3`>},\n  ${Field<`${P}4`>},\n  ${Field<`${P}5`>},\n  ${Field<`${P}6`>},\n  ${Field<`${P}7`>},\n  ${Field<`${P}8`>},\n  ${Field<`${P}9`>}`;
/** 60 fields and more than 8,000 characters. */
type Sixty = `${Ten<"0">}, ${Ten<"1">}, ${Ten<"2">}, ${Ten<"3">}, ${Ten<"4">}, ${Ten<"5">} -> ${Ten<"6">}`;

test("60 fields and 8,000 characters are no trouble", () => {
  expectTypeOf<InputOf<Sixty>["field_00"]>().toEqualTypeOf<{ name: string; kind: "a, 00" | "b|00" }[]>();
  expectTypeOf<InputOf<Sixty>["field_59"]>().toEqualTypeOf<{ name: string; kind: "a, 59" | "b|59" }[]>();
  expectTypeOf<ArgsOf<Sixty>["length"]>().toEqualTypeOf<60>();
  expectTypeOf<keyof ResultOf<Sixty>>().toEqualTypeOf<`field_6${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`>();
});

test("a signature carries what it takes and gives", () => {
  type S = Signature<{ a: string }, { b: number }>;
  expectTypeOf<InferInput<S>>().toEqualTypeOf<{ a: string }>();
  expectTypeOf<InferOutput<S>>().toEqualTypeOf<{ b: number }>();
  expectTypeOf<InferInput<"no signature">>().toEqualTypeOf<never>();
});
