import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { aside, writePath } from "../core/paths.ts";
import { isRecord } from "../message/copy-data.ts";
import type { FieldBinding } from "../message/message-fields.ts";
import type { MessageFields } from "../registry/agent-options.ts";

const keys = ["task", "taskMultimodal", "messages", "taskContext", "vars"] as const satisfies readonly (keyof MessageFields)[];
const mediaKinds = ["image", "audio", "video", "file"];

/** One input of a module, and where a message has it. */
export type BoundField = readonly [key: keyof MessageFields, place: FieldBinding];

/** What a module is bound to: where it reads its inputs, and where it writes its output. */
export interface MessageBinding {
  /** What errors call the module: `agent "support"`. */
  readonly owner: string;
  /** Empty where only the output is bound. */
  readonly fields: readonly BoundField[];
  readonly responseMode: string | undefined;
}

/** The options that bind a module to messages. */
export interface BindingOptions {
  readonly messageFields?: MessageFields | undefined;
  readonly responseMode?: string | undefined;
}

/** Whether a value is a message for every module: a `Message` or another dotted dictionary. */
export function isMessage(value: unknown): value is object {
  return typeof value === "object" && value !== null && aside in value;
}

/** Checks the options that bind a module to messages; undefined where there are none. A `ConfigurationError` names what cannot be. */
export function compileBinding({ messageFields, responseMode }: BindingOptions, owner: string): MessageBinding | undefined {
  if (messageFields === undefined && responseMode === undefined) return undefined;
  if (responseMode !== undefined && (typeof responseMode !== "string" || responseMode === "")) {
    throw new ConfigurationError(`The ${owner} has a responseMode that is no path.`, {
      hint: 'It is the place of its output in a message: "outputs.answer".',
    });
  }
  if (messageFields !== undefined && !isRecord(messageFields)) {
    throw new ConfigurationError(`The messageFields of the ${owner} are no object.`, { hint: 'For example: { task: "content" }.' });
  }
  const given = Object.entries(messageFields ?? {}).filter(([, place]) => place !== undefined);
  for (const [key, place] of given) checkField(key, place, owner);
  return { owner, fields: given as unknown as readonly BoundField[], responseMode }; // each was checked
}

/** Throws unless a binding says where outputs go: whoever passes a message gets the message back. */
export function requireResponseMode(binding: MessageBinding): void {
  if (binding.responseMode !== undefined) return;
  throw new ConfigurationError(
    `The ${binding.owner} was called with a message, but has no responseMode: there is no place for its output.`,
    {
      hint: 'Give it one: responseMode: "outputs.answer".',
    },
  );
}

/** Writes the output of a module where its `responseMode` says. */
export function writeOutput(binding: MessageBinding, message: object, output: unknown): void {
  if (binding.responseMode !== undefined) writePath(message, binding.responseMode, output);
}

function checkField(key: string, place: unknown, owner: string): void {
  if (!keys.some((known) => known === key)) {
    const near = nearest(key, keys);
    throw new ConfigurationError(`The ${owner} has messageFields.${key}. Valid keys: ${quoted(keys)}.`, {
      hint: near === undefined ? undefined : `Did you mean "${near}"?`,
    });
  }
  const parts = isRecord(place) && !isPlace(place) ? place : undefined;
  if (!isPlace(place) && !(parts && Object.keys(parts).length > 0 && Object.values(parts).every(isPlace))) {
    throw new ConfigurationError(`The ${owner} has messageFields.${key} that is no place in a message.`, {
      hint: 'It is a path, firstOf("a", "b"), a list of these, or an object of these.',
    });
  }
  if (key !== "taskMultimodal") return;
  const others = Object.keys(parts ?? {}).filter((kind) => !mediaKinds.includes(kind));
  if (parts && others.length === 0) return;
  throw new ConfigurationError(
    `The ${owner} has messageFields.taskMultimodal ${parts ? `with ${quoted(others)}` : "that does not say what kind of media it is"}.`,
    { hint: `It is an object with some of ${quoted(mediaKinds)}.` },
  );
}

function isPlace(value: unknown): boolean {
  return isPath(value) || (Array.isArray(value) && value.length > 0 && value.every(isPath));
}

function isPath(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  if (!isRecord(value) || Object.keys(value).length !== 1) return false;
  const { firstOf } = value as { readonly firstOf?: unknown }; // as: absent in all other records
  return Array.isArray(firstOf) && firstOf.length > 0 && firstOf.every((path) => typeof path === "string" && path !== "");
}
