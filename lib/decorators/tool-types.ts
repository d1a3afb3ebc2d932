import type { AnyFunction, FnDecorator } from "../registry/decorator-types.ts";
import type { ArgsOf, NamesOf, Readable, ResultOf } from "../signature/signature-types.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { ToolContext, ToolOptions } from "../tool/tool-options.ts";

/** A schema of any values; `any`, because a schema's types stand on both sides. */
type Schema = AnySchema<any, any>;
/** The value a schema gives after checking. */
type Checked<S> = S extends AnySchema<any, infer O> ? O : never;
type CheckedAll<P extends readonly Schema[]> = { -readonly [K in keyof P]: Checked<P[K]> };

/** A function with the parameters `A`, or fewer, and after them at most one `ToolContext`; parameters that are not known are anything. */
export type WithContext<A extends readonly unknown[], R = any> = (
  this: any,
  ...args: number extends A["length"] ? any[] : [...A, context: ToolContext]
) => R;
/** What a signature text asks of the method or function under it: its parameters, in order, and its result or a promise of it. */
export type FunctionOf<T extends string> = WithContext<ArgsOf<T>, ResultOf<T> | Promise<ResultOf<T>>>;
/** What a signature value asks of the method or function under it, as far as its type tells. */
export type FunctionOfValue<S> = "~decorates" extends keyof S ? Extract<S["~decorates"], AnyFunction> : ResultOnly<S>;
type ResultOnly<S> = S extends Signature<any, infer O> ? (this: any, ...args: any[]) => O | Promise<O> : AnyFunction;

type Sources = "signature" | "input" | "args" | "names";
type Descriptions<N extends PropertyKey> = { readonly [K in N]?: string | undefined };
type Base<N extends PropertyKey = string> = Omit<ToolOptions, Sources | "params"> & { readonly params?: Descriptions<N> | undefined };
type Without<K extends Sources> = { readonly [P in K]?: undefined };

/** Options that describe the parameters in a signature text. */
export type BySignatureText<T extends string> = Base<NamesOf<T>> & { readonly signature: Readable<T> } & Without<
    "input" | "args" | "names"
  >;
/** Options that describe the parameters by a signature value. */
export type BySignature<S extends Signature<any, any>> = Base & { readonly signature: S } & Without<"input" | "args" | "names">;
/** Options that describe the one object parameter. */
export type ByInput<I extends Schema> = Base<keyof Checked<I>> & { readonly input: I } & Without<"signature" | "args" | "names">;
/** Options that describe the parameters in order. */
export type ByArgs<P extends readonly Schema[], N extends { readonly [K in keyof P]: string }> = Base<N[number]> & {
  readonly args: P;
  readonly names?: N;
} & Without<"signature" | "input">;
/** Options that leave the parameters to what else is known of them. */
export type ByNothing = Base & Without<Sources>;
type InputFunction<I extends Schema> = WithContext<[input: Checked<I>]>;

/**
 * The type of `tool`. With a function as second argument, its parameters get their types from the options. The order is deliberate:
 * functions come first, because an agent is a function that looks like options, too; the compiler explains a mistake by the last one.
 */
export interface ToolFactory {
  <V extends AnyFunction>(fn: V, context?: never): V;
  <This, V extends AnyFunction>(value: V, context: ClassMethodDecoratorContext<This, V>): void;
  <V extends AnyFunction>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<V>): void;
  <S extends Signature<any, any>, V extends FunctionOfValue<S>>(options: BySignature<S>, fn: V): V;
  <I extends Schema, V extends InputFunction<I>>(options: ByInput<I>, fn: V): V;
  <const P extends readonly Schema[], const N extends { readonly [K in keyof P]: string }, V extends WithContext<CheckedAll<P>>>(
    options: ByArgs<P, N>,
    fn: V,
  ): V;
  <V extends AnyFunction>(options: ByNothing, fn: V): V;
  <const T extends string, V extends FunctionOf<T>>(options: BySignatureText<T>, fn: V): V;
  <S extends Signature<any, any>>(options: BySignature<S>): FnDecorator<FunctionOfValue<S>>;
  <I extends Schema>(options: ByInput<I>): FnDecorator<InputFunction<I>>;
  <const P extends readonly Schema[], const N extends { readonly [K in keyof P]: string }>(
    options: ByArgs<P, N>,
  ): FnDecorator<WithContext<CheckedAll<P>>>;
  // Two overloads, because the value of a decorated field is undefined, which an optional parameter would take.
  (): FnDecorator;
  (options: ByNothing): FnDecorator;
  <const T extends string>(options: BySignatureText<T>): FnDecorator<FunctionOf<T>>;
}
