import { describe, expect, it } from "vitest";
import type { LimitError } from "../../lib/agent/agent-errors.ts";
import { chatProblems } from "../../lib/message/chat-validity.ts";
import { agent } from "../../lib/joined.ts";
import type { ToolChoice } from "../../lib/model/chat-model.ts";
import { scriptedModel, toolCall, type ScriptedModel, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { once, plainTool } from "./gates.ts";

const ran: string[] = [];
const echo = plainTool("echo", ({ a }) => {
  ran.push(String(a));
  return "ok";
});
const other = plainTool("other", () => "ok");
const choices = (model: ScriptedModel): (ToolChoice | undefined)[] => model.requests.map((request) => request.toolChoice);
const calling = (times: number): ScriptStep[] => Array.from({ length: times }, () => toolCall("echo"));

describe("maxTurns", () => {
  it("ends in a turn that may not call tools, but still knows them", async () => {
    const model = scriptedModel([...calling(2), "Forced."]);
    const result = await agent("", { model, tools: [echo], maxTurns: 3 }).run("x");
    expect(result).toMatchObject({ output: "Forced.", turns: 3 });
    expect(choices(model)).toEqual(["auto", "auto", "none"]);
    expect(model.requests[2]?.tools).toBe(model.requests[0]?.tools);
  });

  it("is 10 by default, and that of the call wins", async () => {
    const model = scriptedModel([...calling(9), "Forced."]);
    expect(await agent("", { model, tools: [echo] })("x")).toBe("Forced.");
    expect(choices(model).lastIndexOf("auto")).toBe(8);
    const one = scriptedModel(["At once."]);
    await agent("", { model: one, tools: [echo], maxTurns: 5 })("x", { maxTurns: 1 });
    expect(choices(one)).toEqual(["none"]);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("of a call is refused when it is %s", async (maxTurns) => {
    const model = scriptedModel(["a"]);
    await expect(agent("", { model })("x", { maxTurns })).rejects.toThrow(`has maxTurns: ${maxTurns}.`);
    expect(model.requests).toEqual([]);
  });

  it.each([1, 2, 5])("of %s is never exceeded by a model that calls tools for ever", async (maxTurns) => {
    const model = scriptedModel(calling(99));
    const error: LimitError = await agent("", { name: "looper", model, tools: [echo], maxTurns })("x").then(
      () => expect.unreachable(),
      (reason: LimitError) => reason,
    );
    expect(error.message).toContain(`The agent "looper" reached its limit (maxTurns: ${maxTurns})`);
    expect(error.code).toBe("limit");
    expect(model.requests).toHaveLength(maxTurns);
  });

  it("and the corrections of the answer bound the number of requests", async () => {
    const no = Array.from({ length: 99 }, () => "no");
    for (const steps of [[...calling(2), ...no], no]) {
      const model = scriptedModel(steps);
      await expect(
        agent("", { model, tools: [echo], signature: "x: string -> n: int", maxTurns: 3, maxOutputRetries: 2 })("x"),
      ).rejects.toThrow("does not fit its schema");
      expect(model.requests.length).toBeLessThanOrEqual(5);
    }
  });

  it("takes the words of a last turn that calls tools nevertheless, with every call answered", async () => {
    const both: ScriptStep = { text: "Well then.", toolCalls: [{ id: "late", name: "echo", arguments: "{}" }] };
    const model = scriptedModel([toolCall("echo"), both, "Next."]);
    const made = agent("", { model, tools: [echo], maxTurns: 2 });
    ran.length = 0;
    const result = await made.run("x");
    expect(result.output).toBe("Well then.");
    expect(ran).toHaveLength(1);
    expect(result.messages.at(-1)).toMatchObject({
      role: "tool",
      toolCallId: "late",
      isError: true,
      content: expect.stringContaining("maxTurns: 2") as string,
    });
    expect(chatProblems(result.messages)).toEqual([]);
    expect(await made("And?", { messages: result.messages })).toBe("Next.");
  });
});

describe("maxToolCalls", () => {
  it("forces an answer once it is used up", async () => {
    const model = scriptedModel([toolCall("echo"), toolCall("echo"), "Forced."]);
    const result = await agent("", { model, tools: [echo], maxToolCalls: 2 }).run("x");
    expect(result.output).toBe("Forced.");
    expect(choices(model)).toEqual(["auto", "auto", "none"]);
  });

  it("answers the calls above it without running them", async () => {
    ran.length = 0;
    const model = scriptedModel([[1, 2, 3].map((a) => toolCall("echo", { a })), "Forced."]);
    const result = await agent("", { model, tools: [echo], maxToolCalls: 2 }).run("x");
    expect(ran).toEqual(["1", "2"]);
    expect(result.messages.slice(2, 5)).toMatchObject([
      { content: "ok" },
      { content: "ok" },
      { content: "Error: Not run: this run may call at most 2 tools.", isError: true },
    ]);
    expect(result.toolCalls[2]).toMatchObject({ result: undefined, error: expect.stringContaining("at most 2") as string });
  });

  it("of 0 never lets a tool be called", async () => {
    ran.length = 0;
    const model = scriptedModel([toolCall("echo")]);
    await expect(agent("", { model, tools: [echo], maxToolCalls: 0 })("x")).rejects.toThrow("(maxToolCalls: 0)");
    expect([ran, choices(model)]).toEqual([[], ["none"]]);
  });

  it("counts calls that could not be run, so that a confused model ends too", async () => {
    const model = scriptedModel([toolCall("ecko"), toolCall("echo", "{"), "Forced."]);
    expect(await agent("", { model, tools: [echo], maxToolCalls: 2 })("x")).toBe("Forced.");
  });
});

describe("toolChoice", () => {
  it.each([
    ["auto", "auto"],
    ["required", "required"],
    ["none", "none"],
    ["echo", { name: "echo" }],
  ] as const)("%s is sent as %j", async (toolChoice, sent) => {
    const model = scriptedModel(["a"]);
    await agent("", { model, tools: [echo, other], toolChoice })("x");
    expect(choices(model)).toEqual([sent]);
  });

  it.each(["required", "echo"])("%s is free again once it was obeyed", async (toolChoice) => {
    const model = scriptedModel([toolCall("echo"), toolCall("other"), "a"]);
    await agent("", { model, tools: [echo, other], toolChoice })("x");
    expect(choices(model).slice(1)).toEqual(["auto", "auto"]);
  });

  it("none stays none", async () => {
    const model = scriptedModel([toolCall("echo"), "a"]);
    await agent("", { model, tools: [echo], toolChoice: "none" })("x");
    expect(choices(model)).toEqual(["none", "none"]);
  });

  it("of the call wins over that of the agent", async () => {
    const model = scriptedModel(["a", "b"]);
    const made = agent("", { model, tools: [echo], toolChoice: "none" });
    await made("x", { toolChoice: "echo" });
    await made("x");
    expect(choices(model)).toEqual([{ name: "echo" }, "none"]);
  });

  it("is not sent without tools", async () => {
    const model = scriptedModel(["a"]);
    await agent("", { model, toolChoice: "none" })("x");
    expect(model.requests[0]).toEqual({ messages: [{ role: "user", content: "x" }], settings: {} });
  });

  it("refuses a tool that is not there, and required without tools, before anything is sent", async () => {
    const model = scriptedModel([]);
    await expect(agent("", { model, tools: [echo], toolChoice: "ecko" })("x")).rejects.toThrow(
      'toolChoice names the tool "ecko", which is not there. Tools: "echo"',
    );
    await expect(agent("", { model, toolChoice: "required" })("x")).rejects.toThrow('toolChoice is "required", but there are no tools.');
  });
});

describe("the conversation of a run", () => {
  it("is handed back in full, with text, thoughts and marks of the provider's", async () => {
    const first: ScriptStep = {
      text: "Let me see.",
      reasoning: [{ text: "Hm.", signature: "sig" }],
      toolCalls: [{ id: "1", name: "echo", arguments: '{"a":1}', signature: "mark" }],
    };
    const model = scriptedModel([first, "Done."]);
    const { messages, reasoning } = await agent("", { model, tools: [echo] }).run("x");
    expect(messages).toEqual([
      { role: "user", content: "x" },
      {
        role: "assistant",
        content: "Let me see.",
        reasoning: [{ text: "Hm.", signature: "sig" }],
        toolCalls: [{ id: "1", name: "echo", arguments: '{"a":1}', signature: "mark" }],
      },
      { role: "tool", toolCallId: "1", name: "echo", content: "ok" },
      { role: "assistant", content: "Done." },
    ]);
    expect(reasoning).toBe("Hm.");
    expect(model.requests[1]?.messages).toEqual(messages.slice(0, 3));
  });

  it("has an id of its own for each tool call, also with a model that repeats them", async () => {
    const repeated = (a: number) => ({ id: "call", name: "echo", arguments: `{"a":${a}}` });
    const model = scriptedModel([
      { toolCalls: [repeated(1), repeated(2)] },
      { toolCalls: [repeated(3)] },
      "Done.",
      { toolCalls: [repeated(4)] },
      "Again.",
    ]);
    const made = agent("", { model, tools: [echo] });
    const { messages, toolCalls } = await made.run("x");
    expect(toolCalls.map((call) => call.id)).toEqual(["call", "call_2", "call_3"]);
    expect(chatProblems(messages)).toEqual([]);
    const next = await made.run("y", { messages });
    expect(next.toolCalls.map((call) => call.id)).toEqual(["call_4"]);
    expect(chatProblems(next.messages)).toEqual([]);
  });

  it("carries no empty message after an empty answer", async () => {
    const model = scriptedModel(["", "Here."]);
    const made = agent("", { model });
    const { output, messages } = await made.run("x");
    expect([output, messages]).toEqual(["", [{ role: "user", content: "x" }]]);
    expect(await made("Hello?", { messages })).toBe("Here.");
  });

  it("gives the reason why the model stopped", async () => {
    const model = scriptedModel([
      { text: "Once upon", finishReason: "length" },
      { text: "I won't.", finishReason: "refusal" },
    ]);
    const made = agent("", { model, policy: once });
    expect(await made.run("x")).toMatchObject({ output: "Once upon", finishReason: "length" });
    expect(await made.run("x")).toMatchObject({ output: "I won't.", finishReason: "refusal" });
  });
});
