import { describe, expect, it } from "vitest";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import { Registry, registry } from "../../lib/registry/registry.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { plainTool } from "./gates.ts";

class Bank {
  constructor(readonly money: number) {}
  @tool({ description: "The balance." })
  @signature("currency: string -> string")
  balance(currency: string) {
    return `${this.money} ${currency}`;
  }
}

const names = async (tools: readonly (string | object)[], options: object = {}, call: object = {}) => {
  const model = scriptedModel(["ok"]);
  await agent("", { model, tools, ...options })("x", call);
  return model.requests[0]?.tools?.map((one) => one.name);
};

describe("the tools of a run", () => {
  it("are functions, instances, agents, compiled tools and names, in their order", async () => {
    const mine = new Registry().register(tool({ name: "time", args: [] }, () => 1));
    const inner = agent("", { name: "inner" });
    const fn = tool({ name: "fn", args: [] }, () => 1);
    expect(await names([plainTool("plain", () => 1), "time", inner, new Bank(1), fn], { registry: mine })).toEqual([
      "plain",
      "time",
      "inner",
      "balance",
      "fn",
    ]);
  });

  it("by name come from the shared registry where no other was said", async () => {
    registry.register(tool({ name: "shared_for_run_tools", args: [] }, () => 1));
    try {
      expect(await names(["shared_for_run_tools"])).toEqual(["shared_for_run_tools"]);
    } finally {
      registry.unregister("shared_for_run_tools");
    }
    await expect(names(["shared_for_run_tools"])).rejects.toThrow('There is no tool named "shared_for_run_tools".');
  });

  it("are looked up when the agent is called, so that the order of start-up does not matter", async () => {
    const mine = new Registry();
    const model = scriptedModel(["ok"]);
    const made = agent("", { model, tools: ["later"], registry: mine });
    await expect(made("x")).rejects.toThrow('There is no tool named "later". Registered: none.');
    mine.register(tool({ name: "later", args: [] }, () => 1));
    expect(await made("x")).toBe("ok");
  });

  it("of extensions come last; those of the call are in this run only", async () => {
    const use = (name: string) => [{ name, tools: [plainTool(name, () => 1)] }];
    expect(await names([plainTool("own", () => 1)], { use: use("a") }, { use: use("b") })).toEqual(["own", "a", "b"]);
    expect(await names([plainTool("own", () => 1)], { use: use("a") })).toEqual(["own", "a"]);
    const inner = agent("", { name: "inner", model: scriptedModel(["in"]) });
    const model = scriptedModel([toolCall("inner", { task: "y" }), "ok"]);
    expect((await agent("", { model, tools: [inner] }).run("x", { use: use("b") })).toolCalls).toMatchObject([{ result: "in" }]);
  });

  it("are the methods of the very instance that was given", async () => {
    const model = scriptedModel([toolCall("balance", { currency: "EUR" }), "ok", toolCall("balance", { currency: "EUR" }), "ok"]);
    const results = [];
    for (const bank of [new Bank(1), new Bank(2)])
      results.push(...(await agent("", { model, tools: [bank] }).run("x")).toolCalls.map((record) => record.result));
    expect(results).toEqual(["1 EUR", "2 EUR"]);
  });

  it("may be given twice, but not be two of one name", async () => {
    const bank = new Bank(1);
    expect(await names([bank, bank])).toEqual(["balance"]);
    await expect(names([bank, new Bank(2)])).rejects.toThrow('Two tools are named "balance": Bank.balance and Bank.balance.');
    await expect(names([plainTool("a", () => 1)], { use: [{ name: "e", tools: [plainTool("a", () => 2)] }] })).rejects.toThrow(
      'Two tools are named "a": spec a and spec a.',
    );
  });

  it.each([
    [7, "A value of type number is no tool."],
    [null, "A value of type null is no tool."],
    [() => 1, "is not annotated as a tool"],
    [{}, "The object has no annotated methods."],
    [Bank, 'The class "Bank" has no annotated methods. Pass an instance: new Bank(...).'],
  ])("are refused when they are none: %s", async (ref, problem) => {
    await expect(names([ref as object])).rejects.toThrow(problem);
  });

  it("show the model name, description and parameters, and nothing else", async () => {
    const model = scriptedModel(["ok"]);
    await agent("", { model, tools: [new Bank(1)] })("x");
    expect(model.requests[0]?.tools).toEqual([
      {
        name: "balance",
        description: "The balance.",
        parameters: { type: "object", properties: { currency: { type: "string" } }, required: ["currency"], additionalProperties: false },
      },
    ]);
  });
});
