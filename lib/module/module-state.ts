import { InputError, quoted } from "../core/errors.ts";
import type { Module } from "./module.ts";
import { everyModule } from "./module-tree.ts";

/** The method by which a module says what state it has of its own, its children aside. */
export const ownState: unique symbol = Symbol.for("msgflux:own-state");

/** The state that a module has of its own. */
export interface OwnState {
  /** What errors call the module: `agent "clerk"`. */
  readonly owner: string;
  /** JSON data by key; keys have no dots. */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Looks at values that were saved and gives the function that writes them, so that all are checked before any is written. Throws when they
   * do not fit. All keys are known ones; when strict, none is missing.
   */
  take(saved: Readonly<Record<string, unknown>>, strict: boolean): () => void;
}

/** The state of a module and of all below it: JSON data by dotted path, such as `researcher.instructions`. */
export type ModuleState = Readonly<Record<string, unknown>>;

/** How a state is taken. */
export interface LoadOptions {
  /** Whether missing and unexpected keys are an error, the default, or only told. */
  readonly strict?: boolean | undefined;
}

/** Where a state and a module do not fit. */
export interface LoadReport {
  /** Keys that the module has and the state has not. */
  readonly missing: readonly string[];
  /** Keys that the state has and the module has not. */
  readonly unexpected: readonly string[];
}

/** Reads the state of a module and of all below it; a module that stands at several places is read at the first. */
export function stateOf(root: Module): ModuleState {
  return Object.fromEntries(
    partsOf(root).flatMap(({ prefix, own }) => Object.entries(own.values).map(([key, value]) => [prefix + key, value])),
  );
}

/** Takes a state back, whole or not at all; an `InputError` names what does not fit. */
export function loadState(root: Module, state: ModuleState, { strict = true }: LoadOptions = {}): LoadReport {
  if (typeof state !== "object" || state === null || Array.isArray(state)) {
    throw new InputError(
      `A state is an object; this is ${state === null ? "null" : Array.isArray(state) ? "an array" : `a ${typeof state}`}.`,
    );
  }
  const parts = partsOf(root);
  const known = new Set(parts.flatMap(({ prefix, own }) => Object.keys(own.values).map((key) => prefix + key)));
  const missing = [...known].filter((key) => !Object.hasOwn(state, key));
  const unexpected = Object.keys(state).filter((key) => !known.has(key));
  if (strict && missing.length + unexpected.length > 0) {
    const owner = root[ownState]()?.owner ?? `module "${root.constructor.name}"`;
    throw new InputError(`The state does not fit the ${owner}: missing ${quoted(missing)}; unexpected ${quoted(unexpected)}.`, {
      hint: "Load it with { strict: false } to take what fits.",
    });
  }
  const writers = parts.map(({ prefix, own }) => {
    const keys = Object.keys(own.values).filter((key) => Object.hasOwn(state, prefix + key));
    return own.take(Object.fromEntries(keys.map((key) => [key, state[prefix + key]])), strict);
  });
  for (const write of writers) write();
  return { missing, unexpected };
}

interface StatePart {
  readonly prefix: string;
  readonly own: OwnState;
}

function partsOf(root: Module): StatePart[] {
  return [...everyModule(root)].flatMap(([path, module]) => {
    const own = module[ownState]();
    return own ? [{ prefix: path === "" ? "" : `${path}.`, own }] : [];
  });
}
