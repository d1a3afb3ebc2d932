import type { ConditionNode, PipelineNode, StepNode } from "./ast.ts";
import { readNumber } from "./read-number.ts";
import { isBareWord } from "./tokens.ts";

/** The canonical text of a pipeline; parsing it gives the same pipeline again. */
export function printPipeline(pipeline: PipelineNode): string {
  return pipeline.steps.map(printStep).join(" -> ");
}

function printStep(step: StepNode): string {
  switch (step.kind) {
    case "module":
      return step.name;
    case "parallel":
      return `[${step.modules.map(printStep).join(", ")}]`;
    case "loop":
      return `@{${printCondition(step.condition)}}: ${printPipeline(step.body)};`;
    case "conditional": {
      const branches = step.branches.map(({ condition, module }) => `${printCondition(condition)} ? ${module.name}`);
      return `{${[...branches, ...(step.otherwise ? [step.otherwise.name] : [])].join(", ")}}`;
    }
  }
}

/** The canonical text of a condition, with the parentheses that it needs. */
export function printCondition(condition: ConditionNode): string {
  switch (condition.kind) {
    case "or":
      return condition.terms.map((term) => (term.kind === "or" ? `(${printCondition(term)})` : printCondition(term))).join(" || ");
    case "and":
      return condition.terms.map(printTight).join(" & ");
    case "not":
      return `!${printTight(condition.term)}`;
    case "comparison":
      return `${condition.path.join(".")} ${condition.operator} ${printValue(condition.value)}`;
    case "none":
      return `${condition.path.join(".")} is ${condition.negated ? "not " : ""}None`;
  }
}

function printTight(term: ConditionNode): string {
  return term.kind === "or" || term.kind === "and" ? `(${printCondition(term)})` : printCondition(term);
}

/** Numbers and booleans stand bare, all other values in quotes. */
function printValue(value: string): string {
  const bare = isBareWord(value) && (readNumber(value) !== undefined || /^(?:true|false)$/i.test(value));
  return bare ? value : `'${value.replace(/['\\]/g, "\\$&")}'`;
}
