import { ConfigurationError } from "../core/errors.ts";
import type { AgentMethodCall } from "../registry/agent-method.ts";
import type { Note } from "../registry/notes.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import { compileAgent, type AgentPlan } from "./agent-plan.ts";
import { runAgent } from "./agent-run.ts";
import { siblingTools } from "./sibling-tools.ts";

/** What was compiled for each method. A subclass with notes of its own has a method of its own. */
const plans = new WeakMap<AnyFunction, AgentPlan>();

/** Runs an `@agent` method: its arguments are the inputs, its body answers when the model cannot. */
export async function runAgentMethod(call: AgentMethodCall): Promise<unknown> {
  const plan = planOf(call);
  const result = await runAgent(plan, inputOf(plan, call), {
    options: {},
    ownTools: [],
    siblings: () => siblingTools(call.owner),
    fallback: () => call.body.apply(call.owner, [...call.args]),
  });
  return result.output;
}

function planOf(call: AgentMethodCall): AgentPlan {
  const known = plans.get(call.method);
  if (known) return known;
  const plan = compileMethod(call.note(), call);
  plans.set(call.method, plan);
  return plan;
}

/** Compiles what was written about a method or function; a `ConfigurationError` says what can never work. */
export function compileMethod({ agent, signature }: Note, { ownerName, key }: Pick<AgentMethodCall, "ownerName" | "key">): AgentPlan {
  if (agent?.fallback) {
    throw new ConfigurationError(`The agent method ${ownerName}.${String(key)} was given a fallback.`, {
      hint: "Its body is its fallback; leave the option out.",
    });
  }
  if (agent?.messageFields !== undefined || agent?.responseMode !== undefined) {
    throw new ConfigurationError(`The agent method ${ownerName}.${String(key)} was bound to messages.`, {
      hint: "Its parameters are its inputs; bind an agent made by agent(...) or a class that extends Agent.",
    });
  }
  const options = signature ? { signature, ...agent } : { ...agent };
  return compileAgent(options, options.name ?? String(key));
}

function inputOf(plan: AgentPlan, call: AgentMethodCall): unknown {
  const { signature } = plan;
  const { args } = call;
  if (signature?.parameters === "positional") {
    const given = signature.input.map((field, index) => [field.name, args[index]] as const).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given);
  }
  if (args.length <= 1) return args[0];
  throw new ConfigurationError(
    `The agent method ${call.ownerName}.${String(call.key)} was called with ${args.length} arguments, but has no signature that names them.`,
    {
      hint: 'Add @signature("first: string, second: number -> ...").',
    },
  );
}
