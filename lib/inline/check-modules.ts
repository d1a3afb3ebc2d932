import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { ModuleNode, PipelineNode } from "./ast.ts";

/** The modules that a pipeline names; all that are missing are reported at once. Only own properties of `modules` count. */
export function checkModules(pipeline: PipelineNode, modules: object): ReadonlyMap<string, (message: object) => unknown> {
  const found = new Map<string, (message: object) => unknown>();
  const missing = new Set<string>();
  for (const { name } of modulesIn(pipeline)) {
    const module: unknown = Object.hasOwn(modules, name) ? Reflect.get(modules, name) : undefined;
    if (typeof module === "function") found.set(name, module as (message: object) => unknown); // what it takes is its own affair
    else if (module === undefined) missing.add(name);
    else throw new ConfigurationError(`The module "${name}" is not a function but ${kindOf(module)}.`);
  }
  if (missing.size === 0) return found;
  const given = Object.keys(modules);
  const near = [...missing].flatMap((name) => nearest(name, given) ?? []);
  const fact = missing.size === 1 ? `There is no module named ${quoted(missing)}` : `There are no modules named ${quoted(missing)}`;
  throw new ConfigurationError(`${fact}. Given: ${quoted(given)}.`, {
    hint: near.length === 0 ? undefined : `Did you mean ${quoted(new Set(near))}?`,
  });
}

/** Every place where a pipeline names a module, from left to right. */
function modulesIn(pipeline: PipelineNode): ModuleNode[] {
  return pipeline.steps.flatMap((step) => {
    switch (step.kind) {
      case "module":
        return [step];
      case "parallel":
        return step.modules;
      case "conditional":
        return [...step.branches.map(({ module }) => module), ...(step.otherwise ? [step.otherwise] : [])];
      case "loop":
        return modulesIn(step.body);
    }
  });
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}
