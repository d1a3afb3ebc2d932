import { type IDefaultPolicyContext, type IPolicy, isBrokenCircuitError, isBulkheadRejectedError, isTaskCancelledError } from "cockatiel";
import { abortable } from "../core/abort.ts";
import { MsgfluxError } from "../core/errors.ts";
import { passesPolicies } from "./failures.ts";
import type { Policy, PolicyCall } from "./policy.ts";

/** Any policy of the package `cockatiel`, also one merged with its `wrap()`. */
export type CockatielPolicy = IPolicy<IDefaultPolicyContext, unknown>;

/** Whether something is a policy of cockatiel: it has `execute` and tells of success and failure. */
export function isCockatielPolicy(value: unknown): value is CockatielPolicy {
  if (typeof value !== "object" || value === null) return false;
  return ["execute", "onSuccess", "onFailure"].every((name) => typeof Reflect.get(value, name) === "function");
}

/**
 * A policy of cockatiel as one of ours, under the rules of this house: an abort rejects with the signal's reason at once, and what was
 * partly seen, control signals and what a listener threw end the call whatever the policy would do with them. Its refusals get our
 * codes: `breaker-open`, `bulkhead-full`, `timeout`.
 */
export function fromCockatiel(policy: CockatielPolicy): Policy {
  return {
    "~policy": true,
    async execute<T>(work: (signal: AbortSignal) => Promise<T>, call: PolicyCall): Promise<T> {
      call.signal.throwIfAborted();
      const own = new AbortController();
      const passOn = () => own.abort(call.signal.reason);
      const attempt = async (context: IDefaultPolicyContext): Promise<T> => {
        // After an abort cockatiel's retry calls once more.
        own.signal.throwIfAborted();
        try {
          return await work(context.signal);
        } catch (error) {
          if (call.seen?.() || passesPolicies(error)) own.abort(error);
          throw error;
        }
      };
      call.signal.addEventListener("abort", passOn, { once: true });
      try {
        // A cockatiel fallback may give something else than `T`; that is between the user and that policy.
        return (await abortable(policy.execute(attempt, own.signal), own.signal)) as T;
      } catch (error) {
        throw own.signal.aborted ? own.signal.reason : inOurWords(error, call.key);
      } finally {
        call.signal.removeEventListener("abort", passOn);
      }
    },
  };
}

function inOurWords(error: unknown, key: string): unknown {
  if (isBrokenCircuitError(error))
    return new MsgfluxError("breaker-open", `The breaker of "${key}" is open, so the call was not made.`, { cause: error });
  if (isBulkheadRejectedError(error)) return new MsgfluxError("bulkhead-full", `"${key}" is busy: ${error.message}.`, { cause: error });
  if (isTaskCancelledError(error))
    return new MsgfluxError("timeout", `"${key}" was stopped by its policy: ${error.message}.`, { cause: error });
  return error;
}
