import { abortable } from "../core/abort.ts";
import type { RunContext } from "../core/run-context.ts";
import type { RunEvent } from "../core/events.ts";
import type { FinishReason, Usage } from "../model/chat-model.ts";

/** What an agent tells while it runs, by type. Durations are milliseconds, turns count from 1. */
export interface AgentEvents {
  "run-start": { readonly agent: string };
  "turn-start": { readonly turn: number };
  "text-delta": { readonly text: string };
  "reasoning-delta": { readonly text: string };
  /** A piece of a tool call's arguments as the model writes them; `index` numbers the calls of the turn. */
  "tool-call-delta": { readonly index: number; readonly callId: string; readonly name: string; readonly arguments: string };
  /** The typed answer so far, as a copy; told only to readers of a stream. */
  "output-partial": { readonly partial: unknown };
  "turn-end": {
    readonly turn: number;
    readonly text: string;
    readonly finishReason: FinishReason;
    readonly usage: Usage;
    readonly toolCalls: number;
  };
  "tool-start": { readonly callId: string; readonly name: string; readonly parameters: unknown };
  "tool-end": {
    readonly callId: string;
    readonly name: string;
    readonly result: unknown;
    readonly error: string | undefined;
    readonly durationMs: number;
  };
  /** Sent by a tool itself through `ToolContext.emit`. */
  "tool-event": { readonly callId: string; readonly name: string; readonly data: unknown };
  /** A badly typed answer was sent back to the model. */
  "output-retry": { readonly attempt: number; readonly issues: readonly string[] };
  retry: { readonly key: string; readonly attempt: number; readonly delayMs: number; readonly error: string };
  breaker: { readonly key: string; readonly state: "open" | "half-open" | "closed" };
  /** The model could not answer; the fallback does. */
  fallback: { readonly agent: string; readonly error: string };
  "run-end": { readonly agent: string; readonly turns: number; readonly usage: Usage; readonly error?: string | undefined };
}

/** One event of an agent: its type, the run, the path of the call it comes from, and its data. */
export type AgentEvent = { [T in keyof AgentEvents]: RunEvent & { readonly type: T } & AgentEvents[T] }[keyof AgentEvents];

/** Tells the listeners of a run; builds nothing when nobody listens. Gives a promise only when a listener wants the run to wait. */
export function tell<T extends keyof AgentEvents>(context: RunContext, type: T, data: AgentEvents[T]): void | Promise<void> {
  if (!context.listening) return;
  const event = { type, runId: context.runId, path: context.path, ...data };
  const held = context.emit(event);
  // A reader that has stopped reading must not keep an aborted run from ending.
  return held && abortable(held, context.signal);
}

/** Tells of an end that is decided already: nobody can hold it back, and what a listener throws does not take the place of why it ended. */
export function tellAside<T extends keyof AgentEvents>(context: RunContext, type: T, data: AgentEvents[T]): void {
  void (async () => tell(context, type, data))().catch(() => {});
}
