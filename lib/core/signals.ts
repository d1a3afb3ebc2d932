/**
 * Thrown for control, not for failure: a signal passes every retry, fallback and catch-all of this library unchanged,
 * and is never told to a model as an error.
 */
export abstract class Signal {
  abstract readonly type: string;
}

/** Whether something thrown is a control signal rather than a failure. */
export function isSignal(thrown: unknown): thrown is Signal {
  return thrown instanceof Signal;
}
