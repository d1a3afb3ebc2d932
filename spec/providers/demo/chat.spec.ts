import { describe, expect, it } from "vitest";
import type { ChatMessage } from "../../../lib/message/chat.ts";
import { chatProblems } from "../../../lib/message/chat-validity.ts";
import { assistantMessage, type ChatDelta, type ChatReply, type ChatRequest, type ToolDefinition } from "../../../lib/model/chat-model.ts";
import { ModelError } from "../../../lib/model/model-error.ts";
import { demoProvider } from "../../../lib/providers/demo/provider.ts";

const model = demoProvider.chat("any", { temperature: 0, apiKey: "unused" });
const signal = new AbortController().signal;

const tool = (name: string, description: string, properties: Record<string, object>): ToolDefinition => ({
  name,
  description,
  parameters: { type: "object", properties, required: Object.keys(properties), additionalProperties: false },
});
const weather = tool("get_weather", "Current weather of a city", { city: { type: "string" } });
const balance = tool("balance", "The balance of the customer's account", {});
const employee = tool("find_employee", "Find an employee by name", { name: { type: "string" } });
const vacation = tool("vacation_days", "Vacation days left of an employee", { employeeId: { type: "string", pattern: "^E-[0-9]+$" } });

const ask = (task: string, request: Partial<ChatRequest> = {}): Promise<ChatReply> =>
  model.generate({ messages: [{ role: "user", content: task }], settings: {}, ...request }, { signal });

/** Runs the demo until it answers in words, as an agent would; gives the calls and the answer. */
async function run(task: string, results: Record<string, (args: Record<string, unknown>) => string>, request: Partial<ChatRequest>) {
  const messages: ChatMessage[] = [{ role: "user", content: task }];
  const calls: string[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    expect(chatProblems(messages)).toEqual([]);
    const reply = await model.generate({ messages, settings: {}, ...request }, { signal });
    messages.push(assistantMessage(reply));
    if (reply.toolCalls.length === 0) return { calls, answer: reply.text, turns: turn + 1 };
    expect(reply.finishReason).toBe("tool-calls");
    for (const { id, name, arguments: given } of reply.toolCalls) {
      calls.push(`${name}${given}`);
      messages.push({ role: "tool", toolCallId: id, name, content: results[name]?.(JSON.parse(given) as Record<string, unknown>) ?? "" });
    }
  }
  throw new Error(`The demo did not come to an end: ${calls.join(", ")}`);
}

describe("the demo model", () => {
  it("is a provider's model with settings, tools and native schemas", () => {
    expect(demoProvider).toMatchObject({ name: "demo", defaultModel: "any" });
    expect(demoProvider.apiKeyEnv).toBeUndefined();
    expect(model).toMatchObject({
      kind: "chat",
      provider: "demo",
      id: "any",
      settings: { temperature: 0 },
      capabilities: { tools: true, structuredOutput: "native" },
    });
    expect(demoProvider.chat("x", { capabilities: { structuredOutput: "prompted" } }).capabilities.structuredOutput).toBe("prompted");
  });

  it("says that it is no language model, and what it saw", async () => {
    const content = [
      { type: "image", source: "https://a.b/c.png" },
      { type: "text", text: "<context>one two</context>\n\n<task>Tell me a joke</task>" },
    ] as const;
    const reply = await ask("", { messages: [{ role: "user", content }], tools: [weather] });
    expect(reply.text).toBe(
      'This is the demo model: no language model, only a stand-in that matches words. It saw "Tell me a joke" and 1 image. ' +
        "The context has 2 words. None of the tools matched its words: get_weather.",
    );
    expect(reply).toMatchObject({ toolCalls: [], reasoning: [], finishReason: "stop", model: "any" });
  });

  it("gives the same reply to the same request", async () => {
    expect(await ask("What's the weather in Tokyo?", { tools: [weather] })).toEqual(
      await ask("What's the weather in Tokyo?", { tools: [weather] }),
    );
  });

  it("remembers what was said in the conversation", async () => {
    const messages = [
      { role: "user", content: "Hi, I'm Alice. My favourite color is dark blue, really." },
      { role: "assistant", content: "Noted." },
    ] as const;
    const answer = async (content: string) => (await ask("", { messages: [...messages, { role: "user", content }] })).text;
    expect(await answer("What is my favourite color?")).toBe("You told me your favourite color: dark blue.");
    expect(await answer("What's my name?")).toBe("You told me your name: Alice.");
    expect(await answer("What is my age?")).toContain("demo model");
  });

  it("counts words for tokens", async () => {
    const short = await ask("one two three");
    const long = await ask(`one two three ${"more ".repeat(300)}`);
    expect(long.usage.inputTokens - short.usage.inputTokens).toBe(400);
    expect(short.usage.outputTokens).toBeGreaterThan(10);
  });
});

describe("the demo in a loop with tools", () => {
  it("calls each tool once per value and states the results", async () => {
    const results = { get_weather: ({ city }: Record<string, unknown>) => `Sunny in ${String(city)}`, balance: () => "$1,250.00" };
    expect(await run("What is my balance?", results, { tools: [weather, balance] })).toEqual({
      calls: ["balance{}"],
      answer: "balance: $1,250.00.",
      turns: 2,
    });
    const both = await run("What is the weather in Tokyo and Paris, and my balance?", results, { tools: [weather, balance] });
    expect(both.calls).toEqual(['get_weather{"city":"Tokyo"}', 'get_weather{"city":"Paris"}', "balance{}"]);
    expect(both.answer).toBe("weather (Tokyo): Sunny in Tokyo. weather (Paris): Sunny in Paris. balance: $1,250.00.");
  });

  it("states objects and lists in words, and failures as such", async () => {
    const results = { balance: () => '{"owner": "Bob", "amounts": [1, 2.5], "open": {"count": 3}, "none": null}' };
    expect((await run("my balance?", results, { tools: [balance] })).answer).toBe(
      "balance: owner: Bob, amounts: 1, 2.5, open: (count: 3), none: nothing.",
    );
    const messages = [
      { role: "user", content: "my balance?" },
      { role: "assistant", content: "", toolCalls: [{ id: "a", name: "balance", arguments: "{}" }] },
      { role: "tool", toolCallId: "a", name: "balance", content: "No such account", isError: true },
    ] as const;
    expect((await ask("", { messages, tools: [balance] })).text).toBe("balance failed: No such account.");
  });

  it("asks one tool for what another one needs", async () => {
    const results = { find_employee: () => '{"id": "E-77", "name": "Bob Smith"}', vacation_days: () => "12" };
    for (const tools of [
      [employee, vacation],
      [vacation, employee],
    ]) {
      expect(await run("How many vacation days does Bob Smith have?", results, { tools })).toEqual({
        calls: ['find_employee{"name":"Bob Smith"}', 'vacation_days{"employeeId":"E-77"}'],
        answer: "employee: id: E-77, name: Bob Smith. vacation days: 12.",
        turns: 3,
      });
    }
  });

  it("makes one call a turn when calls may not stand side by side", async () => {
    const results = { get_weather: () => "fine" };
    const { calls, turns } = await run("Weather in Tokyo and Paris?", results, {
      tools: [weather],
      settings: { parallelToolCalls: false },
    });
    expect([calls.length, turns]).toEqual([2, 3]);
  });

  it("comes to an end whatever the tools say and however it is told to choose", async () => {
    const results = {
      find_employee: () => "Weather in Rome? balance! find employee Ann",
      get_weather: () => "Bob's balance and the weather in Oslo",
      balance: () => "-",
      vacation_days: () => "{}",
    };
    const tools = [weather, balance, employee, vacation];
    for (const toolChoice of ["auto", "required", "none", { name: "get_weather" }] as const) {
      for (const task of ["Hello", "weather and balance and vacation days of Bob Smith", "weather weather weather in Rome, in Oslo", ""]) {
        const { calls } = await run(task || "?", results, { tools, toolChoice });
        expect(new Set(calls).size).toBe(calls.length);
      }
    }
  });

  it("obeys the choice of tools", async () => {
    const tools = [weather, balance];
    expect((await ask("What is my balance?", { tools, toolChoice: "none" })).toolCalls).toEqual([]);
    expect((await ask("Tell me a joke", { tools, toolChoice: "required" })).toolCalls).toHaveLength(1);
    expect((await ask("What is my balance in Rome?", { tools, toolChoice: { name: "get_weather" } })).toolCalls).toMatchObject([
      { name: "get_weather", arguments: '{"city":"Rome"}' },
    ]);
    await expect(ask("Hi", { tools, toolChoice: { name: "wether" } })).rejects.toThrow(
      'There is no tool named "wether" to choose. Tools: "get_weather", "balance".',
    );
    await expect(ask("Hi", { tools, toolChoice: { name: "wether" } })).rejects.toBeInstanceOf(ModelError);
  });

  it("never gives an id twice in a conversation", async () => {
    const messages = [
      { role: "user", content: "balance?" },
      { role: "assistant", content: "", toolCalls: [{ id: "demo_2", name: "balance", arguments: "{}" }] },
      { role: "tool", toolCallId: "demo_2", name: "balance", content: "$1" },
      { role: "user", content: "Weather in Rome and Oslo?" },
    ] as const;
    const { toolCalls } = await ask("", { messages, tools: [weather, balance] });
    expect(toolCalls.map(({ id }) => id)).toEqual(["demo_3", "demo_4"]);
  });

  it("gives a typed answer after the tools have spoken", async () => {
    const output = {
      name: "answer",
      schema: { type: "object", properties: { city: { type: "string" }, degrees: { type: "integer" } }, required: ["city", "degrees"] },
    };
    const { answer, calls } = await run(
      "How is the weather in Rome?",
      { get_weather: () => '{"degrees": 21}' },
      { tools: [weather], output },
    );
    expect(calls).toEqual(['get_weather{"city":"Rome"}']);
    expect(JSON.parse(answer)).toEqual({ city: "Rome", degrees: 21 });
  });
});

describe("the demo as a stream", () => {
  const streamed = async (request: Partial<ChatRequest> & { readonly task: string }) => {
    const deltas: ChatDelta[] = [];
    const messages = [{ role: "user", content: request.task }] as const;
    const reply = await model.generate({ messages, settings: {}, ...request }, { signal, onDelta: (delta) => void deltas.push(delta) });
    return { deltas, reply };
  };

  it("is the whole reply, word by word", async () => {
    const { deltas, reply } = await streamed({ task: "Say  hello\n\nto the world " });
    expect(deltas.length).toBeGreaterThan(10);
    expect(deltas.map((delta) => (delta.type === "text" ? delta.text : "?")).join("")).toBe(reply.text);
    expect(reply).toEqual(await ask("Say  hello\n\nto the world "));
    for (const delta of deltas) expect(delta.type === "text" && delta.text.trim().split(/\s+/)).toHaveLength(1);
  });

  it("has the tool calls in their order", async () => {
    const { deltas, reply } = await streamed({ task: "Weather in Rome and Oslo", tools: [weather] });
    expect(deltas).toEqual(reply.toolCalls.map((call, index) => ({ type: "tool-call", index, ...call })));
  });

  it("waits for who listens, and stops when aborted, with the reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let heard = 0;
    const onDelta = async () => {
      heard += 1;
      await Promise.resolve();
      if (heard === 3) controller.abort(reason);
    };
    const messages = [{ role: "user", content: "Hello there" }] as const;
    await expect(model.generate({ messages, settings: {} }, { signal: controller.signal, onDelta })).rejects.toBe(reason);
    expect(heard).toBe(3);
    await expect(model.generate({ messages, settings: {} }, { signal: controller.signal })).rejects.toBe(reason);
  });

  it("hears an abort that comes from elsewhere between two words", async () => {
    const controller = new AbortController();
    let heard = 0;
    setImmediate(() => controller.abort(new Error("stop")));
    const messages = [{ role: "user", content: "Hello there" }] as const;
    await expect(
      model.generate({ messages, settings: {} }, { signal: controller.signal, onDelta: () => void (heard += 1) }),
    ).rejects.toThrow("stop");
    expect(heard).toBeLessThan(5);
  });
});
