import { describe, expect, it } from "vitest";
import { agent } from "msgflux";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

const signature = "topic: string -> title: string, tags: string[]";

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe("partial typed output", () => {
  it("grows while the model writes, and ends in the output", async () => {
    const model = scriptedModel([{ text: '{"title": "Lamps and light", "tags": ["red", "desk", "night"]}' }]);
    const stream = agent("", { model, signature }).stream("lamps");
    const partials = await all(stream.partial());
    expect(partials.length).toBeGreaterThan(3);
    expect(partials[0]).toEqual({});
    expect(partials.at(-1)).toEqual(await stream.output);
  });

  it("never repeats an item of a list, and never takes one back", async () => {
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    const model = scriptedModel([JSON.stringify({ title: "t", tags })]);
    let before: readonly unknown[] = [];
    for await (const { tags: now = [] } of agent("", { model, signature }).stream("x").partial()) {
      expect(now.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
      expect(now.length).toBeGreaterThanOrEqual(before.length);
      before = now;
    }
    expect(before).toEqual(tags);
  });

  it("leaves out the nulls that stand for absent keys", async () => {
    const model = scriptedModel(['{"title": null, "body": "b"}']);
    const partials = await all(agent("", { model, signature: "x: string -> title?: string, body: string" }).stream("x").partial());
    expect(partials.at(-1)).toEqual({ body: "b" });
    expect(partials.some((partial) => partial.title === null)).toBe(false);
  });

  it("unwraps a result that is a value", async () => {
    const model = scriptedModel(['{"result": ["a", "b"]}']);
    const partials = await all(agent("", { model, signature: "x: string -> string[]" }).stream("x").partial());
    expect(partials.at(-1)).toEqual(["a", "b"]);
  });

  it("reads the arguments where the answer is handed in with a tool", async () => {
    const model = scriptedModel([toolCall("submit_answer", { title: "Ada", tags: ["x"] })], { capabilities: { structuredOutput: "tool" } });
    const partials = await all(agent("", { model, signature }).stream("x").partial());
    expect(partials.at(-1)).toEqual({ title: "Ada", tags: ["x"] });
  });

  it("starts anew with a correction", async () => {
    const model = scriptedModel(['{"title": "long title", "tags": "none"}', '{"title": "t", "tags": []}']);
    const partials = await all(agent("", { model, signature }).stream("x").partial());
    expect(partials.at(-1)).toEqual({ title: "t", tags: [] });
  });

  it("stands among the events, after the text it comes from", async () => {
    const model = scriptedModel(['{"title": "t", "tags": []}']);
    const types = (await all(agent("", { model, signature }).stream("x").events())).map((event) => event.type);
    expect(types.indexOf("text-delta")).toBeLessThan(types.indexOf("output-partial"));
    expect(types.lastIndexOf("output-partial")).toBeLessThan(types.indexOf("turn-end"));
  });

  it("an agent that answers in plain text has none", async () => {
    expect(
      await all(
        agent("", { model: scriptedModel(['{"title": 1}']) })
          .stream("x")
          .partial(),
      ),
    ).toEqual([]);
  });
});
