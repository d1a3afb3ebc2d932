import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { agent } from "../../lib/joined.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { Module } from "../../lib/module/module.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { all, down, once } from "./gates.ts";

describe("the three ways to call an agent", () => {
  const script = () => scriptedModel([toolCall("add", { a: 1, b: 2 }), { text: "The sum is 3.", reasoning: [{ text: "One and two." }] }]);
  const add = tool({ name: "add", signature: "a: number, b: number -> number" }, (a, b) => a + b);
  const made = () => agent("Add.", { model: script(), tools: [add] });

  it("a call gives the output, run the whole result, stream both piece by piece", async () => {
    expect(await made()("1 + 2?")).toBe("The sum is 3.");
    const result = await made().run("1 + 2?");
    const stream = made().stream("1 + 2?");
    expect((await all(stream.consume())).join("")).toBe("The sum is 3.");
    expect(await stream.output).toBe(result.output);
    expect({ ...(await stream.result), runId: "" }).toEqual({ ...result, runId: "" });
    expect(result).toMatchObject({
      output: "The sum is 3.",
      turns: 2,
      reasoning: "One and two.",
      finishReason: "stop",
      source: "model",
      toolCalls: [{ id: "call_1_1", name: "add", parameters: { a: 1, b: 2 }, result: 3 }],
    });
  });

  it("adds up what all turns used", async () => {
    const model = scriptedModel([
      {
        toolCalls: [{ id: "x", name: "add", arguments: '{"a":1,"b":1}' }],
        usage: { inputTokens: 10, outputTokens: 5, cachedInputTokens: 3 },
      },
      { text: "2", usage: { inputTokens: 20, outputTokens: 1, reasoningTokens: 7 } },
    ]);
    const { usage } = await agent("", { model, tools: [add] }).run("1 + 1?");
    expect(usage).toEqual({ inputTokens: 30, outputTokens: 6, cachedInputTokens: 3, reasoningTokens: 7 });
  });

  it("each run has an id of its own", async () => {
    const echo = agent("", { model: scriptedModel(["a", "b"]) });
    const [one, two] = [await echo.run("x"), await echo.run("x")];
    expect(one.runId).not.toBe(two.runId);
  });

  it.each([
    ["nobody/knows", 'There is no model provider named "nobody"'],
    ["nobody", 'The model name "nobody" has no provider.'],
  ])("what goes wrong before the first request is a rejection in all three: %s", async (model, problem) => {
    class Broken extends Agent {
      override model = model;
    }
    const broken = new Broken();
    await expect(broken("x")).rejects.toThrow(problem);
    await expect(broken.run("x")).rejects.toThrow(problem);
    const stream = broken.stream("x");
    await expect(stream.output).rejects.toThrow(problem);
    await expect(all(stream.events())).rejects.toThrow(problem);
    await expect(broken.inspect("x")).rejects.toThrow(problem);
  });
});

describe("an agent is a function and an object", () => {
  it("is callable, an instance of its class and of Module, with call, apply and bind", async () => {
    const echo = agent("", { model: scriptedModel(["a", "b", "c", "d"]) });
    expect(typeof echo).toBe("function");
    expect([echo instanceof Agent, echo instanceof Module, echo instanceof Function]).toEqual([true, true, true]);
    expect(await echo.call(undefined, "x")).toBe("a");
    expect(await echo.apply(undefined, ["x"])).toBe("b");
    expect(await echo.bind(undefined, "x")()).toBe("c");
    expect(await Promise.all(["x"].map((text) => echo(text)))).toEqual(["d"]);
  });

  it("keeps private fields, getters and its own methods", async () => {
    class Clerk extends Agent {
      readonly #bank: string;
      override model = scriptedModel(["hello"]);
      constructor(bank: string) {
        super();
        this.#bank = bank;
      }
      // A getter in the place of a field: TypeScript knows the field only as a property.
      // @ts-expect-error
      override get systemMessage(): string {
        return `You work for ${this.#bank}.`;
      }
      bankName() {
        return this.#bank;
      }
    }
    const clerk = new Clerk("Acme");
    expect(clerk.bankName()).toBe("Acme");
    expect(clerk.systemPrompt()).toBe("<system_message>\nYou work for Acme.\n</system_message>");
    expect(await clerk("hi")).toBe("hello");
    expect(clerk instanceof Clerk).toBe(true);
  });
});

describe("the name of an agent", () => {
  it("is what was given, else that of its class, else agent", () => {
    class Router extends Agent {}
    class Typed extends Agent.of("text: string -> string") {}
    class Titled extends Agent {
      override name = "titled";
    }
    @agent({ name: "decorated" })
    class Decorated extends Agent {}
    const names = [
      agent(""),
      agent("", { name: "n" }),
      new Router(),
      new Router({ name: "r" }),
      new Typed(),
      new Titled(),
      new Decorated(),
    ];
    expect(names.map((one) => one.name)).toEqual(["agent", "n", "Router", "r", "Typed", "titled", "decorated"]);
    expect(names.map((one) => one.stateDict().name)).toEqual(names.map((one) => one.name));
  });

  it("may be assigned, as compilers do that assign class fields instead of defining them", async () => {
    const model = scriptedModel(["a"]);
    class Late extends Agent {
      constructor() {
        super();
        this.name = "late";
        this.model = model;
      }
    }
    expect(new Late().name).toBe("late");
    expect(await new Late()("x")).toBe("a");
  });

  it("stands in the path of its run", async () => {
    class Router extends Agent {
      override model = scriptedModel(["a"]);
    }
    const [start] = await all(new Router().stream("x").events());
    expect(start).toMatchObject({ type: "run-start", path: "run:Router", agent: "Router" });
  });
});

describe("Agent.of", () => {
  it("makes a class with a signature, from a text or a value", async () => {
    class Router extends Agent.of("text: string -> intent: 'a' | 'b'") {
      override model = scriptedModel(['{"intent":"b"}', '{"intent":"a"}']);
    }
    const router = new Router();
    expect(await router({ text: "x" })).toEqual({ intent: "b" });
    expect(await router("x")).toEqual({ intent: "a" });
    const Sum = signature({ input: { numbers: v.array(v.number()) }, output: { sum: v.number() } });
    class Adder extends Agent.of(Sum) {}
    const adder = new Adder({ model: scriptedModel(['{"sum":3}']) });
    expect((await adder({ numbers: [1, 2] })).sum).toBe(3);
  });

  it("can be inherited from twice, with options for the constructor", async () => {
    class Base extends Agent.of("text: string -> n: int") {
      override instructions = "Count.";
    }
    class Derived extends Base {
      override instructions = "Count twice.";
    }
    const derived = new Derived({ model: scriptedModel(['{"n":2}']), systemMessage: "You count." });
    expect(derived.systemPrompt()).toContain("You count.");
    expect(derived.systemPrompt()).toContain("Count twice.");
    expect(await derived("x")).toEqual({ n: 2 });
  });
});

describe("agent(instructions, options)", () => {
  it("has an empty prompt without instructions", async () => {
    const model = scriptedModel(["a"]);
    await agent("", { model })("x");
    expect(model.requests[0]).not.toHaveProperty("system");
    expect(agent("").systemPrompt()).toBe("");
  });

  it("refuses instructions given twice, options that are none, and an agent", () => {
    expect(() => agent("Do.", { instructions: "Do not." })).toThrow("was given instructions twice");
    expect(() => (agent as (...args: unknown[]) => unknown)("Do.", 7)).toThrow("not an object of options");
    const made = agent("Do.", { name: "doer" });
    expect(() => (agent as (...args: unknown[]) => unknown)(made)).toThrow('agent(...) was given the agent "doer"');
  });

  it("sends the settings that were given, and only those; zero is a value", async () => {
    const model = scriptedModel(["a"]);
    await agent("", { model, temperature: 0, maxTokens: 5, stop: ["x"], seed: 0 })("x");
    expect(model.requests[0]?.settings).toEqual({ temperature: 0, maxTokens: 5, stop: ["x"], seed: 0 });
  });
});

describe("what can never work is refused when the agent is made", () => {
  it.each([
    ["a model without a slash", { model: "gpt-4" }, 'The model name "gpt-4" has no provider.'],
    [
      "a signature and a generationSchema",
      { signature: "a -> b", generationSchema: v.object({ b: v.string() }) },
      "both a signature and a generationSchema",
    ],
    ["a signature that does not parse", { signature: "a: -> b" }, "a: -> b"],
    ["maxTurns: 0", { maxTurns: 0 }, "has maxTurns: 0. It must be a whole number from 1 on."],
    ["maxTurns: 1.5", { maxTurns: 1.5 }, "has maxTurns: 1.5."],
    ["maxToolCalls: -1", { maxToolCalls: -1 }, "has maxToolCalls: -1. It must be a whole number from 0 on."],
    ["maxParallelTools: 0", { maxParallelTools: 0 }, "has maxParallelTools: 0."],
    ["maxOutputRetries: NaN", { maxOutputRetries: Number.NaN }, "has maxOutputRetries: NaN."],
  ])("%s, by the factory, the constructor and the decorator", (_, options, problem) => {
    expect(() => agent("Do.", options)).toThrow(problem);
    class Given extends Agent {}
    expect(() => new Given(options)).toThrow(problem);
    @agent(options)
    class Decorated extends Agent {}
    expect(() => new Decorated()).toThrow(problem);
  });

  it("takes 0 where nothing at all makes sense", async () => {
    const model = scriptedModel(["a"]);
    await expect(agent("", { model, maxToolCalls: 0, maxOutputRetries: 0 })("x")).resolves.toBe("a");
  });

  it("an agent without a model can be made, and says so when it is called", async () => {
    await expect(agent("", { name: "mute" })("x")).rejects.toThrow('The agent "mute" has no model. Give it one');
  });
});

describe("the fallback of an agent", () => {
  const told: unknown[] = [];
  const fallback = (input: string, error: unknown) => {
    told.push([input, error]);
    return "Sorry.";
  };

  it("answers when the model cannot, and gets the input and the error", async () => {
    const error = down();
    const result = await agent("", { model: scriptedModel([error]), policy: once, fallback }).run("x");
    expect(result).toMatchObject({ output: "Sorry.", source: "fallback", turns: 1, finishReason: "stop" });
    expect(result.messages).toEqual([
      { role: "user", content: "x" },
      { role: "assistant", content: "Sorry." },
    ]);
    expect(told.at(-1)).toEqual(["x", error]);
  });

  it("gives any value, also one that JSON cannot hold", async () => {
    const { output, messages } = await agent("", { fallback: () => 10n }).run("x");
    expect(output).toBe(10n);
    expect(messages.at(-1)).toEqual({ role: "assistant", content: "10" });
    expect((await agent("", { fallback: () => undefined }).run("x")).messages).toHaveLength(1);
  });

  it("keeps what the model cost before it was given up, as does the end of a failed run", async () => {
    const usage = { inputTokens: 7, outputTokens: 3 };
    const options = { signature: "x: string -> n: int", maxOutputRetries: 0 } as const;
    const model = () => scriptedModel([{ text: "no number", usage }]);
    const result = await agent("", { ...options, model: model(), fallback: () => ({ n: 0 }) }).run("x");
    expect(result).toMatchObject({ output: { n: 0 }, turns: 1, usage });
    const failed: { type: string }[] = [];
    await runWith({ onEvent: (event) => void failed.push(event) }, () => agent("", { ...options, model: model() })("x")).catch(() => {});
    expect(failed.at(-1)).toMatchObject({ type: "run-end", turns: 1, usage });
  });

  it("is read by consume like an answer of the model's", async () => {
    const stream = agent("", { model: scriptedModel([down()]), policy: once, fallback }).stream("x");
    expect(await all(stream.consume())).toEqual(["Sorry."]);
    expect((await stream.result).source).toBe("fallback");
  });
});
