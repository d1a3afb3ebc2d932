import { describe, expect, it } from "vitest";
import { TimeoutError } from "../../../lib/core/errors.ts";
import type { ChatDelta } from "../../../lib/model/chat-model.ts";
import { eventBytes, openEvents, sendEvents, sendJson } from "../../support/loopback.ts";
import { hungUp, never, request, serveChat, transcript, wire } from "./serve-chat.ts";

describe("abort", () => {
  const reason = new Error("changed my mind");

  it("before the call sends nothing", async () => {
    const { model, server } = await serveChat((_, response) => sendJson(response, {}));
    await expect(model.generate(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["whole", undefined],
    ["streamed", () => {}],
  ])("while waiting for a %s reply rejects with the reason and hangs up", async (_, onDelta) => {
    const own = new AbortController();
    const { model, server } = await serveChat(() => {
      own.abort(reason);
    });
    await expect(model.generate(request, { signal: own.signal, onDelta })).rejects.toBe(reason);
    await hungUp(server);
  });

  it("in the middle of a stream is no quiet end: it rejects, hangs up, and tells no more", async () => {
    const { events } = transcript("several bytes");
    const own = new AbortController();
    const { model, server } = await serveChat((_, response) => {
      openEvents(response);
      response.write(eventBytes(events.slice(0, 5), wire));
    });
    const texts: string[] = [];
    const onDelta = (delta: ChatDelta) => {
      texts.push(delta.type === "text" ? delta.text : "");
      own.abort(reason);
    };
    await expect(model.generate(request, { signal: own.signal, onDelta })).rejects.toBe(reason);
    await hungUp(server);
    expect(texts).toEqual(["Grü"]);
  });

  it("also ends a listener's wait", async () => {
    const own = new AbortController();
    const { model } = await serveChat((_, response) => sendEvents(response, transcript("several bytes").events, wire));
    const onDelta = () => {
      own.abort(reason);
      return new Promise<void>(() => {});
    };
    await expect(model.generate(request, { signal: own.signal, onDelta })).rejects.toBe(reason);
  });

  it("comes by itself after timeoutMs, as a TimeoutError", async () => {
    const { model } = await serveChat(() => {}, { timeoutMs: 20 });
    await expect(model.generate(request, { signal: never })).rejects.toThrow(TimeoutError);
  });
});

describe("a listener", () => {
  it("holds the stream back: the next delta waits for its promise", async () => {
    const { model } = await serveChat((_, response) => sendEvents(response, transcript("several bytes").events, wire));
    let running = 0;
    let most = 0;
    let told = 0;
    const onDelta = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      told += 1;
    };
    await model.generate(request, { signal: never, onDelta });
    expect({ running, most, told }).toEqual({ running: 0, most: 1, told: 3 });
  });

  it("keeps the server waiting as long as it waits itself", async () => {
    const [start, open] = transcript("several bytes").events;
    const piece = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "x".repeat(65_536) } };
    const pieces = 400;
    let written = 0;
    const { model } = await serveChat(async (_, response) => {
      openEvents(response);
      response.write(eventBytes([start!, open!], wire));
      for (written = 0; written < pieces; written += 1) {
        if (!response.write(eventBytes([piece], wire))) await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end(eventBytes([{ type: "message_delta", delta: { stop_reason: "end_turn" } }, { type: "message_stop" }], wire));
    });
    let stalled = -1;
    const onDelta = async () => {
      if (stalled >= 0) return;
      // The server stands still once the buffers between the two are full.
      for (let before = -1; before !== written;) {
        before = written;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      stalled = written;
    };
    const reply = await model.generate(request, { signal: never, onDelta });
    expect(reply.text).toHaveLength(pieces * 65_536);
    expect(stalled).toBeLessThan(pieces);
  });

  it("may throw: its error arrives as it is, and the server is hung up on", async () => {
    const { model, server } = await serveChat((_, response) => {
      openEvents(response);
      response.write(eventBytes(transcript("several bytes").events.slice(0, 4), wire));
    });
    const mine = new TypeError("my own mistake");
    const onDelta = () => {
      throw mine;
    };
    await expect(model.generate(request, { signal: never, onDelta })).rejects.toBe(mine);
    await hungUp(server);
  });
});
