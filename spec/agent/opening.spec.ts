import { afterEach, describe, expect, it, vi } from "vitest";
import { agent } from "../../lib/joined.ts";
import type { Chat } from "../../lib/message/chat.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { plainTool } from "./gates.ts";

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const history: Chat = frozen([
  { role: "user", content: "My name is Ann." },
  { role: "assistant", content: "", toolCalls: [{ id: "call_1_1", name: "note", arguments: "{}" }] },
  { role: "tool", toolCallId: "call_1_1", name: "note", content: "noted" },
  { role: "assistant", content: "Hello Ann." },
]);

describe("a history", () => {
  it("comes before the task, is never changed, and comes back extended", async () => {
    const model = scriptedModel([toolCall("note"), "You are Ann."]);
    const made = agent("", { model, tools: [plainTool("note", () => "noted")] });
    const { messages } = await made.run("Who am I?", { messages: history });
    expect(model.requests[0]?.messages).toEqual([...history, { role: "user", content: "Who am I?" }]);
    expect(messages.slice(0, 4)).toEqual(history);
    expect(messages).toHaveLength(8);
    expect(history).toHaveLength(4);
  });

  it("can be fed back again and again", async () => {
    const model = scriptedModel(Array.from({ length: 4 }, (_, index) => [toolCall("note"), `Answer ${index}.`] as const).flat());
    const made = agent("", { model, tools: [plainTool("note", () => "noted")] });
    let messages: Chat = [];
    for (let round = 0; round < 4; round += 1) ({ messages } = await made.run("Next?", { messages: frozen(messages) }));
    expect(messages).toHaveLength(16);
  });

  it("is not changed by what middleware and tools do with the messages they see", async () => {
    const seen: Chat[] = [];
    const keep = plainTool("note", (_, { messages }) => {
      seen.push(messages);
      return "noted";
    });
    const model = scriptedModel([toolCall("note"), toolCall("note"), "ok"]);
    await agent("", { model, tools: [keep] })("x");
    expect(seen.map((messages) => messages.length)).toEqual([2, 4]);
    expect(model.requests.map((request) => request.messages.length)).toEqual([1, 3, 5]);
  });

  it("alone is enough", async () => {
    const model = scriptedModel(["a", "b"]);
    const made = agent("", { model });
    const messages: Chat = [{ role: "user", content: "Hi." }];
    await made("", { messages });
    await made(undefined as never, { messages });
    expect(model.requests.map((request) => request.messages)).toEqual([messages, messages]);
    await expect(made("", { messages: [] })).rejects.toThrow(
      '"agent" was called without a task. Pass a text, or a history in { messages }.',
    );
  });

  it("alone is enough for an agent with a signature", async () => {
    const model = scriptedModel(['{"n":1}']);
    expect(
      await agent("", { model, signature: "text: string -> n: int" })(undefined as never, { messages: [{ role: "user", content: "Hi." }] }),
    ).toEqual({ n: 1 });
  });

  it.each<[string, Chat]>([
    ["a call without its result", history.slice(0, 2)],
    ["a result without its call", history.slice(2)],
    ["an empty message", [{ role: "user", content: "" }]],
    ["a repeated id", [...history, ...history]],
  ])("with %s is refused before anything is sent", async (_, messages) => {
    const model = scriptedModel([]);
    await expect(agent("", { model })("x", { messages })).rejects.toThrow('The history given to "agent" is not one a model accepts: ');
  });
});

describe("the user message", () => {
  const message = async (input: never, options: object = {}, call: object = {}) => {
    const model = scriptedModel(["ok"]);
    await agent("", { model, ...options })(input, call);
    return model.requests[0]?.messages[0]?.content;
  };

  it("is the text itself, or context and task in tags", async () => {
    expect(await message("Why?" as never)).toBe("Why?");
    expect(await message("Why?" as never, {}, { taskContext: "Because." })).toBe("<context>Because.</context>\n\n<task>Why?</task>");
    expect(await message("" as never, {}, { taskContext: ["a", "b"] })).toBe("<context>a\nb</context>");
  });

  it("carries media", async () => {
    const content = await message("What is it?" as never, {}, { taskMultimodal: { image: "https://a.b/c.png" } });
    expect(content).toMatchObject([{ type: "image", source: "https://a.b/c.png" }, { type: "text" }]);
    expect(await message("" as never, {}, { taskMultimodal: { image: ["https://a.b/c.png"] } })).toMatchObject([{ type: "image" }]);
  });

  it("of a signature without inputs just begins", async () => {
    const model = scriptedModel(['{"n":1}', '{"n":2}']);
    const made = agent("", { model, signature: "-> n: int" });
    expect([await made({}), await made(undefined as never)]).toEqual([{ n: 1 }, { n: 2 }]);
    expect(model.requests[0]?.messages).toEqual([{ role: "user", content: "Begin." }]);
  });

  it("follows the template of the task", async () => {
    const templates = { task: "{{city}} in {{unit}}" };
    expect(await message({ city: "Rome" } as never, { templates }, { vars: { unit: "C" } })).toBe("<task>Rome in C</task>");
    expect(await message({ city: "Rome" } as never, { templates, signature: "city: string -> string", vars: { unit: "F" } })).toBe(
      "<task>Rome in F</task>",
    );
  });
});

describe("the system prompt", () => {
  afterEach(() => void vi.useRealTimers());

  it("has all parts in their order, with what extensions add and the date at the end", async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 21), toFake: ["Date"] });
    const model = scriptedModel(["ok"]);
    const made = agent("Serve {{name}}.", {
      model,
      systemMessage: "You are a clerk.",
      expectedOutput: "One line.",
      examples: "Q: a",
      systemExtraMessage: "Be brief.",
      includeDate: true,
      use: [
        { name: "one", preamble: "First." },
        { name: "two", preamble: async ({ vars }) => `Second, ${String(vars["name"])}.` },
        { name: "silent" },
      ],
    });
    await made("x", { vars: { name: "Ann" }, use: [{ name: "three", preamble: () => "Third {{not a template}}." }] });
    expect(model.requests[0]?.system).toBe(
      [
        "<system_message>\nYou are a clerk.\n</system_message>",
        "<instructions>\nServe Ann.\n</instructions>",
        "<expected_output>\nOne line.\n</expected_output>",
        "<examples>\nQ: a\n</examples>",
        "Be brief.",
        "First.",
        "Second, Ann.",
        "Third {{not a template}}.",
        "The current date is: Saturday, November 21, 2026",
      ].join("\n\n"),
    );
  });

  it("tells what the inputs and a plain text output are, where the signature says so", async () => {
    const model = scriptedModel(["ok"]);
    await agent("", { model, signature: 'city: string "The city to look up" -> string "One sentence."' })("Rome");
    expect(model.requests[0]?.system).toBe(
      "<expected_output>\nOne sentence.\n</expected_output>\n\nThe task has these inputs:\n- city: The city to look up",
    );
  });

  it("can be written as a template of its own", async () => {
    const model = scriptedModel(["ok"]);
    await agent("Do {{what}}.", { model, templates: { systemPrompt: "# {{instructions}}{{#if examples}}!{{/if}} for {{who}}" } })("x", {
      vars: { what: "it", who: "Ann" },
    });
    expect(model.requests[0]?.system).toBe("# Do it. for Ann");
  });

  it("is shown by systemPrompt, which cannot wait for words made at call time", () => {
    expect(agent("Do.", { use: [{ name: "a", preamble: "Words." }] }).systemPrompt()).toBe(
      "<instructions>\nDo.\n</instructions>\n\nWords.",
    );
    expect(() => agent("Do.", { use: [{ name: "late", preamble: () => "Words." }] }).systemPrompt()).toThrow(
      'The extension "late" makes its words when the agent is called.',
    );
  });

  it("that cannot be understood is refused when the agent is made", () => {
    expect(() => agent("Do {{#if x}}.")).toThrow('template "instructions"');
    expect(() => agent("", { templates: { task: "{{" } })).toThrow('template "templates.task"');
  });

  it("is not made when a preamble fails, and nothing is sent", async () => {
    const model = scriptedModel([]);
    const failing = { name: "failing", preamble: () => Promise.reject(new Error("no words")) };
    await expect(agent("", { model, use: [failing], fallback: () => "x" })("x")).rejects.toThrow("no words");
  });
});
