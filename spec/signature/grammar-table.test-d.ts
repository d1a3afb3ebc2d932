/* oxlint-disable typescript/no-generated-empty-object-type, typescript/no-redundant-type-constituents */
// Written by grammar-table.spec.ts from grammar-table.ts and broken-table.ts.
import { expectTypeOf, test } from "vitest";
import type { ArgsOf, InputOf, Media, ResultOf } from "../../lib/signature/signature-types.ts";
import type { HasError } from "./has-error.ts";
type int = number;
type Image = Media;
type Audio = Media;
type Video = Media;
type File = Media;
test("the compiler reads every text of the table as the run time does", () => {
  expectTypeOf<[InputOf<"text -> summary">, ResultOf<"text -> summary">, ArgsOf<"text -> summary">]>().toEqualTypeOf<
    [{ text: string }, { summary: string }, [string]]
  >();
  expectTypeOf<
    [InputOf<"question, context -> answer">, ResultOf<"question, context -> answer">, ArgsOf<"question, context -> answer">]
  >().toEqualTypeOf<[{ question: string; context: string }, { answer: string }, [string, string]]>();
  expectTypeOf<
    [InputOf<"text: string -> summary: string">, ResultOf<"text: string -> summary: string">, ArgsOf<"text: string -> summary: string">]
  >().toEqualTypeOf<[{ text: string }, { summary: string }, [string]]>();
  expectTypeOf<
    [InputOf<"text: str -> summary: str">, ResultOf<"text: str -> summary: str">, ArgsOf<"text: str -> summary: str">]
  >().toEqualTypeOf<[{ text: string }, { summary: string }, [string]]>();
  expectTypeOf<[InputOf<"-> string">, ResultOf<"-> string">, ArgsOf<"-> string">]>().toEqualTypeOf<[{}, string, []]>();
  expectTypeOf<[InputOf<"-> joke">, ResultOf<"-> joke">, ArgsOf<"-> joke">]>().toEqualTypeOf<[{}, { joke: string }, []]>();
  expectTypeOf<[InputOf<"-> joke: string">, ResultOf<"-> joke: string">, ArgsOf<"-> joke: string">]>().toEqualTypeOf<
    [{}, { joke: string }, []]
  >();
  expectTypeOf<[InputOf<"-> void">, ResultOf<"-> void">, ArgsOf<"-> void">]>().toEqualTypeOf<[{}, void, []]>();
  expectTypeOf<[InputOf<"-> null">, ResultOf<"-> null">, ArgsOf<"-> null">]>().toEqualTypeOf<[{}, null, []]>();
  expectTypeOf<[InputOf<"-> None">, ResultOf<"-> None">, ArgsOf<"-> None">]>().toEqualTypeOf<[{}, null, []]>();
  expectTypeOf<[InputOf<"-> int">, ResultOf<"-> int">, ArgsOf<"-> int">]>().toEqualTypeOf<[{}, int, []]>();
  expectTypeOf<[InputOf<"-> float">, ResultOf<"-> float">, ArgsOf<"-> float">]>().toEqualTypeOf<[{}, number, []]>();
  expectTypeOf<[InputOf<"-> bool">, ResultOf<"-> bool">, ArgsOf<"-> bool">]>().toEqualTypeOf<[{}, boolean, []]>();
  expectTypeOf<[InputOf<"a -> string">, ResultOf<"a -> string">, ArgsOf<"a -> string">]>().toEqualTypeOf<
    [{ a: string }, string, [string]]
  >();
  expectTypeOf<[InputOf<"a -> str">, ResultOf<"a -> str">, ArgsOf<"a -> str">]>().toEqualTypeOf<[{ a: string }, string, [string]]>();
  expectTypeOf<[InputOf<"a -> number">, ResultOf<"a -> number">, ArgsOf<"a -> number">]>().toEqualTypeOf<
    [{ a: string }, number, [string]]
  >();
  expectTypeOf<[InputOf<"a -> boolean">, ResultOf<"a -> boolean">, ArgsOf<"a -> boolean">]>().toEqualTypeOf<
    [{ a: string }, boolean, [string]]
  >();
  expectTypeOf<[InputOf<"a -> 'x'">, ResultOf<"a -> 'x'">, ArgsOf<"a -> 'x'">]>().toEqualTypeOf<[{ a: string }, "x", [string]]>();
  expectTypeOf<[InputOf<'a -> "x"'>, ResultOf<'a -> "x"'>, ArgsOf<'a -> "x"'>]>().toEqualTypeOf<[{ a: string }, "x", [string]]>();
  expectTypeOf<[InputOf<"a -> 'x' | 'y'">, ResultOf<"a -> 'x' | 'y'">, ArgsOf<"a -> 'x' | 'y'">]>().toEqualTypeOf<
    [{ a: string }, "x" | "y", [string]]
  >();
  expectTypeOf<[InputOf<"a -> | 'x' | 'y'">, ResultOf<"a -> | 'x' | 'y'">, ArgsOf<"a -> | 'x' | 'y'">]>().toEqualTypeOf<
    [{ a: string }, "x" | "y", [string]]
  >();
  expectTypeOf<[InputOf<"a -> (string)">, ResultOf<"a -> (string)">, ArgsOf<"a -> (string)">]>().toEqualTypeOf<
    [{ a: string }, string, [string]]
  >();
  expectTypeOf<[InputOf<"a -> (Date)">, ResultOf<"a -> (Date)">, ArgsOf<"a -> (Date)">]>().toEqualTypeOf<[{ a: string }, Date, [string]]>();
  expectTypeOf<[InputOf<"a -> (unknown)">, ResultOf<"a -> (unknown)">, ArgsOf<"a -> (unknown)">]>().toEqualTypeOf<
    [{ a: string }, unknown, [string]]
  >();
  expectTypeOf<[InputOf<"a -> text">, ResultOf<"a -> text">, ArgsOf<"a -> text">]>().toEqualTypeOf<
    [{ a: string }, { text: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Date">, ResultOf<"a -> Date">, ArgsOf<"a -> Date">]>().toEqualTypeOf<
    [{ a: string }, { Date: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> unknown">, ResultOf<"a -> unknown">, ArgsOf<"a -> unknown">]>().toEqualTypeOf<
    [{ a: string }, { unknown: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Image">, ResultOf<"a -> Image">, ArgsOf<"a -> Image">]>().toEqualTypeOf<
    [{ a: string }, { Image: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> list">, ResultOf<"a -> list">, ArgsOf<"a -> list">]>().toEqualTypeOf<
    [{ a: string }, { list: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> true">, ResultOf<"a -> true">, ArgsOf<"a -> true">]>().toEqualTypeOf<
    [{ a: string }, { true: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> integer">, ResultOf<"a -> integer">, ArgsOf<"a -> integer">]>().toEqualTypeOf<
    [{ a: string }, { integer: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> string[]">, ResultOf<"a -> string[]">, ArgsOf<"a -> string[]">]>().toEqualTypeOf<
    [{ a: string }, Array<string>, [string]]
  >();
  expectTypeOf<[InputOf<"a -> list[str]">, ResultOf<"a -> list[str]">, ArgsOf<"a -> list[str]">]>().toEqualTypeOf<
    [{ a: string }, Array<string>, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Array<string>">, ResultOf<"a -> Array<string>">, ArgsOf<"a -> Array<string>">]>().toEqualTypeOf<
    [{ a: string }, Array<string>, [string]]
  >();
  expectTypeOf<[InputOf<"a -> { b: string }">, ResultOf<"a -> { b: string }">, ArgsOf<"a -> { b: string }">]>().toEqualTypeOf<
    [{ a: string }, { b: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> [string, int]">, ResultOf<"a -> [string, int]">, ArgsOf<"a -> [string, int]">]>().toEqualTypeOf<
    [{ a: string }, [string, int], [string]]
  >();
  expectTypeOf<
    [InputOf<"a -> Record<string, int>">, ResultOf<"a -> Record<string, int>">, ArgsOf<"a -> Record<string, int>">]
  >().toEqualTypeOf<[{ a: string }, Record<string, int>, [string]]>();
  expectTypeOf<[InputOf<"a -> dict[str, int]">, ResultOf<"a -> dict[str, int]">, ArgsOf<"a -> dict[str, int]">]>().toEqualTypeOf<
    [{ a: string }, Record<string, int>, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Optional[str]">, ResultOf<"a -> Optional[str]">, ArgsOf<"a -> Optional[str]">]>().toEqualTypeOf<
    [{ a: string }, string | null, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Union[str, int]">, ResultOf<"a -> Union[str, int]">, ArgsOf<"a -> Union[str, int]">]>().toEqualTypeOf<
    [{ a: string }, string | int, [string]]
  >();
  expectTypeOf<[InputOf<"a -> Literal['x', 'y']">, ResultOf<"a -> Literal['x', 'y']">, ArgsOf<"a -> Literal['x', 'y']">]>().toEqualTypeOf<
    [{ a: string }, "x" | "y", [string]]
  >();
  expectTypeOf<[InputOf<"a -> 5">, ResultOf<"a -> 5">, ArgsOf<"a -> 5">]>().toEqualTypeOf<[{ a: string }, 5, [string]]>();
  expectTypeOf<[InputOf<"a -> -5">, ResultOf<"a -> -5">, ArgsOf<"a -> -5">]>().toEqualTypeOf<[{ a: string }, -5, [string]]>();
  expectTypeOf<[InputOf<"a -> 1 | 2">, ResultOf<"a -> 1 | 2">, ArgsOf<"a -> 1 | 2">]>().toEqualTypeOf<[{ a: string }, 1 | 2, [string]]>();
  expectTypeOf<[InputOf<"a -> string | null">, ResultOf<"a -> string | null">, ArgsOf<"a -> string | null">]>().toEqualTypeOf<
    [{ a: string }, string | null, [string]]
  >();
  expectTypeOf<[InputOf<"a -> string,">, ResultOf<"a -> string,">, ArgsOf<"a -> string,">]>().toEqualTypeOf<
    [{ a: string }, string, [string]]
  >();
  expectTypeOf<[InputOf<"a -> answer,">, ResultOf<"a -> answer,">, ArgsOf<"a -> answer,">]>().toEqualTypeOf<
    [{ a: string }, { answer: string }, [string]]
  >();
  expectTypeOf<
    [InputOf<'a -> string "What it is"'>, ResultOf<'a -> string "What it is"'>, ArgsOf<'a -> string "What it is"'>]
  >().toEqualTypeOf<[{ a: string }, string, [string]]>();
  expectTypeOf<
    [InputOf<'a -> answer "What it is"'>, ResultOf<'a -> answer "What it is"'>, ArgsOf<'a -> answer "What it is"'>]
  >().toEqualTypeOf<[{ a: string }, { answer: string }, [string]]>();
  expectTypeOf<
    [InputOf<"a -> 'x' \"What it is\"">, ResultOf<"a -> 'x' \"What it is\"">, ArgsOf<"a -> 'x' \"What it is\"">]
  >().toEqualTypeOf<[{ a: string }, "x", [string]]>();
  expectTypeOf<[InputOf<'a -> "x" "What it is"'>, ResultOf<'a -> "x" "What it is"'>, ArgsOf<'a -> "x" "What it is"'>]>().toEqualTypeOf<
    [{ a: string }, "x", [string]]
  >();
  expectTypeOf<[InputOf<"a -> answer?">, ResultOf<"a -> answer?">, ArgsOf<"a -> answer?">]>().toEqualTypeOf<
    [{ a: string }, { answer?: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> string?">, ResultOf<"a -> string?">, ArgsOf<"a -> string?">]>().toEqualTypeOf<
    [{ a: string }, { string?: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a -> string: string">, ResultOf<"a -> string: string">, ArgsOf<"a -> string: string">]>().toEqualTypeOf<
    [{ a: string }, { string: string }, [string]]
  >();
  expectTypeOf<
    [
      InputOf<"a -> answer: string, score: number">,
      ResultOf<"a -> answer: string, score: number">,
      ArgsOf<"a -> answer: string, score: number">,
    ]
  >().toEqualTypeOf<[{ a: string }, { answer: string; score: number }, [string]]>();
  expectTypeOf<[InputOf<"a -> string, number">, ResultOf<"a -> string, number">, ArgsOf<"a -> string, number">]>().toEqualTypeOf<
    [{ a: string }, { string: string; number: string }, [string]]
  >();
  expectTypeOf<[InputOf<"a? -> b">, ResultOf<"a? -> b">, ArgsOf<"a? -> b">]>().toEqualTypeOf<[{ a?: string }, { b: string }, [string?]]>();
  expectTypeOf<[InputOf<"a ? -> b">, ResultOf<"a ? -> b">, ArgsOf<"a ? -> b">]>().toEqualTypeOf<
    [{ a?: string }, { b: string }, [string?]]
  >();
  expectTypeOf<[InputOf<"a ?: string -> b">, ResultOf<"a ?: string -> b">, ArgsOf<"a ?: string -> b">]>().toEqualTypeOf<
    [{ a?: string }, { b: string }, [string?]]
  >();
  expectTypeOf<
    [InputOf<"a?: string -> b?: string">, ResultOf<"a?: string -> b?: string">, ArgsOf<"a?: string -> b?: string">]
  >().toEqualTypeOf<[{ a?: string }, { b?: string }, [string?]]>();
  expectTypeOf<
    [InputOf<"a : string -> b : string">, ResultOf<"a : string -> b : string">, ArgsOf<"a : string -> b : string">]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<[InputOf<"a, b? -> c">, ResultOf<"a, b? -> c">, ArgsOf<"a, b? -> c">]>().toEqualTypeOf<
    [{ a: string; b?: string }, { c: string }, [string, string?]]
  >();
  expectTypeOf<
    [InputOf<"a?: string, b: int -> c">, ResultOf<"a?: string, b: int -> c">, ArgsOf<"a?: string, b: int -> c">]
  >().toEqualTypeOf<[{ a?: string; b: int }, { c: string }, [string | undefined, int]]>();
  expectTypeOf<
    [
      InputOf<"a: string, b?: int, c?: bool -> d">,
      ResultOf<"a: string, b?: int, c?: bool -> d">,
      ArgsOf<"a: string, b?: int, c?: bool -> d">,
    ]
  >().toEqualTypeOf<[{ a: string; b?: int; c?: boolean }, { d: string }, [string, int?, boolean?]]>();
  expectTypeOf<[InputOf<"string -> number: int">, ResultOf<"string -> number: int">, ArgsOf<"string -> number: int">]>().toEqualTypeOf<
    [{ string: string }, { number: int }, [string]]
  >();
  expectTypeOf<[InputOf<"x: number -> y: float">, ResultOf<"x: number -> y: float">, ArgsOf<"x: number -> y: float">]>().toEqualTypeOf<
    [{ x: number }, { y: number }, [number]]
  >();
  expectTypeOf<[InputOf<"x: int -> y: int">, ResultOf<"x: int -> y: int">, ArgsOf<"x: int -> y: int">]>().toEqualTypeOf<
    [{ x: int }, { y: int }, [int]]
  >();
  expectTypeOf<[InputOf<"x: boolean -> y: bool">, ResultOf<"x: boolean -> y: bool">, ArgsOf<"x: boolean -> y: bool">]>().toEqualTypeOf<
    [{ x: boolean }, { y: boolean }, [boolean]]
  >();
  expectTypeOf<[InputOf<"x: null -> y: None">, ResultOf<"x: null -> y: None">, ArgsOf<"x: null -> y: None">]>().toEqualTypeOf<
    [{ x: null }, { y: null }, [null]]
  >();
  expectTypeOf<
    [InputOf<"x: undefined -> y: undefined">, ResultOf<"x: undefined -> y: undefined">, ArgsOf<"x: undefined -> y: undefined">]
  >().toEqualTypeOf<[{ x: undefined }, { y: undefined }, [undefined]]>();
  expectTypeOf<
    [InputOf<"x: unknown -> y: unknown">, ResultOf<"x: unknown -> y: unknown">, ArgsOf<"x: unknown -> y: unknown">]
  >().toEqualTypeOf<[{ x: unknown }, { y: unknown }, [unknown]]>();
  expectTypeOf<[InputOf<"x: any -> y: Any">, ResultOf<"x: any -> y: Any">, ArgsOf<"x: any -> y: Any">]>().toEqualTypeOf<
    [{ x: any }, { y: any }, [any]]
  >();
  expectTypeOf<[InputOf<"x: bigint -> y: bigint">, ResultOf<"x: bigint -> y: bigint">, ArgsOf<"x: bigint -> y: bigint">]>().toEqualTypeOf<
    [{ x: bigint }, { y: bigint }, [bigint]]
  >();
  expectTypeOf<[InputOf<"x: Date -> y: datetime">, ResultOf<"x: Date -> y: datetime">, ArgsOf<"x: Date -> y: datetime">]>().toEqualTypeOf<
    [{ x: Date }, { y: Date }, [Date]]
  >();
  expectTypeOf<[InputOf<"x: void -> y: void">, ResultOf<"x: void -> y: void">, ArgsOf<"x: void -> y: void">]>().toEqualTypeOf<
    [{ x: void }, { y: void }, [void]]
  >();
  expectTypeOf<[InputOf<"x: true -> y: False">, ResultOf<"x: true -> y: False">, ArgsOf<"x: true -> y: False">]>().toEqualTypeOf<
    [{ x: true }, { y: false }, [true]]
  >();
  expectTypeOf<
    [InputOf<"x: True | 'a' -> y: false">, ResultOf<"x: True | 'a' -> y: false">, ArgsOf<"x: True | 'a' -> y: false">]
  >().toEqualTypeOf<[{ x: true | "a" }, { y: false }, [true | "a"]]>();
  expectTypeOf<[InputOf<"x: object -> y: object">, ResultOf<"x: object -> y: object">, ArgsOf<"x: object -> y: object">]>().toEqualTypeOf<
    [{ x: Record<string, unknown> }, { y: Record<string, unknown> }, [Record<string, unknown>]]
  >();
  expectTypeOf<[InputOf<"x: dict -> y: Dict">, ResultOf<"x: dict -> y: Dict">, ArgsOf<"x: dict -> y: Dict">]>().toEqualTypeOf<
    [{ x: Record<string, unknown> }, { y: Record<string, unknown> }, [Record<string, unknown>]]
  >();
  expectTypeOf<[InputOf<"x: list -> y: List">, ResultOf<"x: list -> y: List">, ArgsOf<"x: list -> y: List">]>().toEqualTypeOf<
    [{ x: Array<unknown> }, { y: Array<unknown> }, [Array<unknown>]]
  >();
  expectTypeOf<[InputOf<"x: Array -> y: list[]">, ResultOf<"x: Array -> y: list[]">, ArgsOf<"x: Array -> y: list[]">]>().toEqualTypeOf<
    [{ x: Array<unknown> }, { y: Array<Array<unknown>> }, [Array<unknown>]]
  >();
  expectTypeOf<
    [InputOf<"photo: Image -> caption">, ResultOf<"photo: Image -> caption">, ArgsOf<"photo: Image -> caption">]
  >().toEqualTypeOf<[{ photo: Image }, { caption: string }, [Image]]>();
  expectTypeOf<
    [InputOf<"clip: Audio -> transcript">, ResultOf<"clip: Audio -> transcript">, ArgsOf<"clip: Audio -> transcript">]
  >().toEqualTypeOf<[{ clip: Audio }, { transcript: string }, [Audio]]>();
  expectTypeOf<
    [InputOf<"film: Video -> scenes: string[]">, ResultOf<"film: Video -> scenes: string[]">, ArgsOf<"film: Video -> scenes: string[]">]
  >().toEqualTypeOf<[{ film: Video }, { scenes: Array<string> }, [Video]]>();
  expectTypeOf<
    [InputOf<"doc: File -> pages: int">, ResultOf<"doc: File -> pages: int">, ArgsOf<"doc: File -> pages: int">]
  >().toEqualTypeOf<[{ doc: File }, { pages: int }, [File]]>();
  expectTypeOf<
    [
      InputOf<"photos: Image[] -> captions: string[]">,
      ResultOf<"photos: Image[] -> captions: string[]">,
      ArgsOf<"photos: Image[] -> captions: string[]">,
    ]
  >().toEqualTypeOf<[{ photos: Array<Image> }, { captions: Array<string> }, [Array<Image>]]>();
  expectTypeOf<
    [
      InputOf<"photo?: Image, note: Optional[str] -> answer">,
      ResultOf<"photo?: Image, note: Optional[str] -> answer">,
      ArgsOf<"photo?: Image, note: Optional[str] -> answer">,
    ]
  >().toEqualTypeOf<[{ photo?: Image; note: string | null }, { answer: string }, [Image | undefined, string | null]]>();
  expectTypeOf<
    [InputOf<"photo: Image | null -> answer">, ResultOf<"photo: Image | null -> answer">, ArgsOf<"photo: Image | null -> answer">]
  >().toEqualTypeOf<[{ photo: Image | null }, { answer: string }, [Image | null]]>();
  expectTypeOf<
    [InputOf<"a: string -> picture: Image">, ResultOf<"a: string -> picture: Image">, ArgsOf<"a: string -> picture: Image">]
  >().toEqualTypeOf<[{ a: string }, { picture: Image }, [string]]>();
  expectTypeOf<
    [InputOf<"x: string[] -> y: string[][]">, ResultOf<"x: string[] -> y: string[][]">, ArgsOf<"x: string[] -> y: string[][]">]
  >().toEqualTypeOf<[{ x: Array<string> }, { y: Array<Array<string>> }, [Array<string>]]>();
  expectTypeOf<
    [InputOf<"x: list[list[int]] -> y">, ResultOf<"x: list[list[int]] -> y">, ArgsOf<"x: list[list[int]] -> y">]
  >().toEqualTypeOf<[{ x: Array<Array<int>> }, { y: string }, [Array<Array<int>>]]>();
  expectTypeOf<[InputOf<"x: List[str] -> y">, ResultOf<"x: List[str] -> y">, ArgsOf<"x: List[str] -> y">]>().toEqualTypeOf<
    [{ x: Array<string> }, { y: string }, [Array<string>]]
  >();
  expectTypeOf<
    [InputOf<"x: Array<Array<string>> -> y">, ResultOf<"x: Array<Array<string>> -> y">, ArgsOf<"x: Array<Array<string>> -> y">]
  >().toEqualTypeOf<[{ x: Array<Array<string>> }, { y: string }, [Array<Array<string>>]]>();
  expectTypeOf<
    [InputOf<"x: Array<string[]> -> y">, ResultOf<"x: Array<string[]> -> y">, ArgsOf<"x: Array<string[]> -> y">]
  >().toEqualTypeOf<[{ x: Array<Array<string>> }, { y: string }, [Array<Array<string>>]]>();
  expectTypeOf<[InputOf<"x: Array[string] -> y">, ResultOf<"x: Array[string] -> y">, ArgsOf<"x: Array[string] -> y">]>().toEqualTypeOf<
    [{ x: Array<string> }, { y: string }, [Array<string>]]
  >();
  expectTypeOf<[InputOf<"x: list<str> -> y">, ResultOf<"x: list<str> -> y">, ArgsOf<"x: list<str> -> y">]>().toEqualTypeOf<
    [{ x: Array<string> }, { y: string }, [Array<string>]]
  >();
  expectTypeOf<[InputOf<"x: (string)[] -> y">, ResultOf<"x: (string)[] -> y">, ArgsOf<"x: (string)[] -> y">]>().toEqualTypeOf<
    [{ x: Array<string> }, { y: string }, [Array<string>]]
  >();
  expectTypeOf<
    [InputOf<"x: (string | number)[] -> y">, ResultOf<"x: (string | number)[] -> y">, ArgsOf<"x: (string | number)[] -> y">]
  >().toEqualTypeOf<[{ x: Array<string | number> }, { y: string }, [Array<string | number>]]>();
  expectTypeOf<[InputOf<"x: ('a' | 'b')[] -> y">, ResultOf<"x: ('a' | 'b')[] -> y">, ArgsOf<"x: ('a' | 'b')[] -> y">]>().toEqualTypeOf<
    [{ x: Array<"a" | "b"> }, { y: string }, [Array<"a" | "b">]]
  >();
  expectTypeOf<[InputOf<"x: (('a')) -> y">, ResultOf<"x: (('a')) -> y">, ArgsOf<"x: (('a')) -> y">]>().toEqualTypeOf<
    [{ x: "a" }, { y: string }, ["a"]]
  >();
  expectTypeOf<
    [InputOf<"x: ('a' | ('b' | 'c')) -> y">, ResultOf<"x: ('a' | ('b' | 'c')) -> y">, ArgsOf<"x: ('a' | ('b' | 'c')) -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" | "c" }, { y: string }, ["a" | "b" | "c"]]>();
  expectTypeOf<
    [InputOf<"x: [string, number] -> y">, ResultOf<"x: [string, number] -> y">, ArgsOf<"x: [string, number] -> y">]
  >().toEqualTypeOf<[{ x: [string, number] }, { y: string }, [[string, number]]]>();
  expectTypeOf<[InputOf<"x: [string] -> y">, ResultOf<"x: [string] -> y">, ArgsOf<"x: [string] -> y">]>().toEqualTypeOf<
    [{ x: [string] }, { y: string }, [[string]]]
  >();
  expectTypeOf<
    [InputOf<"x: [string, number,] -> y">, ResultOf<"x: [string, number,] -> y">, ArgsOf<"x: [string, number,] -> y">]
  >().toEqualTypeOf<[{ x: [string, number] }, { y: string }, [[string, number]]]>();
  expectTypeOf<
    [InputOf<"x: [[int, int], [int, int]] -> y">, ResultOf<"x: [[int, int], [int, int]] -> y">, ArgsOf<"x: [[int, int], [int, int]] -> y">]
  >().toEqualTypeOf<[{ x: [[int, int], [int, int]] }, { y: string }, [[[int, int], [int, int]]]]>();
  expectTypeOf<
    [InputOf<"x: [string, int][] -> y">, ResultOf<"x: [string, int][] -> y">, ArgsOf<"x: [string, int][] -> y">]
  >().toEqualTypeOf<[{ x: Array<[string, int]> }, { y: string }, [Array<[string, int]>]]>();
  expectTypeOf<
    [InputOf<"x: tuple[str, int] -> y">, ResultOf<"x: tuple[str, int] -> y">, ArgsOf<"x: tuple[str, int] -> y">]
  >().toEqualTypeOf<[{ x: [string, int] }, { y: string }, [[string, int]]]>();
  expectTypeOf<
    [InputOf<"x: Tuple[str, int] -> y">, ResultOf<"x: Tuple[str, int] -> y">, ArgsOf<"x: Tuple[str, int] -> y">]
  >().toEqualTypeOf<[{ x: [string, int] }, { y: string }, [[string, int]]]>();
  expectTypeOf<
    [InputOf<"x: tuple[str, list[int]] -> y">, ResultOf<"x: tuple[str, list[int]] -> y">, ArgsOf<"x: tuple[str, list[int]] -> y">]
  >().toEqualTypeOf<[{ x: [string, Array<int>] }, { y: string }, [[string, Array<int>]]]>();
  expectTypeOf<
    [InputOf<"x: Record<string, number> -> y">, ResultOf<"x: Record<string, number> -> y">, ArgsOf<"x: Record<string, number> -> y">]
  >().toEqualTypeOf<[{ x: Record<string, number> }, { y: string }, [Record<string, number>]]>();
  expectTypeOf<
    [InputOf<"x: Record<string, string[]> -> y">, ResultOf<"x: Record<string, string[]> -> y">, ArgsOf<"x: Record<string, string[]> -> y">]
  >().toEqualTypeOf<[{ x: Record<string, Array<string>> }, { y: string }, [Record<string, Array<string>>]]>();
  expectTypeOf<
    [
      InputOf<"x: Record<string, { a: int }> -> y">,
      ResultOf<"x: Record<string, { a: int }> -> y">,
      ArgsOf<"x: Record<string, { a: int }> -> y">,
    ]
  >().toEqualTypeOf<[{ x: Record<string, { a: int }> }, { y: string }, [Record<string, { a: int }>]]>();
  expectTypeOf<
    [InputOf<"x: dict[str, list[int]] -> y">, ResultOf<"x: dict[str, list[int]] -> y">, ArgsOf<"x: dict[str, list[int]] -> y">]
  >().toEqualTypeOf<[{ x: Record<string, Array<int>> }, { y: string }, [Record<string, Array<int>>]]>();
  expectTypeOf<[InputOf<"x: Dict[str, Any] -> y">, ResultOf<"x: Dict[str, Any] -> y">, ArgsOf<"x: Dict[str, Any] -> y">]>().toEqualTypeOf<
    [{ x: Record<string, any> }, { y: string }, [Record<string, any>]]
  >();
  expectTypeOf<
    [InputOf<"x: Record<str, int>[] -> y">, ResultOf<"x: Record<str, int>[] -> y">, ArgsOf<"x: Record<str, int>[] -> y">]
  >().toEqualTypeOf<[{ x: Array<Record<string, int>> }, { y: string }, [Array<Record<string, int>>]]>();
  expectTypeOf<[InputOf<"x: { a: string } -> y">, ResultOf<"x: { a: string } -> y">, ArgsOf<"x: { a: string } -> y">]>().toEqualTypeOf<
    [{ x: { a: string } }, { y: string }, [{ a: string }]]
  >();
  expectTypeOf<
    [InputOf<"x: { a: string, b: int } -> y">, ResultOf<"x: { a: string, b: int } -> y">, ArgsOf<"x: { a: string, b: int } -> y">]
  >().toEqualTypeOf<[{ x: { a: string; b: int } }, { y: string }, [{ a: string; b: int }]]>();
  expectTypeOf<
    [InputOf<"x: { a: string; b: int } -> y">, ResultOf<"x: { a: string; b: int } -> y">, ArgsOf<"x: { a: string; b: int } -> y">]
  >().toEqualTypeOf<[{ x: { a: string; b: int } }, { y: string }, [{ a: string; b: int }]]>();
  expectTypeOf<
    [InputOf<"x: { a: string; b?: int; } -> y">, ResultOf<"x: { a: string; b?: int; } -> y">, ArgsOf<"x: { a: string; b?: int; } -> y">]
  >().toEqualTypeOf<[{ x: { a: string; b?: int } }, { y: string }, [{ a: string; b?: int }]]>();
  expectTypeOf<
    [InputOf<"x: { a: string, b?: int, } -> y">, ResultOf<"x: { a: string, b?: int, } -> y">, ArgsOf<"x: { a: string, b?: int, } -> y">]
  >().toEqualTypeOf<[{ x: { a: string; b?: int } }, { y: string }, [{ a: string; b?: int }]]>();
  expectTypeOf<[InputOf<"x: { a } -> y">, ResultOf<"x: { a } -> y">, ArgsOf<"x: { a } -> y">]>().toEqualTypeOf<
    [{ x: { a: string } }, { y: string }, [{ a: string }]]
  >();
  expectTypeOf<[InputOf<"x: { a?, b } -> y">, ResultOf<"x: { a?, b } -> y">, ArgsOf<"x: { a?, b } -> y">]>().toEqualTypeOf<
    [{ x: { a?: string; b: string } }, { y: string }, [{ a?: string; b: string }]]
  >();
  expectTypeOf<
    [
      InputOf<"x: { a: string; b: int, c?: bool } -> y">,
      ResultOf<"x: { a: string; b: int, c?: bool } -> y">,
      ArgsOf<"x: { a: string; b: int, c?: bool } -> y">,
    ]
  >().toEqualTypeOf<[{ x: { a: string; b: int; c?: boolean } }, { y: string }, [{ a: string; b: int; c?: boolean }]]>();
  expectTypeOf<
    [InputOf<"x: {a:string,b:int} -> y">, ResultOf<"x: {a:string,b:int} -> y">, ArgsOf<"x: {a:string,b:int} -> y">]
  >().toEqualTypeOf<[{ x: { a: string; b: int } }, { y: string }, [{ a: string; b: int }]]>();
  expectTypeOf<
    [InputOf<"x: { a: { b: { c: int } } } -> y">, ResultOf<"x: { a: { b: { c: int } } } -> y">, ArgsOf<"x: { a: { b: { c: int } } } -> y">]
  >().toEqualTypeOf<[{ x: { a: { b: { c: int } } } }, { y: string }, [{ a: { b: { c: int } } }]]>();
  expectTypeOf<
    [InputOf<"x: { a: 'p' | 'q' }[] -> y">, ResultOf<"x: { a: 'p' | 'q' }[] -> y">, ArgsOf<"x: { a: 'p' | 'q' }[] -> y">]
  >().toEqualTypeOf<[{ x: Array<{ a: "p" | "q" }> }, { y: string }, [Array<{ a: "p" | "q" }>]]>();
  expectTypeOf<
    [
      InputOf<"x: { a: string[], b: (int | null)[] }[] -> y">,
      ResultOf<"x: { a: string[], b: (int | null)[] }[] -> y">,
      ArgsOf<"x: { a: string[], b: (int | null)[] }[] -> y">,
    ]
  >().toEqualTypeOf<
    [{ x: Array<{ a: Array<string>; b: Array<int | null> }> }, { y: string }, [Array<{ a: Array<string>; b: Array<int | null> }>]]
  >();
  expectTypeOf<
    [
      InputOf<'x: { name: string "The name", price?: number "In euros" }[] -> y'>,
      ResultOf<'x: { name: string "The name", price?: number "In euros" }[] -> y'>,
      ArgsOf<'x: { name: string "The name", price?: number "In euros" }[] -> y'>,
    ]
  >().toEqualTypeOf<[{ x: Array<{ name: string; price?: number }> }, { y: string }, [Array<{ name: string; price?: number }>]]>();
  expectTypeOf<
    [InputOf<"x: { a: string } | null -> y">, ResultOf<"x: { a: string } | null -> y">, ArgsOf<"x: { a: string } | null -> y">]
  >().toEqualTypeOf<[{ x: { a: string } | null }, { y: string }, [{ a: string } | null]]>();
  expectTypeOf<
    [
      InputOf<"x: { a: string } | { b: int } -> y">,
      ResultOf<"x: { a: string } | { b: int } -> y">,
      ArgsOf<"x: { a: string } | { b: int } -> y">,
    ]
  >().toEqualTypeOf<[{ x: { a: string } | { b: int } }, { y: string }, [{ a: string } | { b: int }]]>();
  expectTypeOf<
    [
      InputOf<"x: { kind: 'a', n: int } | { kind: 'b', s: string } -> y">,
      ResultOf<"x: { kind: 'a', n: int } | { kind: 'b', s: string } -> y">,
      ArgsOf<"x: { kind: 'a', n: int } | { kind: 'b', s: string } -> y">,
    ]
  >().toEqualTypeOf<
    [{ x: { kind: "a"; n: int } | { kind: "b"; s: string } }, { y: string }, [{ kind: "a"; n: int } | { kind: "b"; s: string }]]
  >();
  expectTypeOf<[InputOf<"x: string | null -> y">, ResultOf<"x: string | null -> y">, ArgsOf<"x: string | null -> y">]>().toEqualTypeOf<
    [{ x: string | null }, { y: string }, [string | null]]
  >();
  expectTypeOf<[InputOf<"x: string|null -> y">, ResultOf<"x: string|null -> y">, ArgsOf<"x: string|null -> y">]>().toEqualTypeOf<
    [{ x: string | null }, { y: string }, [string | null]]
  >();
  expectTypeOf<
    [InputOf<"x: | string | null -> y">, ResultOf<"x: | string | null -> y">, ArgsOf<"x: | string | null -> y">]
  >().toEqualTypeOf<[{ x: string | null }, { y: string }, [string | null]]>();
  expectTypeOf<
    [
      InputOf<"x: string | number | boolean | null -> y">,
      ResultOf<"x: string | number | boolean | null -> y">,
      ArgsOf<"x: string | number | boolean | null -> y">,
    ]
  >().toEqualTypeOf<[{ x: string | number | boolean | null }, { y: string }, [string | number | boolean | null]]>();
  expectTypeOf<
    [InputOf<"x: string | undefined -> y">, ResultOf<"x: string | undefined -> y">, ArgsOf<"x: string | undefined -> y">]
  >().toEqualTypeOf<[{ x: string | undefined }, { y: string }, [string | undefined]]>();
  expectTypeOf<[InputOf<"x: Optional[int] -> y">, ResultOf<"x: Optional[int] -> y">, ArgsOf<"x: Optional[int] -> y">]>().toEqualTypeOf<
    [{ x: int | null }, { y: string }, [int | null]]
  >();
  expectTypeOf<
    [InputOf<"x: Optional[list[str]] -> y">, ResultOf<"x: Optional[list[str]] -> y">, ArgsOf<"x: Optional[list[str]] -> y">]
  >().toEqualTypeOf<[{ x: Array<string> | null }, { y: string }, [Array<string> | null]]>();
  expectTypeOf<
    [InputOf<"x: list[Optional[str]] -> y">, ResultOf<"x: list[Optional[str]] -> y">, ArgsOf<"x: list[Optional[str]] -> y">]
  >().toEqualTypeOf<[{ x: Array<string | null> }, { y: string }, [Array<string | null>]]>();
  expectTypeOf<
    [InputOf<"x: Optional[Optional[int]] -> y">, ResultOf<"x: Optional[Optional[int]] -> y">, ArgsOf<"x: Optional[Optional[int]] -> y">]
  >().toEqualTypeOf<[{ x: int | null }, { y: string }, [int | null]]>();
  expectTypeOf<
    [InputOf<"x: Union[str, int, None] -> y">, ResultOf<"x: Union[str, int, None] -> y">, ArgsOf<"x: Union[str, int, None] -> y">]
  >().toEqualTypeOf<[{ x: string | int | null }, { y: string }, [string | int | null]]>();
  expectTypeOf<
    [InputOf<"x: Union[str, list[int]] -> y">, ResultOf<"x: Union[str, list[int]] -> y">, ArgsOf<"x: Union[str, list[int]] -> y">]
  >().toEqualTypeOf<[{ x: string | Array<int> }, { y: string }, [string | Array<int>]]>();
  expectTypeOf<
    [InputOf<"x: Union['a', 'b'] -> y">, ResultOf<"x: Union['a', 'b'] -> y">, ArgsOf<"x: Union['a', 'b'] -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" }, { y: string }, ["a" | "b"]]>();
  expectTypeOf<[InputOf<"x: Union[str] -> y">, ResultOf<"x: Union[str] -> y">, ArgsOf<"x: Union[str] -> y">]>().toEqualTypeOf<
    [{ x: string }, { y: string }, [string]]
  >();
  expectTypeOf<
    [InputOf<"x: Literal['a','b'] -> y">, ResultOf<"x: Literal['a','b'] -> y">, ArgsOf<"x: Literal['a','b'] -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" }, { y: string }, ["a" | "b"]]>();
  expectTypeOf<
    [InputOf<'x: Literal["a", "b"] -> y'>, ResultOf<'x: Literal["a", "b"] -> y'>, ArgsOf<'x: Literal["a", "b"] -> y'>]
  >().toEqualTypeOf<[{ x: "a" | "b" }, { y: string }, ["a" | "b"]]>();
  expectTypeOf<
    [InputOf<"x: Literal[1, 2, 3] -> y">, ResultOf<"x: Literal[1, 2, 3] -> y">, ArgsOf<"x: Literal[1, 2, 3] -> y">]
  >().toEqualTypeOf<[{ x: 1 | 2 | 3 }, { y: string }, [1 | 2 | 3]]>();
  expectTypeOf<
    [InputOf<"x: Literal[True, False] -> y">, ResultOf<"x: Literal[True, False] -> y">, ArgsOf<"x: Literal[True, False] -> y">]
  >().toEqualTypeOf<[{ x: true | false }, { y: string }, [true | false]]>();
  expectTypeOf<
    [InputOf<"x: Literal['a', 1, None] -> y">, ResultOf<"x: Literal['a', 1, None] -> y">, ArgsOf<"x: Literal['a', 1, None] -> y">]
  >().toEqualTypeOf<[{ x: "a" | 1 | null }, { y: string }, ["a" | 1 | null]]>();
  expectTypeOf<[InputOf<"x: Literal['a'] -> y">, ResultOf<"x: Literal['a'] -> y">, ArgsOf<"x: Literal['a'] -> y">]>().toEqualTypeOf<
    [{ x: "a" }, { y: string }, ["a"]]
  >();
  expectTypeOf<
    [InputOf<"x: Literal['a', 'b',] -> y">, ResultOf<"x: Literal['a', 'b',] -> y">, ArgsOf<"x: Literal['a', 'b',] -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" }, { y: string }, ["a" | "b"]]>();
  expectTypeOf<
    [
      InputOf<"x: Optional[Literal['a', 'b']] -> y">,
      ResultOf<"x: Optional[Literal['a', 'b']] -> y">,
      ArgsOf<"x: Optional[Literal['a', 'b']] -> y">,
    ]
  >().toEqualTypeOf<[{ x: "a" | "b" | null }, { y: string }, ["a" | "b" | null]]>();
  expectTypeOf<
    [InputOf<"x: list[Literal['a', 'b']] -> y">, ResultOf<"x: list[Literal['a', 'b']] -> y">, ArgsOf<"x: list[Literal['a', 'b']] -> y">]
  >().toEqualTypeOf<[{ x: Array<"a" | "b"> }, { y: string }, [Array<"a" | "b">]]>();
  expectTypeOf<
    [
      InputOf<"x: dict[str, Literal['a', 'b']] -> y">,
      ResultOf<"x: dict[str, Literal['a', 'b']] -> y">,
      ArgsOf<"x: dict[str, Literal['a', 'b']] -> y">,
    ]
  >().toEqualTypeOf<[{ x: Record<string, "a" | "b"> }, { y: string }, [Record<string, "a" | "b">]]>();
  expectTypeOf<[InputOf<"x: 'a' -> y">, ResultOf<"x: 'a' -> y">, ArgsOf<"x: 'a' -> y">]>().toEqualTypeOf<
    [{ x: "a" }, { y: string }, ["a"]]
  >();
  expectTypeOf<[InputOf<'x: "a" -> y'>, ResultOf<'x: "a" -> y'>, ArgsOf<'x: "a" -> y'>]>().toEqualTypeOf<
    [{ x: "a" }, { y: string }, ["a"]]
  >();
  expectTypeOf<[InputOf<"x: '' -> y">, ResultOf<"x: '' -> y">, ArgsOf<"x: '' -> y">]>().toEqualTypeOf<[{ x: "" }, { y: string }, [""]]>();
  expectTypeOf<
    [InputOf<"x: 'a' | 'b' | 'c' -> y">, ResultOf<"x: 'a' | 'b' | 'c' -> y">, ArgsOf<"x: 'a' | 'b' | 'c' -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" | "c" }, { y: string }, ["a" | "b" | "c"]]>();
  expectTypeOf<[InputOf<"x: 'a' | \"b\" -> y">, ResultOf<"x: 'a' | \"b\" -> y">, ArgsOf<"x: 'a' | \"b\" -> y">]>().toEqualTypeOf<
    [{ x: "a" | "b" }, { y: string }, ["a" | "b"]]
  >();
  expectTypeOf<[InputOf<"x: 'a'|'b' -> y">, ResultOf<"x: 'a'|'b' -> y">, ArgsOf<"x: 'a'|'b' -> y">]>().toEqualTypeOf<
    [{ x: "a" | "b" }, { y: string }, ["a" | "b"]]
  >();
  expectTypeOf<
    [InputOf<"x: 'a' | 'a' | 'b' -> y">, ResultOf<"x: 'a' | 'a' | 'b' -> y">, ArgsOf<"x: 'a' | 'a' | 'b' -> y">]
  >().toEqualTypeOf<[{ x: "a" | "b" }, { y: string }, ["a" | "b"]]>();
  expectTypeOf<[InputOf<"x: 'a' | null -> y">, ResultOf<"x: 'a' | null -> y">, ArgsOf<"x: 'a' | null -> y">]>().toEqualTypeOf<
    [{ x: "a" | null }, { y: string }, ["a" | null]]
  >();
  expectTypeOf<[InputOf<"x: 'a' | string -> y">, ResultOf<"x: 'a' | string -> y">, ArgsOf<"x: 'a' | string -> y">]>().toEqualTypeOf<
    [{ x: "a" | string }, { y: string }, ["a" | string]]
  >();
  expectTypeOf<[InputOf<"x: 1 -> y">, ResultOf<"x: 1 -> y">, ArgsOf<"x: 1 -> y">]>().toEqualTypeOf<[{ x: 1 }, { y: string }, [1]]>();
  expectTypeOf<[InputOf<"x: 1 | 2 | 3 -> y">, ResultOf<"x: 1 | 2 | 3 -> y">, ArgsOf<"x: 1 | 2 | 3 -> y">]>().toEqualTypeOf<
    [{ x: 1 | 2 | 3 }, { y: string }, [1 | 2 | 3]]
  >();
  expectTypeOf<[InputOf<"x: -1 | 0 | 1.5 -> y">, ResultOf<"x: -1 | 0 | 1.5 -> y">, ArgsOf<"x: -1 | 0 | 1.5 -> y">]>().toEqualTypeOf<
    [{ x: -1 | 0 | 1.5 }, { y: string }, [-1 | 0 | 1.5]]
  >();
  expectTypeOf<[InputOf<"x: (1 | 2 | 3)[] -> y">, ResultOf<"x: (1 | 2 | 3)[] -> y">, ArgsOf<"x: (1 | 2 | 3)[] -> y">]>().toEqualTypeOf<
    [{ x: Array<1 | 2 | 3> }, { y: string }, [Array<1 | 2 | 3>]]
  >();
  expectTypeOf<[InputOf<"x: 0.25 -> y">, ResultOf<"x: 0.25 -> y">, ArgsOf<"x: 0.25 -> y">]>().toEqualTypeOf<
    [{ x: 0.25 }, { y: string }, [0.25]]
  >();
  expectTypeOf<
    [InputOf<"x: 1 | 'one' | true | null -> y">, ResultOf<"x: 1 | 'one' | true | null -> y">, ArgsOf<"x: 1 | 'one' | true | null -> y">]
  >().toEqualTypeOf<[{ x: 1 | "one" | true | null }, { y: string }, [1 | "one" | true | null]]>();
  expectTypeOf<[InputOf<"x: true | false -> y">, ResultOf<"x: true | false -> y">, ArgsOf<"x: true | false -> y">]>().toEqualTypeOf<
    [{ x: true | false }, { y: string }, [true | false]]
  >();
  expectTypeOf<[InputOf<"x: 'a, b' -> y">, ResultOf<"x: 'a, b' -> y">, ArgsOf<"x: 'a, b' -> y">]>().toEqualTypeOf<
    [{ x: "a, b" }, { y: string }, ["a, b"]]
  >();
  expectTypeOf<[InputOf<"x: 'a -> b' -> y">, ResultOf<"x: 'a -> b' -> y">, ArgsOf<"x: 'a -> b' -> y">]>().toEqualTypeOf<
    [{ x: "a -> b" }, { y: string }, ["a -> b"]]
  >();
  expectTypeOf<
    [InputOf<"x: 'a: b' | 'c; d' -> y">, ResultOf<"x: 'a: b' | 'c; d' -> y">, ArgsOf<"x: 'a: b' | 'c; d' -> y">]
  >().toEqualTypeOf<[{ x: "a: b" | "c; d" }, { y: string }, ["a: b" | "c; d"]]>();
  expectTypeOf<[InputOf<"x: 'p|q' | 'r' -> y">, ResultOf<"x: 'p|q' | 'r' -> y">, ArgsOf<"x: 'p|q' | 'r' -> y">]>().toEqualTypeOf<
    [{ x: "p|q" | "r" }, { y: string }, ["p|q" | "r"]]
  >();
  expectTypeOf<[InputOf<"x: '[' | ']' -> y">, ResultOf<"x: '[' | ']' -> y">, ArgsOf<"x: '[' | ']' -> y">]>().toEqualTypeOf<
    [{ x: "[" | "]" }, { y: string }, ["[" | "]"]]
  >();
  expectTypeOf<
    [InputOf<"x: '{' | '(' | '<' -> y">, ResultOf<"x: '{' | '(' | '<' -> y">, ArgsOf<"x: '{' | '(' | '<' -> y">]
  >().toEqualTypeOf<[{ x: "{" | "(" | "<" }, { y: string }, ["{" | "(" | "<"]]>();
  expectTypeOf<[InputOf<'x: "it\'s" -> y'>, ResultOf<'x: "it\'s" -> y'>, ArgsOf<'x: "it\'s" -> y'>]>().toEqualTypeOf<
    [{ x: "it's" }, { y: string }, ["it's"]]
  >();
  expectTypeOf<[InputOf<"x: 'say \"hi\"' -> y">, ResultOf<"x: 'say \"hi\"' -> y">, ArgsOf<"x: 'say \"hi\"' -> y">]>().toEqualTypeOf<
    [{ x: 'say "hi"' }, { y: string }, ['say "hi"']]
  >();
  expectTypeOf<
    [
      InputOf<'x: \'say "hi", ok\' | "it\'s, ok" -> y'>,
      ResultOf<'x: \'say "hi", ok\' | "it\'s, ok" -> y'>,
      ArgsOf<'x: \'say "hi", ok\' | "it\'s, ok" -> y'>,
    ]
  >().toEqualTypeOf<[{ x: 'say "hi", ok' | "it's, ok" }, { y: string }, ['say "hi", ok' | "it's, ok"]]>();
  expectTypeOf<[InputOf<"x: 'it\\'s' -> y">, ResultOf<"x: 'it\\'s' -> y">, ArgsOf<"x: 'it\\'s' -> y">]>().toEqualTypeOf<
    [{ x: "it's" }, { y: string }, ["it's"]]
  >();
  expectTypeOf<[InputOf<'x: "say \\"hi\\"" -> y'>, ResultOf<'x: "say \\"hi\\"" -> y'>, ArgsOf<'x: "say \\"hi\\"" -> y'>]>().toEqualTypeOf<
    [{ x: 'say "hi"' }, { y: string }, ['say "hi"']]
  >();
  expectTypeOf<
    [InputOf<"x: 'back\\\\slash' -> y">, ResultOf<"x: 'back\\\\slash' -> y">, ArgsOf<"x: 'back\\\\slash' -> y">]
  >().toEqualTypeOf<[{ x: "back\\slash" }, { y: string }, ["back\\slash"]]>();
  expectTypeOf<[InputOf<"x: '\\\\' -> y">, ResultOf<"x: '\\\\' -> y">, ArgsOf<"x: '\\\\' -> y">]>().toEqualTypeOf<
    [{ x: "\\" }, { y: string }, ["\\"]]
  >();
  expectTypeOf<
    [InputOf<"x: '\\\\\\\\' | \"\\\\\" -> y">, ResultOf<"x: '\\\\\\\\' | \"\\\\\" -> y">, ArgsOf<"x: '\\\\\\\\' | \"\\\\\" -> y">]
  >().toEqualTypeOf<[{ x: "\\\\" | "\\" }, { y: string }, ["\\\\" | "\\"]]>();
  expectTypeOf<[InputOf<"x: '\\\\\\'' -> y">, ResultOf<"x: '\\\\\\'' -> y">, ArgsOf<"x: '\\\\\\'' -> y">]>().toEqualTypeOf<
    [{ x: "\\'" }, { y: string }, ["\\'"]]
  >();
  expectTypeOf<[InputOf<"x: '\\d+' -> y">, ResultOf<"x: '\\d+' -> y">, ArgsOf<"x: '\\d+' -> y">]>().toEqualTypeOf<
    [{ x: "\\d+" }, { y: string }, ["\\d+"]]
  >();
  expectTypeOf<[InputOf<"x: 'a\\\"b' -> y">, ResultOf<"x: 'a\\\"b' -> y">, ArgsOf<"x: 'a\\\"b' -> y">]>().toEqualTypeOf<
    [{ x: 'a"b' }, { y: string }, ['a"b']]
  >();
  expectTypeOf<[InputOf<"x: 'a\\nb' -> y">, ResultOf<"x: 'a\\nb' -> y">, ArgsOf<"x: 'a\\nb' -> y">]>().toEqualTypeOf<
    [{ x: "a\\nb" }, { y: string }, ["a\\nb"]]
  >();
  expectTypeOf<[InputOf<"x: ' a ' -> y">, ResultOf<"x: ' a ' -> y">, ArgsOf<"x: ' a ' -> y">]>().toEqualTypeOf<
    [{ x: " a " }, { y: string }, [" a "]]
  >();
  expectTypeOf<
    [InputOf<"x: 'ünïcödé ✓ 日本' -> y">, ResultOf<"x: 'ünïcödé ✓ 日本' -> y">, ArgsOf<"x: 'ünïcödé ✓ 日本' -> y">]
  >().toEqualTypeOf<[{ x: "ünïcödé ✓ 日本" }, { y: string }, ["ünïcödé ✓ 日本"]]>();
  expectTypeOf<
    [
      InputOf<"größe: int, 名前 -> straße: string">,
      ResultOf<"größe: int, 名前 -> straße: string">,
      ArgsOf<"größe: int, 名前 -> straße: string">,
    ]
  >().toEqualTypeOf<[{ größe: int; 名前: string }, { straße: string }, [int, string]]>();
  expectTypeOf<[InputOf<"_a, $b, c1 -> __d">, ResultOf<"_a, $b, c1 -> __d">, ArgsOf<"_a, $b, c1 -> __d">]>().toEqualTypeOf<
    [{ _a: string; $b: string; c1: string }, { __d: string }, [string, string, string]]
  >();
  expectTypeOf<
    [
      InputOf<'a "First", b: int "Second" -> c "Third"'>,
      ResultOf<'a "First", b: int "Second" -> c "Third"'>,
      ArgsOf<'a "First", b: int "Second" -> c "Third"'>,
    ]
  >().toEqualTypeOf<[{ a: string; b: int }, { c: string }, [string, int]]>();
  expectTypeOf<
    [InputOf<'a "First, with a comma" -> b'>, ResultOf<'a "First, with a comma" -> b'>, ArgsOf<'a "First, with a comma" -> b'>]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<
    [InputOf<'a "An arrow -> here" -> b'>, ResultOf<'a "An arrow -> here" -> b'>, ArgsOf<'a "An arrow -> here" -> b'>]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<
    [
      InputOf<'a: string "It\'s" -> b: int "Between 0 and 1"'>,
      ResultOf<'a: string "It\'s" -> b: int "Between 0 and 1"'>,
      ArgsOf<'a: string "It\'s" -> b: int "Between 0 and 1"'>,
    ]
  >().toEqualTypeOf<[{ a: string }, { b: int }, [string]]>();
  expectTypeOf<
    [InputOf<"a: string 'Single quotes' -> b">, ResultOf<"a: string 'Single quotes' -> b">, ArgsOf<"a: string 'Single quotes' -> b">]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<
    [InputOf<'a: string "Say \\"hi\\"" -> b'>, ResultOf<'a: string "Say \\"hi\\"" -> b'>, ArgsOf<'a: string "Say \\"hi\\"" -> b'>]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<
    [
      InputOf<'a: string "Ends in a backslash \\\\" -> b'>,
      ResultOf<'a: string "Ends in a backslash \\\\" -> b'>,
      ArgsOf<'a: string "Ends in a backslash \\\\" -> b'>,
    ]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<
    [InputOf<'a?: string[] "Some of them" -> b'>, ResultOf<'a?: string[] "Some of them" -> b'>, ArgsOf<'a?: string[] "Some of them" -> b'>]
  >().toEqualTypeOf<[{ a?: Array<string> }, { b: string }, [Array<string>?]]>();
  expectTypeOf<[InputOf<'a? "Perhaps" -> b'>, ResultOf<'a? "Perhaps" -> b'>, ArgsOf<'a? "Perhaps" -> b'>]>().toEqualTypeOf<
    [{ a?: string }, { b: string }, [string?]]
  >();
  expectTypeOf<
    [InputOf<"a: 'x' | 'y' \"Which\" -> b">, ResultOf<"a: 'x' | 'y' \"Which\" -> b">, ArgsOf<"a: 'x' | 'y' \"Which\" -> b">]
  >().toEqualTypeOf<[{ a: "x" | "y" }, { b: string }, ["x" | "y"]]>();
  expectTypeOf<[InputOf<'a: "x" "Which" -> b'>, ResultOf<'a: "x" "Which" -> b'>, ArgsOf<'a: "x" "Which" -> b'>]>().toEqualTypeOf<
    [{ a: "x" }, { b: string }, ["x"]]
  >();
  expectTypeOf<
    [
      InputOf<'a: list[str] "Names" -> b: dict[str, int] "Counts"'>,
      ResultOf<'a: list[str] "Names" -> b: dict[str, int] "Counts"'>,
      ArgsOf<'a: list[str] "Names" -> b: dict[str, int] "Counts"'>,
    ]
  >().toEqualTypeOf<[{ a: Array<string> }, { b: Record<string, int> }, [Array<string>]]>();
  expectTypeOf<
    [
      InputOf<'a: { b: int } "Object" -> c: [int, int] "Pair"'>,
      ResultOf<'a: { b: int } "Object" -> c: [int, int] "Pair"'>,
      ArgsOf<'a: { b: int } "Object" -> c: [int, int] "Pair"'>,
    ]
  >().toEqualTypeOf<[{ a: { b: int } }, { c: [int, int] }, [{ b: int }]]>();
  expectTypeOf<
    [
      InputOf<'a: Optional[int] "Perhaps" -> string[] "All, of them"'>,
      ResultOf<'a: Optional[int] "Perhaps" -> string[] "All, of them"'>,
      ArgsOf<'a: Optional[int] "Perhaps" -> string[] "All, of them"'>,
    ]
  >().toEqualTypeOf<[{ a: int | null }, Array<string>, [int | null]]>();
  expectTypeOf<
    [
      InputOf<"currency: 'USD' | 'EUR' \"Currency to report in\", customerId: string -> string">,
      ResultOf<"currency: 'USD' | 'EUR' \"Currency to report in\", customerId: string -> string">,
      ArgsOf<"currency: 'USD' | 'EUR' \"Currency to report in\", customerId: string -> string">,
    ]
  >().toEqualTypeOf<[{ currency: "USD" | "EUR"; customerId: string }, string, ["USD" | "EUR", string]]>();
  expectTypeOf<
    [
      InputOf<"city: string, unit?: 'c' | 'f', days?: int -> string">,
      ResultOf<"city: string, unit?: 'c' | 'f', days?: int -> string">,
      ArgsOf<"city: string, unit?: 'c' | 'f', days?: int -> string">,
    ]
  >().toEqualTypeOf<[{ city: string; unit?: "c" | "f"; days?: int }, string, [string, ("c" | "f")?, int?]]>();
  expectTypeOf<
    [
      InputOf<"text: string, topics?: string[] -> intent: 'a' | 'b', score: number">,
      ResultOf<"text: string, topics?: string[] -> intent: 'a' | 'b', score: number">,
      ArgsOf<"text: string, topics?: string[] -> intent: 'a' | 'b', score: number">,
    ]
  >().toEqualTypeOf<[{ text: string; topics?: Array<string> }, { intent: "a" | "b"; score: number }, [string, Array<string>?]]>();
  expectTypeOf<
    [
      InputOf<"text -> summary, topics: list[str], sentiment">,
      ResultOf<"text -> summary, topics: list[str], sentiment">,
      ArgsOf<"text -> summary, topics: list[str], sentiment">,
    ]
  >().toEqualTypeOf<[{ text: string }, { summary: string; topics: Array<string>; sentiment: string }, [string]]>();
  expectTypeOf<
    [
      InputOf<"sentence: str -> sentiment: str, confidence: float">,
      ResultOf<"sentence: str -> sentiment: str, confidence: float">,
      ArgsOf<"sentence: str -> sentiment: str, confidence: float">,
    ]
  >().toEqualTypeOf<[{ sentence: string }, { sentiment: string; confidence: number }, [string]]>();
  expectTypeOf<
    [
      InputOf<"text -> intent: Literal['billing', 'technical', 'general']">,
      ResultOf<"text -> intent: Literal['billing', 'technical', 'general']">,
      ArgsOf<"text -> intent: Literal['billing', 'technical', 'general']">,
    ]
  >().toEqualTypeOf<[{ text: string }, { intent: "billing" | "technical" | "general" }, [string]]>();
  expectTypeOf<
    [
      InputOf<"text: str, topics: list[str], n: Optional[int] -> intent: Literal['a','b'], m: dict[str, list[int]]">,
      ResultOf<"text: str, topics: list[str], n: Optional[int] -> intent: Literal['a','b'], m: dict[str, list[int]]">,
      ArgsOf<"text: str, topics: list[str], n: Optional[int] -> intent: Literal['a','b'], m: dict[str, list[int]]">,
    ]
  >().toEqualTypeOf<
    [
      { text: string; topics: Array<string>; n: int | null },
      { intent: "a" | "b"; m: Record<string, Array<int>> },
      [string, Array<string>, int | null],
    ]
  >();
  expectTypeOf<
    [
      InputOf<"items: { name: string, price?: number }[] -> total: number">,
      ResultOf<"items: { name: string, price?: number }[] -> total: number">,
      ArgsOf<"items: { name: string, price?: number }[] -> total: number">,
    ]
  >().toEqualTypeOf<[{ items: Array<{ name: string; price?: number }> }, { total: number }, [Array<{ name: string; price?: number }>]]>();
  expectTypeOf<
    [InputOf<"format: 'csv' | 'json' -> string">, ResultOf<"format: 'csv' | 'json' -> string">, ArgsOf<"format: 'csv' | 'json' -> string">]
  >().toEqualTypeOf<[{ format: "csv" | "json" }, string, ["csv" | "json"]]>();
  expectTypeOf<
    [
      InputOf<"ticket: string -> team: 'billing' | 'technical', urgent: boolean">,
      ResultOf<"ticket: string -> team: 'billing' | 'technical', urgent: boolean">,
      ArgsOf<"ticket: string -> team: 'billing' | 'technical', urgent: boolean">,
    ]
  >().toEqualTypeOf<[{ ticket: string }, { team: "billing" | "technical"; urgent: boolean }, [string]]>();
  expectTypeOf<
    [InputOf<"a: string, -> b: string,">, ResultOf<"a: string, -> b: string,">, ArgsOf<"a: string, -> b: string,">]
  >().toEqualTypeOf<[{ a: string }, { b: string }, [string]]>();
  expectTypeOf<[InputOf<"a,b->c,d">, ResultOf<"a,b->c,d">, ArgsOf<"a,b->c,d">]>().toEqualTypeOf<
    [{ a: string; b: string }, { c: string; d: string }, [string, string]]
  >();
  expectTypeOf<[InputOf<"a:string->b:int">, ResultOf<"a:string->b:int">, ArgsOf<"a:string->b:int">]>().toEqualTypeOf<
    [{ a: string }, { b: int }, [string]]
  >();
  expectTypeOf<
    [InputOf<"  a  :  string  ,  b  ->  c">, ResultOf<"  a  :  string  ,  b  ->  c">, ArgsOf<"  a  :  string  ,  b  ->  c">]
  >().toEqualTypeOf<[{ a: string; b: string }, { c: string }, [string, string]]>();
  expectTypeOf<
    [
      InputOf<"\n  text: string,\n  n?: number\n  -> out\n">,
      ResultOf<"\n  text: string,\n  n?: number\n  -> out\n">,
      ArgsOf<"\n  text: string,\n  n?: number\n  -> out\n">,
    ]
  >().toEqualTypeOf<[{ text: string; n?: number }, { out: string }, [string, number?]]>();
  expectTypeOf<
    [
      InputOf<"\ttext: string,\r\n\tn: int\r\n-> a: string,\n   b: int,\n">,
      ResultOf<"\ttext: string,\r\n\tn: int\r\n-> a: string,\n   b: int,\n">,
      ArgsOf<"\ttext: string,\r\n\tn: int\r\n-> a: string,\n   b: int,\n">,
    ]
  >().toEqualTypeOf<[{ text: string; n: int }, { a: string; b: int }, [string, int]]>();
  expectTypeOf<
    [InputOf<"a:\n  | 'x'\n  | 'y'\n-> b">, ResultOf<"a:\n  | 'x'\n  | 'y'\n-> b">, ArgsOf<"a:\n  | 'x'\n  | 'y'\n-> b">]
  >().toEqualTypeOf<[{ a: "x" | "y" }, { b: string }, ["x" | "y"]]>();
  expectTypeOf<
    [
      InputOf<"x: {\n  a: string;\n  b?: int;\n} -> y">,
      ResultOf<"x: {\n  a: string;\n  b?: int;\n} -> y">,
      ArgsOf<"x: {\n  a: string;\n  b?: int;\n} -> y">,
    ]
  >().toEqualTypeOf<[{ x: { a: string; b?: int } }, { y: string }, [{ a: string; b?: int }]]>();
  expectTypeOf<
    [
      InputOf<"toString, valueOf -> hasOwnProperty">,
      ResultOf<"toString, valueOf -> hasOwnProperty">,
      ArgsOf<"toString, valueOf -> hasOwnProperty">,
    ]
  >().toEqualTypeOf<[{ toString: string; valueOf: string }, { hasOwnProperty: string }, [string, string]]>();
  expectTypeOf<
    [InputOf<"name, type, length -> value">, ResultOf<"name, type, length -> value">, ArgsOf<"name, type, length -> value">]
  >().toEqualTypeOf<[{ name: string; type: string; length: string }, { value: string }, [string, string, string]]>();
  expectTypeOf<[InputOf<"a: string -> a: string">, ResultOf<"a: string -> a: string">, ArgsOf<"a: string -> a: string">]>().toEqualTypeOf<
    [{ a: string }, { a: string }, [string]]
  >();
  expectTypeOf<[InputOf<"result -> result: int">, ResultOf<"result -> result: int">, ArgsOf<"result -> result: int">]>().toEqualTypeOf<
    [{ result: string }, { result: int }, [string]]
  >();
  expectTypeOf<
    [
      InputOf<"a: list[dict[str, list[Optional[Union[str, int]]]]] -> b">,
      ResultOf<"a: list[dict[str, list[Optional[Union[str, int]]]]] -> b">,
      ArgsOf<"a: list[dict[str, list[Optional[Union[str, int]]]]] -> b">,
    ]
  >().toEqualTypeOf<
    [{ a: Array<Record<string, Array<string | int | null>>> }, { b: string }, [Array<Record<string, Array<string | int | null>>>]]
  >();
  expectTypeOf<
    [
      InputOf<"a: Record<string, Record<string, [string, { b: 'x' | 1 }[]]>> -> b">,
      ResultOf<"a: Record<string, Record<string, [string, { b: 'x' | 1 }[]]>> -> b">,
      ArgsOf<"a: Record<string, Record<string, [string, { b: 'x' | 1 }[]]>> -> b">,
    ]
  >().toEqualTypeOf<
    [
      { a: Record<string, Record<string, [string, Array<{ b: "x" | 1 }>]>> },
      { b: string },
      [Record<string, Record<string, [string, Array<{ b: "x" | 1 }>]>>],
    ]
  >();
  expectTypeOf<
    [
      InputOf<"a: ((string | null)[] | null)[] -> b">,
      ResultOf<"a: ((string | null)[] | null)[] -> b">,
      ArgsOf<"a: ((string | null)[] | null)[] -> b">,
    ]
  >().toEqualTypeOf<[{ a: Array<Array<string | null> | null> }, { b: string }, [Array<Array<string | null> | null>]]>();
  expectTypeOf<
    [
      InputOf<"a: [{ b: list[str] }, 'c' | 'd', Record<string, int[]>] -> b">,
      ResultOf<"a: [{ b: list[str] }, 'c' | 'd', Record<string, int[]>] -> b">,
      ArgsOf<"a: [{ b: list[str] }, 'c' | 'd', Record<string, int[]>] -> b">,
    ]
  >().toEqualTypeOf<
    [
      { a: [{ b: Array<string> }, "c" | "d", Record<string, Array<int>>] },
      { b: string },
      [[{ b: Array<string> }, "c" | "d", Record<string, Array<int>>]],
    ]
  >();
  expectTypeOf<
    [InputOf<"n: int | null | 'many' -> b">, ResultOf<"n: int | null | 'many' -> b">, ArgsOf<"n: int | null | 'many' -> b">]
  >().toEqualTypeOf<[{ n: int | null | "many" }, { b: string }, [int | null | "many"]]>();
  expectTypeOf<
    [
      InputOf<"a: list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[int]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] -> b">,
      ResultOf<"a: list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[int]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] -> b">,
      ArgsOf<"a: list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[list[int]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] -> b">,
    ]
  >().toEqualTypeOf<
    [
      {
        a: Array<
          Array<
            Array<
              Array<
                Array<
                  Array<
                    Array<
                      Array<
                        Array<
                          Array<
                            Array<
                              Array<
                                Array<
                                  Array<
                                    Array<
                                      Array<
                                        Array<
                                          Array<
                                            Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<int>>>>>>>>>>>>>
                                          >
                                        >
                                      >
                                    >
                                  >
                                >
                              >
                            >
                          >
                        >
                      >
                    >
                  >
                >
              >
            >
          >
        >;
      },
      { b: string },
      [
        Array<
          Array<
            Array<
              Array<
                Array<
                  Array<
                    Array<
                      Array<
                        Array<
                          Array<
                            Array<
                              Array<
                                Array<
                                  Array<
                                    Array<
                                      Array<
                                        Array<
                                          Array<
                                            Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<int>>>>>>>>>>>>>
                                          >
                                        >
                                      >
                                    >
                                  >
                                >
                              >
                            >
                          >
                        >
                      >
                    >
                  >
                >
              >
            >
          >
        >,
      ],
    ]
  >();
  expectTypeOf<
    [
      InputOf<"a: int[][][][][][][][][][][][][][][][][][][][][][][][][][][][][][][] -> b">,
      ResultOf<"a: int[][][][][][][][][][][][][][][][][][][][][][][][][][][][][][][] -> b">,
      ArgsOf<"a: int[][][][][][][][][][][][][][][][][][][][][][][][][][][][][][][] -> b">,
    ]
  >().toEqualTypeOf<
    [
      {
        a: Array<
          Array<
            Array<
              Array<
                Array<
                  Array<
                    Array<
                      Array<
                        Array<
                          Array<
                            Array<
                              Array<
                                Array<
                                  Array<
                                    Array<
                                      Array<
                                        Array<
                                          Array<
                                            Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<int>>>>>>>>>>>>>
                                          >
                                        >
                                      >
                                    >
                                  >
                                >
                              >
                            >
                          >
                        >
                      >
                    >
                  >
                >
              >
            >
          >
        >;
      },
      { b: string },
      [
        Array<
          Array<
            Array<
              Array<
                Array<
                  Array<
                    Array<
                      Array<
                        Array<
                          Array<
                            Array<
                              Array<
                                Array<
                                  Array<
                                    Array<
                                      Array<
                                        Array<
                                          Array<
                                            Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<Array<int>>>>>>>>>>>>>
                                          >
                                        >
                                      >
                                    >
                                  >
                                >
                              >
                            >
                          >
                        >
                      >
                    >
                  >
                >
              >
            >
          >
        >,
      ],
    ]
  >();
  expectTypeOf<
    [
      InputOf<"a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: [int] } } } } } } } } } } } } } } } } -> b">,
      ResultOf<"a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: [int] } } } } } } } } } } } } } } } } -> b">,
      ArgsOf<"a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: [int] } } } } } } } } } } } } } } } } -> b">,
    ]
  >().toEqualTypeOf<
    [
      { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: [int] } } } } } } } } } } } } } } } } },
      { b: string },
      [{ a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: { a: [int] } } } } } } } } } } } } } } } }],
    ]
  >();
});
test("the compiler refuses every broken text of the table", () => {
  expectTypeOf<HasError<[InputOf<"">, ResultOf<"">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"   ">, ResultOf<"   ">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"text">, ResultOf<"text">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"city: string">, ResultOf<"city: string">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"->">, ResultOf<"->">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a ->">, ResultOf<"a ->">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a ->   ">, ResultOf<"a ->   ">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Foo -> b">, ResultOf<"a: Foo -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> b: strin">, ResultOf<"a -> b: strin">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: String -> b">, ResultOf<"a: String -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<
    HasError<[InputOf<"a: string,\n  b: list[Bar]\n-> c">, ResultOf<"a: string,\n  b: list[Bar]\n-> c">]>
  >().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Foo[] -> b">, ResultOf<"a: Foo[] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Foo<string> -> b">, ResultOf<"a: Foo<string> -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string<int> -> b">, ResultOf<"a: string<int> -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: -> b">, ResultOf<"a: -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a:, b -> c">, ResultOf<"a:, b -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> b:">, ResultOf<"a -> b:">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"city string -> x">, ResultOf<"city string -> x">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string int -> b">, ResultOf<"a: string int -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a b: string -> c">, ResultOf<"a b: string -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a, , b -> c">, ResultOf<"a, , b -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<", a -> b">, ResultOf<", a -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> , b">, ResultOf<"a -> , b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> b,, c">, ResultOf<"a -> b,, c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"'a' -> b">, ResultOf<"'a' -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"1a -> b">, ResultOf<"1a -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"user-id -> b">, ResultOf<"user-id -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a.b -> c">, ResultOf<"a.b -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a = 1 -> b">, ResultOf<"a = 1 -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 'x -> b">, ResultOf<"a: 'x -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<'a: string "never closed -> b'>, ResultOf<'a: string "never closed -> b'>]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 'x\\' -> b">, ResultOf<"a: 'x\\' -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 'x' 'y' 'z' -> b">, ResultOf<"a: 'x' 'y' 'z' -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 'x' | -> b">, ResultOf<"a: 'x' | -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: | -> b">, ResultOf<"a: | -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string || int -> b">, ResultOf<"a: string || int -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: list[str -> b">, ResultOf<"a: list[str -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: list[str> -> b">, ResultOf<"a: list[str> -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: (string -> b">, ResultOf<"a: (string -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: [string, int -> b">, ResultOf<"a: [string, int -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: [] -> b">, ResultOf<"a: [] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: {} -> b">, ResultOf<"a: {} -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: { b: int -> c">, ResultOf<"a: { b: int -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string] -> b">, ResultOf<"a: string] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: list[] [] int -> b">, ResultOf<"a: list[] [] int -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string[ ] -> b">, ResultOf<"a: string[ ] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Optional -> b">, ResultOf<"a: Optional -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Optional[int, str] -> b">, ResultOf<"a: Optional[int, str] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: list[int, str] -> b">, ResultOf<"a: list[int, str] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Record<string> -> b">, ResultOf<"a: Record<string> -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Record<int, string> -> b">, ResultOf<"a: Record<int, string> -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: dict[str, int, int] -> b">, ResultOf<"a: dict[str, int, int] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: Literal[str] -> b">, ResultOf<"a: Literal[str] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 1.50 -> b">, ResultOf<"a: 1.50 -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: 007 -> b">, ResultOf<"a: 007 -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a, a -> b">, ResultOf<"a, a -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> b, b: int">, ResultOf<"a -> b, b: int">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: { b: int, b: string } -> c">, ResultOf<"a: { b: int, b: string } -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"__proto__ -> a">, ResultOf<"__proto__ -> a">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> constructor">, ResultOf<"a -> constructor">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: { prototype: int } -> b">, ResultOf<"a: { prototype: int } -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> b -> c">, ResultOf<"a -> b -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> list[str], b">, ResultOf<"a -> list[str], b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> string b">, ResultOf<"a -> string b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a -> list[str] b">, ResultOf<"a -> list[str] b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: string? -> b">, ResultOf<"a: string? -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<
    HasError<[InputOf<"a\n  -> b: {\n    c: int,\n    d: Nothing\n  }">, ResultOf<"a\n  -> b: {\n    c: int,\n    d: Nothing\n  }">]>
  >().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a; b -> c">, ResultOf<"a; b -> c">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: [int; int] -> b">, ResultOf<"a: [int; int] -> b">]>>().toEqualTypeOf<true>();
  expectTypeOf<HasError<[InputOf<"a: @ -> b">, ResultOf<"a: @ -> b">]>>().toEqualTypeOf<true>();
});
