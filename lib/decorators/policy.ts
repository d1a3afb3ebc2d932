import { currentRun, enterUserCode } from "../core/current-run.ts";
import { executeInRun } from "../model/execute-in-run.ts";
import type { Policy } from "../model/policy.ts";
import { classNameOf } from "../registry/class-of.ts";
import { decoratorOf } from "../registry/decorator.ts";
import type { Replace } from "../registry/decorator-site.ts";
import type { AnyFunction, FnDecorator } from "../registry/decorator-types.ts";

/** A function as it is once its calls go through a policy: with a promise as its result. */
export type Asynchronous<V extends AnyFunction> =
  ReturnType<V> extends Promise<unknown> ? V : (this: ThisParameterType<V>, ...args: Parameters<V>) => Promise<ReturnType<V>>;

/**
 * Puts a policy around every call of a method or function. Calls become asynchronous: a method that did not give a promise gives
 * one from now on, which the compiler learns only where a plain function is wrapped, so write such methods `async`.
 */
export interface PolicyDecorator {
  <This, V extends AnyFunction>(value: V, context: ClassMethodDecoratorContext<This, V>): void;
  <V extends AnyFunction>(fn: V, context?: never): Asynchronous<V>;
  <V extends AnyFunction>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<V>): void;
  readonly "~decorates"?: FnDecorator["~decorates"];
}

const never = new AbortController().signal;

/**
 * The decorator that a policy is. Calls count against the key `Class.method`, with the class of `this`, or against the name of a
 * plain function; they end with the run they are made in, and agents and tools called inside end with the attempt.
 */
export function policyDecorator(policy: Policy): PolicyDecorator {
  // The overloads describe for the compiler what the one switch over the arguments does.
  return decoratorOf({ word: "policy", note: { policy }, replace: replaceBy(policy) }) as PolicyDecorator;
}

function replaceBy(policy: Policy): Replace {
  return (fn, { key: name, isMember }) =>
    // Not an arrow function: `this` is the owner.
    function (this: unknown, ...args: unknown[]): Promise<unknown> {
      const key = isMember ? `${classNameOf(this)}.${String(name)}` : String(name) || "function";
      const run = currentRun();
      return executeInRun(policy, { run, key, signal: run?.signal ?? never }, async (scope): Promise<unknown> => {
        // Nothing to carry in: the usual case, which pays for no context.
        if (scope === undefined || scope === run) return fn.apply(this, args);
        return enterUserCode(scope, (): unknown => fn.apply(this, args));
      });
    };
}
