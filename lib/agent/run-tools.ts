import type { RunContext } from "../core/run-context.ts";
import type { ToolLookup } from "../registry/agent-options.ts";
import { resolveTools } from "../registry/tool-source.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import type { AgentPlan } from "./agent-plan.ts";
import type { RunCall } from "./agent-run.ts";
import { lookupOf } from "./tool-lookup.ts";
import { toolSet, type ToolSet } from "./tool-set.ts";

interface Kept {
  readonly specs: readonly ToolSpec[];
  readonly set: ToolSet;
}

/** The last tool set of each plan: as long as the same tools come, providers get the same array and convert it once. */
const kept = new WeakMap<AgentPlan, Kept>();

/** The tools of one run: the agent's own methods, those it was given, and those of its extensions. */
export function toolsOfRun(plan: AgentPlan, call: RunCall, context: RunContext): ToolSet {
  const extensions = call.options.use ? [...plan.extensions, ...call.options.use] : plan.extensions;
  const refs = plan.options.tools;
  const given = refs?.length ? resolveTools(refs, withOwn(lookupOf(context), call)) : [];
  const specs = [...call.ownTools, ...given, ...extensions.flatMap((extension) => extension.tools ?? [])];
  const before = kept.get(plan);
  if (before && before.specs.length === specs.length && before.specs.every((spec, index) => spec === specs[index])) return before.set;
  const set = toolSet(specs);
  kept.set(plan, { specs, set });
  return set;
}

/** A name means a method of the agent's own object first; those are compiled only when a name is looked up. */
function withOwn(lookup: ToolLookup, { ownTools, siblings }: RunCall): ToolLookup {
  const own = () => (siblings ? [...ownTools, ...siblings()] : ownTools);
  return {
    get: (name) => own().find((spec) => spec.name === name) ?? lookup.get(name),
    names: () => [...own().map((spec) => spec.name), ...lookup.names()],
  };
}
