import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Agent } from "../../lib/agent/agent.ts";
import { agent } from "../../lib/joined.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";

/** Calls an agent with anything; the compiler would refuse most of it. */
async function ask(input: unknown, options: object = {}) {
  const model = scriptedModel(["ok"]);
  const made = agent("", {
    name: "clerk",
    model,
    fallback: () => expect.unreachable("the fallback answered a mistake"),
    ...options,
  }) as Agent<unknown>;
  try {
    await made(input);
    return model.requests[0]?.messages[0]?.content;
  } catch (thrown) {
    expect(model.requests).toEqual([]);
    throw thrown;
  }
}

describe("an agent without a signature", () => {
  it.each([undefined, null, ""])("asks for a task when it gets %j", async (input) => {
    await expect(ask(input)).rejects.toThrow('"clerk" was called without a task. Pass a text, or a history in { messages }.');
  });

  it.each([
    [7, "a value of type number"],
    [["a"], "an array"],
    [{ text: "a" }, "a value of type object"],
  ])("takes a text, not %j", async (input, what) => {
    await expect(ask(input)).rejects.toThrow(
      `"clerk" takes a text, but was called with ${what}. Give the agent a signature for named inputs, or templates.task`,
    );
  });

  it("takes an object where a template says how it is written", async () => {
    expect(await ask({ text: "a" }, { templates: { task: "- {{text}}" } })).toBe("<task>- a</task>");
    await expect(ask({}, { templates: { task: "- {{text}}" } })).rejects.toThrow('The template "templates.task" needs "text"');
  });
});

describe("an agent with a signature", () => {
  const two = { signature: "question: string, reader: string, n?: int -> string" };

  it("binds a bare text to the only text input", async () => {
    expect(await ask("Why?", { signature: "question: string, n?: int -> string" })).toBe("<task><question>Why?</question></task>");
    expect(await ask("", { signature: "question: string -> string" })).toBe("<task><question></question></task>");
  });

  it("refuses a bare text when there are two text inputs, or none, naming all inputs", async () => {
    await expect(ask("Why?", two)).rejects.toThrow(
      '"clerk" was called with a bare text, but its signature has 2 text inputs. Pass an object with "question", "reader", "n".',
    );
    await expect(ask("Why?", { signature: "n: int -> string" })).rejects.toThrow("its signature has 0 text inputs");
  });

  it("names every input that is missing or wrong", async () => {
    await expect(ask({ question: 7, n: 1.5 }, two)).rejects.toThrow(
      /^The inputs of "clerk" do not fit its signature: question: .*; reader: required; n: /,
    );
    await expect(ask({ question: 7 }, two)).rejects.toMatchObject({ code: "input" });
    await expect(ask("Why?", { signature: "question: string, n: int -> string" })).rejects.toThrow("n: required");
  });

  it("names an input that does not exist", async () => {
    await expect(ask({ question: "a", reader: "b", redaer: "c" }, two)).rejects.toThrow(
      'There is no input named "redaer". Inputs: "question", "reader", "n".',
    );
  });

  it.each([undefined, null])("asks for its inputs when it gets %s", async (input) => {
    await expect(ask(input, two)).rejects.toThrow('"clerk" was called without its inputs: "question", "reader", "n".');
  });

  it.each([7, true, ["a"]])("does not take %j for them", async (input) => {
    await expect(ask(input, two)).rejects.toThrow('The inputs of "clerk" do not fit its signature: ');
  });

  it("shows the model the values as they were given", async () => {
    const Trimmed = signature({ input: { text: v.pipe(v.string(), v.trim(), v.toUpperCase()) }, output: { n: v.number() } });
    const model = scriptedModel(['{"n":1}']);
    await agent("", { model, signature: Trimmed })({ text: " a " });
    expect(model.requests[0]?.messages[0]?.content).toBe("<task><text> a </text></task>");
  });
});
