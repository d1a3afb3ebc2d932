import { InputError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import { isModule } from "./callable.ts";
import { checkEntry, checkName } from "./container-entry.ts";
import { moduleEntries } from "./module-tree.ts";
import { Module } from "./module.ts";

/** Modules or functions by name. */
export type ModuleEntries = Readonly<Record<string, AnyFunction>>;

type Name<T> = Extract<keyof T, string>;

/** Modules or functions by name, whose modules are found as children. Called with a name, it calls what stands there: `agents("billing", ticket)`. */
export class ModuleDict<T extends ModuleEntries = ModuleEntries> extends Module {
  /** The entries by name, each with its own type: `agents.modules.billing(ticket)`. Called, it gives all modules, as it does for every module. */
  override readonly modules: T & (() => IterableIterator<Module>);

  constructor(modules: T = {} as T) {
    super();
    const entries = () => super.modules();
    // Its own names would stand in the way of entries called so.
    for (const name of ["name", "length"]) Reflect.deleteProperty(entries, name);
    this.modules = Object.setPrototypeOf(entries, null) as typeof this.modules;
    this.update(modules);
  }

  /** Calls what stands under `name` with the other arguments. An `InputError` lists the names where there is nothing. */
  override forward(name: Name<T>, ...args: Parameters<T[Name<T>]>): ReturnType<T[Name<T>]> {
    // What stands under one of the names gives what the type says of them all.
    return this.get(name)(...args) as ReturnType<T[Name<T>]>;
  }

  override *[moduleEntries](): IterableIterator<[string, Module]> {
    for (const [name, entry] of this.entries()) if (isModule(entry)) yield [name, entry];
  }

  /** How many entries there are. */
  get size(): number {
    return Object.keys(this.modules).length;
  }

  /** The entry of that name; an `InputError` lists the names where there is none. */
  get<K extends Name<T>>(name: K): T[K] {
    if (this.has(name)) return this.modules[name];
    const names = Object.keys(this.modules);
    const near = nearest(name, names);
    throw new InputError(`There is no module named "${name}". The ModuleDict has ${quoted(names)}.`, {
      hint: near === undefined ? undefined : `Did you mean "${near}"?`,
    });
  }

  has(name: string): boolean {
    return Object.hasOwn(this.modules, name);
  }

  /** Adds or replaces an entry. */
  set<K extends Name<T>>(name: K, module: T[K]): this {
    checkName(name, "ModuleDict");
    checkEntry(module, `entry "${name}" of a ModuleDict`);
    Object.defineProperty(this.modules, name, { value: module, writable: true, configurable: true, enumerable: true });
    return this;
  }

  /** Adds or replaces entries. */
  update(modules: Partial<T>): this {
    for (const [name, module] of Object.entries(modules)) this.set(name as Name<T>, module as T[Name<T>]); // as: entries of `T`
    return this;
  }

  /** Takes an entry out and gives it; an `InputError` lists the names where there is none. */
  pop<K extends Name<T>>(name: K): T[K] {
    const taken = this.get(name);
    this.delete(name);
    return taken;
  }

  /** Takes an entry out, and says whether there was one. */
  delete(name: string): boolean {
    return this.has(name) && Reflect.deleteProperty(this.modules, name);
  }

  /** Takes all entries out. */
  clear(): void {
    for (const name of this.keys()) this.delete(name);
  }

  keys(): Name<T>[] {
    return Object.keys(this.modules) as Name<T>[]; // as: entries of `T`
  }

  values(): T[Name<T>][] {
    return Object.values(this.modules) as T[Name<T>][];
  }

  entries(): [Name<T>, T[Name<T>]][] {
    return Object.entries(this.modules) as [Name<T>, T[Name<T>]][];
  }
}
