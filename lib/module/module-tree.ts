import { InputError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { isModule } from "./callable.ts";
import type { Module } from "./module.ts";

/** The method by which a module says what stands directly below it, by name; one that stands at two places is given twice. */
export const moduleEntries: unique symbol = Symbol.for("msgflux:module-entries");

/** The fields of a module that are modules, in the order in which they were made. No getter is run. */
export function* fieldModules(module: Module): Generator<[string, Module], void, undefined> {
  for (const [name, field] of Object.entries(Object.getOwnPropertyDescriptors(module)))
    if (field.enumerable && isModule(field.value)) yield [name, field.value];
}

/** A module and all below it by their paths, each once; its own path is the empty text. */
export function* everyModule(root: Module): Generator<[string, Module], void, undefined> {
  const seen = new Set<Module>();
  const walk = function* (path: string, module: Module): Generator<[string, Module], void, undefined> {
    if (seen.has(module)) return;
    seen.add(module);
    yield [path, module];
    for (const [name, child] of module.namedChildren()) yield* walk(path === "" ? name : `${path}.${name}`, child);
  };
  yield* walk("", root);
}

/** The module at a path like `agents.billing`; an `InputError` lists what there is instead. */
export function moduleAt(root: Module, path: string): Module {
  if (path === "") return root;
  let at = root;
  for (const name of path.split(".")) {
    const children = new Map(at[moduleEntries]());
    const next = children.get(name);
    if (next === undefined) {
      const near = nearest(name, children.keys());
      throw new InputError(
        `There is no module "${path}": "${titleOf(at)}" has no child "${name}". Its children: ${quoted(children.keys())}.`,
        {
          hint: near === undefined ? undefined : `Did you mean "${near}"?`,
        },
      );
    }
    at = next;
  }
  return at;
}

/** What a module is called where it is shown: its class, and its own name where that says more. */
export function titleOf(module: Module): string {
  const kind = module.constructor.name || "Module";
  // A field of the user's own making, of any type.
  const name: unknown = Reflect.get(module, "name");
  return typeof name !== "string" || name === "" || name === kind ? kind : `${kind} ${JSON.stringify(name)}`;
}

/** A module and all below it as text, a line each; one that was shown above is not shown in full again. */
export function treeText(root: Module): string {
  const shown = new Set<Module>();
  const lines = (module: Module, indent: string, label: string): string[] => {
    const title = titleOf(module);
    if (shown.has(module)) return [`${indent}${label}${title} (see above)`];
    shown.add(module);
    const children = [...module[moduleEntries]()].flatMap(([name, child]) => lines(child, `${indent}  `, `(${name}): `));
    return children.length === 0 ? [`${indent}${label}${title}()`] : [`${indent}${label}${title}(`, ...children, `${indent})`];
  };
  return lines(root, "", "").join("\n");
}
