import { ConfigurationError } from "../core/errors.ts";
import type { AnyFunction } from "../registry/decorator-types.ts";

/** Throws a `ConfigurationError` unless `value` can be called; `place` is where it stands: `step 2 of a Sequential`. */
export function checkEntry(value: unknown, place: string): asserts value is AnyFunction {
  if (typeof value === "function") return;
  throw new ConfigurationError(`The ${place} is ${value === null ? "null" : `a value of type ${typeof value}`}, not a module or function.`);
}

/** Throws a `ConfigurationError` unless `name` can stand in a path. */
export function checkName(name: string, container: string): void {
  if (name !== "" && !name.includes(".")) return;
  throw new ConfigurationError(`A module of a ${container} is named "${name}".`, {
    hint: "A name is a step of a path: it is not empty, and has no dots.",
  });
}

/** The place that an index means in a list of this length, counted from the end if negative; undefined where there is none. */
export function placeAt(index: number, length: number): number | undefined {
  const place = index < 0 ? length + index : index;
  return Number.isInteger(place) && place >= 0 && place < length ? place : undefined;
}
