import { readAt } from "../core/paths.ts";
import type { ConditionNode } from "./ast.ts";
import { comparison } from "./compare.ts";

/** Whether a condition holds for a message. */
export type Test = (message: object) => boolean;

/** Compiles a condition to a function; a field that is absent is None. */
export function compileCondition(condition: ConditionNode): Test {
  switch (condition.kind) {
    case "or": {
      const terms = condition.terms.map(compileCondition);
      return (message) => terms.some((term) => term(message));
    }
    case "and": {
      const terms = condition.terms.map(compileCondition);
      return (message) => terms.every((term) => term(message));
    }
    case "not": {
      const term = compileCondition(condition.term);
      return (message) => !term(message);
    }
    case "comparison": {
      const { path } = condition;
      const holds = comparison(condition.operator, condition.value);
      return (message) => holds(readAt(message, path));
    }
    case "none": {
      const { path, negated } = condition;
      return (message) => ((readAt(message, path) ?? undefined) === undefined) !== negated;
    }
  }
}
