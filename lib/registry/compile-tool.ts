import { ConfigurationError } from "../core/errors.ts";
import { parseSignature } from "../signature/parse-signature.ts";
import { parameterNames } from "../tool/parameter-names.ts";
import type { ParameterSource } from "../tool/parameter-source.ts";
import { toolParameters, type ToolParameters } from "../tool/tool-parameters.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import { classNameOf } from "./class-of.ts";
import type { AnyFunction } from "./decorator-types.ts";
import type { Member } from "./member-notes.ts";
import { noteOf, sourceOf, type Note } from "./notes.ts";
import { checkedName, nameAsWords, wordsAsName } from "./tool-name.ts";

/** An agent without a signature takes one text. */
const taskOnly = parseSignature('task: string "What to do, with everything needed to do it" -> string');

/** Compiles an annotated function; a `ConfigurationError` says what keeps it from being a tool. */
export function toolFromFunction(fn: AnyFunction): ToolSpec {
  const note = noteOf(fn);
  if (!note?.tool && !note?.agent) {
    throw new ConfigurationError(`The function "${fn.name || "(anonymous)"}" is not annotated as a tool.`, {
      hint: "Write tool({ description: ... }, fn).",
    });
  }
  const owner = `function ${fn.name || "(anonymous)"}`;
  // A function written in the call of `tool` has no name of its own.
  const ownName = fn.name || wordsAsName(note.tool?.description ?? note.agent?.description ?? "");
  const name = checkedName(note.tool?.name ?? note.agent?.name ?? ownName, owner);
  return assembled({ name, owner, note }, parametersOf({ note, owner, fn: sourceOf(fn) }), (args) => fn(...args) as unknown);
}

/** Compiles an annotated method, looked up late on its instance or class; a `ConfigurationError` says what keeps it from being a tool. */
export function toolFromMember(member: Member): ToolSpec {
  const { key, note } = member;
  const plainKey = typeof key === "symbol" ? (key.description ?? "") : key.replace(/^#/, "");
  const owner = `${member.ownerName}.${typeof key === "symbol" ? `[${plainKey}]` : key}`;
  if (!note.tool && !note.agent) {
    throw new ConfigurationError(`${owner} is not annotated as a tool.`, { hint: "Write @tool({ description: ... }) above it." });
  }
  const name = checkedName(note.tool?.name ?? note.agent?.name ?? plainKey, owner);
  return assembled({ name, owner, note }, parametersOf({ note, owner, fn: member.sourceFn ?? member.fn }), (args) => member.call(args));
}

/** What is known of an agent value now: its note, what its class says, and its fields, which win. */
export function agentNoteOf(value: AnyFunction): Note | undefined {
  const [ofClass, own] = [noteOf(value.constructor), noteOf(value)];
  if (!ofClass?.agent && !own?.agent) return undefined;
  // The fields that an agent may have are those of its options.
  const { name, description, signature, model, tools } = value as unknown as Readonly<Record<string, unknown>>;
  const given = Object.entries({ name, description, signature, model, tools }).filter(([, field]) => field !== undefined && field !== "");
  const options = { ...ofClass?.agent, ...own?.agent, ...Object.fromEntries(given) };
  return { ...ofClass, ...own, agent: options };
}

/** Compiles an agent value: its inputs are the parameters, or one text where it has no signature. It joins the run it is called in. */
export function toolFromAgent(agent: AnyFunction, note: Note): ToolSpec {
  const owner = `agent ${note.agent?.name ?? classNameOf(agent)}`;
  const name = checkedName(note.tool?.name ?? note.agent?.name ?? classNameOf(agent), owner);
  const signature = signatureOf(note);
  const parameters = toolParameters({ owner, options: {}, signature: signature ?? taskOnly });
  const { jsonSchema, parse } = parameters;
  const fill: ToolParameters["fill"] = async ({ args }) => [signature ? args : args["task"]];
  return assembled({ name, owner, note }, { jsonSchema, parse, fill }, (args) => agent(...args) as unknown);
}

function parametersOf({ note, owner, fn }: { readonly note: Note; readonly owner: string; readonly fn: AnyFunction }): ToolParameters {
  const { tool = {}, agent, signature } = note;
  const source: ParameterSource = { owner, options: tool, fn, signature, paramTypes: note.paramTypes };
  if (!agent || signature || tool.signature || tool.input || tool.args) return toolParameters(source);
  if (agent.signature) return toolParameters({ ...source, signature: signatureOf(note) });
  const names = parameterNames(fn);
  // Without a signature an agent's one input is a text, whatever its parameter is called.
  return names?.length === 0 ? toolParameters(source) : toolParameters({ owner, options: tool, signature: taskOnly });
}

function signatureOf({ agent, signature }: Note): ParameterSource["signature"] {
  const own = agent?.signature;
  if (own === undefined) return signature;
  return typeof own === "string" ? parseSignature(own) : own;
}

interface ToolIdentity {
  readonly name: string;
  readonly owner: string;
  readonly note: Note;
}

function assembled({ name, owner, note }: ToolIdentity, parameters: ToolParameters, call: (args: readonly unknown[]) => unknown): ToolSpec {
  const { tool = {}, agent } = note;
  return {
    name,
    owner,
    description: tool.description || agent?.description || signatureOf(note)?.instructions || nameAsWords(name),
    parameters: parameters.jsonSchema,
    effect: tool.effect,
    returnDirect: note.returnDirect ?? tool.returnDirect ?? false,
    injectVars: tool.injectVars,
    timeoutMs: tool.timeoutMs,
    policy: tool.policy,
    maxResultChars: tool.maxResultChars,
    parse: parameters.parse,
    invoke: async (args, context) => call(await parameters.fill({ tool: name, args, context })),
  };
}
