import { currentRun, enterUserCode } from "../core/current-run.ts";
import { ConfigurationError, InputError } from "../core/errors.ts";
import type { Listener } from "../core/events.ts";
import { RunContext } from "../core/run-context.ts";
import { takesMessages } from "../module/bound-call.ts";
import { Module } from "../module/module.ts";
import type { PipelineNode } from "./ast.ts";
import { checkModules } from "./check-modules.ts";
import { compilePipeline } from "./compile-pipeline.ts";
import type { InlineModules, ModulesFor, ReadablePipeline } from "./inline-types.ts";
import { parsePipeline } from "./parse-pipeline.ts";
import { printPipeline } from "./print-pipeline.ts";
import type { Part, Run } from "./run.ts";
import type { NamedStep } from "./step-call.ts";
import { toMermaid } from "./to-mermaid.ts";

/** Options of a pipeline. */
export interface InlineOptions {
  /** How often the body of a loop may run before it is an error. Default 1000. */
  readonly maxIterations?: number | undefined;
}

/** Options of one call of a pipeline. */
export interface InlineCallOptions {
  /** Ends the run with its reason, at once; agents in it get it too. */
  readonly signal?: AbortSignal | undefined;
  /** Hears what the steps do, see `InlineEvent`, and what agents in them do. */
  readonly listener?: Listener | undefined;
}

/** A pipeline is an async function of a message that gives the same message back. */
export interface Inline {
  <M extends object>(message: M, options?: InlineCallOptions): Promise<M>;
}

/**
 * Modules composed by a text: `prep -> [a, b] -> {score > 0.9 ? accept, reject} -> @{n < 3}: step; -> done`. It is parsed and compiled once, and then called
 * any number of times, also concurrently. Every module gets the message (a `Message` or any other object) and writes to it; what it returns is ignored.
 */
// The parameters are those of the constructor, which cannot have its own; an instance has the same type whatever they are.
export class Inline<const S extends string = string, const M extends InlineModules = InlineModules> extends Module {
  override readonly [takesMessages] = true;
  readonly expression: string;
  readonly maxIterations: number;
  readonly #pipeline: PipelineNode;
  readonly #part: Part;

  /** Throws `InlineSyntaxError` for a text that does not follow the grammar, `ConfigurationError` for modules that are missing. */
  constructor(expression: ReadablePipeline<S>, modules: M & ModulesFor<NoInfer<S>, NoInfer<M>>, options: InlineOptions = {}) {
    super();
    const { maxIterations = 1000 } = options;
    if (typeof expression !== "string") throw new ConfigurationError(`The expression of a pipeline is a string, not ${typeof expression}.`);
    if (typeof modules !== "object" || modules === null) {
      throw new ConfigurationError("The modules of a pipeline are an object of functions by name.");
    }
    if (!Number.isInteger(maxIterations) || maxIterations < 0) {
      throw new ConfigurationError(`maxIterations is a whole number from 0, not ${String(maxIterations)}.`);
    }
    this.expression = expression;
    this.maxIterations = maxIterations;
    this.#pipeline = parsePipeline(expression);
    const steps = new Map<string, NamedStep>();
    for (const [name, call] of checkModules(this.#pipeline, modules)) {
      const sync = call instanceof Inline ? (message: object) => call.sync(message) : undefined;
      steps.set(name, { name, call, sync });
    }
    this.#part = compilePipeline(this.#pipeline, { steps, maxIterations });
  }

  /**
   * Runs the pipeline and gives the message back. A module that fails ends it with an `InlineStepError`, one in a parallel stage with an
   * `InlineParallelError` once all have ended, a loop without end with an `InlineLoopError`.
   */
  override forward<T extends object>(message: T, options?: InlineCallOptions): Promise<T> {
    try {
      checkMessage(message);
      const parent = currentRun();
      if (!options?.signal && !options?.listener) return this.#start(message, parent);
      const context = new RunContext(parent, parent?.path ?? "", { signal: options.signal, listener: options.listener });
      return enterUserCode(context, () => this.#start(message, context));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  /** Runs a pipeline whose modules are all synchronous, and gives the message back; refuses a promise. Middleware is not asked. */
  sync<T extends object>(message: T): T {
    checkMessage(message);
    void this.#part.start(runOf(message, currentRun(), true));
    return message;
  }

  #start<T extends object>(message: T, context: RunContext | undefined): Promise<T> {
    // What a pipeline gives a promise of is its message.
    const held = this.#part.start(runOf(message, context)) as Promise<T> | undefined;
    return held ?? Promise.resolve(message);
  }

  /** The pipeline as the text of a Mermaid flowchart. */
  override toMermaid(): string {
    return toMermaid(this.#pipeline);
  }

  /** The canonical text of the pipeline; it parses to the same pipeline. */
  override toString(): string {
    return printPipeline(this.#pipeline);
  }
}

/** Composes modules by a text, see `Inline`: `await inline("load -> [a, b] -> done", { load, a, b, done })(message)`. */
export function inline<const S extends string, const M extends InlineModules>(
  expression: ReadablePipeline<S>,
  modules: M & ModulesFor<NoInfer<S>, NoInfer<M>>,
  options?: InlineOptions,
): Inline {
  return new Inline<S, M>(expression, modules, options);
}

/** Parses, runs once and forgets: for a pipeline that is used a single time. */
export async function runInline<const S extends string, const M extends InlineModules, T extends object>(
  expression: ReadablePipeline<S>,
  modules: M & ModulesFor<NoInfer<S>, NoInfer<M>>,
  message: T,
): Promise<T> {
  return new Inline<S, M>(expression, modules).forward(message);
}

function checkMessage(message: unknown): void {
  if (typeof message === "object" && message !== null && !Array.isArray(message)) return;
  const given = message === null ? "null" : Array.isArray(message) ? "a list" : `a ${typeof message}`;
  throw new InputError(`A pipeline takes a message, not ${given}.`, { hint: "Pass a Message, a dotdict or any other object." });
}

function runOf(message: object, context: RunContext | undefined, sync = false): Run {
  if (!context) return { message, sync, signal: undefined, watched: undefined };
  const watched = context.listening || context.middleware.length > 0 ? context : undefined;
  return { message, sync, signal: context.signal, watched };
}
