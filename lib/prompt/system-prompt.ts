import { dedent } from "./dedent.ts";
import { taggedBlock } from "./tags.ts";
import { textTemplate } from "./text-template.ts";

/** What a system prompt is made of. Those that are templates see the variables. */
export interface SystemPromptParts {
  readonly systemMessage?: string | undefined;
  readonly instructions?: string | undefined;
  readonly expectedOutput?: string | undefined;
  readonly examples?: string | undefined;
  /** Stands without a tag. */
  readonly extraMessage?: string | undefined;
  /** Words of extensions: text, not templates. */
  readonly preambles?: readonly string[] | undefined;
  /** The day the prompt names, in UTC. */
  readonly date?: Date | undefined;
  /** A template in place of the built-in form; it sees the parts by name, null where absent, and the variables. */
  readonly template?: string | undefined;
}

const sections = [
  { name: "systemMessage", part: "systemMessage", tag: "system_message" },
  { name: "instructions", part: "instructions", tag: "instructions" },
  { name: "expectedOutput", part: "expectedOutput", tag: "expected_output" },
  { name: "examples", part: "examples", tag: "examples" },
  { name: "systemExtraMessage", part: "extraMessage", tag: undefined },
] as const;

/**
 * The system prompt: each part that has words, in a fixed order and in its tag, then the preambles and the date, joined by blank lines.
 * Absent when there is nothing to say. A variable that a part needs and nobody supplied is an `InputError`.
 */
export function renderSystemPrompt(parts: SystemPromptParts, vars: Readonly<Record<string, unknown>> = {}): string | undefined {
  const texts = sections.map(({ name, part, tag }) => ({ name, tag, text: rendered(parts[part], name, vars) }));
  const preambles = (parts.preambles ?? []).map(dedent);
  const day = parts.date && currentDate(parts.date);
  const own = parts.template === undefined ? texts.map(inItsTag) : [custom(parts.template, { texts, day }, vars)];
  const date = parts.template === undefined && day !== undefined ? `The current date is: ${day}` : "";
  return [...own, ...preambles, date].filter((text) => text !== "").join("\n\n") || undefined;
}

/** The names of the variables that a prompt's templates read; throws the `TemplateError` of the first that cannot be understood. */
export function systemPromptVariables(parts: SystemPromptParts): string[] {
  const own = sections.flatMap(({ name, part }) => textTemplate(parts[part], name)?.variables ?? []);
  const given = new Set<string>([...sections.map(({ name }) => name), "currentDate"]);
  const overriding = textTemplate(parts.template, "templates.systemPrompt")?.variables.filter((name) => !given.has(name)) ?? [];
  return [...new Set([...own, ...overriding])];
}

/** `Saturday, November 21, 2026`, in UTC. */
export function currentDate(date: Date): string {
  // Not made before it is needed: that takes longer than anything else here.
  dayFormat ??= new Intl.DateTimeFormat("en-US", { weekday: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });
  return dayFormat.format(date);
}

let dayFormat: Intl.DateTimeFormat | undefined;

function rendered(source: string | undefined, name: string, vars: Readonly<Record<string, unknown>>): string {
  return textTemplate(source, name)?.render(vars).trim() ?? "";
}

interface RenderedPart {
  readonly name: string;
  readonly tag: string | undefined;
  readonly text: string;
}

function inItsTag({ tag, text }: RenderedPart): string {
  return text === "" || tag === undefined ? text : taggedBlock(tag, text);
}

function custom(
  source: string,
  { texts, day }: { readonly texts: readonly RenderedPart[]; readonly day: string | undefined },
  vars: Readonly<Record<string, unknown>>,
): string {
  const template = textTemplate(source, "templates.systemPrompt");
  if (template === undefined) return "";
  const given = Object.fromEntries(texts.map(({ name, text }) => [name, text === "" ? null : text]));
  const today = template.variables.includes("currentDate") ? (day ?? currentDate(new Date())) : null;
  return template.render({ ...vars, ...given, currentDate: today }).trim();
}
