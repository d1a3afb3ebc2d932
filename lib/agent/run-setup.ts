import type { Middleware } from "../core/door.ts";
import type { RunContext } from "../core/run-context.ts";
import type { Chat } from "../message/chat.ts";
import type { ChatModel, ToolChoice, Usage } from "../model/chat-model.ts";
import type { Policy } from "../model/policy.ts";
import type { Timeouts } from "../registry/agent-options.ts";
import type { AgentPlan } from "./agent-plan.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { ToolRecord } from "./run-result.ts";
import type { ToolSet } from "./tool-set.ts";

/** Everything one run of the loop works with; only `shown` and `progress` change. */
export interface RunSetup {
  readonly plan: AgentPlan;
  readonly context: RunContext;
  /** The agent's own middleware, inside the run-wide one. */
  readonly own: readonly Middleware[];
  readonly model: ChatModel;
  readonly policy: Policy;
  readonly tools: ToolSet;
  readonly choice: ToolChoice | undefined;
  readonly form: AnswerForm;
  readonly maxTurns: number;
  readonly maxToolCalls: number;
  readonly maxOutputRetries: number;
  readonly timeouts: Timeouts;
  /** Whether a listener has seen something of this run; what was seen is never answered a second way. */
  shown: boolean;
  /** Where the loop stands, once it has begun: what a failed run has spent. */
  progress?: Progress;
}

/** Where a run stands between two turns. */
export interface Progress {
  messages: Chat;
  usage: Usage;
  turns: number;
  records: readonly ToolRecord[];
  thoughts: readonly string[];
  corrections: number;
  choice: ToolChoice | undefined;
  /** The ids of all tool calls so far; read from the history at the first call. */
  callIds?: Set<string>;
}
