import { enterUserCode, currentRun } from "../core/current-run.ts";
import { messageOf } from "../core/errors.ts";
import { RunContext } from "../core/run-context.ts";
import { checkFunction, nameOf } from "./part.ts";

/** A spawned call that failed, or threw a control signal that nobody waits for. */
export interface SpawnFailure {
  /** The name of the function or module. */
  readonly name: string;
  /** What it threw. */
  readonly error: unknown;
  /** The run it was spawned in, or the one it opened. */
  readonly runId: string;
  readonly path: string;
}

let listeners: readonly ((failure: SpawnFailure) => void)[] = [];

/** Is told of every spawned call that fails, instead of the process warning that is given when nobody listens. Returns the function that ends it. */
export function onSpawnError(listener: (failure: SpawnFailure) => void): () => void {
  const own = (failure: SpawnFailure) => listener(failure);
  listeners = [...listeners, own];
  return () => {
    listeners = listeners.filter((one) => one !== own);
  };
}

/**
 * Starts a call and does not wait: `spawn(audit, event)`. It belongs to the run it is called in (same id, variables and middleware), but goes
 * on when that run ends or is aborted. A failure never comes back here; see `onSpawnError`.
 */
export function spawn<A extends readonly unknown[]>(fn: (...args: A) => unknown, ...args: NoInfer<A>): void {
  checkFunction(fn, "What spawn was given first");
  const outer = currentRun();
  const context = new RunContext(outer, outer ? outer.nextPath("task", "spawn") : "task:spawn", { detached: true });
  // Async, so that what is thrown at once is told like what is thrown later.
  const call = async (): Promise<void> => {
    await fn(...args);
  };
  enterUserCode(context, call).catch((error: unknown) => tell({ name: nameOf(fn), error, runId: context.runId, path: context.path }));
}

function tell(failure: SpawnFailure): void {
  if (listeners.length === 0) process.emitWarning(`A spawned call of ${failure.name} failed: ${messageOf(failure.error)}`, "SpawnWarning");
  for (const listener of listeners) {
    try {
      listener(failure);
    } catch (thrown) {
      process.emitWarning(`A listener of spawned calls failed: ${messageOf(thrown)}`, "SpawnWarning");
    }
  }
}
