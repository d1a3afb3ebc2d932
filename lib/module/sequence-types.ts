import type { AnyFunction } from "../registry/decorator-types.ts";

/** Modules or functions that follow one another. */
export type Steps = readonly AnyFunction[];

/** What each step must be: a function of what the one before it gives. */
export type Chained<S extends Steps> = S extends readonly [infer F extends AnyFunction, ...infer R extends Steps]
  ? readonly [AnyFunction, ...Following<F, R>]
  : readonly AnyFunction[];

type Following<Before extends AnyFunction, S extends Steps> = S extends readonly [infer F extends AnyFunction, ...infer R extends Steps]
  ? readonly [(input: Awaited<ReturnType<Before>>) => unknown, ...Following<F, R>]
  : readonly [];

/** What the first step takes. */
// `any`, where the steps are not known to the compiler.
export type SequenceArgs<S extends Steps> = S extends readonly [infer F extends AnyFunction, ...unknown[]] ? Parameters<F> : any[];

/** What the last step gives; a promise as soon as one of the steps gives one. */
export type SequenceResult<S extends Steps> = S extends readonly [...unknown[], infer L extends AnyFunction]
  ? true extends GivesPromise<S[number]>
    ? Promise<Awaited<ReturnType<L>>>
    : ReturnType<L>
  : any;

type GivesPromise<F> = F extends AnyFunction ? (ReturnType<F> extends Promise<unknown> ? true : false) : never;
