import type { Direct } from "../registry/decorator-types.ts";
import type { InputOf } from "../signature/signature-types.ts";
import type { ToolResponses } from "./run-result.ts";

type TextKeys<T> = { [K in keyof T]-?: string extends T[K] ? K : never }[keyof T];
type IsUnion<T, U = T> = [T] extends [never] ? false : T extends unknown ? ([U] extends [T] ? false : true) : never;
type OnlyText<T> = [TextKeys<T>] extends [never] ? false : IsUnion<TextKeys<T>> extends true ? false : true;

/** The inputs, or a bare text where exactly one of them is text. */
export type TextOrRecord<I> = string extends keyof I ? I | string : OnlyText<I> extends true ? I | string : I;

/** What an agent with this signature text takes. */
export type TextOr<T extends string> = TextOrRecord<InputOf<T>>;

type Marked<T> = T extends unknown ? (keyof Direct extends keyof T ? true : never) : never;

/** What a run gives when one of the listed tools is `returnDirect(...)`: its output, or the calls whose results go straight to the caller. */
export type OutputWith<O, Tools> = Tools extends readonly unknown[] ? ([Marked<Tools[number]>] extends [never] ? O : O | ToolResponses) : O;
