import { abortable } from "../core/abort.ts";
import type { RunEvent } from "../core/events.ts";
import type { RunContext } from "../core/run-context.ts";

/** What a pipeline tells while it runs, by type. Durations are milliseconds. */
export interface InlineEvents {
  "step-start": { readonly step: string };
  "step-end": { readonly step: string; readonly error: string | undefined; readonly durationMs: number };
  /** The condition that held and the module that follows it: no condition for the default, neither when nothing held. */
  branch: { readonly condition: string | undefined; readonly step: string | undefined };
  /** A loop begins its body; `iteration` counts from 1. */
  iteration: { readonly condition: string; readonly iteration: number };
}

/** One event of a pipeline: its type, the run, the path of the step or of what the pipeline runs in, and its data. */
export type InlineEvent = { [T in keyof InlineEvents]: RunEvent & { readonly type: T } & InlineEvents[T] }[keyof InlineEvents];

/** Tells the listeners of a run; builds nothing when nobody listens. Gives a promise only when a listener wants the run to wait. */
export function tell<T extends keyof InlineEvents>(context: RunContext, type: T, data: InlineEvents[T]): Promise<void> | undefined {
  if (!context.listening) return undefined;
  const event = { type, runId: context.runId, path: context.path, ...data };
  const held = context.emit(event);
  // A reader that has stopped reading must not keep an aborted run from ending.
  return held ? abortable(held, context.signal) : undefined;
}
