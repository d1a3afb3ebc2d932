import { describe, expect, it } from "vitest";
import { agent } from "../../lib/joined.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";
import { plainTool } from "./gates.ts";

const echo = plainTool("echo", () => 1);

describe("inspect", () => {
  it.each<[string, object, object, object?]>([
    ["plain", {}, {}],
    [
      "with everything",
      {
        systemMessage: "You.",
        vars: { a: 1 },
        tools: [echo],
        toolChoice: "echo",
        temperature: 0,
        use: [{ name: "w", preamble: async () => "Words.", tools: [plainTool("more", () => 1)] }],
      },
      { vars: { b: 2 }, taskContext: "c" },
    ],
    ["in the last turn", { tools: [echo], maxTurns: 1 }, {}],
    ["without a single tool call allowed", { tools: [echo], maxToolCalls: 0 }, {}],
    ["typed by a native schema", { signature: "x: string -> n: int" }, {}],
    ["typed by a tool", { signature: "x: string -> n: int", tools: [echo], maxTurns: 1 }, {}, { structuredOutput: "tool" }],
    ["typed in words", { signature: "x: string -> n: int" }, {}, { structuredOutput: "prompted" }],
    ["with a history", {}, { messages: [{ role: "user", content: "Hi." }] }],
  ])("is exactly what the first request sends: %s", async (_, options, call, capabilities = {}) => {
    const model = scriptedModel(['{"n":1}'], { capabilities });
    const made = agent("Do {{default a 0}}.", { model, ...options });
    const inspected = await made.inspect("x", call);
    expect(model.requests).toEqual([]);
    await made("x", call).catch(() => {});
    expect(inspected).toEqual({ model: "scripted/model", ...model.requests[0] });
  });

  it("complains like a call would", async () => {
    await expect(agent("").inspect("x")).rejects.toThrow('The agent "agent" has no model.');
    const model = scriptedModel([]);
    await expect(agent("{{who}}", { model }).inspect("x")).rejects.toThrow('needs "who"');
    await expect(agent("", { model }).inspect("")).rejects.toThrow("without a task");
    await expect(agent("", { model, toolChoice: "nope" }).inspect("x")).rejects.toThrow('"nope"');
  });
});
