import { ConfigurationError } from "../core/errors.ts";
import { isClass } from "../registry/class-of.ts";
import { noteOf } from "../registry/notes.ts";
import { Agent } from "./agent.ts";

/** Makes an agent of an object whose class is decorated with `@agent` but does not extend `Agent`: its fields are prompts, its annotated methods tools. */
export function agentOf<I = string, O = string>(holder: object): Agent<I, O> {
  if (holder instanceof Agent) return holder;
  if (isClass(holder)) {
    throw new ConfigurationError(`agentOf was given the class "${holder.name}".`, { hint: `Pass an instance: new ${holder.name}(...).` });
  }
  const { constructor } = holder;
  if (!noteOf(constructor)?.agent) {
    throw new ConfigurationError(`The class "${constructor.name}" is not decorated with @agent.`, {
      hint: "Write @agent({ model, ... }) above it, or let it extend Agent.",
    });
  }
  return new Agent<I, O>({}, holder);
}
