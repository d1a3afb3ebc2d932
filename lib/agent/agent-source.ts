import { ConfigurationError } from "../core/errors.ts";
import { Module } from "../module/module.ts";
import type { AgentOptions } from "../registry/agent-options.ts";
import { membersOf } from "../registry/member-notes.ts";
import { noteOf, type Note } from "../registry/notes.ts";
import { toolFromMember } from "../registry/compile-tool.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import { compileAgent, type AgentPlan } from "./agent-plan.ts";

/** The options that may be written as fields of a class. */
export const agentFields = [
  "name",
  "description",
  "model",
  "systemMessage",
  "instructions",
  "expectedOutput",
  "examples",
  "systemExtraMessage",
  "signature",
  "generationSchema",
  "tools",
  "templates",
  "vars",
  "messageFields",
  "responseMode",
  "use",
] as const satisfies readonly (keyof AgentOptions)[];

/** Member names that an agent needs for itself, besides its fields: its own, and those of every module. */
const reserved = ["forward", "run", "stream", "systemPrompt", "inspect", ...Object.getOwnPropertyNames(Module.prototype)];

/**
 * Where the options of an agent object come from: notes on its class, what its constructor was given, and its fields, the later
 * winning. Fields may change at any time; the plan is compiled again when one did.
 */
export class AgentSource {
  readonly holder: object;
  readonly #given: AgentOptions;
  readonly #note: Note | undefined;
  readonly #fallbackName: string;
  #seen: readonly unknown[] = [];
  #plan: AgentPlan | undefined;
  #tools: readonly ToolSpec[] | undefined;

  constructor(holder: object, given: AgentOptions, name: string) {
    this.holder = holder;
    this.#given = given;
    this.#note = noteOf(holder.constructor);
    this.#fallbackName = name;
  }

  /** Complains about what is known to be wrong; `complete` when no field of a subclass is still to come. */
  check(complete: boolean): void {
    const taken: readonly string[] = this.holder instanceof Module ? [...reserved, ...agentFields] : agentFields;
    for (const { key, note, ownerName } of membersOf(this.holder)) {
      const name = String(key);
      if ((!note.tool && !note.agent) || !taken.includes(name)) continue;
      throw new ConfigurationError(`The tool method "${name}" of ${ownerName} has a name that every agent needs for itself.`, {
        hint: `Name the method otherwise and keep the tool's name: @tool({ name: "${name}" }).`,
      });
    }
    if (complete) this.plan();
    else this.#compiled({});
  }

  /** The compiled agent; compiled anew only when a field changed. */
  plan(): AgentPlan {
    // Fields are read by name from an object of the user's own making.
    const holder = this.holder as Readonly<Record<string, unknown>>;
    if (this.#plan && agentFields.every((field, index) => holder[field] === this.#seen[index])) return this.#plan;
    const now = agentFields.map((field) => holder[field]);
    const fields = Object.fromEntries(
      agentFields.map((field, index) => [field, now[index]] as const).filter(([, value]) => value !== undefined),
    );
    this.#plan = this.#compiled(fields);
    this.#seen = now;
    return this.#plan;
  }

  #compiled(fields: AgentOptions): AgentPlan {
    const signature = this.#note?.signature;
    const options: AgentOptions = { ...(signature ? { signature } : {}), ...this.#note?.agent, ...this.#given, ...fields };
    return compileAgent(options, options.name ?? this.#fallbackName);
  }

  /** The annotated methods of the object, as its tools. */
  ownTools(): readonly ToolSpec[] {
    this.#tools ??= membersOf(this.holder)
      .filter((member) => member.note.tool)
      .map(toolFromMember);
    return this.#tools;
  }
}
