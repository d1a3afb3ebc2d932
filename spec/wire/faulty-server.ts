import { Model, type ChatModel, type ChatModelOptions } from "msgflux";
import { afterEach } from "vitest";
import {
  openEvents,
  scripted,
  sendJson,
  sendPieces,
  startLoopback,
  type Loopback,
  type LoopbackHandler,
  type RecordedRequest,
} from "../support/loopback.ts";
import { failures } from "./failures.ts";
import { says, type Reply } from "./reply.ts";
import type { Wire } from "./wires.ts";

const servers: Loopback[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that answers each request with the next handler, until the spec is over. */
export async function serve(...handlers: readonly LoopbackHandler[]): Promise<Loopback> {
  const server = await startLoopback(scripted(...handlers));
  servers.push(server);
  return server;
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = await startLoopback(() => {});
  await server.close();
  return server.url;
}

/** A model of this provider behind a server. */
export function modelAt(wire: Wire, url: string, options: ChatModelOptions & { readonly id?: string } = {}): ChatModel {
  const { id = wire.model, ...rest } = options;
  return Model.chatCompletion(`${wire.provider}/${id}`, { baseURL: url + wire.base, apiKey: "test-key", ...rest });
}

/** Answers whole or streamed, as asked. */
export function replies(wire: Wire, reply: Reply | string): LoopbackHandler {
  const whole = typeof reply === "string" ? says(reply) : reply;
  return async (request, response) => {
    if (!asksForStream(request)) return sendJson(response, wire.whole(whole, 0));
    openEvents(response);
    await sendPieces(response, [wire.bytes(wire.events(whole, 0))]);
    response.end();
  };
}

/** Refuses with one of the provider's error bodies. */
export function refuses(
  wire: Wire,
  kind: "limited" | "refusedKey" | "broken",
  reply: { readonly status: number; readonly headers?: Readonly<Record<string, string>> },
): LoopbackHandler {
  return (_request, response) => sendJson(response, failures[wire.provider][kind], reply);
}

/** Begins a stream with this text, and then does `next`, by default nothing: the stream hangs. */
export function begins(wire: Wire, text: string, next: LoopbackHandler = () => {}): LoopbackHandler {
  return async (request, response) => {
    openEvents(response);
    // Whatever closes the text and the stream comes after the last piece of the text.
    const events = wire.events(says(text), 0);
    const last = events.findLastIndex((event) => /"(?:text_delta|content":")/.test(JSON.stringify(event)));
    await sendPieces(response, [wire.bytes(events.slice(0, last + 1), false)]);
    await next(request, response);
  };
}

/** Sends an error in a stream that is open already, and ends it. */
export function failsMidway(wire: Wire): LoopbackHandler {
  return async (_request, response) => {
    await sendPieces(response, [wire.bytes([failures[wire.provider].midway], false)]);
    response.end();
  };
}

/** Opens a stream whose first event is an error. */
export function failsAtOnce(wire: Wire): LoopbackHandler {
  return async (request, response) => {
    openEvents(response);
    await failsMidway(wire)(request, response);
  };
}

/** Resolves when the client has gone away from this request. */
export async function left(request: RecordedRequest | undefined): Promise<void> {
  if (request === undefined) throw new Error("there is no such request");
  if (!request.gone.aborted) await new Promise((resolve) => request.gone.addEventListener("abort", resolve));
}

/** A handler that never answers, and a promise for its first request. */
export function silence(): { readonly handler: LoopbackHandler; readonly asked: Promise<void> } {
  let arrived = () => {};
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  return { handler: () => arrived(), asked };
}

function asksForStream({ body }: RecordedRequest): boolean {
  return (body as { readonly stream?: boolean }).stream === true;
}
