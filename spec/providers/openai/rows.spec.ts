import { afterEach, describe, expect, it, vi } from "vitest";
import { setEnvs } from "../../../lib/core/env.ts";
import { findProvider } from "../../../lib/model/providers.ts";
import { openaiCompatible, openaiProviders, registerProvider, type ProviderRow } from "../../../lib/providers/openai/provider.ts";
import { keyVariables } from "../../../lib/providers/openai/provider-row.ts";
import { rows } from "../../../lib/providers/openai/rows.ts";
import { sendJson, startLoopback } from "../../support/loopback.ts";
import { hello, quiet, rowOf } from "./loopback-model.ts";

afterEach(() => vi.unstubAllEnvs());

interface Seen {
  readonly url: string;
  readonly headers: Headers;
}

/** What a row's model hands to `fetch`. */
async function seen(row: ProviderRow, headers?: Record<string, string>): Promise<Seen> {
  const requests: Seen[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push({ url: input instanceof Request ? input.url : String(input), headers: new Headers(init?.headers) });
    return Response.json({ choices: [{ message: { content: "ok" }, finish_reason: "stop" }] });
  };
  await openaiCompatible(row).chat("m", { fetch, headers }).generate(hello, { signal: quiet() });
  const [only] = requests;
  if (only === undefined || requests.length !== 1) throw new Error("expected one request");
  return only;
}

const endpoints: Record<string, readonly [url: string, variable: string]> = {
  openai: ["https://api.openai.com/v1", "OPENAI_API_KEY"],
  google: ["https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"],
  groq: ["https://api.groq.com/openai/v1", "GROQ_API_KEY"],
  ollama: ["http://localhost:11434/v1", "OLLAMA_API_KEY"],
  openrouter: ["https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"],
  sambanova: ["https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY"],
  vllm: ["http://localhost:8000/v1", "VLLM_API_KEY"],
  together: ["https://api.together.xyz/v1", "TOGETHER_API_KEY"],
  cerebras: ["https://api.cerebras.ai/v1", "CEREBRAS_API_KEY"],
  mistral: ["https://api.mistral.ai/v1", "MISTRAL_API_KEY"],
  deepseek: ["https://api.deepseek.com", "DEEPSEEK_API_KEY"],
  xai: ["https://api.x.ai/v1", "XAI_API_KEY"],
  fireworks: ["https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"],
  lmstudio: ["http://localhost:1234/v1", "LMSTUDIO_API_KEY"],
};

describe("the table of vendors", () => {
  it("has a provider for each", () => {
    expect(openaiProviders.map((provider) => provider.name)).toEqual(Object.keys(endpoints));
  });

  it.each(rows)("$name: the endpoint, the key, the variable that moves it", async (row) => {
    for (const one of rows) if (one.baseURLEnv !== undefined) vi.stubEnv(one.baseURLEnv, "");
    const [url, variable] = endpoints[row.name] ?? ["", ""];
    vi.stubEnv(variable, `key-of-${row.name}`);
    const request = await seen(row);
    expect(request.url).toBe(`${url}/chat/completions`);
    expect(request.headers.get("authorization")).toBe(`Bearer key-of-${row.name}`);
    vi.stubEnv(row.baseURLEnv ?? "", "http://127.0.0.1:1/elsewhere/");
    expect((await seen(row)).url).toBe("http://127.0.0.1:1/elsewhere/chat/completions");
  });

  it.each(rows)("$name: without a key", async (row) => {
    for (const variable of keyVariables(row)) vi.stubEnv(variable, "");
    if (row.keyOptional === true) expect((await seen(row)).headers.get("authorization")).toBeNull();
    else await expect(seen(row)).rejects.toThrow(`The ${row.name} key is not set. Set `);
  });

  it("uses the key of now, and a key that was passed for good", async () => {
    const server = await startLoopback((_, response) => sendJson(response, { choices: [{ message: { content: "ok" } }] }));
    const provider = openaiCompatible({ name: "acme", baseURL: server.url, apiKeyEnv: "ACME_ROTATED_KEY" });
    const models = [provider.chat("m", {}), provider.chat("m", { apiKey: "own" })];
    for (const key of ["old", "new"]) {
      setEnvs({ ACME_ROTATED_KEY: key });
      for (const model of models) await model.generate(hello, { signal: quiet() });
    }
    setEnvs({ ACME_ROTATED_KEY: undefined });
    await expect(models[0]?.generate(hello, { signal: quiet() })).rejects.toThrow("The acme key is not set. Set ACME_ROTATED_KEY");
    await server.close();
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer old", "Bearer own", "Bearer new", "Bearer own"]);
  });

  it("shows OpenAI's own variables to OpenAI only", async () => {
    for (const row of rows) for (const variable of keyVariables(row)) vi.stubEnv(variable, "key");
    vi.stubEnv("OPENAI_ORG_ID", "org");
    vi.stubEnv("OPENAI_PROJECT_ID", "project");
    vi.stubEnv("OPENAI_ADMIN_KEY", "admin");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "X-Secret: hush\nAuthorization: Bearer hush\nX-Team: theirs");
    const own = (await seen(rowOf("openai"))).headers;
    expect([own.get("openai-organization"), own.get("openai-project"), own.get("x-secret")]).toEqual(["org", "project", "hush"]);
    for (const row of rows.filter((one) => one.name !== "openai")) {
      const { headers } = await seen(row, { "X-Team": "mine" });
      expect(JSON.stringify([...headers]), row.name).not.toMatch(/hush|org"|project|admin/);
      expect(headers.get("authorization"), row.name).toBe("Bearer key");
      expect(headers.get("x-team"), row.name).toBe("mine");
    }
  });

  it("says how each is asked for a typed answer, and lets the caller know better", () => {
    const modeOf = (name: string) => openaiCompatible(rowOf(name)).chat("m", {}).capabilities;
    expect(modeOf("openai")).toEqual({ tools: true, structuredOutput: "native" });
    expect(modeOf("deepseek")).toEqual({ tools: true, structuredOutput: "tool" });
    const model = openaiCompatible(rowOf("openai")).chat("m", { capabilities: { structuredOutput: "prompted" } });
    expect(model.capabilities).toEqual({ tools: true, structuredOutput: "prompted" });
  });

  it("keeps what a model is made with: settings, policy, names, and no secrets", () => {
    const model = openaiCompatible(rowOf("groq")).chat("openai/gpt-oss-120b", {
      temperature: 0,
      apiKey: "secret",
      timeoutMs: 5,
      headers: { a: "b" },
    });
    expect(model).toMatchObject({ kind: "chat", provider: "groq", id: "openai/gpt-oss-120b", settings: { temperature: 0 } });
    expect(JSON.stringify(model)).not.toContain("secret");
    expect(Object.keys(model.settings)).toEqual(["temperature"]);
  });
});

describe("registerProvider", () => {
  it("adds a row, with its headers and without a key where none is named", async () => {
    const server = await startLoopback((_, response) => sendJson(response, { choices: [{ message: { content: "ok" } }] }));
    registerProvider({ name: "acme", baseURL: `${server.url}/v2`, headers: { "x-acme": "1" } });
    const reply = await findProvider("acme").chat("a/b", {}).generate(hello, { signal: quiet() });
    await server.close();
    expect(reply.text).toBe("ok");
    expect(server.requests[0]).toMatchObject({ path: "/v2/chat/completions", headers: { "x-acme": "1" }, body: { model: "a/b" } });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    [{ name: "a/b", baseURL: "https://a.b" }, 'The provider "a/b" cannot be registered: a name starts with'],
    [{ name: "", baseURL: "https://a.b" }, "a name starts with"],
    [{ name: "acme" }, "it has neither a baseURL nor a baseURLEnv"],
    [{ name: "acme", baseURL: "acme.com/v1" }, 'its baseURL "acme.com/v1" is not an http(s) URL'],
    [{ name: "acme", baseURL: "ftp://acme.com" }, 'its baseURL "ftp://acme.com" is not an http(s) URL'],
    [{ name: "acme", baseURL: "https://a.b", apiKeyEnv: "sk-123 4" }, '"sk-123 4" cannot be the name of an environment variable'],
  ])("refuses %j", (row, words) => {
    expect(() => registerProvider(row)).toThrow(words);
  });
});
