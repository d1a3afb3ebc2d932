import type { RunContext } from "../core/run-context.ts";
import { type InlineEvents, tell } from "./inline-event.ts";

/** One run of a pipeline. */
export interface Run {
  readonly message: object;
  /** Whether it must end before the call returns. */
  readonly sync: boolean;
  readonly signal: AbortSignal | undefined;
  /** Present where somebody listens or has middleware: only then steps have paths, events and a way through the door. */
  readonly watched: RunContext | undefined;
}

/** A part of a compiled pipeline. */
export interface Part {
  /** Gives a promise where the part cannot end at once, and throws where it fails at once. */
  readonly start: (run: Run) => Promise<unknown> | undefined;
  /** What a failure of the part, thrown or as a rejection, means for the run; by default what it is. */
  readonly failure?: (run: Run, thrown: unknown) => unknown;
}

/** Gives the part that a run goes through at some place. */
export type Choice = (run: Run) => Part;

/** The part that does nothing. */
export const nothing: Part = { start: () => undefined };

/** The error that a failing part ends its run with. */
export function failureOf(part: Part, run: Run, thrown: unknown): unknown {
  return part.failure ? part.failure(run, thrown) : thrown;
}

/** Tells those who watch the run. What runs synchronously cannot be held back. */
export function tellWatchers<T extends keyof InlineEvents>(run: Run, type: T, data: InlineEvents[T]): Promise<void> | undefined {
  const held = run.watched && tell(run.watched, type, data);
  return run.sync ? unheld(held) : held;
}

/** Lets a promise go: nobody waits for it, and its failure is nobody's. */
export function unheld(held: Promise<unknown> | undefined): undefined {
  held?.catch(() => {});
}
