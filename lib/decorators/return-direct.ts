import { decorateAt, decoratorOf, type DecoratorEffect } from "../registry/decorator.ts";
import { siteOf } from "../registry/decorator-site.ts";
import type { AnyFunction, Direct, FnDecorator } from "../registry/decorator-types.ts";

/** Like `FnDecorator`, and a plain function or agent comes back with the mark `Direct` on its type. */
export interface DirectDecorator {
  <This, V extends AnyFunction>(value: V, context: ClassMethodDecoratorContext<This, V>): void;
  <V extends AnyFunction>(fn: V, context?: never): V & Direct;
  <V extends AnyFunction>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<V>): void;
  readonly "~decorates"?: FnDecorator["~decorates"];
}

/** The type of `returnDirect`: a decorator, and a function that gives one. */
export interface ReturnDirect extends DirectDecorator {
  (): DirectDecorator;
}

const effect: DecoratorEffect = { word: "returnDirect", note: { returnDirect: true } };

/** The result of this tool ends the run and goes to the caller as it is. On methods, above or below `@tool`; called on a function or an agent, gives it back. */
// The overloads describe for the compiler what the one switch over the arguments does.
export const returnDirect = ((...args: readonly unknown[]): unknown => {
  const site = siteOf(args);
  if (site !== undefined) return decorateAt(site, effect);
  return args.length === 0 ? decoratorOf(effect) : decoratorOf(effect)(...args);
}) as ReturnDirect;
