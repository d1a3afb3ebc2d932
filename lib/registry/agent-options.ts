import type { Middleware } from "../core/door.ts";
import type { RunContext, Vars } from "../core/run-context.ts";
import type { FieldBinding, PathBinding } from "../message/message-fields.ts";
import type { ModelRef, ModelSettings } from "../model/chat-model.ts";
import type { Policy } from "../model/policy.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";

/** Words, tools or a wrapper added to an agent. */
export interface Extension {
  readonly name: string;
  /** Added to the system prompt, after the agent's own parts. */
  readonly preamble?: string | ((context: RunContext) => string | Promise<string>) | undefined;
  readonly tools?: readonly ToolSpec[] | undefined;
  readonly around?: Middleware | undefined;
}

/** Something an agent can be given as a tool: a name in the registry, an annotated function, an instance with annotated methods, an agent, or a compiled tool. */
export type ToolRef = string | object;

/** Where tools given by name are looked up: a `Registry`. */
export interface ToolLookup {
  get(name: string): ToolSpec | undefined;
  names(): readonly string[];
}

/** Which tools a model may or must call: `required` is any one, another word is a tool's name. */
export type ToolChoiceOption = "auto" | "required" | "none" | (string & {});

/** Handlebars templates in place of the built-in forms. */
export interface AgentTemplates {
  /** The task; sees the inputs and `vars`, and `task` for a plain text. */
  readonly task?: string | undefined;
  /** The whole system prompt; sees `systemMessage`, `instructions`, `expectedOutput`, `examples`, `systemExtraMessage`, `currentDate` and `vars`. */
  readonly systemPrompt?: string | undefined;
}

/** How long the parts of a run may take, in milliseconds; `Infinity` is no limit. What is too late ends with a `TimeoutError` that names it. */
export interface Timeouts {
  /** The whole run, everything it starts included; no fallback answers after it. Default: no limit. */
  readonly totalMs?: number | undefined;
  /** One turn of the model with all its attempts and the waits between them. Default: no limit. */
  readonly turnMs?: number | undefined;
  /** One attempt, from the request to the first piece of a streamed reply; the policy may try again. Default: the policy's own `timeoutMs`. */
  readonly firstChunkMs?: number | undefined;
  /**
   * From one piece of a streamed reply to the next, and to its end; what brings nothing (a ping) does not count, and the time that listeners
   * take is left out. Never tried again, since part was seen. Default 300,000: models may think, or write the arguments of a
   * tool, for minutes without a word.
   */
  readonly chunkMs?: number | undefined;
  /** One call of a tool that has no `timeoutMs` of its own; the model is told. Default: no limit. */
  readonly toolMs?: number | undefined;
}

/** Where a module finds its inputs in a message. */
export interface MessageFields {
  /** The task; an object of places for the inputs of a signature. */
  readonly task?: FieldBinding | undefined;
  /** What goes with the task, by kind. */
  readonly taskMultimodal?:
    | { readonly [K in "image" | "audio" | "video" | "file"]?: PathBinding | readonly PathBinding[] | undefined }
    | undefined;
  /** The conversation so far; there may be none. */
  readonly messages?: PathBinding | undefined;
  readonly taskContext?: FieldBinding | undefined;
  readonly vars?: FieldBinding | undefined;
}

/** Options of an agent, in whichever form it is written. Text prompts are Handlebars templates over `vars`. */
export interface AgentOptions extends ModelSettings {
  readonly name?: string | undefined;
  /** What the agent is good for, as another agent reads it when this one is its tool. */
  readonly description?: string | undefined;
  readonly model?: ModelRef | undefined;
  readonly systemMessage?: string | undefined;
  readonly instructions?: string | undefined;
  readonly expectedOutput?: string | undefined;
  readonly examples?: string | undefined;
  /** Appended to the system prompt without a tag. */
  readonly systemExtraMessage?: string | undefined;
  /** Adds today's date (UTC) to the system prompt. */
  readonly includeDate?: boolean | undefined;
  readonly signature?: string | Signature | undefined;
  /** The schema of the answer, where no signature says it. */
  readonly generationSchema?: AnySchema | undefined;
  readonly tools?: readonly ToolRef[] | undefined;
  readonly toolChoice?: ToolChoiceOption | undefined;
  readonly templates?: AgentTemplates | undefined;
  /** Default variables; those of the call win. */
  readonly vars?: Vars | undefined;
  /** Where the agent finds its inputs when it is called with a message. */
  readonly messageFields?: MessageFields | undefined;
  /** Where it writes its output in that message, as a path: `outputs.answer`. */
  readonly responseMode?: string | undefined;
  readonly use?: readonly Extension[] | undefined;
  readonly policy?: Policy | undefined;
  /** Gives the answer when the model cannot: breaker open, retries spent, no model. Gets the input and the error. */
  readonly fallback?: ((input: never, error: unknown) => unknown) | undefined;
  /** The most turns of the model in one run, the last of them without tools. Default 10. */
  readonly maxTurns?: number | undefined;
  /** The most tool calls in one run. Default: no limit. */
  readonly maxToolCalls?: number | undefined;
  /** The most tools of one turn that run at once. Default: no limit. */
  readonly maxParallelTools?: number | undefined;
  /** How often a badly typed answer is sent back for correction. Default 2. */
  readonly maxOutputRetries?: number | undefined;
  readonly timeouts?: Timeouts | undefined;
  /** Where tools given by name are looked up. Default: the shared registry. */
  readonly registry?: ToolLookup | undefined;
}
