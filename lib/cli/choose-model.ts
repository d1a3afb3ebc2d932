import { ConfigurationError } from "../core/errors.ts";
import { env } from "../core/env.ts";
import { findProvider, providerNames } from "../model/providers.ts";

/** A model to run with, and why this one. */
export interface ChosenModel {
  /** `"provider/model"`. */
  readonly model: string;
  readonly reason: string;
}

/** Picks a model for a program: the one named on the command line, else that of the first provider whose key is set, else the demo. */
export function chooseModel(args: readonly string[]): ChosenModel {
  const named = args.find((arg) => !arg.startsWith("-"));
  if (named !== undefined) {
    if (!named.includes("/"))
      throw new ConfigurationError(`"${named}" names no model.`, {
        hint: 'Write it as "provider/model", for example openai/gpt-4.1-mini.',
      });
    return { model: named, reason: "named on the command line" };
  }
  for (const name of providerNames()) {
    const { apiKeyEnv, defaultModel } = findProvider(name);
    const key = [apiKeyEnv ?? []].flat().find((variable) => env(variable) !== undefined);
    if (key !== undefined && defaultModel !== undefined) return { model: `${name}/${defaultModel}`, reason: `${key} is set` };
  }
  return { model: "demo/any", reason: "no key is set: an in-process stand-in that is no language model" };
}
