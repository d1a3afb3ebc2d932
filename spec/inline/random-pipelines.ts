import * as fc from "fast-check";
import type { ConditionNode, ModuleNode, Operator, PipelineNode, StepNode } from "../../lib/inline/ast.ts";

/** A syntax tree without places, for comparing. */
export function placeless(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(placeless);
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) => (key === "start" || key === "end" ? [] : [[key, placeless(value)]])),
  );
}

const nowhere = { start: 0, end: 0 };
const fieldNames = ["n", "s", "flag", "user", "é", "is", "None", "$x", "toString"];

const path = fc
  .tuple(fc.constantFrom(...fieldNames), fc.array(fc.constantFrom("0", "-1", "a", "n", "not"), { maxLength: 2 }))
  .map(([first, rest]) => [first, ...rest]);
const operator = fc.constantFrom<Operator>("==", "!=", "<", ">", "<=", ">=");
/** Any text can be a value; those that mean something come more often. */
export const value = fc.oneof(
  fc.constantFrom(
    "0",
    "1",
    "-1",
    "2.5",
    "1_000",
    "true",
    "False",
    "None",
    "abc",
    "",
    "a, b -> c",
    "it's",
    '"',
    "\\",
    "\\'",
    "1e3",
    "+5",
    "10.",
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
);

const leaf: fc.Arbitrary<ConditionNode> = fc.oneof(
  fc.record({ kind: fc.constant("comparison" as const), path, operator, value }).map((node) => ({ ...node, ...nowhere })),
  fc.record({ kind: fc.constant("none" as const), path, negated: fc.boolean() }).map((node) => ({ ...node, ...nowhere })),
);

/** A random condition of moderate depth. */
export const condition: fc.Arbitrary<ConditionNode> = fc.letrec<{ node: ConditionNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    tie("node").map((term) => ({ kind: "not" as const, term, ...nowhere })),
    fc
      .tuple(fc.constantFrom("or" as const, "and" as const), fc.array(tie("node"), { minLength: 2, maxLength: 3 }))
      .map(([kind, terms]) => ({ kind, terms, ...nowhere })),
  ),
})).node;

/** A random pipeline over these module names; loops run while a counter of their own is below a small number, or their random condition holds. */
export function pipelines(names: readonly string[]): fc.Arbitrary<PipelineNode> {
  const module: fc.Arbitrary<ModuleNode> = fc.constantFrom(...names).map((name) => ({ kind: "module", name, ...nowhere }));
  return fc.letrec<{ pipeline: PipelineNode; step: StepNode }>((tie) => ({
    pipeline: fc.array(tie("step"), { minLength: 1, maxLength: 4 }).map((steps) => ({ kind: "pipeline" as const, steps, ...nowhere })),
    step: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      module,
      fc.array(module, { minLength: 1, maxLength: 3 }).map((modules) => ({ kind: "parallel" as const, modules, ...nowhere })),
      fc
        .tuple(fc.array(fc.tuple(condition, module), { minLength: 1, maxLength: 3 }), fc.option(module, { nil: undefined }))
        .map(([pairs, otherwise]) => ({
          kind: "conditional" as const,
          branches: pairs.map(([test, target]) => ({ kind: "branch" as const, condition: test, module: target, ...nowhere })),
          otherwise,
          ...nowhere,
        })),
      fc.tuple(condition, tie("pipeline")).map(([test, body]) => ({ kind: "loop" as const, condition: test, body, ...nowhere })),
    ),
  })).pipeline;
}
