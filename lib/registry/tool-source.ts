import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import type { ToolLookup, ToolRef } from "./agent-options.ts";
import { classNameOf, isClass } from "./class-of.ts";
import { agentNoteOf, toolFromAgent, toolFromFunction, toolFromMember } from "./compile-tool.ts";
import type { AnyFunction } from "./decorator-types.ts";
import { memberNotes, membersOf } from "./member-notes.ts";
import { noteOf, ownNote } from "./notes.ts";

interface Kept {
  /** A function, and neither class nor agent: it stays one, and is made of its note alone. */
  readonly plain: boolean;
  /** What the tools were made of; they are made anew when it changed. */
  readonly madeOf: readonly unknown[];
  readonly tools: readonly ToolSpec[];
}

/** The same source gives the same specs, so that providers convert them once. */
const kept = new WeakMap<object, Kept>();

/**
 * The tools of one source: an annotated function, an instance or class with annotated methods, an agent, or a compiled tool. A
 * `ConfigurationError` says what keeps a part of it from being a tool; none at all are an empty list.
 */
export function toolsOf(source: object): readonly ToolSpec[] {
  if (isToolSpec(source)) return [source];
  const before = kept.get(source);
  if (before?.plain && before.madeOf[0] === ownNote(source)) return before.tools;
  const { name, description, signature } = (typeof source === "function" && agentNoteOf(source as AnyFunction)?.agent) || {};
  const madeOf = [noteOf(source), Reflect.ownKeys(source).length, name, description, signature];
  if (before?.madeOf.every((part, index) => part === madeOf[index])) return before.tools;
  const tools = compiled(source);
  const plain = typeof source === "function" && !isClass(source) && isPlainFunction(source as AnyFunction);
  kept.set(source, { madeOf, tools, plain });
  return tools;
}

/** The annotated methods of an instance or class as tools, also where the instance is an agent and thereby a tool itself. */
export function memberToolsOf(owner: object): readonly ToolSpec[] {
  return membersOf(owner)
    .filter(({ note }) => note.tool ?? note.agent)
    .map(toolFromMember);
}

/** The tools that are meant, in order. A name is looked up; an unknown one, two tools of one name and a source without tools are errors. */
export function resolveTools(refs: readonly ToolRef[], lookup: ToolLookup): readonly ToolSpec[] {
  const found = new Map<string, ToolSpec>();
  for (const ref of refs) {
    for (const spec of typeof ref === "string" ? [named(ref, lookup)] : someToolsOf(ref)) {
      const other = found.get(spec.name);
      if (other !== undefined && other !== spec) throw twice(other, spec);
      found.set(spec.name, spec);
    }
  }
  return [...found.values()];
}

/** Like `toolsOf`, for sources that must have tools: a source without any is an error that says what may be wrong. */
export function someToolsOf(source: unknown): readonly ToolSpec[] {
  if ((typeof source !== "object" && typeof source !== "function") || source === null) {
    throw new ConfigurationError(`A value of type ${source === null ? "null" : typeof source} is no tool.`, {
      hint: "Pass an annotated function, instance or agent.",
    });
  }
  const tools = toolsOf(source);
  if (tools.length > 0) return tools;
  throw new ConfigurationError(`${ownerOf(source)} has no annotated methods.`, { hint: hintFor(source) });
}

/** The error for two tools of one name. */
export function twice(first: ToolSpec, second: ToolSpec): ConfigurationError {
  return new ConfigurationError(`Two tools are named "${first.name}": ${first.owner} and ${second.owner}.`, {
    hint: "Give one of them another name, or register one under a prefix.",
  });
}

function compiled(source: object): readonly ToolSpec[] {
  if (typeof source !== "function" || isClass(source)) return memberToolsOf(source);
  // What is a function and no class can be called.
  const callable = source as AnyFunction;
  if (isPlainFunction(callable)) return [toolFromFunction(callable)];
  const agent = agentNoteOf(callable);
  return agent ? [toolFromAgent(callable, agent)] : memberToolsOf(source);
}

function named(name: string, lookup: ToolLookup): ToolSpec {
  const found = lookup.get(name);
  if (found !== undefined) return found;
  const names = lookup.names();
  const near = nearest(name, names);
  throw new ConfigurationError(`There is no tool named "${name}". Registered: ${quoted(names)}.`, {
    hint: near === undefined ? undefined : `Did you mean "${near}"?`,
  });
}

/** Whether a value is a compiled tool already. */
export function isToolSpec(value: object): value is ToolSpec {
  return (
    "parse" in value &&
    typeof value.parse === "function" &&
    "invoke" in value &&
    typeof value.invoke === "function" &&
    "parameters" in value
  );
}

/** Whether a function is of JavaScript's own kinds, and not an instance of a class whose instances can be called. */
export function isPlainFunction(fn: AnyFunction): boolean {
  const prototype = Object.getPrototypeOf(fn) as object | null;
  return prototype === Function.prototype || (prototype !== null && typeof Reflect.get(prototype, Symbol.toStringTag) === "string");
}

function ownerOf(source: object): string {
  const name = classNameOf(source);
  return isClass(source) ? `The class "${name}"` : name === "object" ? "The object" : `The "${name}"`;
}

function hintFor(source: object): string {
  const annotated = isClass(source) && (noteOf(source)?.agent !== undefined || memberNotes(source.prototype as object).size > 0);
  return annotated
    ? `Pass an instance: new ${classNameOf(source)}(...).`
    : "Write @tool({ description: ... }) above the methods that are tools.";
}
