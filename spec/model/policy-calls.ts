import { getEventListeners } from "node:events";
import { vi } from "vitest";
import { ModelError } from "../../lib/model/model-error.ts";
import type { Policy, PolicyCall, PolicyEvent } from "../../lib/model/policy.ts";

/** A call on its way through a policy in a spec: what it may be stopped with, and what it was told. */
export interface SpecCall extends PolicyCall {
  readonly controller: AbortController;
  readonly events: PolicyEvent[];
}

/** A call of the key `acme/model` with its own signal and a listener that notes every event. */
export function policyCall(given: Partial<PolicyCall> = {}): SpecCall {
  const controller = new AbortController();
  const events: PolicyEvent[] = [];
  return { key: "acme/model", signal: controller.signal, onEvent: (event) => void events.push(event), controller, events, ...given };
}

/** A failure that passes. */
export const unavailable = (retryAfterMs?: number) =>
  new ModelError("The provider is down.", { status: 503, retryable: true, retryAfterMs });

/** Runs until no timer is left, and gives the result or the error: under fake timers nothing else moves. */
export async function outcome<T>(running: Promise<T>): Promise<T | unknown> {
  const settled = running.then(
    (value): unknown => value,
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  return settled;
}

/** One call through a policy with work that fails always or gives "done". */
export function attemptOnce(policy: Policy, error?: unknown, call: PolicyCall = policyCall()): Promise<unknown> {
  return outcome(policy.execute(async () => (error === undefined ? "done" : Promise.reject(error as Error)), call));
}

/** The timers and listeners that a settled call left behind. */
export function leftovers(signal: AbortSignal): { timers: number; listeners: number } {
  return { timers: vi.getTimerCount(), listeners: getEventListeners(signal, "abort").length };
}
