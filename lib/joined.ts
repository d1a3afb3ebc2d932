import { makeAgent, type MakeAgent, type MakePlainAgent } from "./agent/make-agent.ts";
import { Agent } from "./agent/agent.ts";
import { compileMethod, runAgentMethod } from "./agent/method-runner.ts";
import { ConfigurationError } from "./core/errors.ts";
import { agentDecorator, type AgentDecorator } from "./decorators/agent.ts";
import { policyDecorator, type PolicyDecorator } from "./decorators/policy.ts";
import type { CockatielPolicy } from "./model/cockatiel-policy.ts";
import { makePolicy } from "./model/make-policy.ts";
import type { PolicyOptions } from "./model/policy-options.ts";
import type { Policy } from "./model/policy.ts";

/** `agent` makes agents and decorates them: `agent("Instructions", { ... })`, `@agent({ ... })`, `@agent`. */
// The order is deliberate: the compiler explains a mistake by the last overload that takes as many arguments.
export interface AgentDoor extends MakePlainAgent, AgentDecorator, MakeAgent {}

const decorate = agentDecorator(runAgentMethod, compileMethod);

/** Makes an agent of instructions and options, or decorates a method, a function or a class as one. */
// The one switch behind the overloads: instructions come first, and only then.
export const agent = ((...args: readonly unknown[]): unknown => {
  const [first, second] = args;
  if (typeof first === "string" && args.length <= 2 && typeof second !== "string") return makeAgent(first, second as never);
  if (first instanceof Agent) {
    throw new ConfigurationError(`agent(...) was given the agent "${first.name}".`, {
      hint: "It is an agent already; call it, or pass it as a tool.",
    });
  }
  return decorate(...(args as Parameters<typeof decorate>));
}) as AgentDoor;

/** A policy that is also the decorator which puts it around a method or function. */
export type PolicyDoor = Policy & PolicyDecorator;

/** Makes a policy of options or of one of Cockatiel's: for models, agents and tools, and as a decorator for plain methods. */
export function policy(options: PolicyOptions | CockatielPolicy = {}): PolicyDoor {
  const made = makePolicy(options);
  // The decorator is a function of its own making; the policy's two members are put on it.
  return Object.assign(policyDecorator(made), { "~policy": true as const, execute: made.execute.bind(made) }) as PolicyDoor;
}
