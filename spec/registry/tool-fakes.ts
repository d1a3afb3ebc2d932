import type { ToolContext } from "../../lib/tool/tool-options.ts";
import type { ToolSpec } from "../../lib/tool/tool-spec.ts";
import { Module } from "../../lib/module/module.ts";
import type { AgentOptions } from "../../lib/registry/agent-options.ts";
import { addNote } from "../../lib/registry/notes.ts";

/** The context of a call with these variables. */
export function contextOf(vars: Record<string, unknown> = {}): ToolContext {
  return { vars, signal: new AbortController().signal, runId: "r1", callId: "c1", messages: [], emit: async () => {} };
}

/** Checks arguments and calls the tool, as a run does. */
export async function use(spec: ToolSpec | undefined, given: unknown = {}, context: ToolContext = contextOf()): Promise<unknown> {
  if (spec === undefined) throw new Error("There is no such tool.");
  const parsed = await spec.parse(given);
  if (!parsed.ok) throw new Error(parsed.issues.join("\n"));
  return spec.invoke(parsed.value, context);
}

/** An agent value as the registry knows it: it can be called, and its note says that it is an agent. It answers with its input. */
export class EchoAgent extends Module {
  constructor(options: AgentOptions) {
    super();
    addNote(this, { agent: options });
  }
  override async forward(input: unknown): Promise<unknown> {
    return input;
  }
}
