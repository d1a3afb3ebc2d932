import { inspect } from "node:util";
import { ConfigurationError } from "../core/errors.ts";

/** Throws a `ConfigurationError` when a model's `timeoutMs` is no limit; `whose` is `"provider/model"`. */
export function checkTimeout(timeoutMs: unknown, whose: string): void {
  if (timeoutMs === undefined || (typeof timeoutMs === "number" && timeoutMs > 0)) return;
  const shown = inspect(timeoutMs, { depth: 0 });
  throw new ConfigurationError(
    `The model option "timeoutMs" of "${whose}" is ${shown}, but must be a number of milliseconds above 0, or Infinity.`,
  );
}
