import { afterEach, describe, expect, it } from "vitest";
import { ModelError } from "../../../lib/model/model-error.ts";
import { anthropicProvider } from "../../../lib/providers/anthropic/provider.ts";
import { openEvents, eventBytes, sendEvents, sendJson, startLoopback } from "../../support/loopback.ts";
import type { Loopback, LoopbackHandler } from "../../support/loopback.ts";
import { transcripts } from "./transcripts.ts";

const wire = { named: true, done: false } as const;
const signal = new AbortController().signal;
const apiError = (type: string, message: string) => ({ type: "error", error: { type, message }, request_id: "req_1" });

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
});

async function failure(handler: LoopbackHandler, onDelta?: () => void): Promise<ModelError> {
  server = await startLoopback(handler);
  const model = anthropicProvider.chat("claude-x", { baseURL: server.url, apiKey: "sk-secret" });
  const outcome: unknown = await model
    .generate({ messages: [{ role: "user", content: "Hi" }], settings: {} }, { signal, onDelta })
    .catch((error) => error);
  expect(outcome).toBeInstanceOf(ModelError);
  const error = outcome as ModelError;
  expect(error).toMatchObject({ provider: "anthropic", model: "claude-x" });
  expect(error.message).not.toContain("sk-secret");
  return error;
}

const told = (status: number, word: string) =>
  failure((_, response) => sendJson(response, apiError("api_error", "x"), { status, headers: { "x-should-retry": word } }));

describe("an error status", () => {
  it.each([
    [400, "invalid_request_error", false],
    [401, "authentication_error", false],
    [402, "billing_error", false],
    [403, "permission_error", false],
    [404, "not_found_error", false],
    [408, "timeout_error", true],
    [409, "conflict_error", true],
    [413, "request_too_large", false],
    [422, "invalid_request_error", false],
    [429, "rate_limit_error", true],
    [500, "api_error", true],
    [502, "api_error", true],
    [503, "api_error", true],
    [504, "timeout_error", true],
    [529, "overloaded_error", true],
  ])("%i (%s) becomes a ModelError, retryable: %s", async (status, type, retryable) => {
    for (const onDelta of [undefined, () => {}]) {
      const error = await failure(
        (_, response) => sendJson(response, apiError(type, "No luck today."), { status, headers: { "request-id": "req_1" } }),
        onDelta,
      );
      expect(error).toMatchObject({ status, retryable, retryAfterMs: undefined });
      expect(error.message).toContain(`"anthropic/claude-x" answered ${status} (${type}): No luck today. [request req_1]`);
      expect(error.cause).toBeInstanceOf(Error);
      expect(server?.requests).toHaveLength(1);
      await server?.close();
    }
  });

  it("brings the wait that was asked for", async () => {
    const error = await failure((_, response) =>
      sendJson(response, apiError("rate_limit_error", "Slow down"), { status: 429, headers: { "retry-after": "7" } }),
    );
    expect(error.retryAfterMs).toBe(7000);
  });

  it("follows the API's own word on trying again", async () => {
    expect((await told(500, "false")).retryable).toBe(false);
    await server?.close();
    expect((await told(400, "true")).retryable).toBe(true);
  });

  it("of a proxy is quoted in part", async () => {
    const error = await failure((_, response) => {
      response.writeHead(502, { "content-type": "text/html" });
      response.end(`<h1>Bad Gateway</h1>${"x".repeat(5000)}`);
    });
    expect(error).toMatchObject({ status: 502, retryable: true });
    expect(error.message).toContain('"anthropic/claude-x" answered 502: <h1>Bad Gateway</h1>xxx');
    expect(error.message.length).toBeLessThan(700);
  });

  it("401 gives a hint", async () => {
    const error = await failure((_, response) =>
      sendJson(response, apiError("authentication_error", "invalid x-api-key"), { status: 401 }),
    );
    expect(error.hint).toBe("Check the API key.");
  });
});

describe("a broken connection", () => {
  it("that was never made says why", async () => {
    const closed = await startLoopback(() => {});
    await closed.close();
    const model = anthropicProvider.chat("claude-x", { baseURL: closed.url, apiKey: "sk" });
    const outcome = model.generate({ messages: [{ role: "user", content: "Hi" }], settings: {} }, { signal });
    await expect(outcome).rejects.toMatchObject({ retryable: true, status: undefined });
    await expect(outcome).rejects.toThrow(/"anthropic\/claude-x" could not be reached: .*ECONNREFUSED/);
  });

  it("before the reply is retryable", async () => {
    const error = await failure((_, response) => void response.destroy());
    expect(error).toMatchObject({ retryable: true, status: undefined });
  });

  it("in the middle of a whole reply is retryable", async () => {
    const error = await failure((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"type":"message","content":[');
      setImmediate(() => response.destroy());
    });
    expect(error).toMatchObject({ retryable: true, status: undefined });
    expect(error.message).toContain("could not be read");
  });

  it("in the middle of a stream is retryable", async () => {
    const error = await failure(
      (_, response) => {
        openEvents(response);
        response.write(eventBytes(transcripts[0]!.events.slice(0, 3), wire), () => response.destroy());
      },
      () => {},
    );
    expect(error).toMatchObject({ retryable: true, status: undefined });
  });
});

describe("a broken stream", () => {
  it.each([
    ["overloaded_error", true],
    ["api_error", true],
    ["rate_limit_error", true],
    ["timeout_error", true],
    ["invalid_request_error", false],
    ["permission_error", false],
  ])("with an error event %s after status 200 is a ModelError, retryable: %s", async (type, retryable) => {
    const events = [...transcripts[0]!.events.slice(0, 3), apiError(type, "Overloaded")];
    const error = await failure(
      (_, response) => sendEvents(response, events, { ...wire, headers: { "request-id": "req_9" } }),
      () => {},
    );
    expect(error).toMatchObject({ retryable, status: undefined });
    expect(error.message).toBe(`"anthropic/claude-x" broke its reply off (${type}): Overloaded [request req_9]`);
  });

  it("that ends early, wherever that is, is retryable and never a short reply", async () => {
    const { events } = transcripts[0]!;
    for (let kept = 0; kept < events.length; kept += 1) {
      const error = await failure(
        (_, response) => sendEvents(response, events.slice(0, kept), wire),
        () => {},
      );
      expect(error.retryable).toBe(true);
      expect(error.message).toBe('The reply of "anthropic/claude-x" could not be read: it ended before its end.');
      await server?.close();
    }
  });

  it("of broken JSON, or of events without their content, is retryable", async () => {
    for (const broken of [
      'event: message_start\ndata: {"type":\n\n',
      'event: content_block_start\ndata: {"type":"content_block_start","index":0}\n\n',
    ]) {
      const error = await failure(
        (_, response) => sendEvents(response, [broken], wire),
        () => {},
      );
      expect(error.retryable).toBe(true);
      expect(error.message).toContain('The reply of "anthropic/claude-x" could not be read: ');
      await server?.close();
    }
  });
});

describe("a reply of something else", () => {
  it("is not a message, and says what it is", async () => {
    const page = await failure((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html>Welcome</html>");
    });
    expect(page.message).toBe('The reply of "anthropic/claude-x" is not a message: <html>Welcome</html> Check the base URL.');
    expect(page.retryable).toBe(false);
    await server?.close();
    const other = await failure((_, response) => sendJson(response, { choices: [] }));
    expect(other.message).toContain('is not a message: {"choices":[]}');
  });
});
