import { afterEach, describe, expect, it } from "vitest";
import type { ChatDelta } from "../../../lib/model/chat-model.ts";
import {
  eventBytes,
  openEvents,
  sendEvents,
  sendPieces,
  startLoopback,
  type Loopback,
  type LoopbackHandler,
} from "../../support/loopback.ts";
import { exchange, hello, modelAt, quiet } from "./loopback-model.ts";

const chunk = (content: string, finish: string | null = null) => ({
  id: "c",
  model: "m",
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});
const chunks = [
  chunk("Grüße "),
  chunk('👋 "a\\n"'),
  chunk(" end", "stop"),
  { choices: [], usage: { prompt_tokens: 2, completion_tokens: 3 } },
];
const text = 'Grüße 👋 "a\\n" end';
const usage = { inputTokens: 2, outputTokens: 3 };

const written =
  (pieces: readonly (string | Uint8Array)[]): LoopbackHandler =>
  async (_, response) => {
    openEvents(response);
    await sendPieces(response, pieces);
    response.end();
  };

function gate(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve: () => resolve() };
}

describe("a stream over the wire", () => {
  it("is the same wherever it is cut", { timeout: 60_000 }, async () => {
    const bytes = eventBytes(chunks);
    const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
    let at = 0;
    const server = await startLoopback((request, response) => {
      const cut = cuts[at] ?? 0;
      at += 1;
      return written([bytes.subarray(0, cut), bytes.subarray(cut)])(request, response);
    });
    const model = modelAt(server.url);
    for (const cut of cuts) {
      const reply = await model.generate(hello, { signal: quiet(), onDelta: () => {} });
      expect({ text: reply.text, usage: reply.usage }, `cut at ${cut}`).toEqual({ text, usage });
    }
    await server.close();
  });

  it.each([
    ["CRLF", written([eventBytes(chunks, { newline: "\r\n" })])],
    [
      "comments between and inside of events",
      written([": OPENROUTER PROCESSING\n\n", ...chunks.map((one) => `: ping\ndata: ${JSON.stringify(one)}\n: x\n\n`), "data: [DONE]\n\n"]),
    ],
    [
      "pretty-printed JSON over several data lines",
      written([...chunks.map((one) => `${JSON.stringify(one, null, 1).replace(/^/gm, "data: ")}\n\n`), "data: [DONE]\n\n"]),
    ],
    ["no last empty line", written([eventBytes(chunks).subarray(0, -2)])],
    ["a finish reason but no [DONE]", written([eventBytes(chunks, { done: false })])],
    ["empty data", written(["data:\n\n", eventBytes(chunks)])],
    ["something after [DONE]", written([eventBytes(chunks), "data: {oops\n\n"])],
  ])("with %s", async (_, handler) => {
    const { reply } = await exchange(handler, { stream: true });
    expect(reply).toMatchObject({ text, usage, finishReason: "stop" });
  });

  it("is complete when the connection breaks only after the finish reason", async () => {
    const { reply } = await exchange(
      async (_, response) => {
        openEvents(response);
        await sendPieces(response, [eventBytes(chunks.slice(0, 3), { done: false })]);
        response.socket?.destroy();
      },
      { stream: true },
    );
    expect(reply).toMatchObject({ text, finishReason: "stop" });
  });
});

describe("an abort", () => {
  const servers: Loopback[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));
  const serve = async (handler: LoopbackHandler) => {
    const server = await startLoopback(handler);
    servers.push(server);
    return server;
  };
  const reason = new Error("the user went away");
  const streaming = [undefined, (): void => {}];

  it.each(streaming)("before the call: nothing is sent", async (onDelta) => {
    const server = await serve(() => {});
    await expect(modelAt(server.url).generate(hello, { signal: AbortSignal.abort(reason), onDelta })).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  it.each(streaming)("while waiting for the headers: rejects with the reason and hangs up", async (onDelta) => {
    const abort = new AbortController();
    const gone = gate();
    const server = await serve((request) => {
      request.gone.addEventListener("abort", () => gone.resolve());
      abort.abort(reason);
    });
    await expect(modelAt(server.url).generate(hello, { signal: abort.signal, onDelta })).rejects.toBe(reason);
    await gone.promise;
  });

  it.each(streaming)("in the middle of the body: rejects with the reason and hangs up", async (onDelta) => {
    const abort = new AbortController();
    const gone = gate();
    const server = await serve(async (request, response) => {
      request.gone.addEventListener("abort", () => gone.resolve());
      openEvents(response, { headers: onDelta === undefined ? { "content-type": "application/json" } : {} });
      await sendPieces(response, [eventBytes([chunk("a")], { done: false })]);
      abort.abort(reason);
    });
    await expect(modelAt(server.url).generate(hello, { signal: abort.signal, onDelta })).rejects.toBe(reason);
    await gone.promise;
  });

  it("by the listener itself: no further piece is told", async () => {
    const abort = new AbortController();
    const server = await serve((_, response) => sendEvents(response, chunks));
    const seen: ChatDelta[] = [];
    const onDelta = (delta: ChatDelta) => {
      seen.push(delta);
      abort.abort(reason);
    };
    await expect(modelAt(server.url).generate(hello, { signal: abort.signal, onDelta })).rejects.toBe(reason);
    expect(seen).toEqual([{ type: "text", text: "Grüße " }]);
  });

  it("while the listener holds the stream back for ever", async () => {
    const abort = new AbortController();
    const server = await serve((_, response) => sendEvents(response, chunks));
    const onDelta = () => {
      setImmediate(() => abort.abort(reason));
      return new Promise<void>(() => {});
    };
    await expect(modelAt(server.url).generate(hello, { signal: abort.signal, onDelta })).rejects.toBe(reason);
  });

  it("at the model's own time limit says so", async () => {
    const server = await serve(() => {});
    const model = modelAt(server.url, "openai", { timeoutMs: 20 });
    await expect(model.generate(hello, { signal: quiet() })).rejects.toThrow('A reply of "openai/test-model" took longer than 20 ms.');
  });

  it("after the reply changes nothing", async () => {
    const abort = new AbortController();
    const server = await serve((_, response) => sendEvents(response, chunks));
    const reply = await modelAt(server.url).generate(hello, { signal: abort.signal, onDelta: () => {} });
    abort.abort(reason);
    expect(reply.text).toBe(text);
  });
});

describe("a listener", () => {
  it("holds the stream back while its promise is open", async () => {
    const door = gate();
    const seen: string[] = [];
    const server = await startLoopback((_, response) => sendEvents(response, chunks));
    const onDelta = (delta: ChatDelta) => {
      seen.push(delta.type === "text" ? delta.text : delta.type);
      return seen.length === 1 ? door.promise : undefined;
    };
    let settled = false;
    const asked = modelAt(server.url)
      .generate(hello, { signal: quiet(), onDelta })
      .finally(() => (settled = true));
    await expect.poll(() => seen.length).toBe(1);
    // Long enough for the rest of the stream, which is already here, to be read if nothing held it back.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect({ seen, settled }).toEqual({ seen: ["Grüße "], settled: false });
    door.resolve();
    expect((await asked).text).toBe(text);
    await server.close();
  });

  it("holds back the server too, once the buffers are full", async () => {
    const door = gate();
    const total = 400;
    let sent = 0;
    const server = await startLoopback(async (_, response) => {
      openEvents(response);
      for (; sent < total; sent += 1) {
        const bytes = eventBytes([chunk("x".repeat(100_000))], { done: false });
        if (!response.write(bytes)) await new Promise<void>((resolve) => response.once("drain", resolve));
      }
      response.end(eventBytes([chunk("", "stop")]));
    });
    let first = true;
    const onDelta = () => {
      if (!first) return undefined;
      first = false;
      return door.promise;
    };
    const asked = modelAt(server.url).generate(hello, { signal: quiet(), onDelta });
    let before = -1;
    await expect
      .poll(
        () => {
          const still = before === sent && sent > 0;
          before = sent;
          return still;
        },
        { interval: 100, timeout: 5000 },
      )
      .toBe(true);
    expect(sent).toBeLessThan(total);
    door.resolve();
    expect((await asked).text).toHaveLength(total * 100_000);
    await server.close();
  });

  it("that throws ends the call with its own error and hangs up", async () => {
    const gone = gate();
    const server = await startLoopback(async (request, response) => {
      request.gone.addEventListener("abort", () => gone.resolve());
      openEvents(response);
      await sendPieces(response, [eventBytes([chunk("a")], { done: false })]);
    });
    const own = new TypeError("a bug in the listener");
    const onDelta = () => {
      throw own;
    };
    await expect(modelAt(server.url).generate(hello, { signal: quiet(), onDelta })).rejects.toBe(own);
    await gone.promise;
    await server.close();
  });
});
