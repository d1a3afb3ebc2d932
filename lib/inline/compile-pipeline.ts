import { isSignal } from "../core/signals.ts";
import type { ConditionalNode, LoopNode, ModuleNode, ParallelNode, PipelineNode, StepNode } from "./ast.ts";
import { compileCondition } from "./compile-condition.ts";
import { InlineLoopError, InlineParallelError, InlineStepError } from "./inline-errors.ts";
import type { InlineEvents } from "./inline-event.ts";
import { printCondition } from "./print-pipeline.ts";
import { type Choice, failureOf, nothing, type Part, type Run, tellWatchers } from "./run.ts";
import { type NamedStep, stepCall } from "./step-call.ts";

/** What a pipeline is compiled with. */
export interface Compilation {
  /** A module for every name in the pipeline. */
  readonly steps: ReadonlyMap<string, NamedStep>;
  readonly maxIterations: number;
}

/** Compiles a pipeline. What it gives a promise of is the message. */
export function compilePipeline(pipeline: PipelineNode, compilation: Compilation): Part {
  const choices = pipeline.steps.map((step) => compileStep(step, compilation));
  return {
    start(run) {
      let part = nothing;
      try {
        for (let at = 0; at < choices.length; at += 1) {
          part = choices[at]?.(run) ?? nothing;
          const held = part.start(run);
          if (held) return finishParts(held, run, { part, choices, at });
        }
      } catch (thrown) {
        throw failureOf(part, run, thrown);
      }
      return undefined;
    },
  };
}

/** A part that has been started, and where it stands. */
interface Place {
  readonly part: Part;
  readonly choices: readonly Choice[];
  readonly at: number;
}

/** Waits for the part at a place, and runs those behind it. */
async function finishParts(held: Promise<unknown>, run: Run, { part: started, choices, at: from }: Place): Promise<object> {
  let part = started;
  try {
    await held;
    for (let at = from + 1; at < choices.length; at += 1) {
      part = choices[at]?.(run) ?? nothing;
      const next = part.start(run);
      if (next) await next;
    }
  } catch (thrown) {
    throw failureOf(part, run, thrown);
  }
  return run.message;
}

function compileStep(step: StepNode, compilation: Compilation): Choice {
  if (step.kind === "conditional") return compileConditional(step, compilation);
  const part = compilePart(step, compilation);
  return () => part;
}

function compilePart(step: ModuleNode | ParallelNode | LoopNode, compilation: Compilation): Part {
  switch (step.kind) {
    case "module":
      return compileModule(step, compilation);
    case "parallel":
      return compileParallel(step, compilation);
    case "loop":
      return compileLoop(step, compilation);
  }
}

function compileModule({ name }: ModuleNode, { steps }: Compilation): Part {
  return stepCall(steps.get(name) as NamedStep); // the checker has found all of them
}

/** Stands in a stage for a module that has ended at once. */
const ended = Promise.resolve();

function compileParallel({ modules }: ParallelNode, compilation: Compilation): Part {
  const parts = modules.map((module) => compileModule(module, compilation));
  return {
    start(run) {
      let thrown: Map<number, unknown> | undefined;
      const started: Promise<unknown>[] = [];
      let waits = false;
      for (let at = 0; at < parts.length; at += 1) {
        const part = parts[at] ?? nothing;
        try {
          const held = part.start(run);
          started.push(held ?? ended);
          if (held) waits = true;
        } catch (error) {
          started.push(ended);
          (thrown ??= new Map()).set(at, failureOf(part, run, error));
        }
      }
      if (waits) return finishStage(started, run, { parts, thrown });
      if (thrown) throwAll(thrown, run);
      return undefined;
    },
  };
}

/** Waits for all modules of a stage, also when some fail. */
async function finishStage(
  started: readonly Promise<unknown>[],
  run: Run,
  stage: { readonly parts: readonly Part[]; readonly thrown: Map<number, unknown> | undefined },
): Promise<void> {
  let { thrown } = stage;
  try {
    await Promise.all(started);
  } catch {
    // Only now is it worth asking each of them.
    const ends = await Promise.allSettled(started);
    for (const [at, end] of ends.entries()) {
      if (end.status === "rejected") (thrown ??= new Map()).set(at, failureOf(stage.parts[at] ?? nothing, run, end.reason));
    }
  }
  if (thrown) throwAll(thrown, run);
}

/** All failures of a stage at once, in its order; what is no failure of a module only when nothing failed. */
function throwAll(thrown: ReadonlyMap<number, unknown>, run: Run): never {
  run.signal?.throwIfAborted();
  const inOrder = [...thrown].toSorted(([left], [right]) => left - right).map(([, error]) => error);
  const refused = inOrder.find((error) => !(error instanceof InlineStepError) && !isSignal(error));
  if (refused !== undefined) throw refused;
  const failures = inOrder.filter((error) => error instanceof InlineStepError);
  throw failures.length > 0 ? new InlineParallelError(failures) : inOrder[0];
}

function compileConditional(conditional: ConditionalNode, compilation: Compilation): Choice {
  const { otherwise } = conditional;
  const branches = conditional.branches.map(({ condition, module }) => ({
    test: compileCondition(condition),
    part: compileModule(module, compilation),
    event: { condition: printCondition(condition), step: module.name },
  }));
  const last = {
    part: otherwise ? compileModule(otherwise, compilation) : nothing,
    event: { condition: undefined, step: otherwise?.name },
  };
  return (run) => {
    let taken: { readonly part: Part; readonly event: InlineEvents["branch"] } = last;
    for (const branch of branches) {
      if (!branch.test(run.message)) continue;
      taken = branch;
      break;
    }
    const { part, event } = taken;
    const told = run.watched && tellWatchers(run, "branch", event);
    return told ? { ...part, start: () => told.then(() => part.start(run)) } : part;
  };
}

function compileLoop(loop: LoopNode, compilation: Compilation): Part {
  const { maxIterations } = compilation;
  const condition = printCondition(loop.condition);
  const test = compileCondition(loop.condition);
  const body = compilePipeline(loop.body, compilation);
  return {
    start(run) {
      let iteration = 0;
      const advance = (): Promise<unknown> | undefined => {
        while (test(run.message)) {
          if (iteration >= maxIterations) throw new InlineLoopError(maxIterations, condition);
          iteration += 1;
          const told = run.watched && tellWatchers(run, "iteration", { condition, iteration });
          const held = told ? told.then(() => body.start(run)) : body.start(run);
          if (held) return held;
        }
        return undefined;
      };
      const held = advance();
      return held && finishLoop(held, advance);
    },
  };
}

async function finishLoop(held: Promise<unknown>, advance: () => Promise<unknown> | undefined): Promise<void> {
  let next: Promise<unknown> | undefined = held;
  while (next) {
    await next;
    next = advance();
  }
}
