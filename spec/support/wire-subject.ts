import { Model } from "msgflux";
import type { ChatReply } from "../../lib/model/chat-model.ts";
import type { Reply } from "../wire/reply.ts";
import { wires, type Wire } from "../wire/wires.ts";
import { greeting, type ChatModelSubject, type Scene, type Staged } from "./chat-model-contract.ts";
import { asksForStream } from "./faults.ts";
import { eventBytes, openEvents, sendJson, sendPieces, startLoopback } from "./loopback.ts";

/** One reply as a provider sends it whole and streamed, and what is known of the reply both must become. */
export interface Sent {
  readonly whole: object;
  readonly events: readonly (object | string)[];
  readonly expected?: Partial<ChatReply>;
}

/** The scenes whose bytes are peculiar to each provider. */
export type OwnScene = "a text cut short" | "late usage" | "no finish reason" | "nothing at all";

const replies: Readonly<Record<Exclude<Scene, OwnScene>, Reply>> = {
  text: { text: greeting, usage: { input: 9, output: 7, cached: 2, reasoning: 1 } },
  "a short text": { text: "é🗼" },
  "a tool call": { calls: [{ name: "get_weather", args: { city: "Paris" } }] },
  "tool calls side by side": {
    text: "Let me look.",
    calls: [
      { name: "get_weather", args: { city: "Paris" } },
      { name: "get_time", args: { city: "Tokyo" } },
    ],
  },
  "a typed answer": { text: '{"city":"Rome","days":3}' },
};

/** A chat model over the wire of a provider, with the real SDK and a server of this process. */
export function wireSubject(
  provider: Wire["provider"],
  own: Readonly<Record<OwnScene, Sent>>,
  rest: Pick<ChatModelSubject, "maxTokensOf" | "skip">,
): ChatModelSubject {
  const wire = wires.find((one) => one.provider === provider);
  if (wire === undefined) throw new Error(`there is no wire of ${provider}`);
  const format = provider === "anthropic" ? ({ named: true, done: false } as const) : {};
  return {
    name: provider,
    ...rest,
    make: async (scene, options) => {
      const { whole, events, expected } = scene in own ? own[scene as OwnScene] : neutral(wire, replies[scene as Exclude<Scene, OwnScene>]);
      const sent: unknown[] = [];
      const server = await startLoopback(async (request, response) => {
        sent.push(request.body);
        await staged.hold?.();
        if (!asksForStream(request)) return sendJson(response, whole);
        const { newline, pings, cut = (bytes: Buffer) => [bytes] } = staged.writing;
        const between = pings ? [": still here\n\n", 'event: ping\ndata: {"type": "ping"}\n\n'] : [];
        // Only who knows the event called "ping" may be sent it.
        const some = provider === "anthropic" ? between : between.slice(0, 1);
        const written = events.flatMap((event) => [...some, event]);
        openEvents(response);
        await sendPieces(response, cut(eventBytes(written, { ...format, ...(newline === undefined ? {} : { newline }) })));
        response.end();
      });
      const staged: Staged = {
        model: Model.chatCompletion(`${provider}/${wire.model}`, { baseURL: server.url + wire.base, apiKey: "test-key", ...options }),
        expected,
        sent,
        writing: {},
        close: () => server.close(),
      };
      return staged;
    },
  };
}

function neutral(wire: Wire, reply: Reply): Sent {
  const { text = "", usage } = reply;
  const counted = usage && {
    inputTokens: usage.input,
    outputTokens: usage.output,
    cachedInputTokens: usage.cached,
    reasoningTokens: usage.reasoning,
  };
  return {
    whole: wire.whole(reply, 0),
    events: wire.events(reply, 0),
    expected: { text, ...(counted === undefined ? {} : { usage: counted }) },
  };
}
