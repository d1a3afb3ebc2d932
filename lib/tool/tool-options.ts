import type { Chat } from "../message/chat.ts";
import type { Vars } from "../core/run-context.ts";
import type { Policy } from "../model/policy.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";

/** What a tool may do to the world: decides what runs side by side, and later what is repeated, cached or approved. */
export type Effect = "read" | "write" | "irreversible";

/** What a tool learns of the call it is in. */
export interface ToolContext {
  readonly vars: Vars;
  /** Aborts with the run and at the tool's own timeout. */
  readonly signal: AbortSignal;
  readonly runId: string;
  /** The model's id of this call. */
  readonly callId: string;
  /** The conversation up to and including the message with this call. */
  readonly messages: Chat;
  /** Sends an event of the tool's own to the listeners of the run, as `{ type: "tool-event", data }`. */
  emit(data: unknown): Promise<void>;
}

/** Options of `tool`. At most one of `signature`, `input` and `args` says what the parameters are. */
export interface ToolOptions {
  /** 1-64 of `[a-zA-Z0-9_-]`; the name of the method or function otherwise. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly signature?: string | Signature | undefined;
  /** The schema of the one object parameter. */
  readonly input?: AnySchema | undefined;
  /** The schemas of the parameters in order; `names` are their names. */
  readonly args?: readonly AnySchema[] | undefined;
  readonly names?: readonly string[] | undefined;
  /** Descriptions by parameter name. */
  readonly params?: Readonly<Record<string, string | undefined>> | undefined;
  /** `true` appends a `ToolContext`; names are filled from `vars` and hidden from the model. */
  readonly injectVars?: true | readonly string[] | undefined;
  /** The result ends the run and goes to the caller as it is. */
  readonly returnDirect?: boolean | undefined;
  readonly effect?: Effect | undefined;
  readonly timeoutMs?: number | undefined;
  readonly policy?: Policy | undefined;
  /** Longer results are cut to this many characters, with a note that says so. */
  readonly maxResultChars?: number | undefined;
}
