import type http from "node:http";
import { expect } from "vitest";
import { says } from "../wire/reply.ts";
import type { Wire } from "../wire/wires.ts";
import { openEvents, sendJson, sendPieces, type LoopbackHandler, type RecordedRequest } from "./loopback.ts";

/** What a run makes of a fault. */
export interface FaultOutcome {
  /** Whether a policy may try again. */
  readonly retried: boolean;
  /** What the run fails with when it is not tried again, or in vain; absent when the reply is good after all. */
  readonly error?: Readonly<Record<string, unknown>>;
  /** How long the policy waits before it tries again, in milliseconds, where the fault says so: exactly, or from 0 to so many. */
  readonly delayMs?: number | { readonly atMost: number };
  /** The text that was shown when the reply fails. */
  readonly shown?: string;
  /** The model hangs up on the server. */
  readonly hungUp?: true;
}

/** Something that goes wrong with one reply. */
export interface Fault {
  readonly name: string;
  /** Does it to a request, whole or streamed as that asks; `refused`: nobody listens when the request comes. */
  readonly strike: "refused" | ((wire: Wire) => LoopbackHandler);
  readonly outcome: (how: { readonly wire: Wire; readonly streamed: boolean }) => FaultOutcome;
  /** Takes more time than a run may be given: the limits must be short for a spec to see it. */
  readonly slow?: true;
}

/** The text that replies hold which go wrong in the middle. */
export const begun = "Half an answer";

/** The most bytes that models take in a spec of faults; floods are longer, proper replies shorter. */
export const maxReplyBytes = 100_000;

/** Whether a request asks for a stream. */
export function asksForStream({ body }: RecordedRequest): boolean {
  return typeof body === "object" && body !== null && "stream" in body && body.stream === true;
}

type Strike = Exclude<Fault["strike"], "refused">;
type GoOn = (response: http.ServerResponse, wire: Wire) => void | Promise<void>;

const visible = (event: object) => /"text_delta"|"content":"[^"]/.test(JSON.stringify(event));

/** Begins a reply, whole or streamed as asked, up to its visible text or with it, and goes on as told. */
function begins(upTo: "head" | "text", goOn: GoOn): Strike {
  return (wire) => async (request, response) => {
    if (asksForStream(request)) {
      const events = wire.events(says(begun), 0);
      const count = upTo === "head" ? events.findIndex(visible) : events.findLastIndex(visible) + 1;
      openEvents(response);
      await sendPieces(response, [wire.bytes(events.slice(0, count), false)]);
    } else {
      const body = JSON.stringify(wire.whole(says(begun), 0));
      response.writeHead(200, { "content-type": "application/json" });
      response.flushHeaders();
      if (upTo === "text") await sendPieces(response, [body.slice(0, body.indexOf(begun) + begun.length)]);
    }
    await goOn(response, wire);
  };
}

const reset: GoOn = (response) => void response.socket?.resetAndDestroy();
const hang: GoOn = () => {};
const end: GoOn = (response) => void response.end();
const isStream = (response: http.ServerResponse) => response.getHeader("content-type") === "text/event-stream";

/** Never ends and says nothing: comments in a stream, blanks in a body. */
const idle: GoOn = async (response) => {
  while (!response.destroyed) {
    response.write(isStream(response) ? ": still here\n\n" : " ");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Writes without end, as fast as it is read. */
const flood: GoOn = async (response) => {
  const piece = `${isStream(response) ? "data: " : ""}${"x".repeat(16_384)}`;
  let drained = () => {};
  response.on("drain", () => drained()).on("close", () => drained());
  while (!response.destroyed) {
    const next = new Promise<void>((resolve) => (drained = resolve));
    if (!response.write(piece)) await next;
  }
};

/** An error as each provider words it; it may pass. */
function errorBody({ provider }: Wire, message: string): object {
  const error = { type: provider === "openai" ? "server_error" : "overloaded_error", message };
  return provider === "openai" ? { error } : { type: "error", error };
}

const sendError: GoOn = async (response, wire) => {
  if (isStream(response)) await sendPieces(response, [wire.bytes([errorBody(wire, "Overloaded")], false)]);
  response.end();
};

const sendBrokenJson: GoOn = async (response) => {
  if (isStream(response)) await sendPieces(response, ['event: content_block_delta\ndata: {"type": oops}\n\n']);
  response.end();
};

/** A good reply in pieces, each soon after the one before; all of them together take long. */
const drip: Strike = (wire) => async (request, response) => {
  const streamed = asksForStream(request);
  const pieces = streamed
    ? wire.events(says(begun), 0).map((event) => ({ slow: visible(event), bytes: wire.bytes([event], false) }))
    : Array.from(JSON.stringify(wire.whole(says(begun), 0)).match(/.{1,100}/g) ?? [], (text) => ({ slow: true, bytes: Buffer.from(text) }));
  openEvents(response, streamed ? {} : { headers: { "content-type": "application/json" } });
  for (const { slow, bytes } of pieces) {
    if (slow) await new Promise((resolve) => setTimeout(resolve, 150));
    await sendPieces(response, [bytes]);
  }
  response.end();
};

const sends =
  (body: string, headers: http.OutgoingHttpHeaders): Strike =>
  () =>
  (_, response) =>
    sendJson(response, body, { headers });

interface Refusal {
  readonly headers?: () => http.OutgoingHttpHeaders;
  readonly delayMs?: FaultOutcome["delayMs"];
  readonly retryAfterMs?: unknown;
}

/** An HTTP status with an error body. */
function answers(
  name: string,
  status: number,
  { retried = true, headers, delayMs, retryAfterMs }: Refusal & { retried?: boolean } = {},
): Fault {
  return {
    name,
    strike: (wire) => (_, response) => sendJson(response, errorBody(wire, "No luck"), { status, headers: headers?.() ?? {} }),
    outcome: ({ wire: { provider } }) => ({
      retried,
      error: {
        ...modelError(provider),
        status,
        message: expect.stringMatching(`answered ${status}.*No luck`),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      },
      ...(delayMs === undefined ? {} : { delayMs }),
    }),
  };
}

const modelError = (provider: string) => ({ name: "ModelError", code: "model", provider });

/** A fault of the connection or of the bytes: retried as long as nothing was shown. */
function breaks(name: string, strike: Fault["strike"], more: { readonly shown?: string; readonly error?: object } = {}): Fault {
  const { shown, error } = more;
  return {
    name,
    strike,
    outcome: ({ wire: { provider }, streamed }) => ({
      retried: !streamed || shown === undefined,
      error: { ...modelError(provider), ...error },
      ...(streamed && shown !== undefined ? { shown } : {}),
    }),
  };
}

/** A fault that only a time limit ends. */
function hangs(name: string, strike: Strike, shown?: string): Fault {
  return {
    name,
    strike,
    slow: true,
    outcome: ({ wire, streamed }) => {
      const between = streamed && shown !== undefined;
      const what = between ? "The next piece of the reply of " : "";
      const message = expect.stringMatching(`^${what}"${wire.provider}/[^"]+" took longer than \\d+ ms\\.$`);
      return { retried: !between, hungUp: true, error: { name: "TimeoutError", code: "timeout", message }, ...(between ? { shown } : {}) };
    },
  };
}

/** A reply that is longer than a model takes: asking again would give the same. */
function floods(name: string, strike: Strike, shown?: string): Fault {
  return {
    name,
    strike,
    outcome: ({ wire: { provider }, streamed }) => ({
      retried: false,
      hungUp: true,
      error: {
        ...modelError(provider),
        message: expect.stringMatching(`The reply of "${provider}/.*" is longer than ${maxReplyBytes} bytes\\.`),
      },
      ...(streamed && shown !== undefined ? { shown } : {}),
    }),
  };
}

const later = (ms: number) => new Date(Date.now() + ms).toUTCString();

/** Everything that goes wrong with a provider. */
export const faults: readonly Fault[] = [
  answers("401", 401, { retried: false }),
  answers("404", 404, { retried: false }),
  answers("408", 408),
  answers("429", 429),
  answers("429 that asks for a second", 429, { headers: () => ({ "retry-after": "1" }), delayMs: 1000, retryAfterMs: 1000 }),
  answers("429 that names a moment", 429, {
    headers: () => ({ "retry-after": later(1500) }),
    delayMs: { atMost: 1500 },
    retryAfterMs: expect.any(Number),
  }),
  answers("429 that names a moment gone by", 429, { headers: () => ({ "retry-after": later(-60_000) }), delayMs: 0, retryAfterMs: 0 }),
  answers("429 that asks for milliseconds", 429, {
    headers: () => ({ "retry-after-ms": "30", "retry-after": "7" }),
    delayMs: 30,
    retryAfterMs: 30,
  }),
  answers("429 that asks for more than the policy waits", 429, {
    headers: () => ({ "retry-after": "3600" }),
    retried: false,
    retryAfterMs: 3_600_000,
  }),
  answers("500", 500),
  answers("529", 529),
  breaks("a refused connection", "refused", { error: { status: undefined, message: expect.stringContaining("could not be reached") } }),
  breaks("a connection reset before the reply", () => (_, response) => void response.socket?.resetAndDestroy(), {
    error: { status: undefined },
  }),
  breaks("a connection reset after the head of the reply", begins("head", reset), { error: { status: undefined } }),
  breaks("a connection reset in the middle of the text", begins("text", reset), { shown: begun, error: { status: undefined } }),
  hangs("silence before the headers", () => () => {}),
  hangs("silence after the head of the reply", begins("head", hang)),
  hangs("silence in the middle of the text", begins("text", hang), begun),
  hangs("pings after the head of the reply", begins("head", idle)),
  hangs("pings in the middle of the text", begins("text", idle), begun),
  breaks("an error event after HTTP 200", begins("head", sendError)),
  breaks("an error event in the middle of the text", begins("text", sendError), { shown: begun }),
  breaks("an error body with HTTP 200", (wire) => (_, response) => sendJson(response, errorBody(wire, "Overloaded")), {}),
  breaks("invalid JSON", begins("head", sendBrokenJson)),
  breaks("invalid JSON in the middle of the text", begins("text", sendBrokenJson), { shown: begun }),
  breaks("an end in the middle of the text", begins("text", end), { shown: begun }),
  breaks("an empty body", sends("", {})),
  {
    name: "a page of HTML",
    strike: sends("<html>Welcome</html>", { "content-type": "text/html" }),
    // Anthropic's provider takes it for the page of another service when the reply was to be whole.
    outcome: ({ wire: { provider }, streamed }) => ({ retried: streamed || provider === "openai", error: modelError(provider) }),
  },
  floods("a flood from the start", begins("head", flood)),
  floods("a flood in the middle of the text", begins("text", flood), begun),
  floods(
    "an announced flood",
    () => (_, response) => void response.writeHead(200, { "content-type": "application/json", "content-length": "100000000" }).write("{"),
  ),
  {
    name: "a slow drip",
    strike: drip,
    slow: true,
    // The limit of an attempt ends with its first piece; a whole reply is one piece.
    outcome: ({ streamed }) =>
      streamed ? { retried: false } : { retried: true, hungUp: true, error: { name: "TimeoutError", code: "timeout" } },
  },
];
