import { InputError, quoted } from "../core/errors.ts";
import { issueLines } from "../signature/validate.ts";
import type { AgentPlan } from "./agent-plan.ts";

/** What an agent was asked: a text, the inputs of its signature, or nothing but a history. */
export type Task = { readonly text: string } | { readonly inputs: Readonly<Record<string, unknown>> } | undefined;

/** Reads the input of a call: a bare text binds to the only text input, inputs are checked. Throws an `InputError` that names what does not fit. */
export async function taskOf(plan: AgentPlan, input: unknown, hasHistory: boolean): Promise<Task> {
  const nothing = input === undefined || input === null || input === "";
  if (nothing && hasHistory) return undefined;
  if (!plan.input || !plan.signature) return plainTask(plan, input, nothing);
  if (typeof input === "string") return { inputs: await checked(plan, { [onlyText(plan)]: input }) };
  if (nothing && plan.signature.input.length > 0)
    throw new InputError(`"${plan.name}" was called without its inputs: ${quoted(plan.signature.input.map((field) => field.name))}.`);
  return { inputs: await checked(plan, input ?? {}) };
}

function plainTask(plan: AgentPlan, input: unknown, nothing: boolean): Task {
  if (nothing) throw new InputError(`"${plan.name}" was called without a task.`, { hint: "Pass a text, or a history in { messages }." });
  if (typeof input === "string") return { text: input };
  if (plan.options.templates?.task !== undefined && typeof input === "object")
    return { inputs: input as Readonly<Record<string, unknown>> };
  throw new InputError(
    `"${plan.name}" takes a text, but was called with ${Array.isArray(input) ? "an array" : `a value of type ${typeof input}`}.`,
    {
      hint: "Give the agent a signature for named inputs, or templates.task to say how they are written.",
    },
  );
}

function onlyText(plan: AgentPlan): string {
  const fields = plan.signature?.input ?? [];
  const text = fields.filter((field) => field.type === "string");
  const [only] = text;
  if (only && text.length === 1) return only.name;
  throw new InputError(`"${plan.name}" was called with a bare text, but its signature has ${text.length} text inputs.`, {
    hint: `Pass an object with ${quoted(fields.map((field) => field.name))}.`,
  });
}

async function checked(plan: AgentPlan, inputs: unknown): Promise<Readonly<Record<string, unknown>>> {
  const result = await plan.input?.parse(inputs);
  // The values go on as they were given: what a schema makes of them is for code, not for a prompt.
  if (result?.ok) return inputs as Readonly<Record<string, unknown>>;
  throw new InputError(`The inputs of "${plan.name}" do not fit its signature: ${issueLines(result?.issues ?? []).join("; ")}.`);
}
