import { afterEach, expect } from "vitest";
import type { ChatRequest } from "../../../lib/model/chat-model.ts";
import type { ChatModelOptions } from "../../../lib/model/providers.ts";
import { anthropicProvider } from "../../../lib/providers/anthropic/provider.ts";
import { startLoopback } from "../../support/loopback.ts";
import type { Loopback, LoopbackHandler, RecordedRequest } from "../../support/loopback.ts";
import { transcripts, type Transcript } from "./transcripts.ts";

/** The least of a request. */
export const request: ChatRequest = { messages: [{ role: "user", content: "Hi" }], settings: {} };
/** How Anthropic writes its streams. */
export const wire = { named: true, done: false } as const;
/** A signal that never aborts. */
export const never: AbortSignal = new AbortController().signal;

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A loopback server that is closed after the spec. */
export async function serve(handler: LoopbackHandler): Promise<Loopback> {
  const server = await startLoopback(handler);
  servers.push(server);
  return server;
}

/** A model behind a loopback server. */
export async function serveChat(handler: LoopbackHandler, options: ChatModelOptions = {}) {
  const server = await serve(handler);
  const model = anthropicProvider.chat("claude-sonnet-5-5", { baseURL: server.url, apiKey: "sk-test", ...options });
  return { server, model };
}

/** Waits until the client has left its first request. */
export async function hungUp(server: Loopback): Promise<void> {
  const gone = server.requests[0]?.gone;
  if (gone?.aborted === false) await new Promise((resolve) => gone.addEventListener("abort", resolve));
  expect(gone?.aborted).toBe(true);
}

/** Whether a request asks for a stream. */
export function asksForStream({ body }: RecordedRequest): boolean {
  return typeof body === "object" && body !== null && "stream" in body && body.stream === true;
}

/** The transcript whose name holds these words. */
export function transcript(words: string): Transcript {
  const found = transcripts.find((one) => one.name.includes(words));
  if (found === undefined) throw new Error(`There is no transcript "${words}".`);
  return found;
}
