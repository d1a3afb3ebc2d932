import type { OpenAI } from "openai";
import type { ChatDelta, ChatReply, ChatRequest, ModelCall, ModelSettings } from "../../model/chat-model.ts";
import { mergeSettings } from "../../model/merge-settings.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import { callIds } from "./call-ids.ts";
import { clientSource, keyHint } from "./client.ts";
import { brokenOff, toModelError, unreadable, type Asked } from "./errors.ts";
import { fromReply } from "./from-reply.ts";
import type { ProviderRow } from "./provider-row.ts";
import { readStream, type OnDelta } from "./read-stream.ts";
import { requestText } from "./request-text.ts";
import { requestConverter, type RequestBody } from "./to-request.ts";

/** Sends one request to a model and reads its reply. */
export type Ask = (request: ChatRequest, call: ModelCall) => Promise<ChatReply>;

/** A model of a vendor: its name there, the options it was made with, and the settings among them. */
export interface AskedModel {
  readonly id: string;
  readonly options: ChatModelOptions;
  readonly settings: ModelSettings;
}

/** What asks a model of a vendor; it rejects with a `ConfigurationError` while the key or the URL is missing. */
export function openAsk(row: ProviderRow, { id, options, settings }: AskedModel): Ask {
  const clientOfNow = clientSource(row, id, options);
  const asked: Asked = { provider: row.name, model: id, keyHint: keyHint(row) };
  const toRequest = requestConverter(id, row.quirks ?? {});
  return async (request, { signal, onDelta }) => {
    const client = await clientOfNow();
    const body = toRequest(request, mergeSettings(settings, request.settings), onDelta !== undefined);
    const response = await send(client, { body, signal, asked });
    const ids = callIds(request.messages);
    if (onDelta === undefined) return fromReply(await readBody(response, asked), asked, ids);
    if (!isJson(response)) return readStream(response, { asked, ids, signal, onDelta });
    const reply = fromReply(await readBody(response, asked), asked, ids);
    await replay(reply, onDelta, signal);
    return reply;
  };
}

interface Sending {
  readonly body: RequestBody;
  readonly signal: AbortSignal;
  readonly asked: Asked;
}

async function send(client: OpenAI, { body, signal, asked }: Sending): Promise<Response> {
  const headers = { "content-type": "application/json" };
  try {
    return await client.post("/chat/completions", { body: requestText(body), headers, signal }).asResponse();
  } catch (error) {
    throw toModelError(error, asked);
  }
}

/** The body as data. It is read here and not by the SDK, which takes an empty or mislabelled body for an answer. */
async function readBody(response: Response, asked: Asked): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    throw brokenOff(asked, error);
  }
  if (text.trim() === "") throw unreadable(asked, "an empty body.", undefined);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(asked, "something that is not JSON", text);
  }
}

/** Some servers and proxies answer a request for a stream with a whole reply. */
function isJson(response: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/i.test(response.headers.get("content-type") ?? "");
}

async function replay(reply: ChatReply, onDelta: OnDelta, signal: AbortSignal): Promise<void> {
  const deltas: ChatDelta[] = reply.reasoning.map(({ text }) => ({ type: "reasoning", text }));
  if (reply.text !== "") deltas.push({ type: "text", text: reply.text });
  for (const [index, { id, name, arguments: text }] of reply.toolCalls.entries()) {
    deltas.push({ type: "tool-call", index, id, name, arguments: text });
  }
  for (const delta of deltas) {
    signal.throwIfAborted();
    await onDelta(delta);
  }
}
