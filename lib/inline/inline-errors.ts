import { messageOf, MsgfluxError } from "../core/errors.ts";

/** A module of a pipeline failed; `cause` is what it threw. */
export class InlineStepError extends MsgfluxError {
  /** The name of the module in the pipeline. */
  readonly step: string;

  constructor(step: string, cause: unknown) {
    super("inline-step", `Execution failed for \`${step}\`: ${failureText(cause)}`, { cause });
    this.step = step;
  }
}

/** Modules of a parallel stage failed; the others have finished. */
export class InlineParallelError extends MsgfluxError {
  /** What was thrown, in the order in which the modules stand in the stage. */
  readonly errors: readonly unknown[];
  /** The names of the modules that failed, in the same order. */
  readonly steps: readonly string[];

  constructor(failures: readonly InlineStepError[]) {
    const lines = failures.map(({ step, cause }) => `  \`${step}\`: ${failureText(cause)}`);
    super("inline-parallel", `Parallel execution failed for:\n${lines.join(",\n")}`, { cause: failures[0]?.cause });
    this.errors = failures.map(({ cause }) => cause);
    this.steps = failures.map(({ step }) => step);
  }
}

/** A loop's condition still held after the most iterations that are allowed. */
export class InlineLoopError extends MsgfluxError {
  readonly maxIterations: number;
  readonly condition: string;

  constructor(maxIterations: number, condition: string) {
    const fact = `While loop exceeded maximum iterations (${maxIterations}).`;
    super("inline-loop", `${fact} Possible infinite loop detected. Condition: ${condition}`);
    this.maxIterations = maxIterations;
    this.condition = condition;
  }
}

/** What was thrown as `Name('message')`; the class names an error that has no name of its own. */
function failureText(thrown: unknown): string {
  const text = messageOf(thrown);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (!(thrown instanceof Error)) return `${quote}${text}${quote}`;
  const name = thrown.name === "Error" ? thrown.constructor.name : thrown.name;
  return `${name}(${quote}${text}${quote})`;
}
