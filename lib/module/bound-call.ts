import { isRecord } from "../message/copy-data.ts";
import type { MessageFields } from "../registry/agent-options.ts";
import { andThen } from "./and-then.ts";
import { compileBinding, isMessage, requireResponseMode, writeOutput, type MessageBinding } from "./message-binding.ts";
import type { Module } from "./module.ts";
import { readInputs, type BoundInputs } from "./read-inputs.ts";

/** The method by which a module says what `forward` is called with for inputs that were read from a message; `rest` are the further arguments of the call. */
export const boundArguments: unique symbol = Symbol.for("msgflux:bound-arguments");

/** Set on modules whose `forward` itself takes messages. */
export const takesMessages: unique symbol = Symbol.for("msgflux:takes-messages");

interface Kept {
  readonly messageFields: MessageFields | undefined;
  readonly responseMode: string | undefined;
  readonly binding: MessageBinding | undefined;
}

const kept = new WeakMap<Module, Kept>();

/** Calls `forward`: where the module is bound and called with a message, with the inputs the message has for it, writing the output there; else as it is called. */
export function callBound(module: Module, args: readonly unknown[]): unknown {
  const [first, ...rest] = args;
  const binding = typeof first === "object" && first !== null && !module[takesMessages] ? bindingOf(module) : undefined;
  if (!binding || !(isMessage(first) || (binding.fields.length > 0 && isRecord(first)))) return module.forward(...args) as unknown;
  requireResponseMode(binding);
  const given = binding.fields.length > 0 ? module[boundArguments](readInputs(binding, first), rest) : args;
  return andThen(module.forward(...given), (output) => {
    // A module of which only the output is bound may hand the message itself along.
    if (output !== first) writeOutput(binding, first, output);
    return first;
  });
}

/** The arguments of `forward` unless a module says otherwise: the task, then an object of all else that was read, under what the call says itself. */
export function taskThenOptions({ task, ...others }: BoundInputs, [options, ...more]: readonly unknown[]): unknown[] {
  if (Object.keys(others).length > 0) return [task, { ...others, ...(options as object | undefined) }, ...more]; // as: the options of a call
  return options === undefined && more.length === 0 ? [task] : [task, options, ...more];
}

function bindingOf(module: Module): MessageBinding | undefined {
  const { messageFields, responseMode } = module;
  if (messageFields === undefined && responseMode === undefined) return undefined;
  const before = kept.get(module);
  if (before && before.messageFields === messageFields && before.responseMode === responseMode) return before.binding;
  const binding = compileBinding({ messageFields, responseMode }, `module "${module.constructor.name}"`);
  kept.set(module, { messageFields, responseMode, binding });
  return binding;
}
