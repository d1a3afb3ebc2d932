import { ConfigurationError } from "../core/errors.ts";
import type { Vars } from "../core/run-context.ts";
import { issueLines, issuesUnder, validate, type Issue } from "../signature/validate.ts";
import type { Field } from "../signature/signature.ts";
import { fieldsFrom, type ParameterPlan, type Slot } from "./parameter-source.ts";
import type { ToolContext } from "./tool-options.ts";

/** Checked arguments of a call, and where the rest of its parameters comes from. */
export interface Filling {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly context: ToolContext;
}

/**
 * The values for a function's parameters, in order. A variable that is missing or does not fit is the caller's mistake: a
 * `ConfigurationError` that names the tool and the variable.
 */
export async function filledParameters(plan: ParameterPlan, filling: Filling): Promise<readonly unknown[]> {
  const injected = fieldsFrom(plan, "vars");
  const vars = new Map<string, unknown>();
  for (const field of injected) {
    const value = await injectedValue(field, filling);
    if (value !== undefined) vars.set(field.name, value);
  }
  if (plan.style === "positional") return positional(plan.slots, vars, filling);
  const further = plan.slots.filter((slot) => !("field" in slot)).map((slot) => givenValue(slot.from, filling.context));
  // Without variables the object goes through as its schema made it, which may be more than a record.
  if (injected.length === 0) return [filling.args, ...further];
  const record = { ...filling.args, ...Object.fromEntries(vars) };
  return [plan.whole === undefined ? record : await wholeInput(plan, { record, filling }), ...further];
}

function positional(slots: readonly Slot[], vars: ReadonlyMap<string, unknown>, { args, context }: Filling): readonly unknown[] {
  const values = slots.map((slot) => {
    if (!("field" in slot)) return givenValue(slot.from, context);
    const { name } = slot.field;
    if (slot.from === "vars") return vars.get(name);
    return Object.hasOwn(args, name) ? args[name] : undefined;
  });
  // Absent at the end means not passed at all.
  while (values.length > 0 && values.at(-1) === undefined) values.pop();
  return values;
}

function givenValue(from: Slot["from"], context: ToolContext): unknown {
  return from === "signal" ? context.signal : context;
}

async function injectedValue(field: Field, { tool, context }: Filling): Promise<unknown> {
  const value = ownValue(context.vars, field.name);
  const checked = await validate(field.schema, value);
  if (value === undefined) {
    if (checked.ok && (field.optional || checked.value !== undefined)) return checked.value;
    if (field.optional) return undefined;
    throw new ConfigurationError(`The tool "${tool}" needs the variable "${field.name}", which this call was not given.`, {
      hint: `Pass it: { vars: { ${field.name}: ... } }.`,
    });
  }
  if (checked.ok) return checked.value;
  throw misfit(tool, [field]);
}

/** Variables are looked up by name, and nothing that every object inherits is one. */
function ownValue(vars: Vars, name: string): unknown {
  return Object.hasOwn(vars, name) ? vars[name] : undefined;
}

async function wholeInput(
  plan: ParameterPlan,
  { record, filling }: { readonly record: object; readonly filling: Filling },
): Promise<unknown> {
  // A plan with a schema for the whole is what brings us here.
  const checked = plan.whole ? await validate(plan.whole, record) : { ok: true as const, value: record };
  if (checked.ok) return checked.value;
  const ofVars = fieldsFrom(plan, "vars").filter((field) => checked.issues.some((issue) => isUnder(issue, field.name)));
  if (ofVars.length > 0) throw misfit(filling.tool, ofVars);
  // Told to the model, whose arguments these are.
  throw new Error(`The arguments do not fit: ${issueLines(checked.issues).join("; ")}`);
}

/** Whether an issue is about this key or something in it. */
export function isUnder({ path }: Issue, name: string): boolean {
  const [prefix = ""] = issuesUnder(name, [{ path: "", message: "" }]).map((issue) => issue.path);
  return path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
}

/** Says what was expected, not what came: injected values stand in no message. */
function misfit(tool: string, fields: readonly Field[]): ConfigurationError {
  const expected = fields.map((field) => `${field.name}: expected ${field.type}`).join("; ");
  return new ConfigurationError(`A variable does not fit the tool "${tool}": ${expected}.`, { hint: "Mend the vars of the call." });
}
