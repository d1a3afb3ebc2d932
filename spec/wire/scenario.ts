import type { Agent, CallOptions, ChatModel, ChatModelOptions, RunResult } from "msgflux";
import type { Reply } from "./reply.ts";
import type { Wire } from "./wires.ts";

/** In the name and the value of everything that is injected; no request may hold it. */
export const hidden = "sentinel";

/** What a scenario gets to work with. */
export interface Stage {
  readonly model: ChatModel;
  readonly wire: Wire;
}

/** How a scenario calls its agent: an agent with its input, or a call of a method. */
export type Play =
  // Scenarios differ in what their agents take and give.
  { readonly agent: Agent<any, any>; readonly input: unknown; readonly options?: CallOptions } | { readonly call: () => Promise<unknown> };

/** An agent in one form, the replies of its model, and what comes of them. */
export interface Scenario {
  /** Names the golden files: lower case, words joined by dashes. */
  readonly name: string;
  /** Absent: all. */
  readonly providers?: readonly Wire["provider"][];
  /** The model's id by provider, where it is not the usual one. */
  readonly models?: Partial<Record<Wire["provider"], string>>;
  readonly modelOptions?: ChatModelOptions;
  /** The day it is. */
  readonly today?: string;
  readonly replies: readonly Reply[];
  readonly play: (stage: Stage) => Play;
  /** Runs the scenario inside of something, such as `runWith`. */
  readonly within?: <R>(work: () => R) => R;
  readonly output: unknown;
  /** Name, parameters, and the result or the error's message of each call. */
  readonly toolCalls?: readonly (readonly [name: string, parameters: unknown, result: unknown])[];
  readonly check?: (result: RunResult) => void;
}
