import { ConfigurationError } from "../core/errors.ts";
import { andThen } from "./and-then.ts";
import type { Module } from "./module.ts";

/** A value, or the promise of one where the call gives a promise. */
type Maybe<T, R> = R extends Promise<unknown> ? T | Promise<T> : T;

/** What a call of a module takes and gives; `M` is the type of the module. */
export type ForwardArgs<M extends Module> = Parameters<M["forward"]>;

/** For the compiler only: it compares plain callbacks more strictly, and would refuse a module where one that takes less is wanted. */
interface HookMark {
  readonly "~hook"?: never;
}

/** Is called before `forward` with the arguments of the call; a list that it gives takes their place. Asynchronous only where `forward` is. */
export type ForwardPreHook<M extends Module = Module> = {
  // `void`, so that a hook may give nothing. As a method, so that a module stays assignable to one that takes less.
  // oxlint-disable-next-line typescript/no-invalid-void-type
  hook(module: M, args: ForwardArgs<M>): Maybe<Readonly<ForwardArgs<M>> | undefined | void, ReturnType<M["forward"]>>;
}["hook"] &
  HookMark;

/** What a call of a module gives, waited for. */
export type ForwardOutput<M extends Module> = Awaited<ReturnType<M["forward"]>>;

/** Is called after `forward` with its arguments and its output, waited for; what it gives takes the output's place. Asynchronous only where `forward` is. */
export type ForwardHook<M extends Module = Module> = {
  // oxlint-disable-next-line typescript/no-invalid-void-type
  hook(module: M, args: ForwardArgs<M>, output: ForwardOutput<M>): Maybe<ForwardOutput<M> | undefined | void, ReturnType<M["forward"]>>;
}["hook"] &
  HookMark;

/** Where among the hooks there are a new one goes. */
export interface HookOptions {
  /** Before all others instead of after them. */
  readonly prepend?: boolean | undefined;
}

/** Removes a hook: called, or at the end of a `using` block. */
export type HookHandle = (() => void) & Disposable;

type AnyHook = (...args: any[]) => unknown; // `any`, because a list holds hooks of whatever module it belongs to

/** The hooks of one module, in the order in which they run. */
export class ForwardHooks {
  /** Whether there are any: a call without hooks asks nothing else. */
  any = false;
  #before: readonly AnyHook[] = [];
  #after: readonly AnyHook[] = [];

  addBefore(hook: AnyHook, options: HookOptions = {}): HookHandle {
    const own = checked(hook);
    this.#set(options.prepend ? [own, ...this.#before] : [...this.#before, own], this.#after);
    return handle(() => this.#set(without(this.#before, own), this.#after));
  }

  addAfter(hook: AnyHook, options: HookOptions = {}): HookHandle {
    const own = checked(hook);
    this.#set(this.#before, options.prepend ? [own, ...this.#after] : [...this.#after, own]);
    return handle(() => this.#set(this.#before, without(this.#after, own)));
  }

  /** Makes a call between the hooks there are now; nothing is waited for unless a hook or the work gives a promise. */
  run(module: Module, args: readonly unknown[], work: (args: readonly unknown[]) => unknown): unknown {
    const after = this.#after;
    const ready = this.#before.reduce<unknown>(
      (soFar, hook) =>
        andThen(soFar, (current) =>
          andThen(hook(module, current), (changed) => (changed === undefined ? current : argsIn(changed, module))),
        ),
      args,
    );
    return andThen(ready, (current) => {
      // What stands here has been a list from the start.
      const final = current as readonly unknown[];
      return after.reduce<unknown>(
        (soFar, hook) =>
          andThen(soFar, (output) => andThen(hook(module, final, output), (changed) => (changed === undefined ? output : changed))),
        work(final),
      );
    });
  }

  #set(before: readonly AnyHook[], after: readonly AnyHook[]): void {
    this.#before = before;
    this.#after = after;
    this.any = before.length + after.length > 0;
  }
}

/** The same hook may be registered twice, and removed once: each registration is a function of its own. */
function checked(hook: AnyHook): AnyHook {
  if (typeof hook !== "function")
    throw new ConfigurationError(`A hook is a function; this is ${hook === null ? "null" : `a ${typeof hook}`}.`);
  return (...args) => hook(...args);
}

function without(hooks: readonly AnyHook[], hook: AnyHook): readonly AnyHook[] {
  return hooks.filter((one) => one !== hook);
}

function handle(remove: () => void): HookHandle {
  return Object.assign(() => remove(), { [Symbol.dispose]: remove });
}

function argsIn(changed: unknown, module: Module): readonly unknown[] {
  if (Array.isArray(changed)) return changed;
  throw new ConfigurationError(
    `A hook before "${module.constructor.name}" gave ${changed === null ? "null" : `a value of type ${typeof changed}`}.`,
    { hint: "It gives the list of arguments that forward is called with, or nothing." },
  );
}
