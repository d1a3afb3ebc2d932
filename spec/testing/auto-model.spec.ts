import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { agent, tool } from "msgflux";
import { ConfigurationError } from "../../lib/core/errors.ts";
import type { Chat } from "../../lib/message/chat.ts";
import type { ChatDelta, ChatRequest, ToolDefinition } from "../../lib/model/chat-model.ts";
import { autoModel, type AutoModelOptions } from "../../lib/testing/auto-model.ts";
import { flaw, randomObjectSchema } from "../support/random-schemas.ts";

const { signal } = new AbortController();
const asked: Chat = [{ role: "user", content: "x" }];
const definition = (name: string, parameters: ToolDefinition["parameters"] = { type: "object" }) => ({
  name,
  description: name,
  parameters,
});
const ab = [definition("a"), definition("b")];

/** The names of the tools a model calls at a request, and its text. */
async function reaction(request: Partial<ChatRequest>, options?: AutoModelOptions): Promise<string> {
  const reply = await autoModel(options).generate({ messages: asked, settings: {}, ...request }, { signal });
  return reply.toolCalls.length > 0 ? reply.toolCalls.map((call) => call.name).join(" ") : reply.text;
}

/** A conversation in which these tools were called and answered. */
const after = (...names: readonly string[]): Chat => [
  ...asked,
  { role: "assistant", content: "", toolCalls: names.map((name, index) => ({ id: `t${index}`, name, arguments: "{}" })) },
  ...names.map((name, index) => ({ role: "tool" as const, toolCallId: `t${index}`, name, content: "ok" })),
];

const getWeather = tool(
  { name: "get_weather", description: "The weather.", input: v.object({ city: v.string(), days: v.optional(v.number()) }) },
  ({ city }) => `Sunny in ${city}.`,
);
const getTime = tool({ name: "get_time", description: "The time.", signature: "-> string" }, () => "noon");

describe("an automatic model", () => {
  it("calls every tool once, then names what it called", async () => {
    const model = autoModel();
    const result = await agent("Help.", { model, tools: [getWeather, getTime] }).run("Hi");
    expect(result.output).toBe("Called get_weather, get_time.");
    expect(result.toolCalls.map(({ name, parameters, result: given }) => [name, parameters, given])).toEqual([
      ["get_weather", { city: "text" }, "Sunny in text."],
      ["get_time", {}, "noon"],
    ]);
    expect(model.calls.map((call) => call.name)).toEqual(["get_weather", "get_time"]);
    expect(model.requests).toHaveLength(2);
    expect(await agent("Help.", { model })("Hi")).toBe("Called no tools.");
  });

  it("calls them again for the next task of the conversation", async () => {
    const clerk = agent("Help.", { model: autoModel(), tools: [getTime] });
    const first = await clerk.run("Hi");
    const second = await clerk.run("Again", { messages: first.messages });
    expect(second.toolCalls).toHaveLength(1);
  });

  it.each(["native", "tool", "prompted"] as const)(
    "gives a typed answer where it is asked for in the form %s",
    async (structuredOutput) => {
      const model = autoModel({ capabilities: { structuredOutput } });
      const signature = "ticket: string -> team: 'billing' | 'technical', urgent: boolean, tags: string[], note?: string";
      const triage = agent("Triage.", { model, signature, tools: [getTime] });
      expect(await triage({ ticket: "x" })).toEqual({ team: "billing", urgent: false, tags: [] });
      expect(model.calls.map((call) => call.name).slice(0, 1)).toEqual(["get_time"]);
      const single = agent("Count.", { model: autoModel({ capabilities: { structuredOutput } }), signature: "text: string -> int" });
      expect(await single("x")).toBe(1);
    },
  );

  it("makes valid arguments and answers for any schema and seed, as an independent validator sees it", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(randomObjectSchema, fc.nat(99), async (schema, seed) => {
        const model = autoModel({ seed });
        const request = { settings: {}, tools: [definition("t", schema)], output: { name: "answer", schema } };
        const calling = await model.generate({ ...request, messages: asked }, { signal });
        expect(flaw(JSON.parse(calling.toolCalls[0]?.arguments ?? ""), schema)).toBeUndefined();
        const answering = await model.generate({ ...request, messages: after("t") }, { signal });
        expect(flaw(JSON.parse(answering.text), schema)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("does the same for the same seed and other things for another", async () => {
    const schema = {
      type: "object",
      properties: { n: { type: "integer", minimum: 0, maximum: 1000 }, s: { type: "string" } },
      required: ["n", "s"],
    };
    const made = async (seed?: number) => {
      const request = { messages: asked, settings: {}, tools: [definition("t", schema)] };
      return (await autoModel(seed === undefined ? {} : { seed }).generate(request, { signal })).toolCalls[0]?.arguments;
    };
    expect(await made(7)).toBe(await made(7));
    expect(await made()).toBe(await made(0));
    expect(new Set(await Promise.all([...Array(9).keys()].map(made))).size).toBeGreaterThan(3);
  });
});

describe("what an automatic model respects", () => {
  it.each<[string, Partial<ChatRequest>, AutoModelOptions, string]>([
    ["no tools", {}, {}, "Called no tools."],
    ["toolChoice auto", { tools: ab, toolChoice: "auto" }, {}, "a b"],
    ["toolChoice none", { tools: ab, toolChoice: "none" }, {}, "Called no tools."],
    ["a tool by name", { tools: ab, toolChoice: { name: "b" } }, {}, "b"],
    ["a tool by name, once more", { tools: ab, toolChoice: { name: "b" }, messages: after("b") }, {}, "b"],
    ["a tool by name that it was told to skip", { tools: ab, toolChoice: { name: "b" } }, { skip: ["b"] }, "b"],
    ["toolChoice required", { tools: ab, toolChoice: "required" }, {}, "a b"],
    ["toolChoice required when all are called", { tools: ab, toolChoice: "required", messages: after("a", "b") }, {}, "a"],
    ["toolChoice required when it may call none", { tools: ab, toolChoice: "required" }, { only: [] }, "a"],
    ["one call at a time", { tools: ab, settings: { parallelToolCalls: false } }, {}, "a"],
    ["one call at a time, by its own settings", { tools: ab, messages: after("a") }, { settings: { parallelToolCalls: false } }, "b"],
    ["tools that come later", { tools: [...ab, definition("c")], messages: after("a", "b") }, {}, "c"],
    ["only", { tools: ab }, { only: ["b"] }, "b"],
    ["skip", { tools: ab }, { skip: ["b"] }, "a"],
    ["only and skip", { tools: ab }, { only: ["a", "b"], skip: ["a", "b"] }, "Called no tools."],
    ["an output", {}, { output: "Done." }, "Done."],
    ["an output that is data", {}, { output: { a: 1 } }, '{"a":1}'],
    ["an output by the request", {}, { output: (request: ChatRequest) => request.messages.length }, "1"],
    ["an output for a schema", { output: { name: "answer", schema: { type: "object" } } }, { output: "word" }, '"word"'],
  ])("%s", async (_, request, options, expected) => {
    expect(await reaction(request, options)).toBe(expected);
  });

  it("arguments given for a tool: some, or all by a function", async () => {
    const some = autoModel({ arguments: { get_weather: { city: "Tokyo" } } });
    const result = await agent("", { model: some, tools: [getWeather, getTime] }).run("x");
    expect(result.toolCalls.map((call) => call.parameters)).toEqual([{ city: "Tokyo" }, {}]);
    const all = autoModel({
      seed: 3,
      arguments: { get_weather: (made, { messages }) => ({ city: `${Object.keys(made)[0]} ${messages.length}` }) },
    });
    expect((await agent("", { model: all, tools: [getWeather] }).run("x")).toolCalls[0]?.parameters).toEqual({ city: "city 1" });
  });

  it("who it is told to be, and the tokens it is told to use", async () => {
    const usage = { inputTokens: 3, outputTokens: 4 };
    const model = autoModel({ provider: "acme", id: "m", usage, settings: { temperature: 0 }, capabilities: { tools: false } });
    expect(model).toMatchObject({ kind: "chat", provider: "acme", id: "m", settings: { temperature: 0 }, capabilities: { tools: false } });
    expect((await agent("", { model }).run("x")).usage).toEqual(usage);
    expect(autoModel()).toMatchObject({ provider: "auto", id: "model", capabilities: { tools: true, structuredOutput: "native" } });
  });

  it("an abort", async () => {
    const model = autoModel();
    await expect(model.generate({ messages: asked, settings: {} }, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow(
      "before",
    );
    expect(model.requests).toEqual([]);
  });
});

describe("what an automatic model got wrong, it mends", () => {
  it("arguments that the tool refuses for reasons its JSON Schema does not tell", async () => {
    const even = tool(
      {
        name: "even",
        description: "",
        input: v.object({
          n: v.pipe(
            v.number(),
            v.integer(),
            v.minValue(3),
            v.maxValue(5),
            v.check((n) => n !== 3, "not three"),
          ),
        }),
      },
      ({ n }) => n,
    );
    const model = autoModel();
    const result = await agent("", { model, tools: [even, getTime] }).run("x");
    expect(result.toolCalls.map(({ name, error }) => [name, error === undefined])).toEqual([
      ["even", false],
      ["get_time", true],
      ["even", true],
    ]);
    expect(result.output).toBe("Called even, get_time.");
  });

  it("but not for ever, and not what the tool itself throws", async () => {
    const never = tool(
      {
        name: "never",
        description: "",
        input: v.object({
          n: v.pipe(
            v.number(),
            v.check(() => false, "no"),
          ),
        }),
      },
      () => "",
    );
    const throwing = tool({ name: "throwing", description: "", signature: "-> string" }, () => {
      throw new Error("down");
    });
    const model = autoModel();
    expect(await agent("", { model, tools: [never, throwing] })("x")).toBe("Called never, throwing.");
    expect(model.calls.map((call) => call.name)).toEqual(["never", "throwing", "never", "never"]);
  });

  it.each(["native", "tool", "prompted"] as const)("an answer that is sent back, in the form %s", async (structuredOutput) => {
    const generationSchema = v.object({
      n: v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(1),
        v.check((n) => n !== 1, "not one"),
      ),
    });
    const model = autoModel({ capabilities: { structuredOutput } });
    const counter = agent("", { model, generationSchema, maxOutputRetries: 8, tools: [getTime] });
    expect(await counter("x")).toEqual({ n: 0 });
    expect(model.calls.filter((call) => call.name === "get_time")).toHaveLength(1);
    expect(model.requests.length).toBeGreaterThan(2);
  });
});

describe("what an automatic model cannot do, it says", () => {
  const impossible = { type: "object", properties: { n: { type: "integer", minimum: 2, maximum: 1 } }, required: ["n"] };

  it("arguments that no schema allows", async () => {
    const failing = reaction({ tools: [definition("odd", impossible)] });
    await expect(failing).rejects.toThrow(ConfigurationError);
    await expect(failing).rejects.toThrow(
      'No arguments could be made for the tool "odd" that its schema allows. Give them: autoModel({ arguments: { "odd": { ... } } }), or leave the tool out: skip: ["odd"].',
    );
    expect(await reaction({ tools: [definition("odd", impossible)] }, { arguments: { odd: { n: 0 } } })).toBe("odd");
  });

  it("an answer that no schema allows, and a tool that is not there", async () => {
    await expect(reaction({ output: { name: "answer", schema: impossible } })).rejects.toThrow(
      "No answer could be made that its schema allows.",
    );
    await expect(reaction({ tools: ab, toolChoice: { name: "c" } })).rejects.toThrow(
      'The request demands a call of "c", but has no such tool. Tools: "a", "b".',
    );
  });
});

describe("a stream of an automatic model", () => {
  it("is its reply in pieces", async () => {
    const deltas: ChatDelta[] = [];
    const schema = { type: "object", properties: { text: { const: "a longer text than fits one piece" } }, required: ["text"] };
    const request = { messages: asked, settings: {}, tools: [definition("t", schema), definition("u")] };
    const reply = await autoModel().generate(request, { signal, onDelta: (delta) => void deltas.push(delta) });
    const joined = [0, 1].map((index) =>
      deltas.flatMap((delta) => (delta.type === "tool-call" && delta.index === index ? [delta.arguments] : [])).join(""),
    );
    expect(joined).toEqual(reply.toolCalls.map((call) => call.arguments));
    expect(deltas.length).toBeGreaterThan(3);
  });

  it("gives what the same run gives without streaming", async () => {
    const made = () => agent("", { model: autoModel(), tools: [getWeather], signature: "q: string -> a: string, n: int" });
    const stream = made().stream("x");
    expect(await stream.output).toEqual(await made()("x"));
  });
});
