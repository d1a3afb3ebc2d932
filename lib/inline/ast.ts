/** Where something stands in an expression: from `start` up to but without `end`, in UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Steps one after the other; at least one. */
export interface PipelineNode extends Span {
  readonly kind: "pipeline";
  readonly steps: readonly StepNode[];
}

/** One step of a pipeline. */
export type StepNode = ModuleNode | ParallelNode | ConditionalNode | LoopNode;

/** A call of the module of that name. */
export interface ModuleNode extends Span {
  readonly kind: "module";
  readonly name: string;
}

/** `[a, b]`: modules side by side; at least one. */
export interface ParallelNode extends Span {
  readonly kind: "parallel";
  readonly modules: readonly ModuleNode[];
}

/** `{c ? a, d ? b, e}`: the module of the first condition that holds, else the default if there is one. */
export interface ConditionalNode extends Span {
  readonly kind: "conditional";
  readonly branches: readonly BranchNode[];
  readonly otherwise: ModuleNode | undefined;
}

/** `c ? a` */
export interface BranchNode extends Span {
  readonly kind: "branch";
  readonly condition: ConditionNode;
  readonly module: ModuleNode;
}

/** `@{c}: body;`: the body as long as the condition holds. */
export interface LoopNode extends Span {
  readonly kind: "loop";
  readonly condition: ConditionNode;
  readonly body: PipelineNode;
}

/** What a branch or a loop depends on. */
export type ConditionNode = OrNode | AndNode | NotNode | ComparisonNode | NoneNode;

/** `c || d`: one of two or more conditions must hold. */
export interface OrNode extends Span {
  readonly kind: "or";
  readonly terms: readonly ConditionNode[];
}

/** `c & d`: all of two or more conditions must hold. */
export interface AndNode extends Span {
  readonly kind: "and";
  readonly terms: readonly ConditionNode[];
}

/** `!c` */
export interface NotNode extends Span {
  readonly kind: "not";
  readonly term: ConditionNode;
}

/** How a field is compared with a value. */
export type Operator = "==" | "!=" | "<" | ">" | "<=" | ">=";

/** `user.age >= 18`: a field of the message, by the names of its path, and a value as text, without its quotes. */
export interface ComparisonNode extends Span {
  readonly kind: "comparison";
  readonly path: readonly string[];
  readonly operator: Operator;
  readonly value: string;
}

/** `user.name is None`, or `is not None` where `negated`. */
export interface NoneNode extends Span {
  readonly kind: "none";
  readonly path: readonly string[];
  readonly negated: boolean;
}
