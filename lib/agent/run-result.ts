import type { Chat } from "../message/chat.ts";
import type { FinishReason, Usage } from "../model/chat-model.ts";

/** One tool call of a run: what the model asked for, and what came of it. Injected values are not among the parameters. */
export interface ToolRecord {
  readonly id: string;
  readonly name: string;
  readonly parameters: unknown;
  /** What the tool returned, as it returned it. */
  readonly result: unknown;
  /** The message of what it threw, or why it was not run. */
  readonly error?: string | undefined;
}

/** The output of a run that ended in tools whose results go straight to the caller. */
export class ToolResponses {
  readonly toolCalls: readonly ToolRecord[];
  /** What the model thought before calling, if it said so. */
  readonly reasoning: string | undefined;

  constructor(toolCalls: readonly ToolRecord[], reasoning: string | undefined) {
    this.toolCalls = toolCalls;
    this.reasoning = reasoning;
  }
}

/** Everything about a finished run. */
export interface RunResult<O = unknown> {
  readonly output: O;
  /** The conversation: the history that was given, the task, and all that followed, ready to be given to the next call. */
  readonly messages: Chat;
  /** Tokens of all model calls of this run; those of agents it called as tools are in their own results. */
  readonly usage: Usage;
  readonly toolCalls: readonly ToolRecord[];
  /** How many times the model was asked. */
  readonly turns: number;
  /** What the model thought, all turns joined, if it said so. */
  readonly reasoning: string | undefined;
  readonly finishReason: FinishReason;
  readonly runId: string;
  /** Who answered: the model, or the fallback because the model could not. */
  readonly source: "model" | "fallback";
}
