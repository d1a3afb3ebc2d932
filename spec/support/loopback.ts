import http from "node:http";

/** A request as it arrived, with its whole body. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
  /** Aborts when the client goes away before the reply is complete. */
  readonly gone: AbortSignal;
}

/** Answers one request; what it throws becomes a plain 500 that says so. */
export type LoopbackHandler = (request: RecordedRequest, response: http.ServerResponse) => void | Promise<void>;

/** A server on 127.0.0.1 that remembers what it was asked. */
export interface Loopback {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** How many connections are open. */
  connections(): Promise<number>;
  /** Cuts every connection and stops; may be called twice. */
  close(): Promise<void>;
}

/** Starts a server on a port of 127.0.0.1, a free one unless told. */
export async function startLoopback(handler: LoopbackHandler, port = 0): Promise<Loopback> {
  const requests: RecordedRequest[] = [];
  const server = http.createServer((incoming, response) => {
    const answer = async () => {
      const gone = new AbortController();
      response.on("close", () => {
        if (!response.writableFinished) gone.abort(new Error("the client went away"));
      });
      const request = await record(incoming, gone.signal);
      requests.push(request);
      await handler(request, response);
    };
    answer().catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain", "x-loopback-error": "handler" });
      if (!response.writableEnded) response.end(`loopback handler failed: ${String(error)}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the loopback server listens on no TCP port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function record(incoming: http.IncomingMessage, gone: AbortSignal): Promise<RecordedRequest> {
  incoming.setEncoding("utf8");
  let text = "";
  for await (const chunk of incoming) text += chunk;
  return { method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers, body: parsed(text), gone };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Replies with a JSON body; a string is sent as it is. */
export function sendJson(
  response: http.ServerResponse,
  body: unknown,
  reply: { status?: number; headers?: http.OutgoingHttpHeaders } = {},
) {
  response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** How `sendEvents` and `eventBytes` write a stream. */
export interface EventStreamOptions {
  /** What follows the last event: `"[DONE]"` unless told; `false`: nothing. Anthropic's streams end without it. */
  readonly done?: string | false | undefined;
  /** Writes `event: <name>` before each object, named by its own `type` (Anthropic) or by this function. */
  readonly named?: true | ((event: object) => string | undefined) | undefined;
  /** `"\n"` unless told. */
  readonly newline?: string | undefined;
  readonly status?: number | undefined;
  readonly headers?: http.OutgoingHttpHeaders | undefined;
  /** Awaited before each event is written, with its index: a gate for streams that wait. */
  readonly before?: ((index: number) => void | Promise<void>) | undefined;
}

/** Replies with server-sent events. An object is one `data:` line of JSON; a string is written as it is, so it may be any bytes: comments, torn lines. */
export async function sendEvents(
  response: http.ServerResponse,
  events: readonly (string | object)[],
  options: EventStreamOptions = {},
): Promise<void> {
  openEvents(response, options);
  for (const [index, event] of events.entries()) {
    await options.before?.(index);
    if (response.destroyed) return;
    response.write(eventText(event, options));
  }
  response.end(doneText(options));
}

/** Sends the head of an event stream at once, for raw `response.write(...)` after it. */
export function openEvents(response: http.ServerResponse, options: Pick<EventStreamOptions, "status" | "headers"> = {}): void {
  response.writeHead(options.status ?? 200, { "content-type": "text/event-stream", "cache-control": "no-cache", ...options.headers });
  response.flushHeaders();
}

/** The bytes `sendEvents` would write, for cutting them anywhere. */
export function eventBytes(events: readonly (string | object)[], options: EventStreamOptions = {}): Buffer {
  return Buffer.from(events.map((event) => eventText(event, options)).join("") + doneText(options), "utf8");
}

/** Writes each piece as its own chunk on the wire, letting the client read it before the next one follows. */
export async function sendPieces(response: http.ServerResponse, pieces: readonly (string | Uint8Array)[]): Promise<void> {
  for (const piece of pieces) {
    await new Promise<void>((resolve) => response.write(piece, () => resolve()));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Answers with each handler in turn; a request beyond the last one is a 500 that says so. */
export function scripted(...handlers: readonly LoopbackHandler[]): LoopbackHandler {
  let at = 0;
  return async (request, response) => {
    const handler = handlers[at];
    at += 1;
    if (handler === undefined) throw new Error(`request ${at}, but only ${handlers.length} replies are scripted`);
    await handler(request, response);
  };
}

function eventText(event: string | object, { named, newline = "\n" }: EventStreamOptions): string {
  if (typeof event === "string") return event;
  // Vendors name an event by its own `type`; an object without one gets no name.
  const name = named === true ? (event as { type?: string }).type : named?.(event);
  return `${name === undefined ? "" : `event: ${name}${newline}`}data: ${JSON.stringify(event)}${newline}${newline}`;
}

function doneText({ done = "[DONE]", newline = "\n" }: EventStreamOptions): string {
  return done === false ? "" : `data: ${done}${newline}${newline}`;
}
