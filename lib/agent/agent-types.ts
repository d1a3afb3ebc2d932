import type { Direct } from "../registry/decorator-types.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { InputOf, ResultOf } from "../signature/signature-types.ts";
import type { ToolResponses } from "./run-result.ts";

/** The inputs that are text and nothing else; media may be given as text, and are none. */
type TextKeys<T> = { [K in keyof T]-?: IsText<Exclude<T[K], undefined>> extends true ? K : never }[keyof T];
type IsText<T> = 0 extends 1 & T ? false : [T] extends [string] ? (string extends T ? true : false) : false;
type IsUnion<T, U = T> = [T] extends [never] ? false : T extends unknown ? ([U] extends [T] ? false : true) : never;
type OnlyText<T> = [TextKeys<T>] extends [never] ? false : IsUnion<TextKeys<T>> extends true ? false : true;

/** The inputs, or a bare text where exactly one of them is text. */
export type TextOrRecord<I> = string extends keyof I ? I | string : OnlyText<I> extends true ? I | string : I;

/** What an agent with this signature text takes. */
export type TextOr<T extends string> = TextOrRecord<InputOf<T>>;

/** What an agent with this signature takes; a text without one. */
export type InputFor<S> = S extends string ? TextOr<S> : S extends Signature<infer In, infer _> ? TextOrRecord<In> : string;

/** What an agent with this signature, or this schema of the answer, gives; a text without both. */
export type OutputFor<S, G = undefined> = S extends string
  ? ResultOf<S>
  : S extends Signature<infer _, infer Out>
    ? Out
    : // `any`, because a schema's types stand on both sides.
      G extends AnySchema<any, infer Out>
      ? Out
      : string;

type Marked<T> = T extends unknown ? (keyof Direct extends keyof T ? true : never) : never;

/** What a call gives: where one of the listed tools is `returnDirect(...)`, its output or the calls whose results go straight to the caller. */
export type OutputWith<O, Tools extends readonly unknown[]> = [Marked<Tools[number]>] extends [never] ? O : O | ToolResponses;
