import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { agentOf } from "../../lib/agent/agent-of.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

@agent({ instructions: "Help {{name}}." })
class Desk {
  systemMessage = "You are a clerk.";
  model = scriptedModel([toolCall("balance", { currency: "EUR" }), "Five."]);
  constructor(readonly money = 5) {}
  @tool({ description: "The balance." })
  @signature("currency: string -> string")
  balance(currency: string) {
    return `${this.money} ${currency}`;
  }
  @tool({ args: [] })
  run() {
    return "a method like any other";
  }
}

describe("agentOf", () => {
  it("makes an agent of the decorated object: its fields are prompts, its methods tools", async () => {
    const desk = new Desk(7);
    const made = agentOf(desk);
    const { output, toolCalls } = await made.run("How much?", { vars: { name: "Ann" } });
    expect([output, toolCalls[0]?.result]).toEqual(["Five.", "7 EUR"]);
    expect(desk.model.requests[0]?.system).toBe(
      "<system_message>\nYou are a clerk.\n</system_message>\n\n<instructions>\nHelp Ann.\n</instructions>",
    );
    expect(desk.model.requests[0]?.tools?.map((one) => one.name)).toEqual(["balance", "run"]);
    expect(desk.run()).toBe("a method like any other");
  });

  it("gives an agent with the name and the fields of the object", () => {
    const desk = new Desk();
    const made = agentOf(desk);
    expect([made.name, made.systemMessage, made.instructions]).toEqual(["Desk", "You are a clerk.", "Help {{name}}."]);
    desk.systemMessage = "You are a manager.";
    expect(made.systemPrompt({ vars: { name: "Ann" } })).toContain("You are a manager.");
    made.systemMessage = "You are a porter.";
    expect(desk.systemMessage).toBe("You are a porter.");
    expect(made instanceof Agent).toBe(true);
  });

  it("follows its object when states are loaded", () => {
    const [one, two] = [new Desk(), new Desk()];
    one.systemMessage = "Improved.";
    agentOf(two).loadStateDict(agentOf(one).stateDict());
    expect(two.systemMessage).toBe("Improved.");
  });

  it("is typed by @signature on the class", async () => {
    @agent({ model: scriptedModel(['{"n":3}']) })
    @signature("text: string -> n: int")
    class Counter {}
    expect(await agentOf<{ text: string }, { n: number }>(new Counter())({ text: "abc" })).toEqual({ n: 3 });
  });

  it("makes a tool for other agents", async () => {
    @agent({ name: "counter", description: "Counts.", model: scriptedModel(['{"n":3}']) })
    @signature("text: string -> n: int")
    class Counter {}
    const model = scriptedModel([toolCall("counter", { text: "abc" }), "ok"]);
    const { toolCalls } = await agent("", { model, tools: [agentOf(new Counter())] }).run("x");
    expect(toolCalls).toMatchObject([{ result: { n: 3 } }]);
    expect(model.requests[0]?.tools).toMatchObject([{ name: "counter", description: "Counts.", parameters: { required: ["text"] } }]);
  });

  it("gives an agent back as it is", () => {
    const made = agent("");
    expect(agentOf(made)).toBe(made);
  });

  it("refuses an object without @agent, a class, and what can never work", () => {
    class Plain {}
    expect(() => agentOf(new Plain())).toThrow('The class "Plain" is not decorated with @agent. Write @agent({ model, ... }) above it');
    expect(() => agentOf(Desk)).toThrow('agentOf was given the class "Desk". Pass an instance: new Desk(...).');
    @agent({ model: "gpt" })
    class Wrong {}
    expect(() => agentOf(new Wrong())).toThrow('The model name "gpt" has no provider.');
    @agent({})
    class Taken {
      @tool({ args: [] })
      description() {
        return "";
      }
    }
    expect(() => agentOf(new Taken())).toThrow('The tool method "description" of Taken');
  });
});
