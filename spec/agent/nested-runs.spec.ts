import { describe, expect, it } from "vitest";
import type { Middleware } from "../../lib/core/door.ts";
import type { Vars } from "../../lib/core/run-context.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { agent } from "../../lib/joined.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { all, down, gate, once, plainTool } from "./gates.ts";

/** Three agents: outer calls middle as a tool, whose tool function calls inner. */
function threeDeep(vars?: Vars) {
  const seen: unknown[] = [];
  const probe = plainTool("probe", (_, context) => void seen.push([context.runId, context.vars, currentRun()?.path]));
  const innerModel = scriptedModel([toolCall("probe"), "inner text"]);
  const inner = agent("Inner for {{user}}.", { name: "inner", model: innerModel, tools: [probe] });
  const ask = plainTool("ask", async () => `inner said: ${await inner("deep")}`);
  const middle = agent("Middle for {{user}}.", {
    name: "middle",
    description: "In the middle.",
    model: scriptedModel([toolCall("ask"), "middle text"]),
    tools: [ask],
  });
  const outerModel = scriptedModel([toolCall("middle", { task: "go" }), "outer text"]);
  const outer = agent("Outer.", { name: "outer", model: outerModel, tools: [middle], vars });
  return { outer, outerModel, innerModel, seen };
}

describe("agents called inside a run", () => {
  it("join it at any depth: one id, the variables, and paths below the tool", async () => {
    const { outer, outerModel, innerModel, seen } = threeDeep();
    const { output, runId } = await outer.run("x", { vars: { user: "Ann" } });
    expect(output).toBe("outer text");
    expect(seen).toEqual([[runId, { user: "Ann" }, "run:outer/tool:middle/run:middle/tool:ask/run:inner/tool:probe"]]);
    expect(innerModel.requests[0]?.system).toContain("Inner for Ann.");
    expect(outerModel.requests[1]?.messages.at(-1)).toMatchObject({ role: "tool", name: "middle", content: "middle text" });
  });

  it("get the variables of the agent around them as those of the surrounding run", async () => {
    const { outer, innerModel } = threeDeep({ user: "Bob" });
    await outer("x");
    expect(innerModel.requests[0]?.system).toContain("Inner for Bob.");
  });

  it("are wrapped by the middleware of the call, but not by the own middleware of the agent around them", async () => {
    const { outer } = threeDeep({ user: "Bob" });
    const shared: string[] = [];
    const spy =
      (list: string[]): Middleware =>
      (call, next) => (list.push(`${call.kind} ${call.name}`), next(call));
    await outer("x", { use: [{ name: "spy", around: spy(shared) }] });
    expect(shared).toEqual([
      "run outer",
      "model scripted/model",
      "tool middle",
      "run middle",
      "model scripted/model",
      "tool ask",
      "run inner",
      "model scripted/model",
      "tool probe",
      "model scripted/model",
      "model scripted/model",
      "model scripted/model",
    ]);
    const own: string[] = [];
    const inner = agent("", { name: "inner", model: scriptedModel(["a"]) });
    const model = scriptedModel([toolCall("inner", { task: "y" }), "b"]);
    await agent("", { name: "outer", model, tools: [inner], use: [{ name: "spy", around: spy(own) }] })("x");
    expect(own).toEqual(["run outer", "model scripted/model", "tool inner", "model scripted/model"]);
  });

  it("send their events to the outer stream's events, and not to its text", async () => {
    const stream = threeDeep({ user: "Bob" }).outer.stream("x");
    const [texts, events] = await Promise.all([all(stream.consume()), all(stream.events())]);
    expect(texts.join("")).toBe("outer text");
    const spoken = events.flatMap((event) => (event.type === "text-delta" ? event.text : [])).join("");
    expect(spoken).toBe("inner textmiddle textouter text");
    expect(events.filter((event) => event.type === "run-start").map((event) => event.path)).toEqual([
      "run:outer",
      "run:outer/tool:middle/run:middle",
      "run:outer/tool:middle/run:middle/tool:ask/run:inner",
    ]);
    expect(new Set(events.map((event) => event.runId)).size).toBe(1);
  });

  it("can be streamed themselves, inside", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel(["one two"]) });
    const pieces: string[] = [];
    const relay = plainTool("relay", async () => {
      for await (const text of inner.stream("y").consume()) pieces.push(text);
      return pieces.length;
    });
    const stream = agent("", { name: "outer", model: scriptedModel([toolCall("relay"), "done"]), tools: [relay] }).stream("x");
    expect((await all(stream.consume())).join("")).toBe("done");
    expect(pieces).toEqual(["one", " two"]);
    expect((await all(stream.events())).filter((event) => event.type === "text-delta")).toHaveLength(3);
  });

  it("number their paths when they are called again", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel(["a", "b", "c"]) });
    const model = scriptedModel([[toolCall("inner", { task: "1" }), toolCall("inner", { task: "2" })], toolCall("twice"), "done"]);
    const paths: string[] = [];
    const spy: Middleware = (call, next) => (call.kind === "run" && paths.push(call.path), next(call));
    const twice = plainTool("twice", async () => [await inner("3"), await inner("4").catch(() => "no more")]);
    await agent("", { name: "o", model, tools: [inner, twice] })("x", { use: [{ name: "spy", around: spy }] });
    expect(paths).toEqual([
      "run:o",
      "run:o/tool:inner/run:inner",
      "run:o/tool:inner#2/run:inner",
      "run:o/tool:twice/run:inner",
      "run:o/tool:twice/run:inner#2",
    ]);
  });
});

describe("an agent as a tool", () => {
  it("is described by its name, description and inputs", async () => {
    const model = scriptedModel(["ok"]);
    const plain = agent("", { name: "plain", description: "Does it.", model });
    const typed = agent("", { name: "typed", model, signature: "text: string, n?: int -> ok: boolean" });
    await agent("", { model, tools: [plain, typed] })("x");
    expect(model.requests[0]?.tools).toMatchObject([
      { name: "plain", description: "Does it.", parameters: { required: ["task"], properties: { task: { type: "string" } } } },
      { name: "typed", parameters: { required: ["text"], properties: { text: { type: "string" }, n: { type: "integer" } } } },
    ]);
  });

  it("gives a typed result as JSON, and takes checked inputs", async () => {
    const typed = agent("", { name: "typed", model: scriptedModel(['{"n":2}']), signature: "text: string -> n: int" });
    const model = scriptedModel([toolCall("typed", { text: 7 }), toolCall("typed", { text: "two" }), "ok"]);
    const { toolCalls } = await agent("", { model, tools: [typed] }).run("x");
    expect(toolCalls).toMatchObject([
      { error: expect.stringContaining("text: Expected string") as string },
      { parameters: { text: "two" }, result: { n: 2 } },
    ]);
    expect(model.requests[2]?.messages.at(-1)?.content).toBe('{"n":2}');
  });

  it("that fails is an error told to the model", async () => {
    const failing = agent("", { name: "failing", model: scriptedModel([down("No answer.")]), policy: once });
    const model = scriptedModel([toolCall("failing", { task: "y" }), "ok"]);
    expect(await agent("", { model, tools: [failing] })("x")).toBe("ok");
    expect(model.requests[1]?.messages.at(-1)?.content).toBe("Error: No answer.");
  });

  it("may be returnDirect", async () => {
    const sentiment = returnDirect(
      agent("", { name: "sentiment", model: scriptedModel(['{"sentiment":"bad"}']), signature: "sentence: string -> sentiment: string" }),
    );
    const model = scriptedModel([toolCall("sentiment", { sentence: "Terrible." })]);
    const direct = await agent("Delegate.", { model, tools: [sentiment] })("x");
    expect(direct).toMatchObject({
      toolCalls: [{ id: "call_1_1", name: "sentiment", parameters: { sentence: "Terrible." }, result: { sentiment: "bad" } }],
    });
  });

  it("counts its own tokens in its own result only", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel([{ text: "a", usage: { inputTokens: 100, outputTokens: 100 } }]) });
    const model = scriptedModel([toolCall("inner", { task: "y" }), { text: "b", usage: { inputTokens: 1, outputTokens: 1 } }]);
    expect((await agent("", { model, tools: [inner] }).run("x")).usage).toEqual({ inputTokens: 1, outputTokens: 1 });
  });

  it("does not see the conversation of the agent around it", async () => {
    const inner = scriptedModel(["a"]);
    const model = scriptedModel([toolCall("inner", { task: "Only this." }), "b"]);
    await agent("", { model, tools: [agent("", { name: "inner", model: inner })] })("A secret.");
    expect(inner.requests[0]?.messages).toEqual([{ role: "user", content: "Only this." }]);
  });
});

describe("an agent called in a tool whose time is up", () => {
  it("ends with the tool, its fallback keeps still, and the agent around it goes on", async () => {
    const ended = gate<unknown>();
    const slow = scriptedModel([
      (_, { signal }) => {
        signal.addEventListener("abort", () => ended.open(signal.reason));
        return new Promise<never>(() => {});
      },
    ]);
    const inner = agent("", { name: "inner", model: slow, fallback: () => expect.unreachable("the fallback answered an abort") });
    const ask = plainTool("ask", () => inner("y"), { timeoutMs: 5 });
    const model = scriptedModel([toolCall("ask"), "ok"]);
    const { output, toolCalls } = await agent("", { model, tools: [ask] }).run("x");
    expect([output, toolCalls[0]?.error]).toEqual(["ok", 'The tool "ask" took longer than 5 ms.']);
    expect(await ended.passed).toMatchObject({ code: "timeout" });
  });
});

describe("an agent called outside of a run", () => {
  it("after one is a run of its own", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel(["a", "b"]) });
    const id = await runWith({}, async () => (await inner.run("x")).runId);
    expect((await inner.run("x")).runId).not.toBe(id);
  });
});
