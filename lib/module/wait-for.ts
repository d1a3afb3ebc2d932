import { currentRun } from "../core/current-run.ts";
import { RunContext } from "../core/run-context.ts";
import { joinedSignal } from "./joined-signal.ts";
import { checkFunction, checkLimit, runPart } from "./part.ts";

/** How long a call is waited for. */
export interface WaitForOptions {
  /** In milliseconds; a call that takes longer is aborted and rejects with a `TimeoutError`. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /** Aborts the call, which rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes one call and waits for its result, at most so long: `await waitFor(research, ["tides"], { timeoutMs: 60_000 })`. */
export async function waitFor<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  args: NoInfer<Readonly<A>>,
  options: WaitForOptions = {},
): Promise<Awaited<R>> {
  checkFunction(fn, "What waitFor was given first");
  checkLimit(options.timeoutMs);
  const outer = currentRun();
  const joined = joinedSignal(outer?.signal, options.signal);
  const path = outer ? outer.nextPath("task", "wait") : "task:wait";
  const parent = outer ?? new RunContext(undefined, "");
  try {
    // What comes back is what `fn` gives.
    return (await runPart({ fn, args }, { parent, path, ms: options.timeoutMs, signal: joined.signal })) as Awaited<R>;
  } finally {
    joined.letGo();
  }
}
