import { InputError } from "../core/errors.ts";
import type { UserMessage } from "../message/chat.ts";
import type { Media } from "../signature/type-text.ts";
import type { Field, MediaKind } from "../signature/signature.ts";
import { keyedLines, printed } from "./lines.ts";
import { mediaPart, type NamedMedium } from "./media-part.ts";
import { ownValue, plainData } from "./plain-data.ts";
import { tagged, withoutClosing } from "./tags.ts";
import { fieldLines, namedInputs, type Inputs } from "./task-inputs.ts";
import { inputMedia, mediaReferences, numbered, taskMedia, type Medium } from "./task-media.ts";
import { textTemplate } from "./text-template.ts";

/** What an agent is asked: a text, or inputs by name. Absent when context, media or a template say it all. */
export type TaskInput = string | Inputs | undefined;

/** What goes with a task into the user message. */
export interface UserMessageOptions {
  /** The inputs of the agent's signature, in order. */
  readonly fields?: readonly Field[] | undefined;
  /** Background: a text as it is, a list joined by newlines, or a record as `key: value` lines. */
  readonly context?: unknown;
  readonly media?: Readonly<Partial<Record<MediaKind, Media | readonly Media[] | undefined>>> | undefined;
  /** A template for the task; sees the inputs, `task` for a plain text, and the variables. */
  readonly template?: string | undefined;
  readonly vars?: Inputs | undefined;
}

/**
 * The user message of a task: media first, then `<context>...</context>`, a blank line and `<task>...</task>`; a text that stands alone
 * is sent as it is. With a signature the task is one `<name>value</name>` line per input, values that are no text as JSON, media as
 * a reference to their number, absent optional inputs left out. All values are data; a value cannot close the tags around it, see
 * `withoutClosing`. Gives a promise only when there are media. What is missing or unknown is an `InputError`.
 */
export function renderUserMessage(task: TaskInput, options: UserMessageOptions = {}): UserMessage | Promise<UserMessage> {
  const inputs = namedInputs(task, options.fields);
  const absent = options.fields?.filter((field) => ownValue(inputs ?? {}, field.name) === undefined);
  const media = numbered([...inputMedia(inputs ?? {}, options.fields), ...taskMedia(options.media, absent)]);
  const context = contextText(options.context);
  const alone = context === "" && media.length === 0 && options.template === undefined;
  if (alone && inputs === undefined && typeof task === "string" && task.trim() !== "") return { role: "user", content: task };
  const body = taskBody(inputs ?? task, { ...options, task, numbered: media });
  const words = [context === "" ? "" : tagged("context", context), body === "" ? "" : `<task>${body}</task>`];
  const text = words.filter((part) => part !== "").join("\n\n");
  if (media.length > 0) return withMedia(media, text);
  if (text === "") throw new InputError("There is no task.", { hint: "Pass a text, the inputs, a context or media." });
  return { role: "user", content: text };
}

async function withMedia(media: readonly Medium[], text: string): Promise<UserMessage> {
  const parts = await Promise.all(media.map((medium: NamedMedium) => mediaPart(medium)));
  return { role: "user", content: text === "" ? parts : [...parts, { type: "text", text }] };
}

function contextText(context: unknown): string {
  const data = plainData(context);
  if (Array.isArray(data)) return data.map(printed).join("\n").trim();
  return typeof data === "object" && data !== null ? keyedLines(data) : printed(data).trim();
}

/** What stands between the tags of the task; cannot close them. */
function taskBody(
  given: TaskInput,
  options: UserMessageOptions & { readonly task: TaskInput; readonly numbered: readonly Medium[] },
): string {
  const { fields = [], task, vars } = options;
  const references = mediaReferences(options.numbered);
  const template = textTemplate(options.template, "templates.task");
  const inputs = typeof given === "string" ? undefined : given;
  if (template)
    return withoutClosing(
      "task",
      template.render({ ...vars, ...(typeof task === "string" ? { task } : {}), ...inputs, ...references }).trim(),
    );
  if (fields.length > 0) return fieldLines(fields, { ...inputs, ...references }).join("\n");
  if (typeof given === "string") return withoutClosing("task", given.trim() === "" ? "" : given);
  return given ? withoutClosing("task", keyedLines(given)) : "";
}
