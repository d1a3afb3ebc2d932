import { InputError } from "../core/errors.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import { isModule } from "./callable.ts";
import { checkEntry, placeAt } from "./container-entry.ts";
import { moduleEntries } from "./module-tree.ts";
import { Module } from "./module.ts";

/** A list of modules or functions, whose modules are found as children under their places. Called with a place, it calls what stands there. */
export class ModuleList<M extends AnyFunction = AnyFunction> extends Module {
  #entries: readonly M[] = [];

  constructor(modules: Iterable<M> = []) {
    super();
    this.extend(modules);
  }

  /** Calls what stands at `place` with the other arguments. An `InputError` says when there is nothing. */
  override forward(place: number, ...args: Parameters<M>): ReturnType<M> {
    // What a list holds gives what its type says.
    return this.#entries[this.#place(place)]?.(...args) as ReturnType<M>;
  }

  override *[moduleEntries](): IterableIterator<[string, Module]> {
    for (const [index, entry] of this.#entries.entries()) if (isModule(entry)) yield [String(index), entry];
  }

  /** How many entries there are. */
  override get length(): number {
    return this.#entries.length;
  }

  /** The entries, first to last. */
  *[Symbol.iterator](): IterableIterator<M> {
    yield* this.#entries;
  }

  /** The entry at a place, counted from the end if negative. */
  at(place: number): M | undefined {
    return this.#entries.at(place);
  }

  /** Replaces the entry at a place. */
  set(place: number, module: M): this {
    checkEntry(module, `entry ${place} of a ModuleList`);
    this.#entries = this.#entries.with(this.#place(place), module);
    return this;
  }

  /** Adds an entry at the end. */
  append(module: M): this {
    return this.extend([module]);
  }

  /** Adds entries at the end. */
  extend(modules: Iterable<M>): this {
    const added = [...modules];
    for (const [index, module] of added.entries()) checkEntry(module, `entry ${this.length + index} of a ModuleList`);
    this.#entries = [...this.#entries, ...added];
    return this;
  }

  /** Puts an entry before the one at a place. */
  insert(place: number, module: M): this {
    checkEntry(module, `entry ${place} of a ModuleList`);
    this.#entries = this.#entries.toSpliced(place, 0, module);
    return this;
  }

  /** Takes an entry out, the last one by default, and gives it. */
  pop(place = -1): M {
    const at = this.#place(place);
    const taken = this.#entries[at] as M; // the place was looked up
    this.#entries = this.#entries.toSpliced(at, 1);
    return taken;
  }

  /** A list of some of the entries, as `slice` of a list has them. */
  slice(start?: number, end?: number): ModuleList<M> {
    return new ModuleList(this.#entries.slice(start, end));
  }

  #place(place: number): number {
    const at = placeAt(place, this.length);
    if (at !== undefined) return at;
    throw new InputError(`There is no entry ${place}: the ModuleList has ${this.length}.`);
  }
}
