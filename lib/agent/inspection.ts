import { ConfigurationError } from "../core/errors.ts";
import { currentRun } from "../core/current-run.ts";
import type { Vars } from "../core/run-context.ts";
import { noUsage, type ChatRequest } from "../model/chat-model.ts";
import { renderSystemPrompt } from "../prompt/system-prompt.ts";
import { NoModelError } from "./agent-errors.ts";
import type { AgentPlan } from "./agent-plan.ts";
import { runContext, setUp, type RunCall } from "./agent-run.ts";
import { turnRequest } from "./model-turn.ts";
import { openRun, promptParts } from "./opening.ts";

/** The first request of a run, and the model that would get it. */
export interface Inspection extends ChatRequest {
  /** `"provider/model"`. */
  readonly model: string;
}

/** Makes the first request of a run without sending it. */
export async function inspectAgent(plan: AgentPlan, input: unknown, call: RunCall): Promise<Inspection> {
  // Not counted among the calls of the run it stands in: nothing is called.
  const context = runContext(plan, call, { parent: currentRun(), path: `run:${plan.name}` });
  const setup = setUp(plan, call, context);
  if (!setup) throw new NoModelError(plan.name);
  const { system, messages } = await openRun(plan, input, { options: call.options, context, form: setup.form });
  const progress = { messages, usage: noUsage, turns: 1, records: [], thoughts: [], corrections: 0, choice: setup.choice };
  const request = turnRequest(setup, { progress, system, last: setup.maxTurns === 1 || setup.maxToolCalls === 0 });
  return { model: `${setup.model.provider}/${setup.model.id}`, ...request };
}

/** The system prompt of an agent with these variables, without what extensions add at run time. */
export function systemPromptOf(plan: AgentPlan, vars: Vars | undefined): string {
  const preambles = plan.extensions.flatMap(({ preamble, name }) => {
    if (typeof preamble !== "function") return preamble ?? [];
    throw new ConfigurationError(`The extension "${name}" makes its words when the agent is called.`, {
      hint: "Use inspect(...), which waits for them.",
    });
  });
  return renderSystemPrompt(promptParts(plan, preambles), { ...plan.options.vars, ...currentRun()?.vars, ...vars }) ?? "";
}
