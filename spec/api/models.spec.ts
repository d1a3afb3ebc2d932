import { agent, health, Model, ModelError, policy, registerProvider, setEnvs } from "msgflux";
import { afterEach, describe, expect, it } from "vitest";
import { scriptedModel } from "msgflux/testing";
import { sendJson, startLoopback, type Loopback } from "../support/loopback.ts";

const open: Loopback[] = [];
afterEach(async () => {
  setEnvs({ ACME_KEY: undefined });
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** An OpenAI-compatible endpoint that answers `done`. */
async function endpoint(): Promise<Loopback> {
  const server = await startLoopback((_, response) => {
    const message = { role: "assistant", content: "done" };
    sendJson(response, {
      id: "1",
      model: "m",
      choices: [{ index: 0, message, finish_reason: "stop" }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    });
  });
  open.push(server);
  return server;
}

describe("models by name", () => {
  it("are split at the first slash, and keep a zero", () => {
    const model = Model.chatCompletion("groq/openai/gpt-oss-120b", { temperature: 0 });
    expect(model).toMatchObject({ kind: "chat", provider: "groq", id: "openai/gpt-oss-120b", settings: { temperature: 0 } });
  });

  it("are asked where their baseURL says, with zero in the request", async () => {
    const server = await endpoint();
    const model = Model.chatCompletion("vllm/openai/gpt-oss-120b", { baseURL: `${server.url}/v1`, temperature: 0, seed: 0 });
    expect(await agent("x", { model })("Hello")).toBe("done");
    expect(server.requests[0]).toMatchObject({
      path: "/v1/chat/completions",
      body: { model: "openai/gpt-oss-120b", temperature: 0, seed: 0 },
    });
  });

  it("take the settings of the agent over their own", async () => {
    const server = await endpoint();
    const model = Model.chatCompletion("vllm/any", { baseURL: `${server.url}/v1`, temperature: 1 });
    await agent("x", { model, temperature: 0 })("Hello");
    expect(server.requests[0]?.body).toMatchObject({ temperature: 0 });
  });

  it("say what is wrong with a name", () => {
    expect(() => Model.chatCompletion("gpt-4.1-mini")).toThrow('The model name "gpt-4.1-mini" has no provider.');
    expect(() => Model.chatCompletion("opnai/gpt-4.1-mini")).toThrow(/"opnai".*Did you mean "openai"/);
  });
});

it("providers are registered at run time, and read their key when they are first asked", async () => {
  const server = await endpoint();
  registerProvider({ name: "acme", baseURL: `${server.url}/api`, apiKeyEnv: "ACME_KEY" });
  const model = Model.chatCompletion("acme/large");
  await expect(agent("x", { model })("Hello")).rejects.toThrow("ACME_KEY");
  setEnvs({ ACME_KEY: "secret" });
  expect(await agent("x", { model: "acme/large" })("Hello")).toBe("done");
  expect(server.requests).toHaveLength(1);
  expect(server.requests[0]?.headers.authorization).toBe("Bearer secret");
  expect(Model.providers()).toContain("acme");
});

describe("policies", () => {
  const busy = () => new ModelError("Busy.", { provider: "scripted", retryable: true });

  it("repeat a model's call, and give in to the fallback", async () => {
    const p = policy({
      retry: { attempts: 3, baseDelayMs: 0 },
      timeoutMs: 30_000,
      breaker: { consecutive: 5, halfOpenAfterMs: 10_000 },
      bulkhead: { limit: 64, queue: 256 },
    });
    expect(await agent("x", { model: scriptedModel([busy(), busy(), "third"]), policy: p })("Hello")).toBe("third");
    const model = scriptedModel([busy(), busy(), busy()], { policy: p });
    await expect(agent("x", { model })("Hello")).rejects.toThrow("Busy.");
  });

  it("go around plain functions, too", async () => {
    let calls = 0;
    const p = policy({ retry: { attempts: 2, baseDelayMs: 0 }, fallback: () => "from the cache" });
    const fetchRate = p(async (pair: string) => {
      calls += 1;
      throw new Error(`${pair} is closed`);
    });
    expect(await fetchRate("EUR/USD")).toBe("from the cache");
    expect(calls).toBe(2);
  });

  it("are read by key: provider and model, or class and method", async () => {
    const p = policy({ retry: false, breaker: { consecutive: 2, halfOpenAfterMs: 60_000 } });
    const model = scriptedModel([busy(), busy(), "never"], { provider: "groq", id: "openai/gpt-oss-120b", policy: p });
    const assistant = agent("x", { model });
    await expect(assistant("One")).rejects.toThrow("Busy.");
    expect(health()["groq/openai/gpt-oss-120b"]).toMatchObject({ breaker: "closed", running: 0, queued: 0 });
    await expect(assistant("Two")).rejects.toThrow("Busy.");
    expect(health()["groq/openai/gpt-oss-120b"]?.breaker).toBe("open");
    expect(health()["groq/openai/gpt-oss-120b"]?.halfOpensInMs).toBeGreaterThan(0);
    await expect(assistant("Three")).rejects.toThrow(/groq\/openai\/gpt-oss-120b/);
    expect(model.requests).toHaveLength(2);
    class Rates {
      @p async fetchRate(pair: string) {
        return pair;
      }
    }
    await new Rates().fetchRate("EUR/USD");
    expect(health()["Rates.fetchRate"]).toMatchObject({ breaker: "closed" });
  });
});
