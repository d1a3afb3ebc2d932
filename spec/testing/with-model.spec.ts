import { describe, expect, it } from "vitest";
import { agent, Agent, byModel, signature, tool } from "msgflux";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import { NoModelError } from "../../lib/agent/agent-errors.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { withModel } from "../../lib/testing/with-model.ts";

const unused = () => scriptedModel([]);

class Desk {
  @agent({ model: "openai/gpt-4.1-mini", instructions: "Route." })
  @signature("ticket: string -> team: 'billing' | 'technical'")
  async route(_ticket: string): Promise<{ team: "billing" | "technical" }> {
    return byModel();
  }

  @agent({ instructions: "Answer." })
  async reply(_question: string): Promise<string> {
    return "fallback";
  }
}

class Clerk extends Agent {
  override model = unused();
}

describe("withModel", () => {
  it("is used by an agent instead of its own, with the agent's own requests", async () => {
    const own = unused();
    const model = scriptedModel(["Hello."]);
    const clerk = agent("Be kind.", { model: own, temperature: 0 });
    expect(await withModel(model, () => clerk("Hi"))).toBe("Hello.");
    expect(model.requests).toMatchObject([{ settings: { temperature: 0 }, messages: [{ role: "user", content: "Hi" }] }]);
    expect(own.requests).toEqual([]);
    model.assertComplete();
  });

  it("is used by agents without a model, by classes and by annotated methods", async () => {
    const model = scriptedModel(["one", "two", '{"team":"billing"}', "four"]);
    await withModel(model, async () => {
      expect(await agent("Help.")("x")).toBe("one");
      expect(await new Clerk()("x")).toBe("two");
      expect(await new Desk().route("x")).toEqual({ team: "billing" });
      expect(await new Desk().reply("x")).toBe("four");
    });
    model.assertComplete();
  });

  it("is used at any depth: by agents that are tools, and by those a tool calls", async () => {
    const inner = agent("Inner.", { name: "inner", description: "Knows.", model: unused() });
    const ask = tool({ name: "ask", description: "Asks.", signature: "-> string" }, async () => agent("Deep.", { model: unused() })("y"));
    const outer = agent("Outer.", { model: unused(), tools: [inner, ask] });
    const model = scriptedModel([toolCall("inner", { task: "x" }), "of inner", toolCall("ask"), "of deep", "done"]);
    expect(await withModel(model, () => outer("x"))).toBe("done");
    expect(model.requests.map((request) => request.system?.match(/\w+(?=\.)/)?.[0])).toEqual(["Outer", "Inner", "Outer", "Deep", "Outer"]);
  });

  it("gives way to a withModel inside it, and comes back", async () => {
    const [outer, inner] = [scriptedModel(["outer 1", "outer 2"]), scriptedModel(["inner"])];
    const clerk = agent("Help.");
    const said = await withModel(outer, async () => [await clerk("x"), await withModel(inner, () => clerk("x")), await clerk("x")]);
    expect(said).toEqual(["outer 1", "inner", "outer 2"]);
  });

  it("counts inside a run too: around what a tool calls", async () => {
    const inner = scriptedModel(["inner"]);
    const ask = tool({ name: "ask", description: "Asks.", signature: "-> string" }, () =>
      withModel(inner, () => agent("Deep.", { model: unused() })("y")),
    );
    const result = await agent("", { model: scriptedModel([toolCall("ask"), "done"]), tools: [ask] }).run("x");
    expect(result.toolCalls[0]?.result).toBe("inner");
  });

  it("keeps calls side by side apart", async () => {
    const clerk = agent("Help.", { model: unused() });
    const said = await Promise.all(["a", "b", "c"].map((text) => withModel(scriptedModel([text]), () => clerk("x"))));
    expect(said).toEqual(["a", "b", "c"]);
  });

  it("keeps variables and the signal of the run it stands in", async () => {
    const clerk = agent("Help {{name}}.");
    const model = scriptedModel(["ok"]);
    await runWith({ vars: { name: "Alice" } }, () => withModel(model, () => clerk("x")));
    expect(model.requests[0]?.system).toContain("Help Alice.");
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(runWith({ signal }, () => withModel(model, () => clerk("x")))).rejects.toThrow("enough");
  });

  it("takes the name of a model, and shows in inspect()", async () => {
    const clerk = agent("Help.", { model: unused() });
    expect(await withModel("demo/any", () => clerk.inspect("x"))).toMatchObject({ model: "demo/any" });
    expect(await withModel("demo/any", () => clerk("Hi"))).toContain("demo model");
  });

  it("streams", async () => {
    const stream = withModel(scriptedModel(["one two"]), () => agent("Help.", { model: unused() }).stream("x"));
    const texts: string[] = [];
    for await (const text of stream.consume()) texts.push(text);
    expect(texts).toEqual(["one", " two"]);
  });

  it("is failed by like any model: a body answers instead", async () => {
    const model = scriptedModel([new ModelError("down")]);
    expect(await withModel(model, () => new Desk().reply("x"))).toBe("fallback");
  });

  it("ends with its work, and gives what the work gives", async () => {
    expect(withModel(unused(), () => 5)).toBe(5);
    expect(() =>
      withModel(unused(), () => {
        throw new Error("of the work");
      }),
    ).toThrow("of the work");
    expect(currentRun()).toBeUndefined();
    await expect(agent("Help.")("x")).rejects.toThrow(NoModelError);
  });

  it("refuses at once what is no model", () => {
    expect(() => withModel("nowhere", () => 1)).toThrow(ConfigurationError);
    // @ts-expect-error from JavaScript
    expect(() => withModel({}, () => 1)).toThrow("A chat model was expected, but got an object without `generate`.");
  });
});
