import { InputError } from "../core/errors.ts";
import type { DotDict } from "../message/dotdict.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import type { takesMessages } from "./bound-call.ts";
import { gatherParts, type GatherOptions } from "./gather-parts.ts";
import { checkFunction } from "./part.ts";
import type { TaskError } from "./task-error.ts";

/** What a call gives, waited for. */
export type Gathered<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** What each of several functions gives, in their order, or a `TaskError` where `E` says so. */
export type AllGathered<F extends readonly unknown[], E = never> = { -readonly [K in keyof F]: Gathered<F[K]> | E };

/** The arguments of each of several functions, in their order. */
export type ArgsOfEach<F extends readonly AnyFunction[]> = { readonly [K in keyof F]: Readonly<Parameters<F[K]>> };

/** Arguments that every one of several functions takes; one may take fewer than are given, as a callback may. */
export type ArgsOfAll<F extends readonly AnyFunction[]> = readonly unknown[] &
  ((F[number] extends infer U ? (U extends AnyFunction ? (args: ByPlace<Parameters<U>>) => void : never) : never) extends (
    args: infer A,
  ) => void
    ? A
    : never);

type ByPlace<P extends readonly unknown[]> = { readonly [K in keyof P as K extends `${number}` ? K : never]: P[K] };

/** Options of a gathering that throws its first failure. */
export type ThrowingOptions = GatherOptions & { readonly onError: "throw" };

/** A module that may be called with a message and gives it back: an agent, or a module that says where its output goes. */
type Bound = AnyFunction & ({ readonly [takesMessages]: true } | { readonly responseMode: string });
type Never = { readonly onError?: "return" | undefined };

/** One function on many arguments: `mapGather(classify, [["a"], ["b"]])`. Results stand in the order of the arguments; a failing call gives a `TaskError`. */
export function mapGather<M extends DotDict>(fn: Bound, argsList: readonly (readonly [M])[], options: ThrowingOptions): Promise<M[]>;
export function mapGather<M extends DotDict>(
  fn: Bound,
  argsList: readonly (readonly [M])[],
  options?: GatherOptions & Never,
): Promise<(M | TaskError)[]>;
export function mapGather<F extends AnyFunction>(
  fn: F,
  argsList: readonly Readonly<Parameters<F>>[],
  options: ThrowingOptions,
): Promise<Gathered<F>[]>;
export function mapGather<F extends AnyFunction>(
  fn: F,
  argsList: readonly Readonly<Parameters<F>>[],
  options?: GatherOptions,
): Promise<(Gathered<F> | TaskError)[]>;
export async function mapGather(fn: AnyFunction, argsList: readonly (readonly unknown[])[], options?: GatherOptions): Promise<unknown[]> {
  checkFunction(fn, "What mapGather was given first");
  checkLists(argsList, "mapGather");
  return gatherParts(
    argsList.map((args) => ({ fn, args })),
    options,
  );
}

/** Several functions, each with its own arguments: `scatterGather([summarize, translate], [["a"], ["b"]])`. Results stand in the order of the functions. */
export function scatterGather<M extends DotDict>(
  fns: readonly Bound[],
  argsLists: readonly (readonly [M])[],
  options: ThrowingOptions,
): Promise<M[]>;
export function scatterGather<M extends DotDict>(
  fns: readonly Bound[],
  argsLists: readonly (readonly [M])[],
  options?: GatherOptions & Never,
): Promise<(M | TaskError)[]>;
export function scatterGather<const F extends readonly AnyFunction[]>(
  fns: F,
  argsLists: ArgsOfEach<F>,
  options: ThrowingOptions,
): Promise<AllGathered<F>>;
export function scatterGather<const F extends readonly AnyFunction[]>(
  fns: F,
  argsLists: ArgsOfEach<F>,
  options?: GatherOptions,
): Promise<AllGathered<F, TaskError>>;
export async function scatterGather(
  fns: readonly AnyFunction[],
  argsLists: readonly (readonly unknown[])[],
  options?: GatherOptions,
): Promise<unknown> {
  checkFunctions(fns, "scatterGather");
  checkLists(argsLists, "scatterGather");
  if (fns.length !== argsLists.length) {
    throw new InputError(`scatterGather was given ${fns.length} functions, but ${argsLists.length} lists of arguments.`, {
      hint: "Give each function a list of its own; an empty one where it takes nothing.",
    });
  }
  return gatherParts(
    fns.map((fn, index) => ({ fn, args: argsLists[index] ?? [] })),
    options,
  );
}

/** Several functions with the same arguments: `bcastGather([summarize, translate], [text])`. Results stand in the order of the functions. */
export function bcastGather<M extends DotDict>(fns: readonly Bound[], args: readonly [M], options: ThrowingOptions): Promise<M[]>;
export function bcastGather<M extends DotDict>(
  fns: readonly Bound[],
  args: readonly [M],
  options?: GatherOptions & Never,
): Promise<(M | TaskError)[]>;
export function bcastGather<const F extends readonly AnyFunction[]>(
  fns: F,
  args: ArgsOfAll<F>,
  options: ThrowingOptions,
): Promise<AllGathered<F>>;
export function bcastGather<const F extends readonly AnyFunction[]>(
  fns: F,
  args: ArgsOfAll<F>,
  options?: GatherOptions,
): Promise<AllGathered<F, TaskError>>;
export async function bcastGather(fns: readonly AnyFunction[], args: readonly unknown[], options?: GatherOptions): Promise<unknown> {
  checkFunctions(fns, "bcastGather");
  checkLists([args], "bcastGather");
  return gatherParts(
    fns.map((fn) => ({ fn, args })),
    options,
  );
}

function checkFunctions(fns: readonly unknown[], name: string): void {
  if (!Array.isArray(fns)) throw new InputError(`${name} takes a list of functions or modules first.`);
  for (const [index, fn] of fns.entries()) checkFunction(fn, `Entry ${index} of what ${name} was given`);
}

function checkLists(lists: readonly unknown[], name: string): void {
  if (Array.isArray(lists) && lists.every(Array.isArray)) return;
  throw new InputError(`${name} takes the arguments of each call as a list.`, {
    hint:
      name === "bcastGather" ? "Write [text], also for a single argument." : 'Write [["first"], ["second"]], also for single arguments.',
  });
}
