import type { RunContext } from "../core/run-context.ts";
import type { ToolLookup } from "../registry/agent-options.ts";
import { registry } from "../registry/registry.ts";

/** Under this key a run carries the registry its agents look tools up in. */
export const lookupKey = Symbol("tool lookup");

/** The registry for tools given by name: the run's, else the shared one. */
export function lookupOf(context: RunContext | undefined): ToolLookup {
  // Only runWith and the run itself write this key, and only with a registry.
  return (context?.ambient.get(lookupKey) as ToolLookup | undefined) ?? registry;
}
