import type { Trim } from "../signature/quoted-text.ts";
import type { Blank, Digit, InlineMistake, NoLetter } from "./name-types.ts";

/** The mistakes in a condition without quotes, `never` where there are none. */
export type ConditionMistake<Text extends string> =
  Trim<Text> extends "" ? InlineMistake<"a condition is missing"> : Alternatives<Text> | Parentheses<Text, []>;

type Alternatives<Text extends string> = Text extends `${infer First}||${infer Rest}` ? Terms<First> | Alternatives<Rest> : Terms<Text>;

type Terms<Text extends string> = Text extends `${infer First}&${infer Rest}` ? Term<Trim<First>> | Terms<Rest> : Term<Trim<Text>>;

/** One comparison, with what stands before and behind it taken away. */
type Term<Text extends string> = Text extends ""
  ? InlineMistake<'expected a condition before and after "&" and "||"'>
  : Text extends `!${infer Rest}` | `(${infer Rest}`
    ? Term<Trim<Rest>>
    : Text extends `${infer Rest})`
      ? Term<Trim<Rest>>
      : Comparison<Text>;

type Comparison<Text extends string> = Text extends `${infer Path}==${infer Value}`
  ? Sides<Path, Value>
  : Text extends `${infer Path}!=${infer Value}`
    ? Sides<Path, Value>
    : Text extends `${infer Path}<=${infer Value}`
      ? Sides<Path, Value>
      : Text extends `${infer Path}>=${infer Value}`
        ? Sides<Path, Value>
        : Text extends `${infer Path}<${infer Value}`
          ? Sides<Path, Value>
          : Text extends `${infer Path}>${infer Value}`
            ? Sides<Path, Value>
            : Text extends `${infer Path}${Blank}is${Blank}${infer Value}`
              ? PathMistake<Trim<Path>> | NoneMistake<Trim<Value>>
              : InlineMistake<`expected a comparison, found: ${Text}`>;

type Sides<Path extends string, Value extends string> = PathMistake<Trim<Path>> | ValueMistake<Trim<Value>>;

type PathMistake<Path extends string> = Path extends `${Digit}${string}` | `.${string}` | `${string}.` | ""
  ? InlineMistake<`not the path of a field: ${Path}`>
  : Path extends `${infer First}.${infer Rest}`
    ? Letters<First> | Parts<Rest>
    : Letters<Path>;

type Parts<Path extends string> = Path extends `${infer First}.${infer Rest}` ? Part<First> | Parts<Rest> : Part<Path>;

type Part<Text extends string> = Text extends `-${infer Rest}` ? Letters<Rest> : Letters<Text>;

type Letters<Text extends string> = Text extends `${string}${NoLetter}${string}`
  ? InlineMistake<`not the name of a field: ${Text}`>
  : never;

type NoneMistake<Text extends string> =
  Lowercase<Text> extends "none" | "null"
    ? never
    : Text extends `not${Blank}${infer Rest}`
      ? Lowercase<Trim<Rest>> extends "none" | "null"
        ? never
        : InlineMistake<`"is not" only asks for None, found: ${Rest}`>
      : InlineMistake<`"is" only asks for None, found: ${Text}`>;

/** What had quotes is a single `"`, or a number in quotes. */
type ValueMistake<Text extends string> = Text extends ""
  ? InlineMistake<"a value is missing">
  : Text extends '"' | `'${number}'`
    ? never
    : Text extends `${string}${Blank}${string}`
      ? InlineMistake<`a value of several words needs quotes: ${Text}`>
      : Text extends `${string}${"=" | "!" | "<" | ">" | "(" | ")" | "'" | '"' | "|" | "@" | ":" | "[" | "]" | "{" | ";" | "?"}${string}`
        ? InlineMistake<`not a value: ${Text}`>
        : never;

type Parentheses<Text extends string, Open extends readonly unknown[]> = Text extends `${infer Before}(${infer Rest}`
  ? Before extends `${string})${infer Between}`
    ? Open extends readonly [unknown, ...infer Outer]
      ? Parentheses<`${Between}(${Rest}`, Outer>
      : InlineMistake<'")" without "("'>
    : Parentheses<Rest, [...Open, 1]>
  : Text extends `${string})${infer Rest}`
    ? Open extends readonly [unknown, ...infer Outer]
      ? Parentheses<Rest, Outer>
      : InlineMistake<'")" without "("'>
    : Open extends readonly []
      ? never
      : InlineMistake<'"(" without ")"'>;
