import { InputError } from "../core/errors.ts";
import { isRecord } from "../message/copy-data.ts";
import { isMessage, writeOutput } from "../module/message-binding.ts";
import { readInputs } from "../module/read-inputs.ts";
import type { AgentPlan } from "./agent-plan.ts";
import type { CallOptions } from "./call-options.ts";

/** A call of an agent: its input, and what else it is given. */
export interface AskedCall {
  readonly input: unknown;
  readonly options: CallOptions;
}

/**
 * Whether the input of a call is a message: a dotted dictionary, or another object where the agent is bound to messages. One that has all
 * inputs that the agent's signature requires is these inputs.
 */
export function isMessageFor(plan: AgentPlan, input: unknown): input is object {
  if (isMessage(input)) return true;
  if (!plan.binding?.fields.length || !isRecord(input)) return false;
  return !plan.signature?.input.every((field) => field.optional || Object.hasOwn(input, field.name));
}

/** The call that an agent is asked to make by a message: what it reads there, under what the caller says. */
export function askedBy(plan: AgentPlan, message: object, given: CallOptions): AskedCall {
  const { binding } = plan;
  if (!binding?.fields.length) {
    throw new InputError(`The agent "${plan.name}" was called with a message, but has no messageFields: it does not know what to read.`, {
      hint: 'For example: messageFields: { task: "content" }.',
    });
  }
  const optional = plan.signature?.input.filter((field) => field.optional).map((field) => field.name);
  const { task, vars, ...others } = readInputs(binding, message, (name) => optional?.includes(name) ?? false);
  const both = vars === undefined ? given.vars : { ...(vars as CallOptions["vars"]), ...given.vars }; // as: what is read there is a record
  // What the message holds is checked where it is used, as anything a caller passes.
  const options = { ...(others as CallOptions), ...given, ...(both && { vars: both }) };
  return { input: task, options };
}

/** Writes the output of a run where the agent's `responseMode` says. */
export function answerMessage({ binding }: AgentPlan, message: object, output: unknown): void {
  if (binding) writeOutput(binding, message, output);
}
