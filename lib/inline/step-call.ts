import { abortable } from "../core/abort.ts";
import { enterUserCode } from "../core/current-run.ts";
import { around } from "../core/door.ts";
import { ConfigurationError, messageOf } from "../core/errors.ts";
import type { RunContext } from "../core/run-context.ts";
import { isSignal } from "../core/signals.ts";
import { InlineStepError } from "./inline-errors.ts";
import { tell } from "./inline-event.ts";
import { type Part, type Run, unheld } from "./run.ts";
import { takeOver } from "./take-over.ts";

/** A module as a pipeline calls it. */
export interface NamedStep {
  readonly name: string;
  readonly call: (message: object) => unknown;
  /** Where it can also be called synchronously, although `call` gives a promise. */
  readonly sync?: ((message: object) => unknown) | undefined;
}

/** A call was synchronous, and a module was not. */
class AsynchronousStepError extends ConfigurationError {}

/** Compiles the call of one module. */
export function stepCall(step: NamedStep): Part {
  const { call } = step;
  return {
    start(run) {
      const { signal, watched } = run;
      signal?.throwIfAborted();
      if (watched) return run.sync ? watchedAtOnce(step, run, watched) : watchedCall(step, run.message, watched);
      if (run.sync) return callAtOnce(step, run.message);
      const returned = call(run.message);
      if (!isPromise(returned)) return undefined;
      const work = returned instanceof Promise ? returned : Promise.resolve(returned);
      return signal ? abortable(work, signal) : work;
    },
    // Control signals and the caller's abort stay what they are.
    failure(run, thrown) {
      if (run.signal?.aborted) return run.signal.reason;
      return isSignal(thrown) || thrown instanceof AsynchronousStepError ? thrown : new InlineStepError(step.name, thrown);
    },
  };
}

function callAtOnce(step: NamedStep, message: object): undefined {
  const returned = (step.sync ?? step.call)(message);
  if (!isPromise(returned)) return;
  unheld(Promise.resolve(returned));
  throw new AsynchronousStepError(`The step "${step.name}" is asynchronous, but the pipeline was called synchronously.`, {
    hint: "Use await flux(message) instead of flux.sync(message).",
  });
}

/** A call through the door: what was asked and what came of it are the message. */
async function watchedCall(step: NamedStep, message: object, context: RunContext): Promise<void> {
  const path = context.nextPath("task", step.name);
  const scope = context.child(path);
  const started = performance.now();
  let error: string | undefined;
  await tell(scope, "step-start", { step: step.name });
  try {
    const work = around({ kind: "task", name: step.name, path, input: message }, { context }, (call) =>
      enterUserCode(scope, async () => {
        await step.call(call.input);
        return call.input;
      }),
    );
    const answer = await abortable(work, context.signal);
    if (typeof answer === "object" && answer !== null && answer !== message) takeOver(message, answer);
  } catch (thrown) {
    error = isSignal(thrown) ? thrown.type : messageOf(thrown);
    throw thrown;
  } finally {
    await tell(scope, "step-end", { step: step.name, error, durationMs: performance.now() - started });
  }
}

/** Without the door, which is asynchronous. */
function watchedAtOnce(step: NamedStep, run: Run, context: RunContext): undefined {
  const scope = context.child(context.nextPath("task", step.name));
  const started = performance.now();
  let error: string | undefined;
  unheld(tell(scope, "step-start", { step: step.name }));
  try {
    enterUserCode(scope, () => callAtOnce(step, run.message));
  } catch (thrown) {
    error = isSignal(thrown) ? thrown.type : messageOf(thrown);
    throw thrown;
  } finally {
    unheld(tell(scope, "step-end", { step: step.name, error, durationMs: performance.now() - started }));
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  if (value instanceof Promise) return true;
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"; // as: any object may have one
}
