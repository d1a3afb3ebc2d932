import { Signal } from "../core/signals.ts";

/** Thrown by `byModel()`: there is no answer but the model's. */
export class ByModel extends Signal {
  override readonly type = "by-model";
}

/** The body of an `@agent` method that has no answer of its own: when the model cannot answer, the caller gets the model's error. */
export function byModel(): never {
  // A signal is not an Error: it passes every catch-all of the library.
  // oxlint-disable-next-line no-throw-literal
  throw new ByModel();
}
