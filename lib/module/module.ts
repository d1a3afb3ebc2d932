import type { MessageFields } from "../registry/agent-options.ts";
import { boundArguments, takesMessages, taskThenOptions } from "./bound-call.ts";
import { CallableBase } from "./callable.ts";
import { ForwardHooks, type ForwardHook, type ForwardPreHook, type HookHandle, type HookOptions } from "./forward-hooks.ts";
import type { MessageBack, MessageOf } from "./message-types.ts";
import { inSequence, mermaidOf, type MermaidOptions } from "./module-mermaid.ts";
import { loadState, ownState, stateOf, type LoadOptions, type LoadReport, type ModuleState, type OwnState } from "./module-state.ts";
import { everyModule, fieldModules, moduleAt, moduleEntries, treeText } from "./module-tree.ts";
import type { BoundInputs } from "./read-inputs.ts";
import { readState, saveState } from "./state-file.ts";

/**
 * A module is called like the function it is: with the parameters and the result of its own `forward`. One with the field
 * `responseMode` is also called with a message, which it gives back.
 */
export interface Module {
  <M extends object>(message: MessageOf<this["responseMode"], M>): MessageBack<ReturnType<this["forward"]>, M>;
  (...args: Parameters<this["forward"]>): ReturnType<this["forward"]>;
}

/**
 * A named unit of work with a `forward` method. An instance is callable; private fields, getters and inheritance work as in any class. Fields that
 * are modules are its children.
 */
export abstract class Module extends CallableBase {
  /** Where the inputs stand in a message. */
  declare messageFields?: MessageFields;
  /** Where the output goes in a message, as a path. */
  declare responseMode?: string;
  declare readonly [takesMessages]?: boolean;
  declare readonly [inSequence]?: boolean;
  readonly #hooks: ForwardHooks;

  constructor() {
    const hooks = new ForwardHooks();
    super(hooks);
    this.#hooks = hooks;
  }

  // A subclass chooses its own parameters and result; only `any` lets every signature override this one.
  abstract forward(...args: any[]): any;

  /** The modules directly below this one (its fields, or the entries of a container) by name, each once. */
  *namedChildren(): IterableIterator<[string, Module]> {
    const seen = new Set<Module>();
    for (const [name, child] of this[moduleEntries]()) {
      if (seen.has(child)) continue;
      seen.add(child);
      yield [name, child];
    }
  }

  /** The modules directly below this one. */
  *children(): IterableIterator<Module> {
    for (const [, child] of this.namedChildren()) yield child;
  }

  /** This module and all below it by their paths, parents first, each once; its own path is the empty text. */
  *namedModules(): IterableIterator<[string, Module]> {
    yield* everyModule(this);
  }

  /** This module and all below it, parents first, each once. */
  *modules(): IterableIterator<Module> {
    for (const [, module] of everyModule(this)) yield module;
  }

  /** The module at a path like `agents.billing`; an `InputError` lists what there is instead. */
  getModule(path: string): Module {
    return moduleAt(this, path);
  }

  /**
   * With one function: visits this module and all below it. With anything else: calls the module, as the `apply` of every function does; its
   * `this` stays the module.
   */
  apply(visit: (module: Module) => void): this;
  apply(self: unknown, args?: Readonly<Parameters<this["forward"]>>): ReturnType<this["forward"]>;
  apply(...given: readonly [unknown, (readonly unknown[])?]): unknown {
    const [first, args] = given;
    if (given.length !== 1 || typeof first !== "function") return (this as (...all: unknown[]) => unknown)(...(args ?? []));
    const all = [...this.modules()];
    for (const module of all) first(module);
    return this;
  }

  /** Calls `hook` with the arguments of every call before `forward`; what it gives takes their place. What it throws, the call throws. */
  registerForwardPreHook(hook: ForwardPreHook<this>, options?: HookOptions): HookHandle {
    return this.#hooks.addBefore(hook, options);
  }

  /** Calls `hook` with the arguments and the output of every call after `forward`; what it gives takes the output's place. Not called when `forward` fails. */
  registerForwardHook(hook: ForwardHook<this>, options?: HookOptions): HookHandle {
    return this.#hooks.addAfter(hook, options);
  }

  /** The state of this module and of all below it: JSON data by dotted path. */
  stateDict(): ModuleState {
    return stateOf(this);
  }

  /** Takes a state back, whole or not at all, and says what is missing in it or unexpected: an error unless `strict` is false. */
  loadStateDict(state: ModuleState, options?: LoadOptions): LoadReport {
    return loadState(this, state, options);
  }

  /** Writes the state to a file, as JSON. */
  async save(path: string): Promise<void> {
    await saveState(path, this.stateDict());
  }

  /** Takes the state from a file that `save` wrote. */
  async load(path: string, options?: LoadOptions): Promise<LoadReport> {
    return loadState(this, await readState(path), options);
  }

  /** This module and all below it as a tree, a line each. */
  override toString(): string {
    return treeText(this);
  }

  /** This module and all below it as a Mermaid flowchart. */
  toMermaid(options?: MermaidOptions): string {
    return mermaidOf(this, options);
  }

  /** The state that this module has of its own; none unless a subclass says so. */
  [ownState](): OwnState | undefined {
    return undefined;
  }

  /** What stands directly below this module: its fields that are modules. */
  *[moduleEntries](): IterableIterator<[string, Module]> {
    yield* fieldModules(this);
  }

  /** What `forward` is called with for inputs read from a message. */
  [boundArguments](inputs: BoundInputs, rest: readonly unknown[]): unknown[] {
    return taskThenOptions(inputs, rest);
  }
}
