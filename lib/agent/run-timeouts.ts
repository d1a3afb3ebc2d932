import { setImmediate as nextTurn } from "node:timers/promises";
import { withTimeout } from "../core/abort.ts";
import { ConfigurationError, quoted } from "../core/errors.ts";
import type { RunContext } from "../core/run-context.ts";
import type { ChatDelta, ModelCall } from "../model/chat-model.ts";
import type { Timeouts } from "../registry/agent-options.ts";

const names = ["totalMs", "turnMs", "firstChunkMs", "chunkMs", "toolMs"] as const satisfies readonly (keyof Timeouts)[];
const defaults: Timeouts = { chunkMs: 300_000 };

/** The limits of an agent, or of one of its calls, over those beneath; a `ConfigurationError` says which is none. */
export function joinTimeouts(given: Timeouts | undefined, name: string, beneath: Timeouts = defaults): Timeouts {
  if (given === undefined) return beneath;
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [key, value] of entries) {
    if (!names.some((known) => known === key))
      throw new ConfigurationError(`The agent "${name}" has a limit named timeouts.${key}.`, { hint: `Limits: ${quoted(names)}.` });
    if (typeof value === "number" && value >= 1) continue;
    throw new ConfigurationError(`The agent "${name}" has timeouts.${key}: ${String(value)}.`, {
      hint: "It must be a number of milliseconds from 1 on, or Infinity for no limit.",
    });
  }
  return { ...beneath, ...Object.fromEntries(entries) };
}

/** What is limited: `name` stands in the error, `ms` is absent for no limit. */
export interface NamedLimit {
  readonly name: string;
  readonly ms: number | undefined;
}

/**
 * Does the work of a run in a context whose signal also aborts when the total time is up. An abort ends the run at once, even if something
 * in it does not heed the signal.
 */
export async function withinTotal<T>(context: RunContext, limit: NamedLimit, work: (context: RunContext) => Promise<T>): Promise<T> {
  let used = context.signal;
  try {
    return await withTimeout({ what: `The agent "${limit.name}"`, ms: limit.ms, signal: context.signal }, (signal) => {
      used = signal;
      return work(signal === context.signal ? context : context.child(context.path, { signal }));
    });
  } catch (thrown) {
    // Whatever heeds the signal ends in this turn of the event loop, and tells so before the outermost run tells of its own end.
    if (used.aborted && !context.parent?.path) await nextTurn();
    throw thrown;
  }
}

/** Does the work of one turn, with all its attempts, within its limit. */
export function withinTurn<T>(signal: AbortSignal, limit: NamedLimit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (limit.ms === undefined) return work(signal);
  return withTimeout({ what: `A turn of the agent "${limit.name}"`, ms: limit.ms, signal }, work);
}

/** Makes one attempt at a reply of the model of that name; a streamed one within the limits to its first piece and between its pieces. */
export function withinChunks<T>(
  call: ModelCall & { readonly name: string },
  { firstChunkMs, chunkMs }: Timeouts,
  ask: (call: ModelCall) => Promise<T>,
): Promise<T> {
  const { name, signal, onDelta } = call;
  if (onDelta === undefined) return ask({ signal });
  let last: number | undefined;
  let held = false;
  let calls = 0;
  const watched = (delta: ChatDelta): void | Promise<void> => {
    const brings = delta.type === "tool-call" ? delta.arguments !== "" || delta.index >= calls : delta.text !== "";
    if (delta.type === "tool-call") calls = Math.max(calls, delta.index + 1);
    if (brings) last = performance.now();
    const told = onDelta(delta);
    if (!told) return undefined;
    const since = performance.now();
    held = true;
    return told.finally(() => {
      held = false;
      if (last !== undefined) last += performance.now() - since;
    });
  };
  const between = (outer: AbortSignal) => {
    if (chunkMs === undefined) return ask({ signal: outer, onDelta: watched });
    const left = () => (last === undefined || held ? chunkMs : last + chunkMs - performance.now());
    const limit = { what: `The next piece of the reply of "${name}"`, ms: chunkMs, signal: outer, unless: left };
    return withTimeout(limit, (inner) => ask({ signal: inner, onDelta: watched }));
  };
  if (firstChunkMs === undefined) return between(signal);
  const limit = { what: `The first piece of the reply of "${name}"`, ms: firstChunkMs, signal, unless: () => last !== undefined };
  return withTimeout(limit, between);
}
