import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { InputError } from "../../lib/core/errors.ts";
import { agent } from "../../lib/joined.ts";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { ownState, type OwnState } from "../../lib/module/module-state.ts";
import { Module } from "../../lib/module/module.ts";

class Counter extends Module {
  count: unknown = 0;
  forward(): void {}
  override [ownState](): OwnState {
    return {
      owner: "counter",
      values: { count: this.count },
      take: ({ count }) => {
        if (count !== undefined && typeof count !== "number") throw new InputError("A count is a number.");
        return () => {
          if (count !== undefined) this.count = count;
        };
      },
    };
  }
}

class Pipeline extends Module {
  readonly researcher = agent("Research.", { name: "researcher" });
  readonly desk = new ModuleDict({ writer: agent("Write.", { name: "writer", signature: "a -> b" }), counter: new Counter() });
  readonly again = this.researcher;
  forward(): void {}
}

const folder = mkdtempSync(join(tmpdir(), "state-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the state of a tree of modules", () => {
  it("is flat, by dotted paths, of all that have any", () => {
    const state = new Pipeline().stateDict();
    expect(state).toMatchObject({
      "researcher.instructions": "Research.",
      "researcher.name": "researcher",
      "desk.writer.instructions": "Write.",
      "desk.writer.signature": "a: string -> b: string",
      "desk.counter.count": 0,
    });
    expect(Object.keys(state).filter((key) => key.startsWith("again"))).toEqual([]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it("goes into another tree", () => {
    const [one, two] = [new Pipeline(), new Pipeline()];
    one.researcher.instructions = "Dig.";
    one.desk.modules.counter.count = 7;
    expect(two.loadStateDict(one.stateDict())).toEqual({ missing: [], unexpected: [] });
    expect(two.stateDict()).toEqual(one.stateDict());
    expect(two.again.instructions).toBe("Dig.");
    expect(two.desk.modules.counter.count).toBe(7);
  });

  it("must fit when strict, and says what does not", () => {
    const pipeline = new Pipeline();
    const { "researcher.instructions": _, ...less } = pipeline.stateDict();
    const state = { ...less, "researcher.mood": "good" };
    expect(() => pipeline.loadStateDict(state)).toThrow(
      'The state does not fit the module "Pipeline": missing "researcher.instructions"; unexpected "researcher.mood". Load it with { strict: false } to take what fits.',
    );
    expect(pipeline.loadStateDict(state, { strict: false })).toEqual({
      missing: ["researcher.instructions"],
      unexpected: ["researcher.mood"],
    });
  });

  it("is taken whole or not at all", () => {
    const pipeline = new Pipeline();
    const state = { ...pipeline.stateDict(), "researcher.instructions": "Dig.", "desk.counter.count": "many" };
    expect(() => pipeline.loadStateDict(state)).toThrow("A count is a number.");
    expect(pipeline.researcher.instructions).toBe("Research.");
    for (const wrong of [null, [], "text", undefined]) expect(() => pipeline.loadStateDict(wrong as never)).toThrow("A state is an object");
  });

  it("of an agent holds the agents that are its fields", () => {
    class Clerk extends Agent {
      override instructions = "Serve.";
      readonly summarizer = agent("Summarize.", { name: "summarizer" });
    }
    const clerk = new Clerk();
    expect(clerk.stateDict()).toMatchObject({ instructions: "Serve.", name: "Clerk", "summarizer.instructions": "Summarize." });
    clerk.loadStateDict(Object.assign({}, clerk.stateDict(), { "summarizer.instructions": "Shorten." }));
    expect(clerk.summarizer.instructions).toBe("Shorten.");
    expect(String(clerk)).toBe('Clerk(\n  (summarizer): Agent "summarizer"()\n)');
  });
});

describe("a state in a file", () => {
  it("is written as JSON and taken back", async () => {
    const path = join(folder, "pipeline.json");
    const [one, two] = [new Pipeline(), new Pipeline()];
    one.researcher.instructions = "Dig.";
    await one.save(path);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(one.stateDict());
    expect(await two.load(path)).toEqual({ missing: [], unexpected: [] });
    expect(two.researcher.instructions).toBe("Dig.");
  });

  it("replaces the one before as a whole, and leaves nothing beside it", async () => {
    const path = join(folder, "whole.json");
    writeFileSync(path, "old");
    const pipeline = new Pipeline();
    pipeline.desk.modules.counter.count = undefined;
    await expect(pipeline.save(path)).rejects.toThrow('"desk.counter.count" is a undefined, which JSON does not have');
    expect(readFileSync(path, "utf8")).toBe("old");
    await Promise.all(Array.from({ length: 10 }, () => new Pipeline().save(path)));
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(new Pipeline().stateDict());
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("is whole for whoever reads it meanwhile", async () => {
    const path = join(folder, "watched.json");
    const pipeline = new Pipeline();
    await pipeline.save(path);
    const controller = new AbortController();
    const saves = (async () => {
      for (let n = 0; n < 100; n += 1) await pipeline.save(path);
      controller.abort();
    })();
    while (!controller.signal.aborted) expect(JSON.parse(await readFile(path, "utf8"))).toEqual(pipeline.stateDict());
    await saves;
  });

  it("leaves nothing behind when it cannot be written", async () => {
    const path = join(folder, "taken.json");
    mkdirSync(path);
    await expect(new Pipeline().save(path)).rejects.toThrow("The state cannot be written to");
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("that is missing, unreadable or of something else is refused", async () => {
    const pipeline = new Pipeline();
    const path = join(folder, "broken.json");
    await expect(pipeline.load(join(folder, "none.json"))).rejects.toThrow(/The state cannot be read from ".*none\.json": ENOENT/);
    writeFileSync(path, "{");
    await expect(pipeline.load(path)).rejects.toThrow(/The file ".*broken\.json" is not JSON/);
    writeFileSync(path, "[]");
    await expect(pipeline.load(path)).rejects.toThrow("A state is an object; this is an array.");
    writeFileSync(path, "{}");
    await expect(pipeline.load(path)).rejects.toThrow("The state does not fit");
    expect((await pipeline.load(path, { strict: false })).missing).toContain("researcher.instructions");
    await expect(pipeline.save(join(folder, "no", "such", "folder.json"))).rejects.toThrow("The state cannot be written to");
  });
});
