import { around } from "../core/door.ts";
import { currentRun, enterUserCode } from "../core/current-run.ts";
import { ConfigurationError, MsgfluxError, messageOf } from "../core/errors.ts";
import type { Listener } from "../core/events.ts";
import { RunContext } from "../core/run-context.ts";
import { isSignal } from "../core/signals.ts";
import type { Chat } from "../message/chat.ts";
import { noUsage } from "../model/chat-model.ts";
import { defaultPolicy } from "../model/make-policy.ts";
import { ModelError } from "../model/model-error.ts";
import { modelOverride } from "../model/model-override.ts";
import { resultText } from "../tool/result-text.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import { LimitError, NoModelError, OutputError } from "./agent-errors.ts";
import { tell, tellAside } from "./agent-event.ts";
import { checkLimits, type AgentPlan } from "./agent-plan.ts";
import { answerForm } from "./answer-form.ts";
import { ByModel } from "./by-model.ts";
import type { CallOptions } from "./call-options.ts";
import { runLoop } from "./loop.ts";
import { openRun, type Opening } from "./opening.ts";
import { toolsOfRun } from "./run-tools.ts";
import type { RunResult } from "./run-result.ts";
import type { Progress, RunSetup } from "./run-setup.ts";
import { joinTimeouts, withinTotal } from "./run-timeouts.ts";
import { lookupKey } from "./tool-lookup.ts";
import { toolChoice } from "./tool-set.ts";

/** What a call of an agent brings besides its input. */
export interface RunCall {
  readonly options: CallOptions;
  /** Tools that are the agent's own methods: always offered to the model. */
  readonly ownTools: readonly ToolSpec[];
  /** Annotated methods beside an `@agent` method: offered only when the agent names them. */
  readonly siblings?: (() => readonly ToolSpec[]) | undefined;
  readonly listener?: Listener | undefined;
  /** Answers when the model cannot; the reason is the error. */
  readonly fallback?: ((reason: unknown) => unknown) | undefined;
}

/** Runs an agent once: opens or joins a run, passes the door, loops, and falls back when the model cannot answer. */
export async function runAgent(plan: AgentPlan, input: unknown, call: RunCall): Promise<RunResult> {
  const parent = currentRun();
  const context = runContext(plan, call, { parent, path: parent ? parent.nextPath("run", plan.name) : `run:${plan.name}` });
  context.signal.throwIfAborted();
  await tell(context, "run-start", { agent: plan.name });
  let setup: RunSetup | undefined;
  const begun = (made: RunSetup | undefined) => (setup = made);
  let result: RunResult;
  try {
    const limit = { name: plan.name, ms: joinTimeouts(call.options.timeouts, plan.name, plan.timeouts).totalMs };
    result = await withinTotal(context, limit, (limited) => throughDoor(plan, input, { call, context: limited, begun }));
  } catch (thrown) {
    const spent = { turns: setup?.progress?.turns ?? 0, usage: setup?.progress?.usage ?? noUsage };
    tellAside(context, "run-end", { agent: plan.name, ...spent, error: isSignal(thrown) ? thrown.type : messageOf(thrown) });
    throw thrown;
  }
  await tell(context, "run-end", { agent: plan.name, turns: result.turns, usage: result.usage });
  return result;
}

/** The context of a call: a new run, or a part of the one it is called in. */
export function runContext(
  plan: AgentPlan,
  call: RunCall,
  place: { readonly parent: RunContext | undefined; readonly path: string },
): RunContext {
  const { options, listener } = call;
  const { parent, path } = place;
  const defaults = plan.options.vars;
  const vars = defaults ? { ...defaults, ...parent?.vars, ...options.vars } : options.vars;
  const registry = options.registry ?? plan.options.registry;
  return new RunContext(parent, path, {
    vars,
    signal: options.signal,
    use: options.use?.flatMap((extension) => extension.around ?? []),
    listener,
    ambient: registry && new Map([[lookupKey, registry]]),
  });
}

async function throughDoor(
  plan: AgentPlan,
  input: unknown,
  run: { readonly call: RunCall; readonly context: RunContext; begun(setup: RunSetup | undefined): void },
): Promise<RunResult> {
  const { call, context } = run;
  const setup = setUp(plan, call, context);
  run.begun(setup);
  const opening = await openRun(plan, input, { options: call.options, context, form: setup?.form });
  const layers = { context, own: plan.middleware };
  const door = { kind: "run", name: plan.name, path: context.path, input: opening } as const;
  return around(door, layers, async (inner) => {
    try {
      if (!setup) throw new NoModelError(plan.name);
      return await runLoop(setup, inner.input);
    } catch (reason) {
      context.signal.throwIfAborted();
      if (!call.fallback || setup?.shown || !modelCannot(reason)) throw reason;
      await tell(context, "fallback", { agent: plan.name, error: messageOf(reason) });
      const output = await fallenBack(call.fallback, { context, reason });
      return fallbackResult(inner.input, { context, output, spent: setup?.progress });
    }
  });
}

/** What the loop works with; nothing when there is no model. */
export function setUp(plan: AgentPlan, call: RunCall, context: RunContext): RunSetup | undefined {
  const model = modelOverride(context) ?? plan.model();
  if (!model) return undefined;
  const { options } = plan;
  checkLimits({ maxTurns: call.options.maxTurns }, plan.name);
  const tools = toolsOfRun(plan, call, context);
  const form = answerForm(plan.answer, model);
  if (form.tool && tools.specs.has(form.tool.name)) {
    throw new ConfigurationError(`A tool of "${plan.name}" is named "${form.tool.name}", as is the one that hands in its typed answers.`, {
      hint: "Give it another name.",
    });
  }
  return {
    plan,
    context,
    own: plan.middleware,
    model,
    policy: options.policy ?? model.policy ?? defaultPolicy,
    tools,
    choice: toolChoice(call.options.toolChoice ?? options.toolChoice, tools),
    form,
    maxTurns: call.options.maxTurns ?? options.maxTurns ?? 10,
    maxToolCalls: options.maxToolCalls ?? Number.POSITIVE_INFINITY,
    maxOutputRetries: options.maxOutputRetries ?? 2,
    timeouts: joinTimeouts(call.options.timeouts, plan.name, plan.timeouts),
    shown: false,
  };
}

/** Whether the model is at a loss, rather than the caller or the developer at fault. */
function modelCannot(reason: unknown): boolean {
  if (reason instanceof ModelError || reason instanceof OutputError || reason instanceof LimitError || reason instanceof NoModelError)
    return true;
  return reason instanceof MsgfluxError && ["timeout", "breaker-open", "bulkhead-full"].includes(reason.code);
}

async function fallenBack(
  fallback: (reason: unknown) => unknown,
  why: { readonly context: RunContext; readonly reason: unknown },
): Promise<unknown> {
  try {
    return await enterUserCode(why.context, () => fallback(why.reason));
  } catch (thrown) {
    if (thrown instanceof ByModel) throw why.reason;
    throw thrown;
  }
}

interface FallenBack {
  readonly context: RunContext;
  readonly output: unknown;
  readonly spent: Progress | undefined;
}

function fallbackResult(opening: Opening, { context, output, spent }: FallenBack): RunResult {
  const text = typeof output === "string" ? output : output === undefined ? "" : resultText(output);
  const messages: Chat = text ? [...opening.messages, { role: "assistant", content: text }] : opening.messages;
  return {
    output,
    messages,
    usage: spent?.usage ?? noUsage,
    toolCalls: spent?.records ?? [],
    turns: spent?.turns ?? 0,
    reasoning: undefined,
    finishReason: "stop",
    runId: context.runId,
    source: "fallback",
  };
}
