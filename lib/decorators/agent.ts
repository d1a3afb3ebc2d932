import { ConfigurationError } from "../core/errors.ts";
import type { AgentMethodRunner } from "../registry/agent-method.ts";
import type { AgentOptions } from "../registry/agent-options.ts";
import { classNameOf } from "../registry/class-of.ts";
import { decorateAt, decoratorOf } from "../registry/decorator.ts";
import { siteOf, type Replace } from "../registry/decorator-site.ts";
import type { Note } from "../registry/notes.ts";
import type { AnyFunction, AsyncFunction, MemberOrClassDecorator } from "../registry/decorator-types.ts";

/** What an agent can be written on: methods and functions that give a promise, and classes. */
export type AgentSite = MemberOrClassDecorator<AsyncFunction>;

/** Options alone: a function has a name, too, and would pass for options. */
type OptionsOnly = AgentOptions & { readonly apply?: never };

/** The decorator `agent`, called: with options or without. */
export interface AgentDecoratorCall {
  // Two overloads, because the value of a decorated field is undefined, which an optional parameter would take.
  (): AgentSite;
  (options: OptionsOnly): AgentSite;
}

/** The decorator `agent`: bare, or called with options. */
export interface AgentDecorator extends MemberOrClassDecorator<AsyncFunction>, AgentDecoratorCall {}

/**
 * The decorator `agent`. A method or function under it is replaced by one that asks `run`; a class is only annotated. `run` is
 * told everything that decorators above and below wrote, and the class of `this`. `check` looks at the same before any call.
 */
export function agentDecorator(run: AgentMethodRunner, check?: Note["check"]): AgentDecorator {
  const replace = replaceBy(run);
  const effect = (options: AgentOptions) => ({
    word: "agent",
    note: { agent: options, ...(check && { check }) },
    replace,
    onClasses: true,
  });
  // The overloads describe for the compiler what the one switch over the arguments does.
  return ((...args: readonly unknown[]): unknown => {
    const site = siteOf(args);
    return site === undefined ? decoratorOf(effect(optionsIn(args))) : decorateAt(site, effect({}));
  }) as AgentDecorator;
}

function replaceBy(run: AgentMethodRunner): Replace {
  return (body, { key, note }) => {
    // Not an arrow function: `this` is the owner. Async, so that whatever goes wrong in it is a rejection.
    const method: AnyFunction = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      return run({ owner: this, ownerName: classNameOf(this), key, args, body, method, note });
    };
    return method;
  };
}

function optionsIn([options = {}, ...rest]: readonly unknown[]): AgentOptions {
  if (typeof options !== "object" || options === null || Array.isArray(options) || rest.length > 0) {
    throw new ConfigurationError(
      `@agent takes one object of options, and was given ${rest.length > 0 ? "more" : `a value of type ${typeof options}`}.`,
      {
        hint: 'For example: @agent({ model: "provider/model", instructions: "..." }).',
      },
    );
  }
  // The type of the options is checked by the compiler, their values where the agent is made.
  return options;
}
