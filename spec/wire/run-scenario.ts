import { policy, Model, type AgentEvent, type RunResult } from "msgflux";
import { vi } from "vitest";
import { currentRun, enterUserCode } from "../../lib/core/current-run.ts";
import { RunContext } from "../../lib/core/run-context.ts";
import { openEvents, sendJson, sendPieces, startLoopback, type LoopbackHandler, type RecordedRequest } from "../support/loopback.ts";
import type { Reply } from "./reply.ts";
import type { Play, Scenario } from "./scenario.ts";
import type { Wire } from "./wires.ts";

/** What came of a scenario, run once. */
export interface Performance {
  readonly output: unknown;
  /** Everything about the run; a method gives only its output. */
  readonly result: RunResult | undefined;
  /** What the readers of a stream saw; absent for a whole run. */
  readonly seen: Seen | undefined;
  /** In the order of the replies they got. */
  readonly requests: readonly RecordedRequest[];
}

/** What the readers of a stream saw. */
export interface Seen {
  readonly text: string;
  readonly reasoning: string;
  readonly events: readonly AgentEvent[];
}

/** Runs a scenario against a server that answers with its replies. */
export async function perform(scenario: Scenario, wire: Wire, streamed: boolean): Promise<Performance> {
  const requests: RecordedRequest[] = [];
  const server = await startLoopback(answering(scenario.replies, wire, requests));
  const id = scenario.models?.[wire.provider] ?? wire.model;
  const model = Model.chatCompletion(`${wire.provider}/${id}`, {
    baseURL: server.url + wire.base,
    apiKey: "test-key",
    policy: policy({ retry: false }),
    ...scenario.modelOptions,
  });
  if (scenario.today !== undefined) vi.useFakeTimers({ toFake: ["Date"], now: new Date(scenario.today) });
  try {
    const { within = (work) => work() } = scenario;
    const play = scenario.play({ model, wire });
    const came = await within(() => (streamed ? watched(play) : whole(play)));
    return { ...came, requests };
  } finally {
    vi.useRealTimers();
    await server.close();
  }
}

type Came = Omit<Performance, "requests">;

async function whole(play: Play): Promise<Came> {
  if ("call" in play) return { output: await play.call(), result: undefined, seen: undefined };
  const result = await play.agent.run(play.input, play.options);
  return { output: result.output, result, seen: undefined };
}

async function watched(play: Play): Promise<Came> {
  if ("call" in play) return listenedTo(play.call);
  const stream = play.agent.stream(play.input, play.options);
  // Three readers at once, as a user interface has them.
  const [text, reasoning, events] = await Promise.all([
    collected(stream.consume()),
    collected(stream.consumeReasoning()),
    collected(stream.events()),
  ]);
  const result = await stream.result;
  return { output: await stream.output, result, seen: { text: text.join(""), reasoning: reasoning.join(""), events } };
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A method has no `stream` of its own; it is streamed where somebody listens to the run it is called in. */
async function listenedTo(call: () => Promise<unknown>): Promise<Came> {
  const events: AgentEvent[] = [];
  // Agents emit agent events only.
  const listener = (event: object) => void events.push(event as AgentEvent);
  const outer = currentRun();
  const output = await enterUserCode(new RunContext(outer, outer?.path ?? "", { listener }), call);
  const words = (type: "text-delta" | "reasoning-delta") =>
    events.map((event) => (event.type === type && /^run:\w+\/model:/.test(event.path) ? event.text : "")).join("");
  return { output, result: undefined, seen: { text: words("text-delta"), reasoning: words("reasoning-delta"), events } };
}

/** Answers each request with the first reply left that is meant for it: whole, or as a stream torn at any byte. */
function answering(replies: readonly Reply[], wire: Wire, requests: RecordedRequest[]): LoopbackHandler {
  const left = replies.map((reply, turn) => ({ reply, turn }));
  return async (request, response) => {
    const body = JSON.stringify(request.body);
    const at = left.findIndex(({ reply }) => reply.when === undefined || body.includes(reply.when));
    const [next] = at < 0 ? [] : left.splice(at, 1);
    if (next === undefined) throw new Error(`no reply is scripted for this request: ${body}`);
    const { reply, turn } = next;
    requests[turn] = request;
    if (!(request.body as { stream?: boolean }).stream) return sendJson(response, wire.whole(reply, turn));
    openEvents(response);
    await sendPieces(response, torn(wire.bytes(wire.events(reply, turn))));
    response.end();
  };
}

/** Cut after every 331 bytes, and within every character of several bytes. */
function torn(bytes: Buffer): Buffer[] {
  const cuts = [...bytes.keys()].filter((at) => at % 331 === 0 || (bytes[at - 1] ?? 0) >= 0xc0);
  return cuts.map((cut, index) => bytes.subarray(cut, cuts[index + 1]));
}
