import { InputError } from "../core/errors.ts";
import type { RunContext, Vars } from "../core/run-context.ts";
import type { Chat, UserMessage } from "../message/chat.ts";
import { chatProblems } from "../message/chat-validity.ts";
import { renderSystemPrompt, type SystemPromptParts } from "../prompt/system-prompt.ts";
import { renderUserMessage } from "../prompt/user-message.ts";
import type { Extension } from "../registry/agent-options.ts";
import { taskOf } from "./agent-input.ts";
import type { AgentPlan } from "./agent-plan.ts";
import type { AnswerForm } from "./answer-form.ts";
import type { CallOptions } from "./call-options.ts";

/** How a run begins: what the model is told, before it has said anything. */
export interface Opening {
  readonly system: string | undefined;
  /** The history, then the task. */
  readonly messages: Chat;
}

/** What an opening is made for. */
export interface OpeningCall {
  readonly options: CallOptions;
  readonly context: RunContext;
  readonly form: AnswerForm | undefined;
}

/** Renders the system prompt and the task. What the caller passed wrong is an `InputError`. */
export async function openRun(plan: AgentPlan, input: unknown, call: OpeningCall): Promise<Opening> {
  const { options, context, form } = call;
  const history = options.messages ?? [];
  const problems = history.length > 0 ? chatProblems(history) : [];
  if (problems.length > 0) throw new InputError(`The history given to "${plan.name}" is not one a model accepts: ${problems.join("; ")}.`);
  const message = await userMessage(plan, input, { options, vars: context.vars, hasHistory: history.length > 0 });
  const extensions = options.use ? [...plan.extensions, ...options.use] : plan.extensions;
  const preambles = await Promise.all(extensions.map((extension) => preambleOf(extension, context)));
  const words = [...preambles, form?.words].filter((text) => text !== undefined);
  return {
    system: renderSystemPrompt(promptParts(plan, words), context.vars),
    messages: message ? [...history, message] : history,
  };
}

/** The parts of an agent's system prompt; `words` are what extensions and the answer's form add. */
export function promptParts(plan: AgentPlan, words: readonly string[]): SystemPromptParts {
  const { options, signature } = plan;
  return {
    systemMessage: options.systemMessage,
    instructions: options.instructions ?? signature?.instructions,
    expectedOutput: options.expectedOutput ?? describedText(plan),
    examples: options.examples,
    extraMessage: options.systemExtraMessage,
    preambles: [...inputWords(plan), ...words],
    date: options.includeDate ? new Date() : undefined,
    template: options.templates?.systemPrompt,
  };
}

/** What the inputs are, where the signature says more of them than their names. */
function inputWords({ signature }: AgentPlan): string[] {
  const described = signature?.input.filter((field) => field.description !== undefined) ?? [];
  if (described.length === 0) return [];
  return [["The task has these inputs:", ...described.map((field) => `- ${field.name}: ${field.description}`)].join("\n")];
}

/** The description of an answer that is plain text, and so has no schema to carry it. */
function describedText({ signature, answer }: AgentPlan): string | undefined {
  return answer ? undefined : signature?.output[0]?.description;
}

async function preambleOf(extension: Extension, context: RunContext): Promise<string | undefined> {
  return typeof extension.preamble === "function" ? extension.preamble(context) : extension.preamble;
}

interface Asked {
  readonly options: CallOptions;
  readonly vars: Vars;
  readonly hasHistory: boolean;
}

async function userMessage(plan: AgentPlan, input: unknown, asked: Asked): Promise<UserMessage | undefined> {
  const { options, vars, hasHistory } = asked;
  const media = options.taskMultimodal;
  const context = options.taskContext;
  const others = media !== undefined || (context !== undefined && context !== "");
  const task = await taskOf(plan, input, hasHistory || others);
  if (!task && !others) return undefined;
  const fields = plan.signature?.input;
  // A signature without inputs asks for its outputs alone; a message cannot be empty.
  const given = !task ? undefined : "text" in task ? task.text : fields?.length === 0 ? "Begin." : task.inputs;
  return renderUserMessage(given, {
    fields: fields?.length === 0 ? undefined : fields,
    context,
    media,
    template: plan.options.templates?.task,
    vars,
  });
}
