import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../../lib/core/errors.ts";
import { ModelError } from "../../../lib/model/model-error.ts";
import { eventBytes, openEvents, sendEvents, sendJson, sendPieces, startLoopback, type LoopbackHandler } from "../../support/loopback.ts";
import { failure, hello, modelAt, quiet } from "./loopback-model.ts";

afterEach(() => vi.unstubAllEnvs());

const both = [{ stream: false }, { stream: true }];
const fails =
  (status: number, body: unknown, headers = {}): LoopbackHandler =>
  (_, response) =>
    sendJson(response, body, { status, headers });
const chunk = { choices: [{ delta: { content: "a" }, finish_reason: null }] };
const finished = { choices: [{ delta: {}, finish_reason: "stop" }] };

describe.each(both)("an error answer (stream: $stream)", ({ stream }) => {
  it.each([
    [
      401,
      { error: { message: "Incorrect API key provided.", code: "invalid_api_key" } },
      false,
      "openai answered 401: Incorrect API key provided. Set OPENAI_API_KEY or pass { apiKey }.",
    ],
    [
      404,
      { error: { message: "The model `x` does not exist", code: "model_not_found" } },
      false,
      "openai answered 404: The model `x` does not exist.",
    ],
    [
      400,
      { error: { message: { detail: [{ loc: ["body", "seed"] }] } } },
      false,
      'openai answered 400: {"detail":[{"loc":["body","seed"]}]}',
    ],
    [422, { detail: "Extra inputs" }, false, "openai answered 422: Extra inputs."],
    [400, [{ error: { code: 400, message: "API key not valid" } }], false, "openai answered 400: API key not valid."],
    [404, { error: "model not found, try pulling it first" }, false, "openai answered 404: model not found, try pulling it first."],
    [408, { error: { message: "slow" } }, true, "openai answered 408: slow."],
    [409, { error: { message: "locked" } }, true, "openai answered 409: locked."],
    [429, { error: { message: "Rate limit reached" } }, true, "openai answered 429: Rate limit reached."],
    [
      429,
      { error: { message: "You exceeded your quota", code: "insufficient_quota" } },
      false,
      "openai answered 429: You exceeded your quota.",
    ],
    [500, { error: { message: "boom" } }, true, "openai answered 500: boom."],
    [502, "<html>\n  Bad gateway\n</html>", true, "openai answered 502: <html> Bad gateway </html>."],
    [503, "", true, "openai answered 503: status code (no body)"],
    [
      502,
      { error: { message: "Provider returned error", metadata: { raw: "upstream is down" } } },
      true,
      "openai answered 502: Provider returned error (upstream is down)",
    ],
  ])("%i %j: retryable %s", async (status, body, retryable, message) => {
    const error = await failure(fails(status, body), { stream });
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ provider: "openai", model: "test-model", status, retryable, message, retryAfterMs: undefined });
    expect(error).toHaveProperty("cause.status", status);
  });

  it("is asked for once only: repeating is the policy's", async () => {
    const server = await startLoopback(fails(500, {}));
    await modelAt(server.url)
      .generate(hello, { signal: quiet() })
      .catch(() => {});
    await server.close();
    expect(server.requests).toHaveLength(1);
  });

  it("says how long to wait, in each of the three forms", async () => {
    const wait = async (headers: object) => ((await failure(fails(429, {}, headers), { stream })) as ModelError).retryAfterMs;
    expect(await wait({ "retry-after-ms": "1500", "retry-after": "9" })).toBe(1500);
    expect(await wait({ "retry-after": "2" })).toBe(2000);
    const inAnHour = await wait({ "retry-after": new Date(Date.now() + 3_600_000).toUTCString() });
    expect(inAnHour).toBeGreaterThan(3_000_000);
    expect(inAnHour).toBeLessThanOrEqual(3_600_000);
    expect(await wait({ "retry-after": "soon" })).toBeUndefined();
  });

  it("is repeated or not as the server says", async () => {
    expect(await failure(fails(500, {}, { "x-should-retry": "false" }), { stream })).toMatchObject({ retryable: false });
    expect(await failure(fails(400, {}, { "x-should-retry": "true" }), { stream })).toMatchObject({ retryable: true });
  });

  it("a refused connection", async () => {
    const server = await startLoopback(() => {});
    await server.close();
    const onDelta = stream ? () => {} : undefined;
    const error = await modelAt(server.url)
      .generate(hello, { signal: quiet(), onDelta })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({
      retryable: true,
      status: undefined,
      message: expect.stringMatching(/^openai could not be reached: .*ECONNREFUSED/),
    });
  });

  it("a connection cut before the headers", async () => {
    const error = await failure((_, response) => void response.socket?.destroy(), { stream });
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining("openai could not be reached") });
  });

  it("a body with an error in it after 200", async () => {
    const error = await failure(fails(200, { error: { message: "Provider is overloaded", code: 503 } }), { stream });
    expect(error).toMatchObject({ message: "openai sent an error in its answer: Provider is overloaded.", status: 503, retryable: true });
    expect(await failure(fails(200, { error: { message: "no", type: "invalid_request_error" } }), { stream })).toMatchObject({
      retryable: false,
    });
    expect(await failure(fails(200, { choices: [{ error: { message: "cut", code: 502 } }] }), { stream })).toMatchObject({ status: 502 });
  });

  it("no choices, an empty body, invalid JSON", async () => {
    const of = (body: unknown) => failure(fails(200, body), { stream });
    expect(await of({ choices: [] })).toMatchObject({ message: 'openai answered 200 with no choices: {"choices":[]}', retryable: true });
    expect(await of("")).toMatchObject({ message: "openai answered 200 with an empty body.", retryable: true });
    expect(await of('{"choices":[')).toMatchObject({
      message: 'openai answered 200 with something that is not JSON: {"choices":[',
      retryable: true,
    });
    expect(await of("7")).toMatchObject({ message: "openai answered 200 with a body that is no object: 7", retryable: true });
  });

  it("a body cut in the middle", async () => {
    const error = await failure(
      async (_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        await sendPieces(response, ['{"choices":']);
        response.socket?.destroy();
      },
      { stream },
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ retryable: true, message: expect.stringContaining("broke off") });
  });
});

describe("an error in a stream", () => {
  it.each([
    ["as a chunk", [chunk, { error: { message: "Server overloaded", type: "server_error" } }], true],
    ["with a name", [chunk, 'event: error\ndata: {"message":"Server overloaded"}\n\n'], true],
    ["that will not pass", [chunk, { error: { message: "Server overloaded", code: "invalid_prompt" } }], false],
  ])("%s", async (_, events, retryable) => {
    const error = await failure((_, response) => sendEvents(response, events), { stream: true });
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ message: "openai sent an error in its answer: Server overloaded.", retryable });
  });

  it("an event that is not JSON", async () => {
    const error = await failure((_, response) => sendEvents(response, [chunk, "data: {oops\n\n", finished]), { stream: true });
    expect(error).toMatchObject({ message: "openai answered 200 with a stream with something that is not JSON: {oops", retryable: true });
  });

  it.each([
    ["without finish reason and [DONE]", eventBytes([chunk], { done: false })],
    ["in the middle of an event", eventBytes([chunk, finished], { done: false }).subarray(0, -20)],
    ["with nothing at all", Buffer.alloc(0)],
  ])("an end %s", async (_, bytes) => {
    const error = await failure(
      (_, response) => {
        openEvents(response);
        response.end(bytes);
      },
      { stream: true },
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({
      message: "The answer of openai broke off: the connection closed before the reply was complete.",
      retryable: true,
    });
  });

  it("a connection that is reset in the middle", async () => {
    const error = await failure(
      async (_, response) => {
        openEvents(response);
        await sendPieces(response, [eventBytes([chunk], { done: false })]);
        response.socket?.resetAndDestroy();
      },
      { stream: true },
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^The answer of openai broke off: /), retryable: true });
  });
});

describe("a missing key", () => {
  it("is an error at the first call, which names the variable and the provider", async () => {
    vi.stubEnv("OPENAI_API_KEY", "");
    const model = modelAt("http://127.0.0.1:9", "openai", { apiKey: undefined });
    const asked = model.generate(hello, { signal: quiet() });
    await expect(asked).rejects.toBeInstanceOf(ConfigurationError);
    await expect(asked).rejects.toThrow(/^The openai key is not set\. Set OPENAI_API_KEY or pass \{ apiKey \}\.$/);
  });

  it("may be set later", async () => {
    vi.stubEnv("GEMINI_API_KEY", "");
    vi.stubEnv("GOOGLE_API_KEY", "");
    const server = await startLoopback((_, response) => sendJson(response, { choices: [{ message: { content: "ok" } }] }));
    const model = modelAt(server.url, "google", { apiKey: undefined });
    await expect(model.generate(hello, { signal: quiet() })).rejects.toThrow("Set GEMINI_API_KEY or GOOGLE_API_KEY or pass { apiKey }.");
    vi.stubEnv("GOOGLE_API_KEY", "late");
    await model.generate(hello, { signal: quiet() });
    await server.close();
    expect(server.requests[0]?.headers.authorization).toBe("Bearer late");
  });

  it("a URL that is none", async () => {
    const model = modelAt("nowhere", "openai");
    await expect(model.generate(hello, { signal: quiet() })).rejects.toThrow(
      'The URL of openai, "nowhere/v1", is not a URL. Set OPENAI_BASE_URL or pass { baseURL }.',
    );
  });
});
