import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { once } from "./gates.ts";

const prompt = (one: Agent<never, unknown>) => one.systemPrompt();

describe("where an agent class has its options from", () => {
  it("the decorator, the constructor and the fields, the later winning", () => {
    @agent({ systemMessage: "decorator", instructions: "decorator", expectedOutput: "decorator" })
    class Clerk extends Agent {
      override expectedOutput = "field";
    }
    const clerk = new Clerk({ instructions: "constructor", expectedOutput: "constructor" });
    expect(prompt(clerk)).toBe(
      "<system_message>\ndecorator\n</system_message>\n\n<instructions>\nconstructor\n</instructions>\n\n<expected_output>\nfield\n</expected_output>",
    );
  });

  it("and for what can be no field, the constructor over the decorator", async () => {
    const model = scriptedModel(["a"]);
    @agent({ model, temperature: 0, seed: 1 })
    class Clerk extends Agent {}
    await new Clerk({ temperature: 1 })("x");
    expect(model.requests[0]?.settings).toEqual({ temperature: 1, seed: 1 });
  });

  it("a decorated base class, option by option", () => {
    @agent({ systemMessage: "base", instructions: "base" })
    class Base extends Agent {}
    @agent({ instructions: "derived" })
    class Derived extends Base {}
    expect(prompt(new Derived())).toContain("base");
    expect(prompt(new Derived())).toContain("derived");
    expect(prompt(new Base())).not.toContain("derived");
  });

  it("@signature on the class", async () => {
    @agent({ model: scriptedModel(['{"n":3}']) })
    @signature("text: string -> n: int")
    class Counter extends Agent<{ text: string }, { n: number }> {}
    expect(await new Counter()({ text: "abc" })).toEqual({ n: 3 });
  });

  it("enumerated settings only in the options, since fields of those names are not asked for", async () => {
    const model = scriptedModel(["a"]);
    @agent({ model, temperature: 0.5, maxTurns: 1 })
    class Set extends Agent {
      temperature = 1;
    }
    await new Set()("x");
    expect(model.requests[0]?.settings).toEqual({ temperature: 0.5 });
  });
});

describe("a field that changes", () => {
  it("is in force at the next call", async () => {
    const [first, second] = [scriptedModel(["one", "two"]), scriptedModel(["three"])];
    const clerk = agent("Old.", { model: first });
    expect(await clerk("x")).toBe("one");
    clerk.instructions = "New.";
    expect(await clerk("x")).toBe("two");
    clerk.model = second;
    clerk.tools = [tool({ name: "ping", args: [] }, () => "pong")];
    expect(await clerk("x")).toBe("three");
    expect([...first.requests, ...second.requests].map((request) => [request.system?.includes("New."), request.tools?.length])).toEqual([
      [false, undefined],
      [true, undefined],
      [true, 1],
    ]);
  });

  it("is checked like one that was given", async () => {
    const clerk = agent("", { model: scriptedModel(["a"]) });
    clerk.model = "gpt";
    await expect(clerk("x")).rejects.toThrow('The model name "gpt" has no provider.');
    await expect(clerk("x")).rejects.toThrow('The model name "gpt" has no provider.');
    clerk.model = scriptedModel(["b"]);
    expect(await clerk("x")).toBe("b");
  });

  it("leaves the tools of unchanged agents the very same array, so that providers convert them once", async () => {
    const model = scriptedModel(["a", "b", "c"]);
    const clerk = agent("", { model, tools: [tool({ name: "ping", args: [] }, () => "pong")] });
    await clerk("x");
    await clerk("x");
    clerk.tools = [];
    await clerk("x");
    expect(model.requests[1]?.tools).toBe(model.requests[0]?.tools);
    expect(model.requests[2]?.tools).toBeUndefined();
  });
});

describe("own @tool methods of an agent class", () => {
  class Bank extends Agent {
    readonly #balance: number;
    override model = scriptedModel([[toolCall("balance"), toolCall("hidden"), toolCall("renamed")], "Done."]);
    constructor(balance: number) {
      super();
      this.#balance = balance;
    }
    @tool({ args: [] })
    balance() {
      return this.#balance;
    }
    @tool({ args: [] })
    #hidden() {
      return -this.#balance;
    }
    @tool({ name: "renamed", args: [] })
    run2() {
      return typeof this.#hidden;
    }
  }

  it("are its tools, private and renamed ones too, on the instance itself", async () => {
    const results = await Promise.all(
      [5, 7].map(async (balance) => (await new Bank(balance).run("x")).toolCalls.map((record) => record.result)),
    );
    expect(results).toEqual([
      [5, -5, "function"],
      [7, -7, "function"],
    ]);
  });

  it("come before the tools that were given, and one that was given again counts once", async () => {
    const model = scriptedModel(["a"]);
    const bank = new Bank(1);
    bank.model = model;
    bank.tools = ["balance", tool({ name: "extra", args: [] }, () => 1)];
    await bank("x");
    expect(model.requests[0]?.tools?.map((one) => one.name).toSorted()).toEqual(["balance", "extra", "hidden", "renamed"]);
  });

  it("may be overridden, and are found late", async () => {
    class Cautious extends Bank {
      override balance() {
        return 0;
      }
    }
    expect((await new Cautious(9).run("x")).toolCalls.map((record) => record.result)).toEqual([0, -9, "function"]);
  });

  it("collide with a given tool of the same name, naming both", async () => {
    const bank = new Bank(1);
    bank.tools = [
      tool({ name: "balance", args: [] }, function other() {
        return 1;
      }),
    ];
    await expect(bank("x")).rejects.toThrow('Two tools are named "balance": Bank.balance and function other.');
  });

  it("may be direct", async () => {
    class Exporter extends Agent<string, unknown> {
      override model = scriptedModel([toolCall("csv")]);
      @returnDirect
      @tool({ args: [] })
      csv() {
        return "a,b";
      }
    }
    expect(await new Exporter()("x")).toMatchObject({ toolCalls: [{ name: "csv", result: "a,b" }] });
  });

  it.each(["run", "stream", "forward", "inspect", "systemPrompt", "stateDict", "loadStateDict", "tools", "model", "vars"])(
    "cannot be called %s: refused when the agent is made, with the way out",
    (name) => {
      const Taken = {
        [name]: class extends Agent {
          static {
            Object.defineProperty(this.prototype, name, { value: () => "mine", configurable: true });
            const descriptor = Object.getOwnPropertyDescriptor(this.prototype, name);
            (tool({ args: [] }) as (...args: unknown[]) => unknown)(this.prototype, name, descriptor);
          }
        },
      }[name] as typeof Agent;
      expect(() => new Taken()).toThrow(`The tool method "${name}" of ${name} has a name that every agent needs for itself.`);
      expect(() => new Taken()).toThrow(`@tool({ name: "${name}" })`);
    },
  );

  it("that are @agent methods cannot either", () => {
    class Taken extends Agent {
      @agent
      override async run(): Promise<never> {
        throw new Error("body");
      }
    }
    expect(() => new Taken()).toThrow('The tool method "run" of Taken');
  });
});

describe("an agent class as a tool", () => {
  it("is one tool, and does not hand out its own", async () => {
    class Inner extends Agent {
      override name = "inner";
      override description = "Knows.";
      override model = scriptedModel(["answer"]);
      @tool({ args: [] })
      secret() {
        return 1;
      }
    }
    const model = scriptedModel([toolCall("inner", { task: "y" }), "ok"]);
    const { toolCalls } = await agent("", { model, tools: [new Inner()] }).run("x");
    expect(model.requests[0]?.tools).toMatchObject([{ name: "inner", description: "Knows." }]);
    expect(toolCalls).toMatchObject([{ result: "answer" }]);
  });

  it("is called by its class when it has no other name", async () => {
    class Helper extends Agent {}
    const model = scriptedModel(["ok"]);
    await agent("", { model, policy: once, tools: [new Helper()] })("x");
    expect(model.requests[0]?.tools?.[0]?.name).toBe("Helper");
  });
});
