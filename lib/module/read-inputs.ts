import { InputError, quoted } from "../core/errors.ts";
import { isRecord } from "../message/copy-data.ts";
import { readFields, type FieldBinding, type PathBinding } from "../message/message-fields.ts";
import type { MessageFields } from "../registry/agent-options.ts";
import type { BoundField, MessageBinding } from "./message-binding.ts";

/** What was read from a message: what is bound and was found. */
export type BoundInputs = { readonly [K in keyof MessageFields]?: unknown };

/**
 * Reads the inputs of a module from a message. An `InputError` names the module and the path where something is missing. What may be missing: a
 * history, a task beside a history, inputs that `isOptional` names, and of a list, or of several kinds of media, all but one.
 */
export function readInputs(binding: MessageBinding, message: object, isOptional?: (input: string) => boolean): BoundInputs {
  const { owner, fields } = binding;
  const read = fields.map((field) => [field, readFields(message, field[1])] as const);
  const inputs: BoundInputs = Object.fromEntries(read.filter(([, value]) => value !== undefined).map(([[key], value]) => [key, value]));
  const { messages, vars } = inputs;
  if (messages !== undefined && !Array.isArray(messages))
    throw new InputError(`The ${owner} found a history that is no list, but a value of type ${typeof messages}.`);
  if (vars !== undefined && !isRecord(vars))
    throw new InputError(`The ${owner} found vars that are no object, but a value of type ${typeof vars}.`);
  const hasHistory = messages !== undefined && messages.length > 0;
  const missing = read.flatMap(([field, value]) => (field[0] === "task" && hasHistory ? [] : missingPlaces(field, value, isOptional)));
  if (missing.length === 0) return inputs;
  throw new InputError(`The ${owner} found nothing at ${missing.join(" and at ")} of the message.`, {
    hint: `Its fields: ${quoted(Object.keys(message))}.`,
  });
}

/** The places where something is missing that must be there, as an error says them. */
function missingPlaces([key, place]: BoundField, value: unknown, isOptional?: (input: string) => boolean): string[] {
  if (key === "messages") return [];
  if (!isParts(place)) return isEmpty(value) ? [spelled(place)] : [];
  // Parts that are read give a record.
  const found = value as Readonly<Record<string, unknown>>;
  const missing = Object.entries(place).filter(([name]) => isEmpty(found[name]));
  if (key !== "task" && key !== "vars") return missing.length === Object.keys(place).length ? [spelled(place)] : [];
  return missing.filter(([name]) => key === "vars" || !isOptional?.(name)).map(([, part]) => spelled(part));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

function isParts(place: FieldBinding): place is Exclude<FieldBinding, PathBinding | readonly PathBinding[]> {
  return typeof place === "object" && !Array.isArray(place) && !Array.isArray(Reflect.get(place, "firstOf"));
}

function spelled(place: FieldBinding): string {
  if (typeof place === "string") return `"${place}"`;
  return [Object.values(place) as FieldBinding[]].flat(2).map(spelled).join(" or "); // as: a list, parts, or the list of `firstOf`
}
