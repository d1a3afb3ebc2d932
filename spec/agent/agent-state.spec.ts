import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { agent } from "../../lib/joined.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";

const options = { name: "clerk", systemMessage: "You are a clerk.", signature: "text: string -> n: int", model: scriptedModel([]) };

describe("the state of an agent", () => {
  it("is its texts as JSON, null for those it does not have", () => {
    const state = agent("Count.", options).stateDict();
    expect(state).toEqual({
      name: "clerk",
      description: null,
      systemMessage: "You are a clerk.",
      instructions: "Count.",
      expectedOutput: null,
      examples: null,
      systemExtraMessage: null,
      model: "scripted/model",
      signature: "text: string -> n: int",
    });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(agent("").stateDict()).toMatchObject({ model: null, signature: null });
    expect(agent("", { model: "openai/gpt" }).stateDict().model).toBe("openai/gpt");
  });

  it("goes into another agent, and into the same after a change", () => {
    const [one, two] = [agent("Count well.", { ...options, examples: "1" }), agent("Count.", options)];
    two.loadStateDict(JSON.parse(JSON.stringify(one.stateDict())) as ReturnType<typeof one.stateDict>);
    expect(two.stateDict()).toEqual(one.stateDict());
    expect(two.systemPrompt()).toBe(one.systemPrompt());
    const saved = two.stateDict();
    two.instructions = "Worse.";
    two.loadStateDict(saved);
    expect(two.instructions).toBe("Count well.");
  });

  it("hides a text of the class that the saved agent did not have", () => {
    class Clerk extends Agent {
      override systemMessage = "From the class.";
    }
    const clerk = new Clerk();
    clerk.loadStateDict({ ...clerk.stateDict(), systemMessage: null });
    expect(clerk.systemPrompt()).toBe("");
    expect(new Clerk().systemPrompt()).toContain("From the class.");
  });

  it("is refused, when strict, with missing and unexpected keys and with another signature", () => {
    const clerk = agent("Count.", options);
    const { examples: _, ...less } = clerk.stateDict();
    expect(() => clerk.loadStateDict({ ...less, temperature: 1 } as never)).toThrow(
      'The state does not fit the agent "clerk": missing "examples"; unexpected "temperature".',
    );
    expect(() => clerk.loadStateDict({ ...clerk.stateDict(), signature: "a: string -> b: string" })).toThrow(
      'The state was saved with the signature "a: string -> b: string", but "clerk" has "text: string -> n: int".',
    );
    clerk.loadStateDict({ instructions: "Taken.", temperature: 1, signature: "x" } as never, { strict: false });
    expect(clerk.instructions).toBe("Taken.");
    expect(clerk.systemMessage).toBe("You are a clerk.");
  });

  it("is taken whole or not at all", () => {
    const clerk = agent("Count.", options);
    const state = { ...clerk.stateDict(), instructions: "Changed.", examples: 7 } as never;
    for (const strict of [true, false])
      expect(() => clerk.loadStateDict(state, { strict })).toThrow('"examples" in the state is not a text.');
    expect(clerk.instructions).toBe("Count.");
    for (const wrong of [null, "text", undefined]) expect(() => clerk.loadStateDict(wrong as never)).toThrow("A state is an object");
  });

  it("keeps one instance apart from another", () => {
    class Clerk extends Agent {
      override instructions = "Count.";
    }
    const [one, two] = [new Clerk(), new Clerk()];
    one.loadStateDict({ ...one.stateDict(), instructions: "Improved." });
    expect([one.instructions, two.instructions]).toEqual(["Improved.", "Count."]);
  });
});
