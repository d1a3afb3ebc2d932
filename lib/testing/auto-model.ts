import {
  noUsage,
  type ChatCapabilities,
  type ChatModel,
  type ChatReply,
  type ChatRequest,
  type ModelSettings,
  type Usage,
} from "../model/chat-model.ts";
import type { ToolCall } from "../message/chat.ts";
import { autoAnswer } from "./auto-answer.ts";
import { autoCalls, type ToolArguments } from "./auto-calls.ts";
import { readExchange } from "./exchange.ts";
import { freshIds } from "./fresh-ids.ts";
import { RequestSnapshots } from "./request-snapshots.ts";
import { streamReply } from "./stream-reply.ts";

/** What an automatic model does, where it shall not do everything. */
export interface AutoModelOptions {
  /** 0, the default, makes the plainest values; any other whole number others, often at the limits. The same seed always makes the same. */
  readonly seed?: number | undefined;
  /** The names of the tools to call; default: all. */
  readonly only?: readonly string[] | undefined;
  /** The names of tools not to call. */
  readonly skip?: readonly string[] | undefined;
  /** By the name of a tool: arguments that replace those made, or a function that gives all of them. Sent as they are, fitting or not. */
  readonly arguments?: Readonly<Record<string, ToolArguments>> | undefined;
  /** The answer, or a function of the request that gives it: a text as it is, anything else (and every typed answer) as JSON. */
  readonly output?: unknown;
  /** The tokens of every reply. Default: none. */
  readonly usage?: Usage | undefined;
  /** Default: `auto/model`. */
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  /** Default: takes tools and enforces schemas natively. Typed answers are given in each of the three forms. */
  readonly capabilities?: Partial<ChatCapabilities> | undefined;
  readonly settings?: ModelSettings | undefined;
}

/** A chat model that does what there is to do, and keeps every request it got. */
export interface AutoModel extends ChatModel {
  /** The requests so far, each as it was when it came and frozen; of tools only what a model sees. */
  readonly requests: readonly ChatRequest[];
  /** The tool calls it made so far. */
  readonly calls: readonly ToolCall[];
}

/**
 * A model for tests that runs through a whole agent without a script: it calls every tool of a request once, with arguments made from
 * the tool's JSON Schema, then gives a typed answer that its schema allows, or a text that names what it called. Arguments and answers
 * that are refused are made anew. Respects `toolChoice`, and `parallelToolCalls: false`. The same requests always get the same replies.
 *
 * ```ts
 * const model = autoModel({ arguments: { balance: { currency: "EUR" } } });
 * await withModel(model, () => app.handle(request));
 * expect(model.calls.map((call) => call.name)).toEqual(["balance", "transfer"]);
 * ```
 */
export function autoModel(options: AutoModelOptions = {}): AutoModel {
  const requests: ChatRequest[] = [];
  const snapshots = new RequestSnapshots();
  const calls: ToolCall[] = [];
  return {
    kind: "chat",
    provider: options.provider ?? "auto",
    id: options.id ?? "model",
    settings: options.settings ?? {},
    capabilities: { tools: true, structuredOutput: "native", ...options.capabilities },
    requests,
    calls,
    async generate(request, call) {
      call.signal.throwIfAborted();
      const number = requests.push(snapshots.take(request));
      const reply = replyTo(request, options, number);
      calls.push(...reply.toolCalls);
      await streamReply(reply, call);
      return reply;
    },
  };
}

function replyTo(request: ChatRequest, options: AutoModelOptions, number: number): ChatReply {
  const exchange = readExchange(request.messages);
  const planned = autoCalls(request, exchange, options);
  const newId = freshIds(request, number);
  const toolCalls = planned.map(({ name, arguments: given }) => ({ id: newId(), name, arguments: JSON.stringify(given) }));
  const usage = options.usage ?? noUsage;
  if (toolCalls.length > 0) return { text: "", reasoning: [], toolCalls, finishReason: "tool-calls", usage };
  return { text: autoAnswer(request, exchange, options), reasoning: [], toolCalls: [], finishReason: "stop", usage };
}
