import { ConfigurationError } from "../core/errors.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import { andThen } from "./and-then.ts";
import { isModule } from "./callable.ts";
import { checkEntry, checkName, placeAt } from "./container-entry.ts";
import { inSequence } from "./module-mermaid.ts";
import { moduleEntries } from "./module-tree.ts";
import { Module } from "./module.ts";
import type { Chained, SequenceArgs, SequenceResult, Steps } from "./sequence-types.ts";

interface Step {
  /** Absent where the step is known by its place. */
  readonly name: string | undefined;
  readonly call: AnyFunction;
}

/**
 * Modules or functions that follow one another: the first takes what the sequence is called with, and each gives its output, waited for, to the
 * next. Synchronous until a step gives a promise. Steps are known by their places, or by the names of a record.
 */
export class Sequential<const S extends Steps = Steps> extends Module {
  #steps: readonly Step[];

  static {
    Object.defineProperty(this.prototype, inSequence, { value: true });
  }

  constructor(steps: Readonly<Record<string, AnyFunction>>);
  constructor(...steps: S & Chained<S>);
  constructor(...given: readonly unknown[]) {
    super();
    const [first] = given;
    const isNamed = given.length === 1 && typeof first === "object" && first !== null && !Array.isArray(first);
    this.#steps = isNamed ? namedSteps(first) : given.map((call, index) => stepOf(call, index));
  }

  override forward(...args: SequenceArgs<S>): SequenceResult<S> {
    const [first, ...others] = this.#steps;
    // The types of the steps are checked where they are given.
    if (!first) return args[0] as SequenceResult<S>;
    return others.reduce<unknown>(
      (soFar, { call }) => andThen(soFar, (input) => call(input) as unknown),
      first.call(...args),
    ) as SequenceResult<S>;
  }

  override *[moduleEntries](): IterableIterator<[string, Module]> {
    for (const [index, { name, call }] of this.#steps.entries()) if (isModule(call)) yield [name ?? String(index), call];
  }

  /** How many steps there are. */
  override get length(): number {
    return this.#steps.length;
  }

  /** The steps, first to last. */
  *[Symbol.iterator](): IterableIterator<S[number]> {
    for (const { call } of this.#steps) yield call;
  }

  /** The step at a place, counted from the end if negative; or of that name. */
  at(place: number | string): S[number] | undefined {
    const at = typeof place === "number" ? placeAt(place, this.length) : this.#steps.findIndex(({ name }) => name === place);
    return at === undefined ? undefined : this.#steps[at]?.call;
  }

  /** A sequence of some of the steps, as `slice` of a list has them. */
  slice(start?: number, end?: number): Sequential {
    const part = new Sequential();
    part.#steps = this.#steps.slice(start, end);
    return part;
  }

  /** Adds a step at the end; the same sequence, with the type it has now. */
  append<F extends AnyFunction>(step: F & ((input: Awaited<SequenceResult<S>>) => unknown)): Sequential<[...S, F]> {
    this.#steps = [...this.#steps, stepOf(step, this.length)];
    return this as unknown as Sequential<[...S, F]>; // as: so it is from here on
  }

  /** Puts a step before the one at a place; the same sequence. */
  insert(place: number, step: AnyFunction): this {
    this.#steps = this.#steps.toSpliced(place, 0, stepOf(step, place));
    return this;
  }

  /** Takes the last step out and gives it; undefined where there is none. */
  pop(): S[number] | undefined {
    const last = this.#steps.at(-1);
    this.#steps = this.#steps.slice(0, -1);
    return last?.call;
  }
}

function stepOf(call: unknown, index: number): Step {
  checkEntry(call, `step ${index} of a Sequential`);
  return { name: undefined, call };
}

function namedSteps(steps: object): Step[] {
  return Object.entries(steps).map(([name, call]: [string, unknown]) => {
    checkName(name, "Sequential");
    if (/^\d+$/.test(name)) {
      throw new ConfigurationError(
        `A step of a Sequential is named "${name}": an object moves such names to its front, whatever their order.`,
        {
          hint: "Pass the steps one by one instead of in an object.",
        },
      );
    }
    checkEntry(call, `step "${name}" of a Sequential`);
    return { name, call };
  });
}
