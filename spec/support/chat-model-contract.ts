import { describe, expect, it } from "vitest";
import type { Chat } from "../../lib/message/chat.ts";
import type { ChatDelta, ChatModel, ChatReply, ChatRequest, ModelCall } from "../../lib/model/chat-model.ts";
import type { ChatModelOptions } from "../../lib/model/providers.ts";
import { gate } from "../agent/gates.ts";

/** What a model is made to answer. */
export type Scene = keyof typeof requests;

/** How the bytes of a streamed reply come; a model without a wire has no say in it. */
export interface Writing {
  readonly newline?: string;
  /** Comments and pings stand between the events. */
  readonly pings?: true;
  /** The pieces that the bytes come in. */
  readonly cut?: (bytes: Buffer) => readonly Uint8Array[];
}

/** A model on its stage. */
export interface Staged {
  readonly model: ChatModel;
  /** What every reply is, as far as it is known. */
  readonly expected?: Partial<ChatReply> | undefined;
  /** The bodies of the requests that went over the wire. */
  readonly sent: readonly unknown[];
  /** Called for each request before it is answered; while its promise is pending nothing is answered. */
  hold?: () => Promise<void>;
  writing: Writing;
  close(): Promise<void>;
}

/** A chat model under the contract. */
export interface ChatModelSubject {
  readonly name: string;
  /** Makes a model that answers every request with this scene, whole or streamed as it is asked. */
  make(scene: Scene, options?: ChatModelOptions): Promise<Staged>;
  /** The limit of tokens in the body of a request. */
  readonly maxTokensOf?: (body: unknown) => unknown;
  /** Tests that do not apply, by name, and why. */
  readonly skip?: readonly { readonly reason: string; readonly tests: readonly string[] }[];
}

const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false } as const;
const weather = { name: "get_weather", description: "The weather in a city.", parameters: city };
const time = { name: "get_time", description: "The time in a city.", parameters: city };
const trip = {
  name: "trip",
  schema: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer" } },
    required: ["city", "days"],
    additionalProperties: false,
  },
} as const;
const asking = (content: string, rest: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content }],
  settings: {},
  ...rest,
});

/** The text that scenes of text hold, and the demo gives back. */
export const greeting = "Grüße aus 東京 🗼";

/** The request of each scene, worded so that a model which only looks at words answers it too. */
const requests = {
  text: asking(greeting),
  "a short text": asking("é🗼"),
  "a tool call": asking("What is the weather in Paris?", { tools: [weather] }),
  "tool calls side by side": asking("What is the weather in Paris, and what is the time in Tokyo?", { tools: [weather, time] }),
  "a typed answer": asking("Rome for 3 days.", { output: trip }),
  "a text cut short": asking("Tell me everything."),
  "late usage": asking("Hi"),
  "no finish reason": asking("Hi"),
  "nothing at all": asking("Hi"),
} satisfies Record<string, ChatRequest>;

/** Scenes that every model can play. */
const common = ["text", "a tool call", "tool calls side by side", "a typed answer"] as const satisfies readonly Scene[];
/** Scenes that only a server can play. */
const special = ["a text cut short", "late usage", "no finish reason", "nothing at all"] as const satisfies readonly Scene[];

const quiet = new AbortController().signal;

interface Streamed {
  readonly reply: ChatReply;
  readonly deltas: readonly ChatDelta[];
}

async function streamed(model: ChatModel, request: ChatRequest, more: Partial<ModelCall> = {}): Promise<Streamed> {
  const deltas: ChatDelta[] = [];
  const onDelta = (delta: ChatDelta) => {
    deltas.push(delta);
    return more.onDelta?.(delta);
  };
  const reply = await model.generate(request, { signal: quiet, ...more, onDelta });
  return { reply, deltas };
}

/** What the pieces add up to. */
function joined(deltas: readonly ChatDelta[]) {
  const text = (type: "text" | "reasoning") => deltas.map((delta) => (delta.type === type ? delta.text : "")).join("");
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const delta of deltas) {
    if (delta.type !== "tool-call") continue;
    const call = (calls[delta.index] ??= { id: delta.id, name: delta.name, arguments: "" });
    call.arguments += delta.arguments;
  }
  return { text: text("text"), reasoning: text("reasoning"), calls };
}

function sound(reply: ChatReply): void {
  const { inputTokens, outputTokens } = reply.usage;
  for (const count of [inputTokens, outputTokens]) expect(Number.isInteger(count) && count >= 0, `${count} tokens`).toBe(true);
  expect(["stop", "length", "tool-calls", "content-filter", "refusal", "other"]).toContain(reply.finishReason);
  expect(reply.toolCalls.length > 0).toBe(reply.finishReason === "tool-calls");
  expect(new Set(reply.toolCalls.map((call) => call.id)).size).toBe(reply.toolCalls.length);
  for (const call of reply.toolCalls) expect(JSON.parse(call.arguments)).toBeTypeOf("object");
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** The contract of chat models: one suite, run once for each of them. */
export function describeChatModel(subject: ChatModelSubject): void {
  const { name, make, skip = [], maxTokensOf } = subject;
  const reasons = new Map(skip.flatMap(({ reason, tests }) => tests.map((test) => [test, reason] as const)));
  const known = new Set<string>();

  /** One test with its stage; the stage is taken down whatever comes. */
  const test = (title: string, scene: Scene, play: (staged: Staged) => Promise<void>, options?: ChatModelOptions) => {
    known.add(title);
    const reason = reasons.get(title);
    it(title, { timeout: 60_000 }, async (context) => {
      context.skip(reason !== undefined, reason);
      const staged = await make(scene, options);
      try {
        await play(staged);
      } finally {
        await staged.close();
      }
    });
  };

  describe(`${name} keeps the contract of chat models:`, () => {
    describeReplies(test);
    describeEndings(test);
    describeRequests(test, maxTokensOf);
    describeBytes(test);

    it("skips only what there is", () => {
      expect([...reasons.keys()].filter((title) => !known.has(title))).toEqual([]);
    });
  });
}

type Test = (title: string, scene: Scene, play: (staged: Staged) => Promise<void>, options?: ChatModelOptions) => void;

function describeReplies(test: Test): void {
  const whole = ({ model }: Staged, scene: Scene) => model.generate(requests[scene], { signal: quiet });

  test("answers a text", "text", async (staged) => {
    const reply = await whole(staged, "text");
    expect(reply).toMatchObject({ toolCalls: [], finishReason: "stop", ...staged.expected });
    expect(reply.text).toContain(greeting);
  });

  test("calls a tool", "a tool call", async (staged) => {
    const reply = await whole(staged, "a tool call");
    expect(reply).toMatchObject({ finishReason: "tool-calls", ...staged.expected });
    expect(reply.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)])).toEqual([["get_weather", { city: "Paris" }]]);
  });

  test("calls tools side by side", "tool calls side by side", async (staged) => {
    const reply = await whole(staged, "tool calls side by side");
    const made = reply.toolCalls.map((call) => [call.name, JSON.parse(call.arguments)]);
    expect(made).toEqual([
      ["get_weather", { city: "Paris" }],
      ["get_time", { city: "Tokyo" }],
    ]);
    sound(reply);
  });

  test("answers in a schema", "a typed answer", async (staged) => {
    const reply = await whole(staged, "a typed answer");
    expect(JSON.parse(reply.text)).toEqual({ city: expect.stringMatching(/rome/i), days: 3 });
    for (const body of staged.sent) expect(JSON.stringify(body)).toMatch(/"days":\{"type":"integer"/);
  });

  for (const scene of [...common, ...special]) {
    test(`gives the same streamed as whole: ${scene}`, scene, async (staged) => {
      const reply = await whole(staged, scene);
      sound(reply);
      expect(reply).toMatchObject(staged.expected ?? {});
      const { reply: other, deltas } = await streamed(staged.model, requests[scene]);
      expect(other).toEqual(reply);
      const { text, reasoning, calls } = joined(deltas);
      expect({ text, reasoning }).toEqual({ text: reply.text, reasoning: reply.reasoning.map((part) => part.text).join("") });
      expect(calls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments || "{}") }))).toEqual(
        reply.toolCalls.map(({ id, name, arguments: given }) => ({ id, name, arguments: JSON.parse(given) })),
      );
    });
  }

  test("streams in pieces, none of which is empty", "text", async ({ model }) => {
    const { deltas } = await streamed(model, requests.text);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.filter((delta) => delta.type !== "tool-call" && delta.text === "")).toEqual([]);
  });

  test("counts tokens", "text", async (staged) => {
    const { usage } = await whole(staged, "text");
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
  });
}

function describeEndings(test: Test): void {
  const reason = { why: "no longer wanted" };

  for (const how of ["whole", "streamed"]) {
    test(`does not begin for a signal that has aborted: ${how}`, "text", async (staged) => {
      const seen: ChatDelta[] = [];
      const call = {
        signal: AbortSignal.abort(reason),
        ...(how === "streamed" ? { onDelta: (delta: ChatDelta) => void seen.push(delta) } : {}),
      };
      await expect(staged.model.generate(requests.text, call)).rejects.toBe(reason);
      expect([staged.sent, seen]).toEqual([[], []]);
    });

    test(`ends with the signal's reason while it waits for the reply: ${how}`, "text", async (staged) => {
      const controller = new AbortController();
      staged.hold = () => {
        controller.abort(reason);
        return new Promise(() => {});
      };
      const call = { signal: controller.signal, ...(how === "streamed" ? { onDelta: () => {} } : {}) };
      await expect(staged.model.generate(requests.text, call)).rejects.toBe(reason);
    });
  }

  test("ends with the signal's reason between two pieces, and tells no more", "text", async ({ model }) => {
    const controller = new AbortController();
    const seen: ChatDelta[] = [];
    const onDelta = (delta: ChatDelta) => {
      seen.push(delta);
      controller.abort(reason);
    };
    await expect(model.generate(requests.text, { signal: controller.signal, onDelta })).rejects.toBe(reason);
    expect(seen).toHaveLength(1);
  });

  test("ends with what its listener throws", "text", async ({ model }) => {
    const own = new TypeError("a bug in the listener");
    const onDelta = () => {
      throw own;
    };
    await expect(model.generate(requests.text, { signal: quiet, onDelta })).rejects.toBe(own);
    await expect(model.generate(requests.text, { signal: quiet, onDelta: () => Promise.reject(own) })).rejects.toBe(own);
  });

  test("waits for its listener before it tells the next piece, and before it ends", "text", async ({ model }) => {
    const log: string[] = [];
    const first = gate();
    const told = gate();
    const asked = streamed(model, requests.text, {
      onDelta: async () => {
        log.push("begin");
        told.open();
        await first.passed;
        await new Promise((resolve) => setImmediate(resolve));
        log.push("end");
      },
    });
    await told.passed;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(log).toEqual(["begin"]);
    first.open();
    const { deltas } = await asked;
    expect(log).toEqual(deltas.flatMap(() => ["begin", "end"]));
  });
}

function describeRequests(test: Test, maxTokensOf: ChatModelSubject["maxTokensOf"]): void {
  test("leaves the request as it is", "a tool call", async ({ model }) => {
    const request = frozen(structuredClone(requests["a tool call"]));
    await model.generate(request, { signal: quiet });
    await streamed(model, request);
    expect(request).toEqual(requests["a tool call"]);
  });

  test(
    "keeps its settings, shows them, and puts those of a request before them",
    "text",
    async ({ model, sent }) => {
      expect(model.settings).toMatchObject({ maxTokens: 100, stop: ["END"] });
      for (const settings of [{}, { maxTokens: 50, stop: undefined }])
        await model.generate({ ...requests.text, settings }, { signal: quiet });
      expect(sent.map((body) => [maxTokensOf?.(body), JSON.stringify(body).includes('["END"]')])).toEqual(
        sent.map((_, at) => [at === 0 ? 100 : 50, true]),
      );
    },
    { maxTokens: 100, stop: ["END"] },
  );

  test("takes a conversation with tool calls and their results", "text", async ({ model, sent }) => {
    const messages: Chat = [
      { role: "user", content: "What is the weather in Paris?" },
      { role: "assistant", content: "", toolCalls: [{ id: "call_7", name: "get_weather", arguments: '{"city":"Paris"}' }] },
      { role: "tool", toolCallId: "call_7", name: "get_weather", content: "It rains frogs." },
    ];
    const reply = await model.generate({ messages, tools: [weather], settings: {} }, { signal: quiet });
    expect(reply.text).not.toBe("");
    for (const body of sent) expect(JSON.stringify(body)).toMatch(/call_7.*call_7.*It rains frogs\./);
  });

  test("answers requests side by side", "text", async ({ model }) => {
    const replies = await Promise.all([1, 2, 3].map(() => streamed(model, requests.text)));
    for (const { reply, deltas } of replies) expect(joined(deltas).text).toBe(reply.text);
  });

  test("says who and what it is", "text", async ({ model }) => {
    expect(model).toMatchObject({
      kind: "chat",
      provider: expect.any(String),
      id: expect.any(String),
      capabilities: { tools: expect.any(Boolean) },
    });
    expect(["native", "tool", "prompted"]).toContain(model.capabilities.structuredOutput);
  });
}

function describeBytes(test: Test): void {
  /** Whether a scene streams to the same reply and the same text when its bytes come in another way. */
  const unchanged = async (staged: Staged, scene: Scene, writings: readonly Writing[]) => {
    const expected = await staged.model.generate(requests[scene], { signal: quiet });
    const wanted = JSON.stringify([expected, expected.text]);
    for (const [at, writing] of writings.entries()) {
      staged.writing = writing;
      const { reply, deltas } = await streamed(staged.model, requests[scene]);
      // Comparing texts first keeps thousands of comparisons quick.
      if (JSON.stringify([reply, joined(deltas).text]) !== wanted) expect(reply, `writing ${at}`).toEqual(expected);
    }
  };
  const single = (bytes: Buffer) => Array.from(bytes, (byte) => Uint8Array.of(byte));

  test("reads a stream byte by byte", "text", (staged) => unchanged(staged, "text", [{ cut: single }]));

  test("reads a stream torn at any byte", "a short text", async (staged) => {
    let length = 0;
    const measure = (bytes: Buffer) => ((length = bytes.length), [bytes]);
    await unchanged(staged, "a short text", [{ cut: measure }]);
    const cuts = Array.from({ length: length - 1 }, (_, at) => at + 1);
    expect(cuts.length).toBeGreaterThan(100);
    await unchanged(
      staged,
      "a short text",
      cuts.map((at) => ({ cut: (bytes) => [bytes.subarray(0, at), bytes.subarray(at)] })),
    );
  });

  test("reads lines that end in CRLF", "text", (staged) =>
    unchanged(staged, "text", [{ newline: "\r\n" }, { newline: "\r\n", cut: single }]),
  );

  test("reads over comments and pings", "text", (staged) =>
    unchanged(staged, "text", [{ pings: true }, { pings: true, newline: "\r\n", cut: single }]),
  );

  test("reads tool calls torn into bytes", "tool calls side by side", (staged) =>
    unchanged(staged, "tool calls side by side", [{ cut: single }]),
  );
}
