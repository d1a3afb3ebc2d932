import { longestWaitMs, withTimeout } from "../core/abort.ts";
import { enterUserCode } from "../core/current-run.ts";
import { InputError } from "../core/errors.ts";
import { RunContext } from "../core/run-context.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";

/** One call to make. */
export interface Part {
  readonly fn: AnyFunction;
  readonly args: readonly unknown[];
}

/** What a part may take and where it stands: `ms` is absent for no limit, `signal` aborts it. */
export interface PartLimit {
  readonly parent: RunContext | undefined;
  readonly path: string;
  readonly ms: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Makes the call in a run context of its own, whose signal aborts with the given one or when the time is up: agents and tools called inside
 * stop then. Rejects at that moment even if the function does not heed it.
 */
export function runPart({ fn, args }: Part, { parent, path, ms, signal }: PartLimit): Promise<unknown> {
  return withTimeout({ what: `"${nameOf(fn)}"`, ms: limitOf(ms), signal }, (own): unknown =>
    enterUserCode(new RunContext(parent, path, { signal: own, detached: true }), (): unknown => fn(...args)),
  );
}

/** What a function or module is called in messages. */
export function nameOf(fn: AnyFunction): string {
  // A module may have a field of any type under this name.
  const name: unknown = fn.name;
  return typeof name === "string" && name !== "" ? name : "the call";
}

/** Throws an `InputError` unless `fn` can be called. */
export function checkFunction(fn: unknown, where: string): asserts fn is AnyFunction {
  if (typeof fn !== "function") throw new InputError(`${where} is ${fn === null ? "null" : `a ${typeof fn}`}, not a function or module.`);
}

/** Throws an `InputError` unless `ms` can limit a call: a number above 0, or nothing. */
export function checkLimit(ms: number | undefined): void {
  if (ms === undefined || (typeof ms === "number" && ms > 0)) return;
  throw new InputError(`timeoutMs is ${String(ms)}.`, { hint: "It is a number of milliseconds above 0; leave it out for no limit." });
}

function limitOf(ms: number | undefined): number | undefined {
  return ms === undefined || ms > longestWaitMs ? undefined : ms;
}
