import { ConfigurationError } from "../core/errors.ts";
import type { AgentMethodCall } from "../registry/agent-method.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";
import { compileAgent, type AgentPlan } from "./agent-plan.ts";
import { runAgent } from "./agent-run.ts";
import { siblingTools } from "./sibling-tools.ts";

/** Plans by method, and by the class it is called on: a subclass may have its own notes on a method it inherits. */
const plans = new WeakMap<AnyFunction, Map<unknown, AgentPlan>>();

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
  const { owner } = call;
  const kind: unknown = typeof owner === "object" && owner !== null ? owner.constructor : owner;
  let byKind = plans.get(call.method);
  if (!byKind) plans.set(call.method, (byKind = new Map()));
  const known = byKind.get(kind);
  if (known) return known;
  const { agent, signature } = call.note();
  if (agent?.fallback) {
    throw new ConfigurationError(`The agent method ${call.ownerName}.${String(call.key)} was given a fallback.`, {
      hint: "Its body is its fallback; leave the option out.",
    });
  }
  const options = signature ? { signature, ...agent } : { ...agent };
  const plan = compileAgent(options, options.name ?? String(call.key));
  byKind.set(kind, plan);
  return plan;
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
