import { InputError, quoted } from "../core/errors.ts";
import type { Field } from "../signature/signature.ts";
import { printed } from "./lines.ts";
import { ownValue } from "./plain-data.ts";
import { withoutClosing } from "./tags.ts";

/** Inputs by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/**
 * The inputs of a signature by name: those given, or a text bound to the one input that can take it. Absent without a signature and
 * for a plain text. An unknown name, and a text that several inputs or none could take, are an `InputError`.
 */
export function namedInputs(task: string | Inputs | undefined, fields: readonly Field[] = []): Inputs | undefined {
  if (fields.length === 0) return typeof task === "string" ? undefined : task;
  if (typeof task === "string") return { [onlyText(fields).name]: task };
  const unknown = Object.keys(task ?? {}).filter((name) => !fields.some((field) => field.name === name));
  if (unknown.length > 0) throw new InputError(`There is no input named ${quoted(unknown)}. Inputs: ${quoted(namesOf(fields))}.`);
  return task ?? {};
}

/** One `<name>value</name>` line per input that is there. An absent one that is not optional is an `InputError`. */
export function fieldLines(fields: readonly Field[], inputs: Inputs): string[] {
  return fields.flatMap((field) => {
    const { name } = field;
    const value = ownValue(inputs, name);
    if (value === undefined || (value === null && field.optional)) return absent(field, fields);
    const text = value === null ? "null" : printed(value);
    // Both wrappers are around the value: its own, and that of the task.
    return [`<${name}>${withoutClosing("task", withoutClosing(name, text))}</${name}>`];
  });
}

function absent({ name, optional }: Field, fields: readonly Field[]): never[] {
  if (optional) return [];
  const hint = `Inputs: ${fields.map((field) => `${field.name}${field.optional ? "?" : ""}: ${field.type}`).join(", ")}.`;
  throw new InputError(`The input "${name}" is missing.`, { hint });
}

function onlyText(fields: readonly Field[]): Field {
  const texts = fields.filter((field) => field.media === undefined);
  const needed = texts.filter((field) => !field.optional);
  const [only, another] = needed.length > 0 ? needed : texts;
  if (only !== undefined && another === undefined) return only;
  throw new InputError(`A text was passed, but the inputs are ${quoted(namesOf(fields))}.`, { hint: "Pass an object with these keys." });
}

const namesOf = (fields: readonly Field[]) => fields.map(({ name }) => name);
