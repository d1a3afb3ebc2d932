import type { OpenAI } from "openai";
import { withTimeout } from "../../core/abort.ts";
import type { ChatCapabilities, ChatDelta, ChatModel, ChatReply, ChatRequest, ModelCall } from "../../model/chat-model.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import { callIds } from "./call-ids.ts";
import { keyHint, makeClient } from "./client.ts";
import { brokenOff, toModelError, unreadable, type Asked } from "./errors.ts";
import { fromReply } from "./from-reply.ts";
import type { ProviderRow } from "./provider-row.ts";
import { readStream, type OnDelta } from "./read-stream.ts";
import { mergeSettings, requestConverter, type RequestBody } from "./to-request.ts";

/** A chat model of an OpenAI-compatible vendor. The SDK is loaded and the key is looked up at the first call. */
export function openaiChat(row: ProviderRow, id: string, options: ChatModelOptions): ChatModel {
  const { baseURL: _url, apiKey: _key, headers: _headers, fetch: _fetch, timeoutMs, policy, capabilities, ...settings } = options;
  const quirks = row.quirks ?? {};
  const known: ChatCapabilities = { tools: true, structuredOutput: quirks.structuredOutput ?? "tool" };
  const asked: Asked = { provider: row.name, model: id, keyHint: keyHint(row) };
  const toRequest = requestConverter(id, quirks);
  let client: OpenAI | undefined;

  const answer = async (request: ChatRequest, { signal, onDelta }: ModelCall): Promise<ChatReply> => {
    client ??= await makeClient(row, options);
    const body = toRequest(request, mergeSettings(settings, request.settings), onDelta !== undefined);
    const response = await send(client, { body, signal, asked });
    const ids = callIds(request.messages);
    if (onDelta === undefined) return fromReply(await readBody(response, asked), asked, ids);
    if (!isJson(response)) return readStream(response, { asked, ids, signal, onDelta });
    const reply = fromReply(await readBody(response, asked), asked, ids);
    await replay(reply, onDelta, signal);
    return reply;
  };
  return {
    kind: "chat",
    provider: row.name,
    id,
    settings,
    capabilities: { ...known, ...capabilities },
    policy,
    // The SDK ends an aborted stream quietly, and a listener may wait for ever: the signal decides, whatever they do.
    generate: (request, call) =>
      withTimeout({ what: `A reply of "${row.name}/${id}"`, ms: timeoutMs, signal: call.signal }, (signal) =>
        answer(request, { ...call, signal }),
      ),
  };
}

interface Sending {
  readonly body: RequestBody;
  readonly signal: AbortSignal;
  readonly asked: Asked;
}

async function send(client: OpenAI, { body, signal, asked }: Sending): Promise<Response> {
  try {
    return await client.chat.completions.create(body, { signal }).asResponse();
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
