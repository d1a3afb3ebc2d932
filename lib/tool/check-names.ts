import { ConfigurationError, quoted } from "../core/errors.ts";
import { parameterNames, type ParameterName } from "./parameter-names.ts";
import type { ParameterSource } from "./parameter-source.ts";
import { isRenamed, isShort } from "./compiled-names.ts";

/** The names somebody gave to the parameters of a function, and who that was, in words. */
interface GivenNames {
  readonly names: readonly string[];
  readonly givenBy: string;
}

/**
 * Compares given names with the function's own source, where that can be read: the same names in the same order, none missing at
 * the end, and the place of the context right. A leading `_` says that a parameter is not used, a number at
 * the end may be a compiler's, and a name of one letter a minifier's.
 */
export function checkNames(source: ParameterSource, given: GivenNames): void {
  const written = source.fn && parameterNames(source.fn);
  if (written === undefined) return;
  const restAt = written.findIndex((one) => one.rest);
  const own = restAt < 0 ? written : written.slice(0, restAt);
  checkOrder(source, given, own);
  if (restAt >= 0 || usesArguments(source)) return;
  const { names, givenBy } = given;
  if (own.length < names.length) {
    throw new ConfigurationError(
      `${source.owner} takes ${parameters(own.length)}, but ${givenBy} names ${names.length}: ${quoted(names)}. It lacks ${quoted(names.slice(own.length))}.`,
      { hint: "Add the parameter to the function, or remove it from the description." },
    );
  }
  if (source.options.injectVars === true && own.length > names.length + 1) {
    throw new ConfigurationError(
      `${source.owner} takes ${parameters(own.length)}, but ${givenBy} names ${names.length} and the ToolContext is passed as number ${names.length + 1}.`,
      { hint: "Name every parameter before the context." },
    );
  }
}

function checkOrder(source: ParameterSource, { names, givenBy }: GivenNames, own: readonly ParameterName[]): void {
  const written = own.slice(0, names.length).map((one) => one.name);
  const differs = names.some((name, index) => !mayBe(written[index], name));
  const shuffled =
    written.length === names.length && written.join() !== names.join() && written.toSorted().join() === names.toSorted().join();
  if (!differs && !shuffled) return;
  const shown = quoted(own.map((one) => one.name ?? "(taken apart)"));
  throw new ConfigurationError(`${source.owner} takes the parameters ${shown}, but ${givenBy} names ${quoted(names)}.`, {
    hint: "Use the names of the function, in its order.",
  });
}

function mayBe(written: string | undefined, name: string): boolean {
  return written === undefined || isShort(written) || isRenamed(written.replace(/^_+(?=.)/, ""), name) || isRenamed(written, name);
}

function usesArguments({ fn }: ParameterSource): boolean {
  return fn !== undefined && /\barguments\b/.test(Function.prototype.toString.call(fn));
}

const parameters = (count: number): string => `${count} parameter${count === 1 ? "" : "s"}`;
