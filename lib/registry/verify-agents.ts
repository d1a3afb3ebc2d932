import { MsgfluxError, messageOf, quoted } from "../core/errors.ts";
import { resolveChatModel } from "../model/resolve-model.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import type { AgentOptions, ToolLookup } from "./agent-options.ts";
import { isClass } from "./class-of.ts";
import { agentNoteOf, toolFromMember } from "./compile-tool.ts";
import type { AnyFunction } from "./decorator-types.ts";
import { membersOf, type Member } from "./member-notes.ts";
import { noteOf } from "./notes.ts";
import { isPlainFunction, resolveTools } from "./tool-source.ts";

/** An agent as far as it can be checked before it runs. */
interface AgentInQuestion {
  readonly label: string;
  readonly options: AgentOptions;
  /** The object whose annotated methods it may use. */
  readonly owner: object | undefined;
  /** Whether something answers in the model's place. */
  readonly hasBody: boolean;
  /** Throws what is wrong with the options themselves; agent values have seen to that when they were made. */
  readonly check?: (() => unknown) | undefined;
}

/** What is wrong with the agents in a registered item, and in those that they use as tools: one line each. */
export function problemsOf(item: object, lookup: ToolLookup, seen: Set<object> = new Set()): string[] {
  if (seen.has(item)) return [];
  seen.add(item);
  return agentsIn(item).flatMap((agent) => agentProblems(agent, lookup, seen));
}

function agentsIn(item: object): AgentInQuestion[] {
  if (typeof item === "function" && !isClass(item)) {
    // What is a function and no class can be called.
    const isPlain = isPlainFunction(item as AnyFunction);
    const note = isPlain ? noteOf(item) : agentNoteOf(item as AnyFunction);
    const options = note?.agent;
    const check = isPlain ? note && (() => note.check?.(note, { ownerName: "function", key: item.name })) : undefined;
    if (options !== undefined)
      return [{ label: options.name ?? item.name, options, owner: isPlain ? undefined : item, hasBody: isPlain, check }];
  }
  return membersOf(item).flatMap((member) => {
    const { note, key, ownerName } = member;
    if (!note.agent) return [];
    const label = note.agent.name ?? `${ownerName}.${String(key)}`;
    return [{ label, options: note.agent, owner: item, hasBody: true, check: () => note.check?.(note, member) }];
  });
}

function agentProblems({ label, options, owner, hasBody, check }: AgentInQuestion, lookup: ToolLookup, seen: Set<object>): string[] {
  const own: ToolSpec[] = [];
  const problems = owner === undefined ? [] : membersOf(owner).flatMap((member) => attempt(() => own.push(...memberTool(member))));
  problems.push(...modelProblems(label, options, hasBody));
  if (check)
    problems.push(...attempt(check).map((problem) => (/\bthe agent\b/i.test(problem) ? problem : `The agent "${label}": ${problem}`)));
  const names = { get: (name: string) => own.find((spec) => spec.name === name), names: () => own.map((spec) => spec.name) };
  const outer = options.registry ?? lookup;
  const both: ToolLookup = {
    get: (name) => names.get(name) ?? outer.get(name),
    names: () => [...new Set([...names.names(), ...outer.names()])],
  };
  const given: ToolSpec[] = [];
  for (const ref of options.tools ?? []) {
    const failed = attempt(() => given.push(...resolveTools([ref], both)));
    problems.push(...failed.map((problem) => `The agent "${label}": ${problem}`));
    if (typeof ref !== "string" && failed.length === 0) problems.push(...problemsOf(ref, lookup, seen));
  }
  if (problems.length > 0) return problems;
  problems.push(...attempt(() => resolveTools(given, both)).map((problem) => `The agent "${label}": ${problem}`));
  // A method sees its siblings only where it names them; what an agent value has is its own.
  return [...problems, ...choiceProblems(label, options, hasBody ? given : [...own, ...given])];
}

function memberTool(member: Member): ToolSpec[] {
  return member.note.tool || member.note.agent ? [toolFromMember(member)] : [];
}

function modelProblems(label: string, { model, fallback }: AgentOptions, hasBody: boolean): string[] {
  if (model === undefined) return hasBody || fallback !== undefined ? [] : [`The agent "${label}" has no model and no fallback.`];
  return attempt(() => resolveChatModel(model)).map((problem) => `The agent "${label}": ${problem}`);
}

function choiceProblems(label: string, { toolChoice, use }: AgentOptions, tools: readonly ToolSpec[]): string[] {
  if (toolChoice === undefined || toolChoice === "auto" || toolChoice === "none") return [];
  const names = [...tools, ...(use ?? []).flatMap((extension) => extension.tools ?? [])].map((spec) => spec.name);
  if (toolChoice === "required") return names.length > 0 ? [] : [`The agent "${label}": toolChoice is "required", but there are no tools.`];
  return names.includes(toolChoice)
    ? []
    : [`The agent "${label}": toolChoice names "${toolChoice}", which is none of its tools: ${quoted(names)}.`];
}

/** Runs a check; what it complains about is a line, and any other error goes on. */
function attempt(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (thrown) {
    if (thrown instanceof MsgfluxError) return [messageOf(thrown)];
    throw thrown;
  }
}
