import { randomUUID } from "node:crypto";
import { InputError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { isRecord } from "./copy-data.ts";
import { DotDict, type DotDictOptions } from "./dotdict.ts";
import { guardMethods } from "./method-names.ts";

/** What a message starts with; every part may be left out. */
export interface MessageOptions {
  /** The main content: a text, or anything else. */
  readonly content?: unknown;
  readonly texts?: unknown;
  readonly context?: unknown;
  readonly audios?: unknown;
  readonly images?: unknown;
  readonly videos?: unknown;
  readonly extra?: unknown;
  readonly outputs?: unknown;
  readonly response?: unknown;
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  readonly chatId?: string | undefined;
}

/** Whose message it is, and of which execution; null where nobody said. */
export interface MessageMetadata {
  /** A UUID of its own for every message. */
  executionId: string;
  userId: string | null;
  userName: string | null;
  chatId: string | null;
}

const containers = ["texts", "context", "audios", "images", "videos", "extra", "outputs", "response"] as const;
const optionNames: readonly string[] = ["content", ...containers, "userId", "userName", "chatId"];

/**
 * What modules hand along: a dotted dictionary with the fields that modules and agents expect. `content` is null and the others are empty
 * objects until somebody writes; any other field may be added (`message.issue = "..."`). Fields are `unknown` when read.
 */
export class Message extends DotDict {
  declare content: unknown;
  declare texts: unknown;
  declare context: unknown;
  declare audios: unknown;
  declare images: unknown;
  declare videos: unknown;
  declare extra: unknown;
  declare outputs: unknown;
  declare response: unknown;
  declare metadata: MessageMetadata;

  static {
    guardMethods(this.prototype);
  }

  constructor(options: MessageOptions = {}, dictOptions: DotDictOptions = {}) {
    super(fieldsOf(options), dictOptions);
  }

  /** The first value of `response` if it is a record with any, else `response` as it is. */
  getResponse(): unknown {
    const response = this.response;
    return isRecord(response) && Object.keys(response).length > 0 ? Object.values(response)[0] : response;
  }
}

function fieldsOf(options: MessageOptions): Record<string, unknown> {
  for (const name of Object.keys(options)) {
    if (optionNames.includes(name)) continue;
    const near = nearest(name, optionNames);
    throw new InputError(`A message is not made with "${name}". Its fields: ${quoted(optionNames)}.`, {
      hint: near === undefined ? "Other fields are added afterwards: message.set(name, value)." : `Did you mean "${near}"?`,
    });
  }
  const fields: Record<string, unknown> = { content: options.content ?? null };
  for (const name of containers) fields[name] = options[name] ?? {};
  const { userId = null, userName = null, chatId = null } = options;
  fields["metadata"] = { executionId: randomUUID(), userId, userName, chatId } satisfies MessageMetadata;
  return fields;
}
