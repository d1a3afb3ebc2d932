import http from "node:http";
import { once } from "node:events";
import { replyBody, replyEvents } from "./replies.ts";
import { scenarioOf, type Scenario } from "./scenarios.ts";

/**
 * A server that speaks OpenAI Chat Completions at `/<scenario>/v1/chat/completions`. `GET /held?count=n` answers when `n` requests wait,
 * `GET /release` answers those. Prints its port.
 */
const bodies = new Map<string, Buffer>();
const events = new Map<string, string[]>();
let held: http.ServerResponse[] = [];
let onHeld = () => {};

const server = http.createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => void answerTo(request, Buffer.concat(pieces), response));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" ? address?.port : address);
});
// The parent closes this process's input when it ends, however it ends.
process.stdin.resume().on("end", () => process.exit());

async function answerTo(request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const name = url.pathname.split("/")[1] ?? "";
  if (name === "held") return whenHeld(Number(url.searchParams.get("count")), response);
  if (name === "release") return release(response);
  const scenario = scenarioOf(name);
  if (scenario.held) {
    held.push(response);
    return onHeld();
  }
  return scenario.chunks > 0 ? streamed(scenario, response) : whole(scenario, body, response);
}

function whole(scenario: Scenario, body: Buffer, response: http.ServerResponse): void {
  const done = scenario.rounds === 0 ? 0 : body.toString("latin1").split('"role":"tool"').length - 1;
  const key = `${scenario.name} ${done}`;
  const reply = bodies.get(key) ?? Buffer.from(replyBody(scenario, done));
  bodies.set(key, reply);
  response.writeHead(200, { "content-type": "application/json", "content-length": reply.length, "x-request-id": "req_bench" }).end(reply);
}

async function streamed(scenario: Scenario, response: http.ServerResponse): Promise<void> {
  const pieces = events.get(scenario.name) ?? replyEvents(scenario);
  events.set(scenario.name, pieces);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache", "x-request-id": "req_bench" });
  for (const piece of pieces) {
    if (!response.write(piece)) await once(response, "drain");
    if (scenario.paced) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  response.end();
}

function whenHeld(count: number, response: http.ServerResponse): void {
  onHeld = () => {
    if (held.length >= count) response.end("held");
  };
  onHeld();
}

function release(response: http.ServerResponse): void {
  const waiting = held;
  held = [];
  onHeld = () => {};
  for (const one of waiting) whole(scenarioOf("plain"), Buffer.alloc(0), one);
  response.end("released");
}
