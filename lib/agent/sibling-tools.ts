import { memberToolsOf } from "../registry/tool-source.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";

const kept = new WeakMap<object, readonly ToolSpec[]>();

/** The annotated methods of the object an `@agent` method belongs to; none for a plain function. */
export function siblingTools(owner: unknown): readonly ToolSpec[] {
  if ((typeof owner !== "object" && typeof owner !== "function") || owner === null) return [];
  const known = kept.get(owner);
  if (known) return known;
  const tools = memberToolsOf(owner);
  kept.set(owner, tools);
  return tools;
}
