import type { RunEvent } from "../core/events.ts";
import { RunContext } from "../core/run-context.ts";
import type { Policy, PolicyCall } from "./policy.ts";

/** A call of your own code under a policy; `run` is the run it is made in, if any. */
export interface CallInRun<R extends RunContext | undefined> extends Omit<PolicyCall, "seen"> {
  readonly run: R;
}

/** What a reader would get twice if the work were done again: words, and calls of tools. Starts and ends of runs and turns are no answer yet. */
const shown: ReadonlySet<string> = new Set(["text-delta", "reasoning-delta", "tool-call-delta", "tool-start"]);

/**
 * Runs your own code under a policy. Each attempt gets a context that ends with the attempt, so that agents and tools called inside do
 * too, and that notices what listeners were shown, which is not shown a second time. Where there is neither a signal to carry nor a
 * listener, the context is the run itself.
 */
export function executeInRun<T, R extends RunContext | undefined>(
  policy: Policy,
  { run, ...call }: CallInRun<R>,
  work: (scope: RunContext | R) => Promise<T>,
): Promise<T> {
  const carried = run?.signal ?? call.signal;
  let latest = { seen: false };
  const scopeOf = (signal: AbortSignal): RunContext | R => {
    const listening = run?.listening ?? false;
    if (!listening && signal === carried) return run;
    const attempt = { seen: false };
    latest = attempt;
    const watch = (event: RunEvent): void => {
      if (shown.has(event.type)) attempt.seen = true;
    };
    return new RunContext(run, run?.path ?? "", { signal, listener: listening ? watch : undefined });
  };
  return policy.execute((signal) => work(scopeOf(signal)), { ...call, seen: () => latest.seen });
}
