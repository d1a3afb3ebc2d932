import { abortable } from "../core/abort.ts";
import { ConfigurationError } from "../core/errors.ts";
import {
  noUsage,
  type ChatCapabilities,
  type ChatModel,
  type ChatReply,
  type ChatRequest,
  type ModelCall,
  type ModelSettings,
  type Usage,
} from "../model/chat-model.ts";
import { isWorthRetrying } from "../model/failures.ts";
import { makePolicy } from "../model/make-policy.ts";
import type { Policy } from "../model/policy.ts";
import { freshIds } from "./fresh-ids.ts";
import { RequestSnapshots } from "./request-snapshots.ts";
import { replyOf, stepProblem, stepWords, type SettledStep } from "./script-step.ts";
import { requestWords } from "./script-words.ts";
import { streamReply } from "./stream-reply.ts";

/** A tool call in a script: the name, and the arguments as a value or as the raw text a model would write. */
export interface ScriptedCall {
  readonly toolCall: { readonly name: string; readonly arguments: string; readonly id?: string | undefined };
}

/** A reply with everything in it that matters; what is left out is empty. With `error` it breaks off with that after what it has said. */
export interface ScriptedReply extends Partial<ChatReply> {
  readonly error?: Error | undefined;
}

/** What a scripted model does at one request: answer a text, call tools (words before them allowed), reply in full, fail, or decide by the request. */
export type ScriptStep =
  | string
  | ScriptedCall
  | readonly (string | ScriptedCall)[]
  | ScriptedReply
  | Error
  | ((request: ChatRequest, call: ModelCall) => ScriptStep | Promise<ScriptStep>);

/** A chat model that follows a script, and keeps every request it got. */
export interface ScriptedModel extends ChatModel {
  /** The requests so far, each as it was when it came and frozen; of tools only what a model sees. */
  readonly requests: readonly ChatRequest[];
  /** Throws when steps of the script are left over, or more requests came than it has steps, saying which. */
  assertComplete(): void;
}

/** Settings of a scripted model; by default it is `scripted/model`, takes tools and enforces schemas natively. */
export interface ScriptedModelOptions {
  readonly id?: string | undefined;
  readonly provider?: string | undefined;
  readonly capabilities?: Partial<ChatCapabilities> | undefined;
  readonly settings?: ModelSettings | undefined;
  /** Default: an error that is `retryable` is tried again at once, twice, each time with the next step; there is no breaker. */
  readonly policy?: Policy | undefined;
  /** The tokens of every reply that does not say its own. Default: none. */
  readonly usage?: Usage | ((request: ChatRequest, reply: ChatReply) => Usage) | undefined;
}

/** The script asks for something else than happened: a request too many, or steps left over. A mistake, so no policy repeats it and no model is told. */
export class ScriptError extends ConfigurationError {
  constructor(fact: string, hint = "Each request of a model takes one step of its script.") {
    super(fact, { hint });
  }
}

/** One tool call of a script. Text is taken as the raw arguments, anything else becomes JSON. */
export function toolCall(name: string, args: unknown = {}, id?: string): ScriptedCall {
  const text = typeof args === "string" ? args : (JSON.stringify(args) as string | undefined);
  if (text === undefined)
    throw new ConfigurationError(`The arguments of the scripted call of "${name}" are a ${typeof args}, which has no JSON.`);
  return { toolCall: { name, arguments: text, ...(id === undefined ? {} : { id }) } };
}

/**
 * A model for tests that needs no key and no network: request 1 gets step 1, and so on. A step is a text, one or several tool calls, a
 * whole reply, an error (thrown), or a function of the request that gives one of these. Where somebody listens, replies are streamed
 * as models do: words, and arguments in pieces.
 *
 * ```ts
 * const model = scriptedModel([toolCall("balance", { currency: "EUR" }), "You have 12 euros."]);
 * const clerk = agent("You are a clerk.", { model, tools: [balance] });
 * expect(await clerk("What is my balance?")).toBe("You have 12 euros.");
 * expect(model.requests[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: "12" });
 * model.assertComplete();
 * ```
 */
export function scriptedModel(steps: readonly ScriptStep[], options: ScriptedModelOptions = {}): ScriptedModel {
  const script = [...steps];
  checkSteps(script);
  const requests: ChatRequest[] = [];
  const snapshots = new RequestSnapshots();
  return {
    kind: "chat",
    provider: options.provider ?? "scripted",
    id: options.id ?? "model",
    settings: options.settings ?? {},
    capabilities: { tools: true, structuredOutput: "native", ...options.capabilities },
    policy: options.policy ?? atOnce(),
    requests,
    async generate(request, call) {
      call.signal.throwIfAborted();
      const number = requests.push(snapshots.take(request));
      const step = script[number - 1];
      if (step === undefined) throw tooMany(script, requests);
      const { reply, error } = replyOf(await settled(step, request, call), freshIds(request, number));
      await streamReply(reply, call);
      if (error) throw error;
      return { ...reply, usage: reply.usage ?? usageOf(options, request, { ...reply, usage: noUsage }) };
    },
    assertComplete() {
      if (requests.length > script.length) throw tooMany(script, requests);
      if (requests.length < script.length) throw leftOver(script, requests.length);
    },
  };
}

function checkSteps(script: readonly unknown[]): void {
  const problems = script.map(stepProblem);
  const wrong = problems.findIndex((problem) => problem !== undefined);
  if (wrong < 0) return;
  const hint = "A step is a text, toolCall(...), a list of these, a reply, an error, or a function of the request that gives one.";
  throw new ScriptError(`Step ${wrong + 1} of the script ${problems[wrong]}.`, hint);
}

async function settled(step: ScriptStep, request: ChatRequest, call: ModelCall): Promise<SettledStep> {
  if (typeof step !== "function") return step;
  const given = await abortable(Promise.resolve(step(request, call)), call.signal);
  const problem = stepProblem(given);
  if (problem !== undefined) throw new ScriptError(`What a function of the script gave ${problem}.`);
  return settled(given, request, call);
}

function usageOf({ usage = noUsage }: ScriptedModelOptions, request: ChatRequest, reply: ChatReply): Usage {
  return typeof usage === "function" ? usage(request, reply) : usage;
}

const mayPass = (error: unknown) => isWorthRetrying(error, false);

/** Each model has its own: the default one waits between attempts, and its breaker would carry the failures of one test into the next. */
function atOnce(): Policy {
  return makePolicy({ retry: { baseDelayMs: 0, retryOn: mayPass }, breaker: false });
}

function tooMany(script: readonly ScriptStep[], requests: readonly ChatRequest[]): ScriptError {
  const extra = requests.slice(script.length);
  const asked = extra.map((request, index) => `Request ${script.length + index + 1} asked: ${requestWords(request)}.`);
  const fact = `Request ${requests.length} came, but the script has only ${script.length} steps.`;
  return new ScriptError(fact, `Each request of a model takes one step of its script. ${asked.join(" ")}`);
}

function leftOver(script: readonly ScriptStep[], taken: number): ScriptError {
  const left = script.slice(taken).map((step, index) => `${taken + index + 1}. ${stepWords(step)}`);
  const fact = `The script has ${script.length} steps, but only ${taken} requests came.`;
  return new ScriptError(fact, `Left over: ${left.join("; ")}.`);
}
