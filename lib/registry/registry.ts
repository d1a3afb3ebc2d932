import { ConfigurationError } from "../core/errors.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import type { ToolLookup, ToolRef } from "./agent-options.ts";
import { checkedName } from "./tool-name.ts";
import { resolveTools, someToolsOf, twice } from "./tool-source.ts";
import { problemsOf } from "./verify-agents.ts";
import { anthropicTool, openAITool, type AnthropicTool, type OpenAITool } from "./wire-schemas.ts";

/** Takes annotated functions, instances, classes with static tools, agents and compiled tools. */
export interface Registrar {
  /** Registers everything or, when anything of it is refused, nothing. */
  register(...items: readonly object[]): this;
}

interface Entry {
  /** Under its registered name. */
  readonly spec: ToolSpec;
  /** As its source made it: registering the same once more changes nothing. */
  readonly made: ToolSpec;
}

/** Tools by name, as a program registers them at its start. Every registry stands for itself; `registry` is the shared one. */
export class Registry implements ToolLookup, Registrar {
  readonly #entries = new Map<string, Entry>();
  readonly #items = new Map<object, readonly string[]>();

  register(...items: readonly object[]): this {
    this.#add(items, "");
    return this;
  }

  /** A view of this registry that puts `prefix` before the name of every tool registered through it. */
  prefixed(prefix: string): Registrar {
    if (prefix !== "") checkedName(prefix, "the prefix");
    const add = (items: readonly object[]): void => this.#add(items, prefix);
    return {
      register(...items) {
        add(items);
        return this;
      },
    };
  }

  /**
   * Looks for everything that can be known to be wrong before the first call: tools that agents name and nobody registered, two
   * tools of one name, parameters nobody can fill, models nobody serves, agents without one. Throws one error that lists it all.
   */
  verify(): void {
    const problems = [...this.#items.keys()].flatMap((item) => problemsOf(item, this));
    const [first, ...more] = [...new Set(problems)];
    if (first === undefined) return;
    if (more.length === 0) throw new ConfigurationError(first);
    throw new ConfigurationError(`${more.length + 1} things are wrong:\n${[first, ...more].map((problem) => `- ${problem}`).join("\n")}`);
  }

  /** All tools, in the order in which they were registered. */
  tools(): readonly ToolSpec[] {
    return [...this.#entries.values()].map((entry) => entry.spec);
  }

  get(name: string): ToolSpec | undefined {
    return this.#entries.get(name)?.spec;
  }

  names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The tools as the provider's API takes them: OpenAI's Chat Completions, or Anthropic's Messages. */
  schemas(form: "openai"): readonly OpenAITool[];
  schemas(form: "anthropic"): readonly AnthropicTool[];
  schemas(form: "openai" | "anthropic"): readonly (OpenAITool | AnthropicTool)[] {
    if (form === "openai") return this.tools().map(openAITool);
    if (form === "anthropic") return this.tools().map(anthropicTool);
    throw new ConfigurationError(`There is no form of schemas called "${String(form)}". Forms: "openai", "anthropic".`);
  }

  /** The tools that are meant: names are looked up here, anything else is compiled as it would be for `register`. */
  resolve(refs: readonly ToolRef[]): readonly ToolSpec[] {
    return resolveTools(refs, this);
  }

  /** Removes one tool; tells whether it was there. */
  unregister(name: string): boolean {
    for (const [item, names] of this.#items) {
      const left = names.filter((other) => other !== name);
      if (left.length === 0) this.#items.delete(item);
      else this.#items.set(item, left);
    }
    return this.#entries.delete(name);
  }

  /** Removes all tools. */
  clear(): void {
    this.#entries.clear();
    this.#items.clear();
  }

  #add(items: readonly object[], prefix: string): void {
    const added = new Map<string, Entry>();
    const names = new Map<object, readonly string[]>();
    for (const item of items) {
      const entries = someToolsOf(item).map((made) => ({ made, spec: renamed(made, prefix) }));
      for (const entry of entries) {
        const other = added.get(entry.spec.name) ?? this.#entries.get(entry.spec.name);
        if (other !== undefined && other.made !== entry.made) throw twice(other.spec, entry.spec);
        if (other === undefined) added.set(entry.spec.name, entry);
      }
      names.set(item, [...(this.#items.get(item) ?? []), ...(names.get(item) ?? []), ...entries.map((entry) => entry.spec.name)]);
    }
    for (const [name, entry] of added) this.#entries.set(name, entry);
    for (const [item, own] of names) this.#items.set(item, [...new Set(own)]);
  }
}

function renamed(spec: ToolSpec, prefix: string): ToolSpec {
  return prefix === "" ? spec : { ...spec, name: checkedName(prefix + spec.name, spec.owner) };
}

/** Under this key the copies of this package in one program share their default registry. */
const sharedKey = Symbol.for("msgflux:registry");
// Nobody else has reason to write this key.
const place = globalThis as { [sharedKey]?: Registry };

/** The registry that agents look names up in when nothing else was said; shared by all copies of this package in a program. */
export const registry: Registry = (place[sharedKey] ??= new Registry());
