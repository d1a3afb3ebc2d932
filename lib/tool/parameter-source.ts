import type { AnySchema, Field, Signature } from "../signature/signature.ts";
import type { AnyFunction } from "./parameter-names.ts";
import type { ToolOptions } from "./tool-options.ts";

/** What is known of a function whose parameters a model shall fill. */
export interface ParameterSource {
  /** For messages: `BillingService.balance`, `function getWeather`. */
  readonly owner: string;
  readonly options: ToolOptions;
  /** A signature that was written beside the options, by `@signature`. */
  readonly signature?: Signature | undefined;
  /** TypeScript's `design:paramtypes`. */
  readonly paramTypes?: readonly unknown[] | undefined;
  /** The function as its author wrote it: its source tells the names of its parameters. */
  readonly fn?: AnyFunction | undefined;
}

/** What fills one parameter: an argument of the model, a variable of the caller, the call's signal or its context. */
export type Slot = { readonly from: "model" | "vars"; readonly field: Field } | { readonly from: "signal" | "context" };

/** The parameters of a function: one each, or the named ones together as one object before the others. */
export interface ParameterPlan {
  readonly style: "positional" | "object";
  readonly slots: readonly Slot[];
  /** The schema of the whole object, where one was given. */
  readonly whole?: AnySchema | undefined;
}

/** The names that `injectVars` lists. */
export function injectedNames({ injectVars }: ToolOptions): readonly string[] {
  return Array.isArray(injectVars) ? (injectVars as readonly string[]) : [];
}

/** The slots of these fields: those that `injectVars` names come from the caller. */
export function slotsOf(fields: readonly Field[], options: ToolOptions): readonly Slot[] {
  const injected = injectedNames(options);
  return fields.map((field) => ({ from: injected.includes(field.name) ? "vars" : "model", field }));
}

/** The fields that a plan fills from one source. */
export function fieldsFrom(plan: ParameterPlan, from: "model" | "vars"): readonly Field[] {
  return plan.slots.flatMap((slot) => (slot.from === from && "field" in slot ? [slot.field] : []));
}
