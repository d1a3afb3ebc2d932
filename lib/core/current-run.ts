import { AsyncLocalStorage } from "node:async_hooks";
import type { RunContext } from "./run-context.ts";

const storage = new AsyncLocalStorage<RunContext>();

/** The run in which this code was called, if any: inside a tool, a template function, an `@agent` body or `runWith`. */
export function currentRun(): RunContext | undefined {
  return storage.getStore();
}

/** Enters user code: what it calls joins this run. */
export function enterUserCode<R>(context: RunContext, work: () => R): R {
  return storage.run(context, work);
}
