import type { Listener } from "../core/events.ts";
import { Module } from "../module/module.ts";
import type { AgentOptions, AgentTemplates, Extension, ToolRef } from "../registry/agent-options.ts";
import type { ModelRef } from "../model/chat-model.ts";
import type { Vars } from "../core/run-context.ts";
import type { ResultOf } from "../signature/signature-types.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import { addNote, noteOf } from "../registry/notes.ts";
import { runAgent, type RunCall } from "./agent-run.ts";
import { agentFields, AgentSource } from "./agent-source.ts";
import { agentState, loadAgentState, type AgentState } from "./agent-state.ts";
import { AgentStream } from "./agent-stream.ts";
import type { TextOr, TextOrRecord } from "./agent-types.ts";
import type { CallOptions } from "./call-options.ts";
import { inspectAgent, systemPromptOf, type Inspection } from "./inspection.ts";
import { siblingTools } from "./sibling-tools.ts";
import type { RunResult } from "./run-result.ts";

/** An agent is an async function of its inputs. */
export interface Agent<I = string, O = string> {
  (input: I, options?: CallOptions): Promise<O>;
}

/**
 * A signature, a model, tools and the loop, callable like a function. Subclasses write prompts as fields and tools as annotated
 * methods; `I` and `O` are what a call takes and gives.
 */
export class Agent<I = string, O = string> extends Module {
  declare name: string;
  declare description?: string;
  declare model?: ModelRef;
  declare systemMessage?: string;
  declare instructions?: string;
  declare expectedOutput?: string;
  declare examples?: string;
  declare systemExtraMessage?: string;
  declare signature?: string | Signature;
  declare generationSchema?: AnySchema;
  declare tools?: readonly ToolRef[];
  declare templates?: AgentTemplates;
  declare vars?: Vars;
  declare use?: readonly Extension[];
  readonly #source: AgentSource;

  /** `holder` is the object whose class, fields and annotated methods make the agent; itself by default. */
  constructor(options: AgentOptions = {}, holder?: object) {
    super();
    const kind = holder ? holder.constructor : new.target;
    const name = options.name ?? noteOf(kind)?.agent?.name ?? (kind === Agent ? "agent" : kind.name || "agent");
    const source = new AgentSource(holder ?? this, options, name);
    const given = { ...options, name };
    for (const field of agentFields) {
      if (holder) Object.defineProperty(this, field, fieldOf(source, field));
      else if (given[field] !== undefined)
        Object.defineProperty(this, field, { value: given[field], writable: true, configurable: true, enumerable: true });
    }
    // Whoever gets the agent as a tool learns from the note what it is.
    addNote(this, { agent: options });
    this.#source = source;
    // The fields and private members of a subclass are made only after this.
    source.check(holder !== undefined || new.target === Agent);
  }

  /** A base class for agents with this signature: `class Router extends Agent.of("text: string -> intent: 'a' | 'b'") {}`. */
  static of<const T extends string>(signature: T): abstract new (options?: AgentOptions) => Agent<TextOr<T>, ResultOf<T>>;
  static of<In, Out>(signature: Signature<In, Out>): abstract new (options?: AgentOptions) => Agent<TextOrRecord<In>, Out>;
  static of(signature: string | Signature): abstract new (options?: AgentOptions) => Agent<never, unknown> {
    return class extends Agent<never, unknown> {
      constructor(options?: AgentOptions) {
        super({ ...options, signature });
      }
    };
  }

  /** Answers: what a call of the agent does. Rejects with the run's error, or with the signal's reason when aborted. */
  override async forward(input: I, options?: CallOptions): Promise<O> {
    return (await this.run(input, options)).output;
  }

  /** Answers with everything about the run: output, messages, usage, tool calls. */
  run(input: I, options: CallOptions = {}): Promise<RunResult<O>> {
    return this.#start(input, options);
  }

  /** Starts at once and answers piece by piece. */
  stream(input: I, options: CallOptions = {}): AgentStream<O> {
    return new AgentStream({
      answer: this.#source.plan().answer,
      start: (listener, signal) => {
        const both = options.signal ? AbortSignal.any([options.signal, signal]) : signal;
        return this.#start(input, { ...options, signal: both }, listener);
      },
    });
  }

  /** The system prompt as it would be sent with these variables; empty when there is none. */
  systemPrompt(options: { readonly vars?: Vars } = {}): string {
    return systemPromptOf(this.#source.plan(), options.vars);
  }

  /** Exactly what the first model call would send, without sending it. */
  async inspect(input: I, options: CallOptions = {}): Promise<Inspection> {
    return inspectAgent(this.#source.plan(), input, this.#call(input, options));
  }

  /** The prompts and settings as JSON data. */
  stateDict(): AgentState {
    return agentState(this.#source.plan());
  }

  /** Takes prompts from `stateDict()` back; unknown and missing keys are an error unless `strict` is false. */
  loadStateDict(state: AgentState, options: { readonly strict?: boolean } = {}): void {
    loadAgentState(this.#source.holder, state, { strict: options.strict ?? true, plan: this.#source.plan() });
  }

  // Async, so that whatever goes wrong is a rejection.
  async #start(input: I, options: CallOptions, listener?: Listener): Promise<RunResult<O>> {
    // The plan checks its answer against the schema that `O` was inferred from.
    return runAgent(this.#source.plan(), input, this.#call(input, options, listener)) as Promise<RunResult<O>>;
  }

  #call(input: I, options: CallOptions, listener?: Listener): RunCall {
    const fallback = this.#source.plan().options.fallback as ((input: I, reason: unknown) => unknown) | undefined;
    return {
      options,
      ownTools: this.#source.ownTools(),
      siblings: () => siblingTools(this.#source.holder),
      listener,
      fallback: fallback && ((reason) => fallback(input, reason)),
    };
  }
}

/** A field of an agent that was made of another object: it shows what the agent works with, and is written to that object. */
function fieldOf(source: AgentSource, field: (typeof agentFields)[number]): PropertyDescriptor {
  return {
    get: () => (field === "name" ? source.plan().name : source.plan().options[field]),
    set: (value: unknown) => Reflect.set(source.holder, field, value),
    configurable: true,
    enumerable: true,
  };
}
