import type { Chat, ToolCall, ToolMessage } from "../message/chat.ts";
import { addUsage, assistantMessage, noUsage, type ChatReply } from "../model/chat-model.ts";
import { LimitError, OutputError } from "./agent-errors.ts";
import { tell } from "./agent-event.ts";
import { answerTool, correction, readAnswer } from "./answer-form.ts";
import { withDistinctCalls } from "./distinct-calls.ts";
import { askModel } from "./model-turn.ts";
import type { Opening } from "./opening.ts";
import { ToolResponses, type RunResult } from "./run-result.ts";
import type { Progress, RunSetup } from "./run-setup.ts";
import { useTools, type ToolOutcome } from "./tool-use.ts";

/** The loop: asks the model, runs the tools it calls, and asks again, until there is an answer. */
export async function runLoop(setup: RunSetup, opening: Opening): Promise<RunResult> {
  const progress: Progress = {
    messages: opening.messages,
    usage: noUsage,
    turns: 0,
    records: [],
    thoughts: [],
    corrections: 0,
    choice: setup.choice,
  };
  setup.progress = progress;
  for (;;) {
    setup.context.signal.throwIfAborted();
    progress.turns += 1;
    const last = progress.turns >= setup.maxTurns || progress.records.length >= setup.maxToolCalls;
    const reply = withDistinctCalls(await askModel(setup, { progress, system: opening.system, last }), progress);
    progress.usage = addUsage(progress.usage, reply.usage);
    const thought = reply.reasoning.map((part) => part.text).join("");
    if (thought) progress.thoughts = [...progress.thoughts, thought];
    const answers = reply.toolCalls.length === 0 || reply.toolCalls.some((call) => call.name === answerTool && setup.form.tool);
    const result = answers ? await answerTurn(setup, progress, reply) : await toolTurn(setup, progress, { reply, last });
    if (result) return result;
  }
}

async function answerTurn(setup: RunSetup, progress: Progress, reply: ChatReply): Promise<RunResult | undefined> {
  if (setup.form.answer && (reply.finishReason === "refusal" || reply.finishReason === "content-filter")) {
    const fact = reply.finishReason === "refusal" ? "The model refused to answer" : "The provider's content filter stopped the answer";
    throw new OutputError(`${fact}: ${reply.text || "no reason given."}`, { text: reply.text });
  }
  const answered = await readAnswer(setup.form, reply);
  const submitted = reply.toolCalls.find((call) => call.name === answerTool);
  if (answered.ok) {
    // An answer handed in as a tool call becomes plain text in the conversation, so that the next call needs no such tool.
    const message = assistantMessage(submitted ? { ...reply, text: submitted.arguments, toolCalls: [] } : reply);
    if (message.content !== "") progress.messages = [...progress.messages, message];
    return resultOf(setup, progress, { output: answered.output, reply });
  }
  if (progress.corrections >= setup.maxOutputRetries) {
    throw new OutputError(`The answer of "${setup.plan.name}" does not fit its schema: ${answered.issues.join("; ")}.`, {
      text: submitted?.arguments ?? reply.text,
      issues: answered.issues,
    });
  }
  progress.corrections += 1;
  await tell(setup.context, "output-retry", { attempt: progress.corrections, issues: answered.issues });
  progress.messages = [...progress.messages, ...corrected(reply, submitted, correction(answered.issues))];
  return undefined;
}

function corrected(reply: ChatReply, submitted: ToolCall | undefined, text: string): Chat {
  if (submitted) {
    const told = reply.toolCalls.map((call) =>
      toolMessage(call, { content: call === submitted ? text : "Not run: the answer was handed in at the same time.", isError: true }),
    );
    return [assistantMessage(reply), ...told];
  }
  const answer = reply.text === "" ? [] : [assistantMessage(reply)];
  return [...answer, { role: "user", content: text }];
}

async function toolTurn(
  setup: RunSetup,
  progress: Progress,
  turn: { readonly reply: ChatReply; readonly last: boolean },
): Promise<RunResult | undefined> {
  const { reply, last } = turn;
  const messages = [...progress.messages, assistantMessage(reply)];
  if (last) return lastTurnWithTools(setup, progress, { reply, messages });
  const left = setup.maxToolCalls - progress.records.length;
  const outcomes = await useTools(setup, { calls: reply.toolCalls, messages, left });
  progress.records = [...progress.records, ...outcomes.map((outcome) => outcome.record)];
  progress.messages = [
    ...messages,
    ...outcomes.map((outcome) => toolMessage(outcome.call, { content: outcome.content, isError: outcome.isError })),
  ];
  // A forced choice has been obeyed once; forced again it would never end.
  if (progress.choice !== "none") progress.choice = undefined;
  if (!outcomes.every(goesToCaller)) return undefined;
  const thought = reply.reasoning.map((part) => part.text).join("");
  const output = new ToolResponses(
    outcomes.map((outcome) => outcome.record),
    thought === "" ? undefined : thought,
  );
  return resultOf(setup, progress, { output, reply });
}

function goesToCaller(outcome: ToolOutcome): boolean {
  return outcome.ran && outcome.spec?.returnDirect === true;
}

/** A model that calls tools although it may not: every call is answered, and its words, if any, are the answer. */
async function lastTurnWithTools(
  setup: RunSetup,
  progress: Progress,
  turn: { readonly reply: ChatReply; readonly messages: Chat },
): Promise<RunResult | undefined> {
  const { reply, messages } = turn;
  const limit = progress.turns >= setup.maxTurns ? `maxTurns: ${setup.maxTurns}` : `maxToolCalls: ${setup.maxToolCalls}`;
  if (reply.text === "") {
    throw new LimitError(
      `The agent "${setup.plan.name}" reached its limit (${limit}) and the model still called tools instead of answering.`,
      { hint: "Raise the limit, or tell the agent when to stop." },
    );
  }
  progress.messages = [
    ...messages,
    ...reply.toolCalls.map((call) =>
      toolMessage(call, { content: `Not run: the limit of this run is reached (${limit}).`, isError: true }),
    ),
  ];
  const answered = await readAnswer(setup.form, reply);
  if (!answered.ok)
    throw new OutputError(`The answer of "${setup.plan.name}" does not fit its schema: ${answered.issues.join("; ")}.`, {
      text: reply.text,
      issues: answered.issues,
    });
  return resultOf(setup, progress, { output: answered.output, reply });
}

function toolMessage(call: ToolCall, result: { readonly content: string; readonly isError: boolean }): ToolMessage {
  return { role: "tool", toolCallId: call.id, name: call.name, content: result.content, ...(result.isError ? { isError: true } : {}) };
}

function resultOf(setup: RunSetup, progress: Progress, end: { readonly output: unknown; readonly reply: ChatReply }): RunResult {
  return {
    output: end.output,
    messages: progress.messages,
    usage: progress.usage,
    toolCalls: progress.records,
    turns: progress.turns,
    reasoning: progress.thoughts.length > 0 ? progress.thoughts.join("\n\n") : undefined,
    finishReason: end.reply.finishReason,
    runId: setup.context.runId,
    source: "model",
  };
}
