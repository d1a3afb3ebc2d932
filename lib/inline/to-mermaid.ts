import type { ConditionNode, PipelineNode, StepNode } from "./ast.ts";
import { printCondition } from "./print-pipeline.ts";

/** A place in the diagram from which the next arrow starts, and what stands on that arrow. */
interface Exit {
  readonly id: string;
  readonly label?: string;
}

/** Draws a diagram line by line. */
class Drawing {
  readonly lines: string[] = ["flowchart TD"];
  #count = 0;

  /** Adds a shape with arrows from all exits to it, and gives its id. */
  shape(open: string, text: string, { close, from }: { readonly close: string; readonly from: readonly Exit[] }): string {
    const id = `n${this.#count++}`;
    this.lines.push(`  ${id}${open}"${escaped(text)}"${close}`);
    for (const exit of from) this.arrow(exit, id, "-->");
    return id;
  }

  arrow(from: Exit, to: string, kind: "-->" | "-.->"): void {
    this.lines.push(`  ${from.id} ${kind}${from.label === undefined ? "" : `|${from.label}|`} ${to}`);
  }
}

/**
 * The pipeline as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html): modules are boxes, the conditions of branches diamonds,
 * the conditions of loops hexagons with a dotted arrow back.
 */
export function toMermaid(pipeline: PipelineNode): string {
  const drawing = new Drawing();
  const start = drawing.shape("([", "start", { close: "])", from: [] });
  const exits = drawSteps(drawing, pipeline, [{ id: start }]);
  drawing.shape("([", "end", { close: "])", from: exits });
  return drawing.lines.join("\n");
}

function drawSteps(drawing: Drawing, pipeline: PipelineNode, from: readonly Exit[]): readonly Exit[] {
  let exits = from;
  for (const step of pipeline.steps) exits = drawStep(drawing, step, exits);
  return exits;
}

function drawStep(drawing: Drawing, step: StepNode, from: readonly Exit[]): readonly Exit[] {
  const box = (name: string, exits: readonly Exit[]): Exit => ({ id: drawing.shape("[", name, { close: "]", from: exits }) });
  const diamond = (condition: ConditionNode, exits: readonly Exit[]) =>
    drawing.shape("{", printCondition(condition), { close: "}", from: exits });
  switch (step.kind) {
    case "module":
      return [box(step.name, from)];
    case "parallel":
      return step.modules.map(({ name }) => box(name, from));
    case "conditional": {
      const ends: Exit[] = [];
      let rest = from;
      for (const { condition, module } of step.branches) {
        const id = diamond(condition, rest);
        ends.push(box(module.name, [{ id, label: "yes" }]));
        rest = [{ id, label: "no" }];
      }
      return step.otherwise ? [...ends, box(step.otherwise.name, rest)] : [...ends, ...rest];
    }
    case "loop": {
      const id = drawing.shape("{{", printCondition(step.condition), { close: "}}", from });
      for (const exit of drawSteps(drawing, step.body, [{ id, label: "yes" }])) drawing.arrow(exit, id, "-.->");
      return [{ id, label: "no" }];
    }
  }
}

function escaped(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;")
    .replace(/\r?\n|\r/g, "<br/>");
}
