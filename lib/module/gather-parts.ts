import { currentRun } from "../core/current-run.ts";
import { InputError } from "../core/errors.ts";
import { RunContext } from "../core/run-context.ts";
import { isSignal } from "../core/signals.ts";
import { joinedSignal } from "./joined-signal.ts";
import { checkLimit, runPart, type Part } from "./part.ts";
import { TaskError } from "./task-error.ts";

/** How calls are made side by side. */
export interface GatherOptions {
  /** The most calls that run at once. Default: all of them. */
  readonly concurrency?: number | undefined;
  /** How long each call may take, in milliseconds; one that takes longer is aborted and fails with a `TimeoutError`. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /** Aborts all calls; the gathering rejects with the signal's reason. The run in which it is called aborts it too. */
  readonly signal?: AbortSignal | undefined;
  /** Is told after every call how many are done, failed ones included, and how many there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** `return`, the default: a `TaskError` in the place of a call that fails. `throw`: the first failure aborts the others and is thrown. */
  readonly onError?: "return" | "throw" | undefined;
}

/**
 * Makes the calls side by side; results in the order of the calls. A control signal that a call throws is thrown on when all calls have
 * ended: what the others did is not lost.
 */
export async function gatherParts(parts: readonly Part[], options: GatherOptions = {}): Promise<unknown[]> {
  const { concurrency = Infinity, signal, onProgress } = options;
  checkOptions(options);
  const outer = currentRun();
  const joined = joinedSignal(outer?.signal, signal);
  const context = new RunContext(outer, outer ? outer.nextPath("task", "gather") : "task:gather");
  const results: unknown[] = Array.from({ length: parts.length });
  const signals: { readonly index: number; readonly thrown: unknown }[] = [];
  const started = parts.entries();
  let done = 0;
  const settle = async (index: number, part: Part): Promise<void> => {
    try {
      const limit = { parent: context, path: `${context.path}/${index}`, ms: options.timeoutMs, signal: joined.signal };
      results[index] = await runPart(part, limit);
    } catch (thrown) {
      // At once, so that no other is started in between; it changes nothing for one that has aborted already.
      if (options.onError === "throw" && !isSignal(thrown)) joined.abort(thrown);
      if (joined.signal.aborted) throw thrown;
      if (isSignal(thrown)) signals.push({ index, thrown });
      else results[index] = new TaskError(index, thrown);
    }
    done += 1;
    onProgress?.(done, parts.length);
  };
  // Each takes the next call that nobody has started: no pool is shared, so that gatherings inside gatherings never wait for one another.
  const work = async (): Promise<void> => {
    for (const [index, part] of started) await settle(index, part);
  };
  try {
    joined.signal.throwIfAborted();
    await Promise.all(Array.from({ length: Math.min(concurrency, parts.length) }, work));
  } catch (thrown) {
    joined.abort(thrown);
    throw thrown;
  } finally {
    joined.letGo();
  }
  const [first] = signals.toSorted((a, b) => a.index - b.index);
  if (first) throw first.thrown;
  return results;
}

function checkOptions({ concurrency, timeoutMs, onError }: GatherOptions): void {
  checkLimit(timeoutMs);
  if (concurrency !== undefined && !(concurrency >= 1 && (Number.isInteger(concurrency) || concurrency === Infinity))) {
    throw new InputError(`concurrency is ${String(concurrency)}.`, {
      hint: "It is a whole number from 1 on; leave it out to make all calls at once.",
    });
  }
  if (onError !== undefined && !["return", "throw"].includes(onError)) {
    throw new InputError(`onError is neither "return" nor "throw".`);
  }
}
