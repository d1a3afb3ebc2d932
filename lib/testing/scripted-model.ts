import { MsgfluxError } from "../core/errors.ts";
import {
  noUsage,
  type ChatCapabilities,
  type ChatModel,
  type ChatReply,
  type ChatRequest,
  type ModelCall,
  type ModelSettings,
} from "../model/chat-model.ts";
import type { Policy } from "../model/policy.ts";

/** A tool call in a script: the name, and the arguments as a value or as the raw text a model would write. */
export interface ScriptedCall {
  readonly toolCall: { readonly name: string; readonly arguments: string; readonly id?: string | undefined };
}

/** What a scripted model does at one request: answer a text, call tools, reply in full, fail, or decide by the request. */
export type ScriptStep =
  | string
  | ScriptedCall
  | readonly ScriptedCall[]
  | Partial<ChatReply>
  | Error
  | ((request: ChatRequest, call: ModelCall) => ScriptStep | Promise<ScriptStep>);

/** A chat model that follows a script, and keeps every request it got. */
export interface ScriptedModel extends ChatModel {
  /** The requests so far, each as it was when it came. */
  readonly requests: readonly ChatRequest[];
  /** Throws when steps of the script are left over, saying which. */
  assertComplete(): void;
}

/** Settings of a scripted model; by default it is `scripted/model`, takes tools and enforces schemas natively. */
export interface ScriptedModelOptions {
  readonly id?: string | undefined;
  readonly provider?: string | undefined;
  readonly capabilities?: Partial<ChatCapabilities> | undefined;
  readonly settings?: ModelSettings | undefined;
  readonly policy?: Policy | undefined;
}

/** The script asks for something else than happened: a request too many, or steps left over. */
export class ScriptError extends MsgfluxError {
  constructor(fact: string) {
    super("script", fact, { hint: "Each request of a model takes one step of its script." });
  }
}

/** One tool call of a script. Text is taken as the raw arguments, anything else becomes JSON. */
export function toolCall(name: string, args: unknown = {}, id?: string): ScriptedCall {
  return { toolCall: { name, arguments: typeof args === "string" ? args : JSON.stringify(args), ...(id === undefined ? {} : { id }) } };
}

/** A model for specs that needs no key and no network: request 1 gets step 1, and so on. Streams word by word when somebody listens. */
export function scriptedModel(steps: readonly ScriptStep[], options: ScriptedModelOptions = {}): ScriptedModel {
  const requests: ChatRequest[] = [];
  return {
    kind: "chat",
    provider: options.provider ?? "scripted",
    id: options.id ?? "model",
    settings: options.settings ?? {},
    capabilities: { tools: true, structuredOutput: "native", ...options.capabilities },
    policy: options.policy,
    requests,
    async generate(request, call) {
      call.signal.throwIfAborted();
      const number = requests.push(request);
      if (number > steps.length) throw new ScriptError(`Request ${number} came, but the script has only ${steps.length} steps.`);
      const reply = await play(steps[number - 1] as ScriptStep, { request, call, number });
      await streamed(reply, call);
      return reply;
    },
    assertComplete() {
      if (requests.length < steps.length)
        throw new ScriptError(`The script has ${steps.length} steps, but only ${requests.length} requests came.`);
    },
  };
}

interface Moment {
  readonly request: ChatRequest;
  readonly call: ModelCall;
  readonly number: number;
}

async function play(step: ScriptStep, moment: Moment): Promise<ChatReply> {
  if (typeof step === "function") return play(await step(moment.request, moment.call), moment);
  if (step instanceof Error) throw step;
  if (typeof step === "string") return wholeReply({ text: step });
  const calls = Array.isArray(step) ? (step as readonly ScriptedCall[]) : "toolCall" in step ? [step] : undefined;
  if (!calls) return wholeReply(step as Partial<ChatReply>);
  const turn = freshTurn(moment);
  const toolCalls = calls.map(({ toolCall: { name, arguments: text, id } }, index) => ({
    id: id ?? `call_${turn}_${index + 1}`,
    name,
    arguments: text,
  }));
  return wholeReply({ toolCalls, finishReason: "tool-calls" });
}

/** The number of the request, or the next one that no call in its history carries: an id may stand in a chat only once. */
function freshTurn({ request, number }: Moment): number {
  const ids = request.messages.flatMap((message) => (message.role === "assistant" ? (message.toolCalls ?? []).map((call) => call.id) : []));
  let turn = number;
  while (ids.some((id) => id.startsWith(`call_${turn}_`))) turn += 1;
  return turn;
}

function wholeReply(part: Partial<ChatReply>): ChatReply {
  const finishReason = part.toolCalls?.length ? "tool-calls" : "stop";
  return { text: "", reasoning: [], toolCalls: [], finishReason, usage: noUsage, ...part };
}

async function streamed(reply: ChatReply, call: ModelCall): Promise<void> {
  if (!call.onDelta) return;
  for (const { text } of reply.reasoning) if (text) await call.onDelta({ type: "reasoning", text });
  for (const text of reply.text.match(/\s*\S+\s*$|\s*\S+|\s+/g) ?? []) {
    call.signal.throwIfAborted();
    await call.onDelta({ type: "text", text });
  }
  for (const [index, { id, name, arguments: text }] of reply.toolCalls.entries())
    await call.onDelta({ type: "tool-call", index, id, name, arguments: text });
}
