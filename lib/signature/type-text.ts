import type { Trim, TrimEnd } from "./quoted-text.ts";
import type { CommaForSemicolon, Split, WithoutBlankEnd } from "./split-text.ts";

/** Stands where a type would be if the signature were right; `Message` says what is wrong with it. */
export interface SignatureError<Message extends string> {
  readonly "signature error": Message;
}

/** What a field of type `Image`, `Audio`, `Video` or `File` takes: a path, URL or data URI as text, a `URL`, or bytes. */
export type Media = string | URL | Uint8Array;

/** The types that are one word, in every spelling. */
interface Words {
  string: string;
  str: string;
  number: number;
  float: number;
  int: number;
  boolean: boolean;
  bool: boolean;
  null: null;
  None: null;
  void: void;
  undefined: undefined;
  unknown: unknown;
  // `any` is what the author of the signature asked for.
  any: any;
  Any: any;
  bigint: bigint;
  Date: Date;
  datetime: Date;
  Image: Media;
  Audio: Media;
  Video: Media;
  File: Media;
  list: unknown[];
  List: unknown[];
  Array: unknown[];
  object: Record<string, unknown>;
  dict: Record<string, unknown>;
  Dict: Record<string, unknown>;
  true: true;
  True: true;
  false: false;
  False: false;
}

/** The type that a text without quotes stands for; `Literals` are the quoted texts by their numbers. */
export type TypeOf<Text extends string, Literals extends readonly string[]> = TypeOfTrimmed<Trim<Text>, Literals>;

type TypeOfTrimmed<Text extends string, Literals extends readonly string[]> = Text extends keyof Words
  ? Words[Text]
  : Text extends `${string}|${string}`
    ? UnionOf<Text, Split<Text, "|">, Literals>
    : PartOf<Text, Literals>;

/** One part: there was no `|` outside brackets. A blank first part: the union began with `|`. */
type UnionOf<Text extends string, Parts extends readonly string[], Literals extends readonly string[]> = Parts["length"] extends 1
  ? PartOf<Text, Literals>
  : Parts extends readonly [infer First extends string, ...infer Rest extends readonly string[]]
    ? Trim<First> extends ""
      ? TypesOf<Rest, Literals>[number]
      : TypesOf<Parts, Literals>[number]
    : never;

type TypesOf<Parts extends readonly string[], Literals extends readonly string[]> = {
  -readonly [I in keyof Parts]: TypeOf<Parts[I], Literals>;
};

type ListOf<Text extends string, Literals extends readonly string[]> = TypesOf<WithoutBlankEnd<Split<Text, ",">>, Literals>;

type PartOf<Text extends string, Literals extends readonly string[]> = Text extends `${infer Element}[]`
  ? TypeOf<Element, Literals>[]
  : Text extends `'${infer Index}'`
    ? LiteralAt<Index, Literals>
    : Text extends `{${infer Keys}}`
      ? RecordOf<Split<CommaForSemicolon<Keys>, ",">, Literals>
      : Text extends `(${infer Inside})`
        ? TypeOf<Inside, Literals>
        : Text extends `[${infer Elements}]`
          ? ListOf<Elements, Literals>
          : Text extends `${infer Name}<${infer Args}>`
            ? GenericOf<Trim<Name>, ListOf<Args, Literals>>
            : Text extends `${infer Name}[${infer Args}]`
              ? GenericOf<Trim<Name>, ListOf<Args, Literals>>
              : NumberOf<Text>;

type LiteralAt<Index extends string, Literals extends readonly string[]> = Index extends keyof Literals
  ? Literals[Index]
  : SignatureError<`expected "|" between two types`>;

type NumberOf<Text extends string> = Text extends `${infer Value extends number}`
  ? number extends Value
    ? SignatureError<`${Text} is not how this number is printed`>
    : Value
  : SignatureError<Text extends "" ? "expected a type" : `unknown type ${Text}`>;

type GenericOf<Name extends string, Args extends readonly unknown[]> = Name extends "list" | "List" | "Array"
  ? Args extends readonly [infer Element]
    ? Element[]
    : SignatureError<`${Name} takes one type`>
  : Name extends "Optional"
    ? Args extends readonly [infer Only]
      ? Only | null
      : SignatureError<"Optional takes one type">
    : Name extends "Union"
      ? Args[number]
      : Name extends "Literal"
        ? LiteralsIn<Args>
        : Name extends "tuple" | "Tuple"
          ? Args
          : Name extends "Record" | "dict" | "Dict"
            ? DictionaryOf<Name, Args>
            : SignatureError<`unknown type ${Name}`>;

type LiteralsIn<Args extends readonly unknown[]> = string extends Args[number]
  ? SignatureError<"Literal takes literals">
  : Args[number] extends string | number | boolean | null
    ? Args[number]
    : SignatureError<"Literal takes literals">;

type DictionaryOf<Name extends string, Args extends readonly unknown[]> = Args extends readonly [infer Key, infer Value]
  ? string extends Key
    ? Record<string, Value>
    : SignatureError<`${Name} takes string and the type of the values`>
  : SignatureError<`${Name} takes string and the type of the values`>;

/** A field without its description, in its parts: name, `?` or nothing, type text. */
interface FieldText<Name extends string = string, Mark extends string = string, Type extends string = string> {
  readonly name: Name;
  readonly mark: Mark;
  readonly type: Type;
}

/** Takes a field's text apart; gives a `SignatureError` if its name is none. */
export type FieldOf<Text extends string> =
  Undescribed<Trim<Text>> extends infer Plain extends string
    ? Plain extends `${infer Name}:${infer Type}`
      ? Named<TrimEnd<Name>, Type>
      : Named<Plain, "string">
    : never;

/** A field without its description. */
export type Undescribed<Text extends string> = Text extends `${infer Plain}"` ? TrimEnd<Plain> : Text;

type Named<Text extends string, Type extends string> = Text extends `${infer Name}?`
  ? Checked<TrimEnd<Name>, FieldText<TrimEnd<Name>, "?", Type>>
  : Checked<Text, FieldText<Text, "", Type>>;

/** What no name contains: blanks, marks and quotes. */
type NotInNames =
  | (" " | "\n" | "\t" | "\r" | "-" | "." | "[" | "]" | "{" | "}")
  | ("(" | ")" | "<" | ">" | "|" | "?" | "'" | '"' | ";" | "=");
type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type NoName = "" | `${string}${NotInNames}${string}` | `${Digit}${string}` | "__proto__" | "constructor" | "prototype";

type Checked<Name extends string, Field> = Name extends NoName
  ? SignatureError<Name extends "" ? "expected a field name" : `"${Name}" cannot be the name of a field`>
  : Field;

/** The object type that a list of fields stands for, flat; a separator may end the list. */
export type RecordOf<Fields extends readonly string[], Literals extends readonly string[]> = Collect<WithoutBlankEnd<Fields>, Literals>;

type Collect<Fields extends readonly string[], Literals extends readonly string[], Known = unknown> = Fields extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? FieldOf<First> extends infer Field
    ? Field extends FieldText<infer Name, infer Mark, infer Type>
      ? Name extends keyof Known
        ? SignatureError<`two fields named ${Name}`>
        : Collect<
            Rest,
            Literals,
            Known & (Mark extends "?" ? { [K in Name]?: TypeOf<Type, Literals> } : { [K in Name]: TypeOf<Type, Literals> })
          >
      : Field
    : never
  : { [K in keyof Known]: Known[K] };
