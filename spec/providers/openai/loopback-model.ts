import type { ChatDelta, ChatModel, ChatReply, ChatRequest } from "../../../lib/model/chat-model.ts";
import type { ChatModelOptions } from "../../../lib/model/providers.ts";
import { openaiCompatible, type ProviderRow } from "../../../lib/providers/openai/provider.ts";
import { rows } from "../../../lib/providers/openai/rows.ts";
import { startLoopback, type LoopbackHandler, type RecordedRequest } from "../../support/loopback.ts";

/** The row of a vendor, by name. */
export function rowOf(name: string): ProviderRow {
  const row = rows.find((one) => one.name === name);
  if (row === undefined) throw new Error(`there is no row "${name}"`);
  return row;
}

/** A model of a vendor at a URL, with a key. */
export function modelAt(url: string, vendor = "openai", options: ChatModelOptions = {}): ChatModel {
  return openaiCompatible(rowOf(vendor)).chat("test-model", { baseURL: `${url}/v1`, apiKey: "test-key", ...options });
}

/** The smallest request. */
export const hello: ChatRequest = { messages: [{ role: "user", content: "hello" }], settings: {} };

/** A signal that never aborts. */
export const quiet = (): AbortSignal => new AbortController().signal;

export interface Exchange {
  readonly reply: ChatReply;
  readonly deltas: readonly ChatDelta[];
  readonly sent: RecordedRequest;
}

export interface Asking {
  readonly request?: ChatRequest;
  readonly stream?: boolean;
  readonly vendor?: string;
  readonly options?: ChatModelOptions;
}

/** One exchange with a server that answers like this. */
export async function exchange(handler: LoopbackHandler, asking: Asking = {}): Promise<Exchange> {
  const { request = hello, stream = false, vendor, options } = asking;
  const server = await startLoopback(handler);
  const deltas: ChatDelta[] = [];
  try {
    const onDelta = stream ? (delta: ChatDelta) => void deltas.push(delta) : undefined;
    const reply = await modelAt(server.url, vendor, options).generate(request, { signal: quiet(), onDelta });
    const sent = server.requests[0];
    if (sent === undefined || server.requests.length !== 1) throw new Error(`${server.requests.length} requests instead of 1`);
    return { reply, deltas, sent };
  } finally {
    await server.close();
  }
}

/** What one exchange fails with. */
export async function failure(handler: LoopbackHandler, asking: Asking = {}): Promise<unknown> {
  return exchange(handler, asking).then(
    ({ reply }) => Promise.reject(new Error(`expected a failure, got ${JSON.stringify(reply)}`)),
    (error: unknown) => error,
  );
}
