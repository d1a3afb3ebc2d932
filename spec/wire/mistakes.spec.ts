import { agent, registerProvider, setEnvs, tool } from "msgflux";
import { afterEach, describe, expect, it } from "vitest";
import { modelAt, replies, serve } from "./faulty-server.ts";
import { answers, calls } from "./reply.ts";
import { hidden } from "./scenario.ts";
import { wires } from "./wires.ts";

const variables = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "ACME_KEY"];
const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
afterEach(() => setEnvs(before));

describe.each(wires)("a model of $provider by name", (wire) => {
  const { provider } = wire;
  const prefix = provider.toUpperCase();

  it("takes its address and key from the environment", async () => {
    const server = await serve(replies(wire, "Hello."));
    setEnvs({ [`${prefix}_API_KEY`]: "key-of-the-environment", [`${prefix}_BASE_URL`]: server.url + wire.base });
    expect(await agent("Answer.", { model: `${provider}/from-the-environment` })("Hi")).toBe("Hello.");
    const [request] = server.requests;
    expect(request?.path).toBe(wire.path);
    expect(request?.body).toMatchObject({ model: "from-the-environment" });
    expect(wire.key(request?.headers ?? {})).toBe("key-of-the-environment");
  });

  it("names the variable of a key that is missing, sends nothing, and works once it is set", async () => {
    const server = await serve(replies(wire, "Hello."));
    setEnvs({ [`${prefix}_API_KEY`]: undefined, [`${prefix}_BASE_URL`]: server.url + wire.base });
    const assistant = agent("Answer.", { model: `${provider}/without-a-key` });
    await expect(assistant("Hi")).rejects.toMatchObject({ code: "configuration", message: expect.stringContaining(`${prefix}_API_KEY`) });
    await expect(assistant.stream("Hi").output).rejects.toMatchObject({ code: "configuration" });
    expect(server.requests).toHaveLength(0);
    setEnvs({ [`${prefix}_API_KEY`]: "late" });
    expect(await assistant("Hi")).toBe("Hello.");
  });
});

describe("what the developer or the caller does wrong", () => {
  it.each(["opnai/gpt-5.4-mini", "antropic/claude-sonnet-5-5"])("an unknown provider is named with its neighbours: %s", async (model) => {
    const [name = ""] = model.split("/");
    await expect(agent("Answer.", { model })("Hi")).rejects.toMatchObject({
      code: "configuration",
      message: expect.stringMatching(
        new RegExp(`no model provider named "${name}".*"openai".*"anthropic".*Did you mean "(?:openai|anthropic)"`),
      ),
    });
  });

  it("a setting that Anthropic's models do not have is refused before anything is sent", async () => {
    const [wire] = wires.filter(({ provider }) => provider === "anthropic");
    if (wire === undefined) throw new Error("there is no Anthropic wire");
    const server = await serve(replies(wire, "Hello."));
    const assistant = agent("Answer.", { model: modelAt(wire, server.url), temperature: 0, fallback: () => "the fallback" });
    await expect(assistant("Hi")).rejects.toMatchObject({ code: "configuration", message: expect.stringContaining('"temperature"') });
    expect(server.requests).toHaveLength(0);
  });

  const secret = tool(
    { name: "secret", signature: "sentinelId: string -> string", injectVars: ["sentinelId"] },
    (sentinelId) => sentinelId,
  );
  const inner = { name: "inner", description: "Works." };
  const vars = { [`${hidden}Other`]: `${hidden} value` };

  describe.each(wires)("inside of an agent called by another over $provider's wire", (wire) => {
    it("reaches the caller and never a model: a variable of the prompt that nobody supplied", async () => {
      const server = await serve(replies(wire, calls("inner", { task: "go" })), replies(wire, "Sorry."));
      const model = modelAt(wire, server.url);
      const outer = agent("Delegate.", { model, tools: [agent("Help {{customer}}.", { ...inner, model })] });
      await expect(outer("Hi", { vars })).rejects.toThrow('needs "customer", which nobody supplied');
      expect(server.requests).toHaveLength(1);
      expect(JSON.stringify(server.requests).toLowerCase()).not.toContain(hidden);
    });

    it("reaches the caller and never a model: a variable of a tool that nobody supplied", async () => {
      const server = await serve(replies(wire, calls("inner", { task: "go" })), replies(wire, calls("secret")), replies(wire, "Sorry."));
      const model = modelAt(wire, server.url);
      const outer = agent("Delegate.", { model, tools: [agent("Work.", { ...inner, model, tools: [secret] })] });
      await expect(outer("Hi", { vars })).rejects.toThrow('needs the variable "sentinelId"');
      expect(server.requests).toHaveLength(2);
      expect(JSON.stringify(server.requests).toLowerCase()).not.toContain(hidden);
    });

    it("reaches the caller and never a model: no model", async () => {
      const server = await serve(replies(wire, calls("inner", { task: "go" })), replies(wire, "Sorry."));
      const outer = agent("Delegate.", { model: modelAt(wire, server.url), tools: [agent("Work.", inner)] });
      await expect(outer("Hi")).rejects.toMatchObject({ code: "no-model" });
      expect(server.requests).toHaveLength(1);
    });
  });
});

describe("a provider of one's own", () => {
  it("is a name, an address and a key's variable, and speaks as OpenAI does", async () => {
    const wire = wires.find(({ provider }) => provider === "openai");
    if (wire === undefined) throw new Error("there is no OpenAI wire");
    const server = await serve(replies(wire, calls("submit_answer", { sum: 3 })), replies(wire, answers({ sum: 3 })));
    setEnvs({ ACME_KEY: "acme-key" });
    registerProvider({ name: "acme", baseURL: `${server.url}/v1`, apiKeyEnv: "ACME_KEY" });
    const adder = agent("Add.", { model: "acme/labs/model-1", signature: "a: int, b: int -> sum: int", maxTokens: 50 });
    expect(await adder({ a: 1, b: 2 })).toEqual({ sum: 3 });
    expect(await adder.stream({ a: 1, b: 2 }).output).toEqual({ sum: 3 });
    const [request, streamed] = server.requests;
    expect(request).toMatchObject({ path: "/v1/chat/completions", headers: { authorization: "Bearer acme-key" } });
    expect(request?.body).toEqual({
      model: "labs/model-1",
      messages: [
        { role: "system", content: "<instructions>\nAdd.\n</instructions>" },
        { role: "user", content: "<task><a>1</a>\n<b>2</b></task>" },
      ],
      tools: [
        {
          type: "function",
          function: {
            name: "submit_answer",
            description: expect.any(String),
            parameters: { type: "object", properties: { sum: { type: "integer" } }, required: ["sum"], additionalProperties: false },
          },
        },
      ],
      tool_choice: "required",
      max_tokens: 50,
    });
    expect(streamed?.body).toEqual({ ...(request?.body as object), ...wire.streamFlags });
  });
});
