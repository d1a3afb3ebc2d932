import type { Module } from "./module.ts";
import { moduleEntries, titleOf } from "./module-tree.ts";

/** Set on modules whose children follow one another. */
export const inSequence: unique symbol = Symbol.for("msgflux:in-sequence");

/** Settings of a diagram. */
export interface MermaidOptions {
  /** Stands above the diagram. */
  readonly title?: string | undefined;
  /** From top to bottom (`TD`, the default) or from left to right (`LR`). */
  readonly orientation?: "TD" | "LR" | undefined;
}

/** A module and all below it as a Mermaid flowchart: an arrow from each module to its children, and along a sequence from each step to the next. */
export function mermaidOf(root: Module, { title, orientation = "TD" }: MermaidOptions = {}): string {
  const ids = new Map<Module, string>();
  const boxes: string[] = [];
  const arrows: string[] = [];
  const draw = (module: Module, label: string): string => {
    const known = ids.get(module);
    if (known !== undefined) return known;
    const id = `n${ids.size}`;
    ids.set(module, id);
    boxes.push(`  ${id}["${escaped(label === "" ? titleOf(module) : `${label}: ${titleOf(module)}`)}"]`);
    let before = id;
    for (const [name, child] of module[moduleEntries]()) {
      const to = draw(child, name);
      arrows.push(`  ${before} --> ${to}`);
      if (module[inSequence]) before = to;
    }
    return id;
  };
  draw(root, "");
  const head = title === undefined ? [] : ["---", `title: ${JSON.stringify(title)}`, "---"];
  return [...head, `flowchart ${orientation}`, ...boxes, ...arrows].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll('"', "#quot;").replaceAll("\n", "<br/>");
}
