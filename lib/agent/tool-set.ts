import { ConfigurationError, quoted } from "../core/errors.ts";
import type { ToolChoice, ToolDefinition } from "../model/chat-model.ts";
import type { ToolChoiceOption } from "../registry/agent-options.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";

/** The tools of one run, by name and as a model sees them. */
export interface ToolSet {
  readonly specs: ReadonlyMap<string, ToolSpec>;
  /** The same array for the same tools, so that providers convert it once. */
  readonly definitions: readonly ToolDefinition[];
}

/** Puts tools together; two of one name are an error that names both owners. */
export function toolSet(specs: readonly ToolSpec[]): ToolSet {
  const byName = new Map<string, ToolSpec>();
  for (const spec of specs) {
    const other = byName.get(spec.name);
    if (other === spec) continue;
    if (other)
      throw new ConfigurationError(`Two tools are named "${spec.name}": ${other.owner} and ${spec.owner}.`, {
        hint: "Give one of them another name: { name: ... }.",
      });
    byName.set(spec.name, spec);
  }
  return { specs: byName, definitions: [...byName.values()].map(definitionOf) };
}

/** What a model is shown of a tool, and nothing of how it is run. */
function definitionOf({ name, description, parameters }: ToolSpec): ToolDefinition {
  return { name, description, parameters };
}

const extended = new WeakMap<ToolSet, WeakMap<ToolDefinition, readonly ToolDefinition[]>>();

/** The tools as a model sees them, with one more at the end; again the same array for the same tools. */
export function definitionsWith(tools: ToolSet, last: ToolDefinition): readonly ToolDefinition[] {
  const made = extended.get(tools) ?? new WeakMap<ToolDefinition, readonly ToolDefinition[]>();
  extended.set(tools, made);
  const definitions = made.get(last) ?? [...tools.definitions, last];
  made.set(last, definitions);
  return definitions;
}

/** What the option means to a model; refuses a tool that is not there. */
export function toolChoice(option: ToolChoiceOption | undefined, tools: ToolSet): ToolChoice | undefined {
  if (option === undefined) return undefined;
  const fixed = (["auto", "none", "required"] as const).find((word) => word === option);
  if (fixed === "required" && tools.specs.size === 0) throw new ConfigurationError('toolChoice is "required", but there are no tools.');
  if (fixed) return fixed;
  if (tools.specs.has(option)) return { name: option };
  throw new ConfigurationError(`toolChoice names the tool "${option}", which is not there.`, {
    hint: `Tools: ${quoted(tools.specs.keys())}; or "auto", "required", "none".`,
  });
}
