import type { Reply } from "../wire/reply.ts";
import type { Wire } from "../wire/wires.ts";
import { asksForStream, type Fault } from "./faults.ts";
import { openEvents, sendJson, sendPieces, startLoopback, type LoopbackHandler, type RecordedRequest } from "./loopback.ts";

/** One request's fate: a good reply, a fault, or what a handler does. */
export type Fate = Reply | Fault | LoopbackHandler;

/** A server that answers each request as its plan says, and is not there when the plan says so. */
export interface FaultServer {
  readonly url: string;
  /** The requests that reached it. */
  readonly requests: readonly RecordedRequest[];
  connections(): Promise<number>;
  /** Tells the server that an attempt has failed: one that it could not see is passed over in the plan. */
  failed(): void;
  /** Resolves when the server is there, or gone, as the next request is to find it. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server with a plan; a request beyond its end is a 500 that is not to be repeated. */
export async function startFaults(wire: Wire, plan: readonly Fate[]): Promise<FaultServer> {
  const requests: RecordedRequest[] = [];
  let at = 0;
  const handler: LoopbackHandler = async (request, response) => {
    requests.push(request);
    const fate = plan[at];
    at += 1;
    if (fate === undefined) return sendJson(response, { error: "not planned" }, { status: 500, headers: { "x-should-retry": "false" } });
    await handlerOf(wire, fate)(request, response);
  };
  let server = await startLoopback(handler);
  const { url } = server;
  const port = Number(new URL(url).port);
  let up = true;
  const ready = async (): Promise<void> => {
    const wanted = !refuses(plan[at]);
    if (wanted === up) return;
    up = wanted;
    if (wanted) server = await startLoopback(handler, port);
    else await server.close();
  };
  await ready();
  return {
    url,
    requests,
    connections: () => server.connections(),
    failed: () => {
      if (!refuses(plan[at])) return;
      at += 1;
      void ready();
    },
    ready,
    close: () => server.close(),
  };
}

/** A good reply, whole or streamed as asked. */
export function replies(wire: Wire, reply: Reply): LoopbackHandler {
  return async (request, response) => {
    // The ids of tool calls differ from turn to turn.
    const turn = (request.body as { readonly messages?: readonly unknown[] }).messages?.length ?? 0;
    if (!asksForStream(request)) return sendJson(response, wire.whole(reply, turn));
    openEvents(response);
    await sendPieces(response, [wire.bytes(wire.events(reply, turn))]);
    response.end();
  };
}

const refuses = (fate: Fate | undefined) => fate !== undefined && "strike" in fate && fate.strike === "refused";

function handlerOf(wire: Wire, fate: Fate): LoopbackHandler {
  if (typeof fate === "function") return fate;
  if (!("strike" in fate)) return replies(wire, fate);
  if (fate.strike === "refused") throw new Error("a request came that nobody was to see");
  return fate.strike(wire);
}
