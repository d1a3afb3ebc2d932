import type { Vars } from "../core/run-context.ts";
import type { Chat } from "../message/chat.ts";
import type { Extension, Timeouts, ToolChoiceOption, ToolLookup } from "../registry/agent-options.ts";
import type { Media } from "../signature/signature-types.ts";

/** Pictures, sounds, films and documents that go with a task: a URL, a path, a data URL or bytes each. */
export interface TaskMultimodal {
  readonly image?: Media | readonly Media[] | undefined;
  readonly audio?: Media | readonly Media[] | undefined;
  readonly video?: Media | readonly Media[] | undefined;
  readonly file?: Media | readonly Media[] | undefined;
}

/** Options of one call of an agent; they win over the agent's own. */
export interface CallOptions {
  /** Variables for templates and tools, on top of those of the agent and of the run it is called in. */
  readonly vars?: Vars | undefined;
  /** The conversation so far, oldest first. Never changed; the result carries it extended. */
  readonly messages?: Chat | undefined;
  /** Background for the task: text, a list of texts, or a record of labelled values. */
  readonly taskContext?: unknown;
  readonly taskMultimodal?: TaskMultimodal | undefined;
  /** Aborts the run: the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Extensions of this run and of every run it starts. */
  readonly use?: readonly Extension[] | undefined;
  readonly toolChoice?: ToolChoiceOption | undefined;
  readonly maxTurns?: number | undefined;
  /** Each limit given here wins over the agent's own of that name. */
  readonly timeouts?: Timeouts | undefined;
  /** Where tools given by name are looked up. */
  readonly registry?: ToolLookup | undefined;
}
