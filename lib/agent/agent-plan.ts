import { ConfigurationError } from "../core/errors.ts";
import type { Middleware } from "../core/door.ts";
import type { ChatModel, ModelSettings } from "../model/chat-model.ts";
import { isPolicy } from "../model/make-policy.ts";
import { resolveChatModel } from "../model/resolve-model.ts";
import { compileBinding, type MessageBinding } from "../module/message-binding.ts";
import { systemPromptVariables } from "../prompt/system-prompt.ts";
import { textTemplate } from "../prompt/text-template.ts";
import type { AgentOptions, Extension, Timeouts } from "../registry/agent-options.ts";
import { answerOf, answerOfSchema, type Answer } from "../signature/answer.ts";
import { fieldsObject, type FieldsObject } from "../signature/fields-object.ts";
import { parseSignature } from "../signature/parse-signature.ts";
import type { Signature } from "../signature/signature.ts";
import { promptParts } from "./opening.ts";
import { joinTimeouts } from "./run-timeouts.ts";

/** An agent, compiled: what does not change from call to call. */
export interface AgentPlan {
  readonly name: string;
  readonly options: AgentOptions;
  readonly signature: Signature | undefined;
  /** Checks the inputs of a signature. */
  readonly input: FieldsObject | undefined;
  /** Where a message has the inputs and takes the output. */
  readonly binding: MessageBinding | undefined;
  /** How the answer is typed; plain text when absent. */
  readonly answer: Answer | undefined;
  readonly settings: ModelSettings;
  /** The agent's own limits, over the defaults. */
  readonly timeouts: Timeouts;
  readonly extensions: readonly Extension[];
  readonly middleware: readonly Middleware[];
  /** The model, looked up on first use, so that providers registered at start-up are found. */
  model(): ChatModel | undefined;
}

const settingNames = [
  "temperature",
  "topP",
  "maxTokens",
  "stop",
  "seed",
  "presencePenalty",
  "frequencyPenalty",
  "reasoningEffort",
  "parallelToolCalls",
  "promptCache",
  "extraBody",
] as const satisfies readonly (keyof ModelSettings)[];

/** Compiles an agent's options; complains about what can never work. */
export function compileAgent(options: AgentOptions, name: string): AgentPlan {
  checkLimits(options, name);
  const signature = typeof options.signature === "string" ? parseSignature(options.signature) : options.signature;
  if (signature && options.generationSchema) {
    throw new ConfigurationError(`The agent "${name}" has both a signature and a generationSchema.`, {
      hint: "The outputs of the signature are its schema already; keep one of the two.",
    });
  }
  if (options.policy !== undefined && !isPolicy(options.policy)) {
    throw new ConfigurationError(`The policy of the agent "${name}" is not a policy.`, { hint: "Make one with policy({ ... })." });
  }
  const ref = options.model;
  if (typeof ref === "string" && !ref.includes("/")) resolveChatModel(ref);
  const extensions = options.use ?? [];
  const plan: AgentPlan = {
    name,
    options,
    signature,
    input: signature && fieldsObject(signature.input),
    binding: compileBinding(options, `agent "${name}"`),
    answer: signature ? answerOf(signature) : options.generationSchema && answerOfSchema(options.generationSchema),
    settings: settingsOf(options),
    timeouts: joinTimeouts(options.timeouts, name),
    extensions,
    middleware: extensions.flatMap((extension) => extension.around ?? []),
    model: () => (ref === undefined ? undefined : resolveChatModel(ref)),
  };
  checkTemplates(plan);
  return plan;
}

/** Templates are parsed once and kept by their text, so that looking at them early costs nothing later. */
function checkTemplates(plan: AgentPlan): void {
  systemPromptVariables(promptParts(plan, []));
  textTemplate(plan.options.templates?.task, "templates.task");
}

/** The model settings among an agent's options; those given, and only those. */
export function settingsOf(options: AgentOptions): ModelSettings {
  return Object.fromEntries(settingNames.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
}

const limits = ["maxTurns", "maxToolCalls", "maxParallelTools", "maxOutputRetries"] as const;

/** Refuses limits that are no whole numbers, or too small to do anything at all. */
export function checkLimits(options: Pick<AgentOptions, (typeof limits)[number]>, name: string): void {
  for (const limit of limits) {
    const value = options[limit];
    const least = limit === "maxTurns" || limit === "maxParallelTools" ? 1 : 0;
    if (value === undefined || (Number.isInteger(value) && value >= least)) continue;
    throw new ConfigurationError(`The agent "${name}" has ${limit}: ${String(value)}.`, {
      hint: `It must be a whole number from ${least} on.`,
    });
  }
}
