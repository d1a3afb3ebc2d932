import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { OutputError } from "../../lib/agent/agent-errors.ts";
import { answerTool } from "../../lib/agent/answer-form.ts";
import { agent } from "../../lib/joined.ts";
import type { ChatCapabilities } from "../../lib/model/chat-model.ts";
import { scriptedModel, toolCall, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { all, plainTool } from "./gates.ts";

const native: ChatCapabilities = { tools: true, structuredOutput: "native" };
const asTool: ChatCapabilities = { tools: true, structuredOutput: "tool" };
const prompted: ChatCapabilities = { tools: true, structuredOutput: "prompted" };
const sentiment = "sentence: string -> sentiment: 'good' | 'bad', score?: number";

function typed(steps: readonly ScriptStep[], capabilities = native, options: object = {}) {
  const model = scriptedModel(steps, { capabilities });
  return { model, made: agent("", { model, signature: sentiment, ...options }) };
}

const failure = async (work: Promise<unknown>): Promise<OutputError> =>
  work.then(
    () => expect.unreachable("it answered"),
    (reason: OutputError) => reason,
  );

describe("how a typed answer is asked for", () => {
  it("native: the provider gets the schema, and no words and no tool", async () => {
    const { model, made } = typed(['{"sentiment":"good"}']);
    expect(await made("x")).toEqual({ sentiment: "good" });
    expect(model.requests[0]).toMatchObject({ output: { name: "answer", schema: { type: "object", required: ["sentiment"] } } });
    expect(model.requests[0]).not.toHaveProperty("tools");
    expect(model.requests[0]).not.toHaveProperty("system");
  });

  it("tool: a tool that must be called hands it in, and leaves no trace of itself in the conversation", async () => {
    const { model, made } = typed([toolCall(answerTool, { sentiment: "good" })], asTool);
    const { output, messages } = await made.run("x");
    expect(output).toEqual({ sentiment: "good" });
    expect(model.requests[0]).toMatchObject({
      toolChoice: "required",
      tools: [{ name: answerTool, parameters: { required: ["sentiment"] } }],
    });
    expect(model.requests[0]).not.toHaveProperty("output");
    expect(messages.at(-1)).toEqual({ role: "assistant", content: '{"sentiment":"good"}' });
  });

  it("prompted: the schema in words in the system prompt", async () => {
    const { model, made } = typed(['{"sentiment":"good"}'], prompted);
    expect(await made("x")).toEqual({ sentiment: "good" });
    expect(model.requests[0]?.system).toContain("Answer with JSON only");
    expect(model.requests[0]?.system).toContain('"sentiment"');
    expect(Object.keys(model.requests[0] ?? {})).toEqual(["system", "messages", "settings"]);
  });

  it("prompted too for a model that takes no tools", async () => {
    const { model, made } = typed(['{"sentiment":"good"}'], { tools: false, structuredOutput: "tool" });
    await made("x");
    expect(model.requests[0]).not.toHaveProperty("tools");
  });

  it("is not, for a result that is a text", async () => {
    const model = scriptedModel(['{"a":1}']);
    expect(await agent("", { model, signature: "city: string -> string" })("Rome")).toBe('{"a":1}');
    expect(model.requests[0]).not.toHaveProperty("output");
  });
});

describe("a typed answer beside tools", () => {
  const echo = plainTool("echo", () => "ok");

  it.each([
    ["native", native, "auto", '{"sentiment":"bad"}'],
    ["prompted", prompted, "auto", '{"sentiment":"bad"}'],
    ["tool", asTool, "required", toolCall(answerTool, { sentiment: "bad" })],
  ])("%s", async (_, capabilities, choice, answer) => {
    const { model, made } = typed([toolCall("echo"), answer as ScriptStep], capabilities, { tools: [echo] });
    expect(await made("x")).toEqual({ sentiment: "bad" });
    expect(model.requests.map((request) => request.toolChoice)).toEqual([choice, choice]);
  });

  it("by tool ends the run, whatever else is called in the same turn, and nothing of that is run", async () => {
    const ran: unknown[] = [];
    const spy = plainTool("spy", (args) => ran.push(args));
    const { made } = typed([[toolCall("spy"), toolCall(answerTool, { sentiment: "bad" })]], asTool, { tools: [spy] });
    expect(await made("x")).toEqual({ sentiment: "bad" });
    expect(ran).toEqual([]);
  });

  it("by tool is forced in the last turn, and for toolChoice none", async () => {
    const { model, made } = typed([toolCall("echo"), toolCall(answerTool, { sentiment: "bad" })], asTool, { tools: [echo], maxTurns: 2 });
    await made("x");
    expect(model.requests.map((request) => request.toolChoice)).toEqual(["required", { name: answerTool }]);
    const none = typed([toolCall(answerTool, { sentiment: "bad" })], asTool, { tools: [echo], toolChoice: "none" });
    await none.made("x");
    expect(none.model.requests[0]?.toolChoice).toEqual({ name: answerTool });
  });

  it("by tool takes an answer in words as well", async () => {
    expect(await typed(['The answer: {"sentiment":"good"}'], asTool).made("x")).toEqual({ sentiment: "good" });
  });

  it("refuses a tool that has the name of the answer's", async () => {
    const { made } = typed([], asTool, { tools: [plainTool(answerTool, () => 1)] });
    await expect(made("x")).rejects.toThrow(`"${answerTool}"`);
  });
});

describe("how a typed answer is read", () => {
  it.each([
    ["bare", '{"sentiment":"good"}'],
    ["in a fence", '```json\n{"sentiment":"good"}\n```'],
    ["with text around it", 'Sure! {"sentiment":"good"} Anything else?'],
    ["with blanks", '\n {"sentiment":"good"}\n'],
    ["with a null for an optional key", '{"sentiment":"good","score":null}'],
    ["with keys nobody asked for", '{"sentiment":"good","mood":"sunny"}'],
  ])("%s", async (_, text) => {
    expect(await typed([text]).made("x")).toEqual({ sentiment: "good" });
  });

  it.each([
    ["-> int", "7", 7],
    ["-> int", '{"result":7}', 7],
    ["-> 'a' | 'b'", "b", "b"],
    ["-> 'a' | 'b'", '"b"', "b"],
    ["-> 'a' | 'b'", '{"result":"b"}', "b"],
    ["-> 'a' | 'b'", 'It is b? {"result":"b"}', "b"],
    ["-> '7' | '8'", "7", "7"],
    ["-> int | string", "seven", "seven"],
    ["-> string[]", '["a"]', ["a"]],
    ["-> boolean", "true", true],
    ["-> number | null", '{"result":null}', null],
    ["-> void", "Done, thank you.", null],
    ["-> void", "", null],
    ["-> null", '{"result":null}', null],
  ])("a value: %s of %j", async (outputs, text, value) => {
    const model = scriptedModel([text]);
    const made = agent("", { model, signature: `x: string ${outputs}` as string });
    expect((await made({ x: "1" })) ?? null).toEqual(value);
  });

  it("a value whose text is no JSON is only taken where it may be a text", async () => {
    const model = scriptedModel(["seven", "7"]);
    expect(await agent("", { model, signature: "x: string -> int" })("1")).toBe(7);
    expect(model.requests).toHaveLength(2);
  });

  it.each([
    ["valibot", v.object({ n: v.pipe(v.string(), v.transform(Number)) })],
    ["zod", z.object({ n: z.string().transform(Number) })],
    ["arktype", type({ n: type("string").pipe(Number) })],
  ])("by a generationSchema of %s, with what it makes of the values", async (_, generationSchema) => {
    const model = scriptedModel(['{"n":7}', '{"n":"7"}']);
    expect(await agent("", { model, generationSchema })("x")).toEqual({ n: 7 });
    expect(model.requests[1]?.messages.at(-1)?.content).toMatch(/- n: .*(string|text)/);
    expect(model.requests[0]?.output?.schema).toMatchObject({ type: "object", properties: { n: { type: "string" } } });
  });

  it("by a generationSchema that is no object, in a box of its own", async () => {
    const model = scriptedModel(['{"result":[1,2]}', "[3]"]);
    const made = agent("", { model, generationSchema: v.array(v.number()) });
    expect([await made("x"), await made("x")]).toEqual([[1, 2], [3]]);
    expect(model.requests[0]?.output?.schema).toMatchObject({ type: "object", required: ["result"] });
  });
});

describe("an answer that does not fit", () => {
  it.each([
    ["native", native],
    ["prompted", prompted],
  ])("is sent back with what is wrong, field by field (%s)", async (_, capabilities) => {
    const { model, made } = typed(['{"sentiment":"sad","score":"high"}', '{"sentiment":"bad"}'], capabilities);
    const { output, messages, turns } = await made.run("x");
    expect([output, turns]).toEqual([{ sentiment: "bad" }, 2]);
    const told = model.requests[1]?.messages.slice(1);
    expect(told).toMatchObject([{ role: "assistant", content: '{"sentiment":"sad","score":"high"}' }, { role: "user" }]);
    expect(told?.[1]?.content).toMatch(
      /^The answer does not fit the required schema:\n- sentiment: .*\n- score: .*\nGive the whole answer again, corrected\.$/,
    );
    expect(messages).toHaveLength(4);
  });

  it("by tool is answered like any tool call, the others of the turn too", async () => {
    const { model, made } = typed(
      [[toolCall("nowhere"), toolCall(answerTool, { sentiment: "sad" })], toolCall(answerTool, { sentiment: "bad" })],
      asTool,
    );
    expect(await made("x")).toEqual({ sentiment: "bad" });
    expect(model.requests[1]?.messages.slice(2)).toMatchObject([
      { role: "tool", toolCallId: "call_1_1", isError: true, content: expect.stringContaining("Not run") as string },
      { role: "tool", toolCallId: "call_1_2", isError: true, content: expect.stringContaining("- sentiment:") as string },
    ]);
  });

  it("that is empty is sent back without an empty message", async () => {
    const { model, made } = typed(["", '{"sentiment":"bad"}']);
    expect(await made("x")).toEqual({ sentiment: "bad" });
    expect(model.requests[1]?.messages.map((message) => message.role)).toEqual(["user", "user"]);
  });

  it("that breaks off is told where", async () => {
    const { model, made } = typed([{ text: '{"sentiment":"go', finishReason: "length" }, '{"sentiment":"bad"}']);
    await made("x");
    expect(model.requests[1]?.messages.at(-1)?.content).toContain("breaks off at line 1, column 17");
  });

  it.each([
    [undefined, 3],
    [0, 1],
    [1, 2],
  ])("with maxOutputRetries %s ends after %i requests, with the last text and its issues", async (maxOutputRetries, requests) => {
    const { model, made } = typed(
      ["a", "b", '{"sentiment":1}'].slice(-requests),
      native,
      maxOutputRetries === undefined ? {} : { maxOutputRetries },
    );
    const error = await failure(made("x"));
    expect(error).toMatchObject({ code: "output", text: '{"sentiment":1}' });
    expect(error.issues).toEqual([expect.stringMatching(/^sentiment: /)]);
    expect(error.message).toContain('The answer of "agent" does not fit its schema: sentiment:');
    expect(model.requests).toHaveLength(requests);
  });

  it("in the last turn that calls tools is an error as well", async () => {
    const { made } = typed([{ text: "no", toolCalls: [{ id: "1", name: "x", arguments: "{}" }] }], native, { maxTurns: 1 });
    expect(await failure(made("x"))).toMatchObject({ code: "output", text: "no" });
  });

  it.each([
    ["refusal", "The model refused to answer: I would rather not."],
    ["content-filter", "The provider's content filter stopped the answer: I would rather not."],
  ] as const)("because of a %s is not sent back", async (finishReason, message) => {
    const { model, made } = typed([{ text: "I would rather not.", finishReason }]);
    expect((await failure(made("x"))).message).toBe(message);
    expect(model.requests).toHaveLength(1);
    expect((await failure(typed([{ finishReason }]).made("x"))).message).toContain("no reason given");
  });

  it("is told to the listeners, and streamed alike", async () => {
    const stream = typed(["no", '{"sentiment":"bad"}']).made.stream("x");
    const events = await all(stream.events());
    expect(await stream.output).toEqual({ sentiment: "bad" });
    expect(events.filter((event) => event.type === "output-retry")).toMatchObject([
      { attempt: 1, issues: [expect.stringContaining("no JSON") as string] },
    ]);
  });
});
