import type { Listener } from "../core/events.ts";
import { takesMessages } from "../module/bound-call.ts";
import { requireResponseMode } from "../module/message-binding.ts";
import type { MessageBack, MessageIn } from "../module/message-types.ts";
import { Module } from "../module/module.ts";
import { ownState, type LoadOptions, type LoadReport, type OwnState } from "../module/module-state.ts";
import type { AgentOptions, AgentTemplates, Extension, ToolRef } from "../registry/agent-options.ts";
import type { ModelRef } from "../model/chat-model.ts";
import type { Vars } from "../core/run-context.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { Readable } from "../signature/signature-types.ts";
import { addNote, noteOf } from "../registry/notes.ts";
import { answerMessage, askedBy, isMessageFor } from "./agent-message.ts";
import type { AgentPlan } from "./agent-plan.ts";
import { runAgent, type RunCall } from "./agent-run.ts";
import { agentFields, AgentSource } from "./agent-source.ts";
import { agentOwnState, type AgentState } from "./agent-state.ts";
import { AgentStream } from "./agent-stream.ts";
import type { InputFor, OutputFor } from "./agent-types.ts";
import type { CallOptions } from "./call-options.ts";
import { inspectAgent, systemPromptOf, type Inspection } from "./inspection.ts";
import { siblingTools } from "./sibling-tools.ts";
import { refuseDecorating } from "./refuse-decorating.ts";
import type { RunResult, ToolResponses } from "./run-result.ts";

/** An agent is an async function of its inputs; bound by `messageFields` and `responseMode`, also of a message, which it gives back. */
// oxlint-disable-next-line no-unused-vars -- the class it merges with has these three
export interface Agent<I = string, O = string, R = O | ToolResponses> {
  (input: I, options?: CallOptions): Promise<O>;
  <M extends object>(message: MessageIn<M>, options?: CallOptions): MessageBack<Promise<O>, M>;
}

/**
 * A signature, a model, tools and the loop, callable like a function. Subclasses write prompts as fields and tools as annotated
 * methods; `I` and `O` are what a call takes and gives, and `R` what `run` does: unlike a call's, its type also tells of tools whose
 * results go straight to the caller, and which only the run knows of.
 */
export class Agent<I = string, O = string, R = O | ToolResponses> extends Module {
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
  declare readonly [takesMessages]: true;
  readonly #source: AgentSource;

  static {
    Object.defineProperty(this.prototype, takesMessages, { value: true });
  }

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
  // `any`, because a signature's types stand on both sides.
  static of<const S extends string | Signature<any, any>>(
    signature: Readable<S>,
  ): abstract new (options?: AgentOptions) => Agent<InputFor<S>, OutputFor<S>>;
  static of(signature: string | Signature): abstract new (options?: AgentOptions) => Agent<never, unknown> {
    return class extends Agent<never, unknown> {
      constructor(options?: AgentOptions) {
        super({ ...options, signature });
      }
    };
  }

  /** Answers: what a call of the agent does. Rejects with the run's error, or with the signal's reason when aborted. */
  override forward(input: I, options?: CallOptions): Promise<O> {
    // Not a rejection: nobody waits for what a decorator gives.
    refuseDecorating(this.name, input, options);
    if (typeof input === "object" && input !== null) return this.#forwardObject(input, options);
    // A caller who lists a direct tool, or knows of one, has it in `O`.
    return this.run(input, options).then(({ output }) => output as unknown as O);
  }

  /** Answers with everything about the run: output, messages, usage, tool calls. Hooks stand around calls of the agent only, not around this. */
  run<M extends object = never>(input: I | MessageIn<M>, options: CallOptions = {}): Promise<RunResult<R>> {
    return this.#start(input, options);
  }

  /** Starts at once and answers piece by piece. */
  stream<M extends object = never>(input: I | MessageIn<M>, options: CallOptions = {}): AgentStream<R> {
    return new AgentStream({
      answer: this.#answer(),
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
  async inspect<M extends object = never>(input: I | MessageIn<M>, options: CallOptions = {}): Promise<Inspection> {
    const plan = this.#source.plan();
    const asked = isMessageFor(plan, input) ? askedBy(plan, input, options) : { input, options };
    return inspectAgent(plan, asked.input, this.#call(asked.input, asked.options));
  }

  /** The prompts and settings as JSON data; with the states of the modules below it, if it has fields that are modules. */
  override stateDict(): AgentState {
    return super.stateDict() as AgentState; // as: its own state is in it
  }

  /** Takes prompts from `stateDict()` back; unknown and missing keys are an error unless `strict` is false. */
  override loadStateDict(state: AgentState, options?: LoadOptions): LoadReport {
    return super.loadStateDict(state, options);
  }

  override [ownState](): OwnState {
    return agentOwnState(this.#source.holder, this.#source.plan());
  }

  #answer(): AgentPlan["answer"] {
    try {
      return this.#source.plan().answer;
    } catch {
      // What is wrong with the agent is for the run to tell.
      return undefined;
    }
  }

  async #forwardObject(input: I & object, options?: CallOptions): Promise<O> {
    const plan = this.#source.plan();
    const isMessage = isMessageFor(plan, input);
    if (isMessage && plan.binding) requireResponseMode(plan.binding);
    const { output } = await this.run(input, options);
    // The types of a call with a message stand where it is declared.
    return (isMessage ? input : output) as unknown as O;
  }

  // Async, so that whatever goes wrong is a rejection.
  async #start(input: unknown, options: CallOptions, listener?: Listener): Promise<RunResult<R>> {
    const plan = this.#source.plan();
    const message = isMessageFor(plan, input) ? input : undefined;
    const asked = message ? askedBy(plan, message, options) : { input, options };
    // The plan checks its answer against the schema that `O` was inferred from.
    const result = (await runAgent(plan, asked.input, this.#call(asked.input, asked.options, listener))) as RunResult<R>;
    if (message) answerMessage(plan, message, result.output);
    return result;
  }

  #call(input: unknown, options: CallOptions, listener?: Listener): RunCall {
    const fallback = this.#source.plan().options.fallback as ((input: unknown, reason: unknown) => unknown) | undefined;
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
