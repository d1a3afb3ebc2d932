import type { Trim, Unquote, Unquoted } from "./quoted-text.ts";
import type { Signature } from "./signature.ts";
import type { Split, WithoutBlankEnd } from "./split-text.ts";
import type { FieldOf, Media, RecordOf, SignatureError, TypeOf, Undescribed } from "./type-text.ts";

export type { Media, SignatureError } from "./type-text.ts";

/** The TypeScript type that a type's text stands for: `ParseType<"list[int]">` is `number[]`. */
export type ParseType<Text extends string> = Unquote<Text> extends Unquoted<infer Plain, infer Literals> ? TypeOf<Plain, Literals> : never;

/** The inputs of a signature's text as an object type; a text that is not known to the compiler gives a loose record. */
export type InputOf<Text extends string> = string extends Text
  ? Record<string, unknown>
  : Sides<Text> extends Sided<infer Input, string, infer Literals>
    ? InputRecord<Input, Literals>
    : Sides<Text>;

/** The outputs of a signature's text as an object type, also where the result is a value: then it has the one key `result`. */
export type OutputOf<Text extends string> = string extends Text
  ? Record<string, unknown>
  : Sides<Text> extends Sided<string, infer Output, infer Literals>
    ? ResultText<Output> extends infer Type extends string
      ? { result: TypeOf<Type, Literals> }
      : RecordOf<Split<Output, ",">, Literals>
    : Sides<Text>;

/** What a call gives: the value itself for one output without a name, else an object of the outputs. */
export type ResultOf<Text extends string> = string extends Text
  ? // A text that is not known to the compiler may mean a record or any value.
    any
  : Sides<Text> extends Sided<string, infer Output, infer Literals>
    ? ResultText<Output> extends infer Type extends string
      ? TypeOf<Type, Literals>
      : RecordOf<Split<Output, ",">, Literals>
    : Sides<Text>;

/** The inputs as a list of parameters, `[city: string, days?: number]` without the names; the arrow and the outputs may be missing. */
export type ArgsOf<Text extends string> = string extends Text
  ? // Nothing is known of the parameters.
    any[]
  : InputSide<Text> extends Sided<infer Input, string, infer Literals>
    ? Trim<Input> extends ""
      ? []
      : Parameters<WithoutBlankEnd<Split<Input, ",">>, Literals>
    : never;

/** The names of the inputs; the arrow and the outputs may be missing. */
export type NamesOf<Text extends string> = string extends Text
  ? string
  : InputSide<Text> extends Sided<infer Input, string, infer Literals>
    ? Extract<keyof InputRecord<Input, Literals>, string>
    : never;

/** The type of a signature as it is; where it is a text with mistakes, what they are. */
export type Readable<S> = S extends string
  ? string extends S
    ? S
    : [ErrorsOf<InputOf<S>> | ErrorsOf<ResultOf<S>>] extends [never]
      ? S
      : SignatureError<ErrorsOf<InputOf<S>> | ErrorsOf<ResultOf<S>>>
  : S;

/** What is wrong in the types a text stands for, at any depth. What `any` is may be anything, and is right. */
type ErrorsOf<T> = 0 extends 1 & T
  ? never
  : T extends SignatureError<infer Message>
    ? Message
    : T extends Exclude<Media, string> | Date
      ? never
      : T extends readonly unknown[]
        ? { [K in keyof T]-?: ErrorsOf<T[K]> }[number]
        : T extends object
          ? { [K in keyof T]-?: ErrorsOf<T[K]> }[keyof T]
          : never;

/** What a signature takes. */
export type InferInput<T> = T extends Signature<infer I, infer _> ? I : never;

/** What a signature gives: the value or the object of its outputs. */
export type InferOutput<T> = T extends Signature<infer _, infer O> ? O : never;

/** A signature's text without quotes, cut at the arrow. */
interface Sided<Input extends string, Output extends string, Literals extends readonly string[]> {
  readonly input: Input;
  readonly output: Output;
  readonly literals: Literals;
}

type Sides<Text extends string> =
  Unquote<Text> extends Unquoted<infer Plain, infer Literals>
    ? Plain extends "'"
      ? SignatureError<"a quote is never closed">
      : Plain extends `${infer Input}->${infer Output}`
        ? Trim<Output> extends ""
          ? SignatureError<"expected an output">
          : Sided<Input, Output, Literals>
        : SignatureError<`expected "->"`>
    : never;

/** The inputs alone, whether an arrow follows or not. */
type InputSide<Text extends string> =
  Unquote<Text> extends Unquoted<infer Plain, infer Literals>
    ? Plain extends `${infer Input}->${string}`
      ? Sided<Input, "", Literals>
      : Sided<Plain, "", Literals>
    : never;

type NoInputs = { [K in never]: unknown };

type InputRecord<Input extends string, Literals extends readonly string[]> =
  Trim<Input> extends "" ? NoInputs : RecordOf<Split<Input, ",">, Literals>;

type Parameters<
  Fields extends readonly string[],
  Literals extends readonly string[],
  Done extends readonly unknown[] = [],
> = Fields extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
  ? Parameters<Rest, Literals, [...Done, ...Parameter<FieldOf<First>, Literals>]>
  : Done;

type Parameter<Field, Literals extends readonly string[]> = Field extends {
  readonly mark: infer Mark;
  readonly type: infer Type extends string;
}
  ? Mark extends "?"
    ? [TypeOf<Type, Literals>?]
    : [TypeOf<Type, Literals>]
  : [Field];

/** The words that, standing alone as the only output, are its type and not its name. */
type ResultWord = "string" | "str" | "number" | "float" | "int" | "boolean" | "bool" | "null" | "None" | "void";

/** The type's text where the outputs are one type without a name, else `undefined`. */
type ResultText<Output extends string> =
  WithoutBlankEnd<Split<Output, ",">> extends readonly [infer Only extends string] ? NamelessText<Undescribed<Trim<Only>>> : undefined;

type NamelessText<Text extends string> = Text extends ResultWord | `${"'" | "[" | "{" | "(" | "|"}${string}` | `${number}`
  ? Text
  : BeforeColon<Text> extends `${string}${"[" | "<" | "|"}${string}`
    ? Text
    : undefined;

type BeforeColon<Text extends string> = Text extends `${infer Name}:${string}` ? Name : Text;
