import { inline, type Inline } from "../../lib/inline/inline.ts";
import { dotdict, type DotDict } from "../../lib/message/dotdict.ts";

/** What the messages of these specs hold: every field may be anything. */
export type Fields = Record<string, any>;

/** Modules `a` to `f` that note their name in `log`. */
export function loggers(names: string = "abcdef"): Record<string, (message: Fields) => void> {
  return Object.fromEntries([...names].map((name) => [name, (message: Fields) => void (message["log"] ??= []).push(name)]));
}

/** The modules that a pipeline runs with a message, in their order, as a text. */
export async function trace(
  expression: string,
  fields: Fields = {},
  modules: Record<string, (message: Fields) => unknown> = loggers(),
): Promise<string> {
  const message = dotdict(fields);
  await inline(expression, modules)(message);
  return logOf(message);
}

/** The noted names of a message as a text. */
export function logOf(message: DotDict): string {
  return ((message["log"] as string[] | undefined) ?? []).join("");
}

/** Whether a condition holds: `a` where it does, `b` where it does not. */
export function branch(condition: string, fields: Fields = {}): string {
  const message = dotdict(fields);
  pipelineOf(condition).sync(message);
  return logOf(message);
}

function pipelineOf(condition: string): Inline {
  return inline(`{${condition} ? a, b}` as string, loggers("ab"));
}
