import { describe, expect, it } from "vitest";
import { runWith } from "../../lib/agent/run-with.ts";
import type { AgentEvent } from "../../lib/agent/agent-event.ts";
import type { CallOptions } from "../../lib/agent/call-options.ts";
import { currentRun } from "../../lib/core/current-run.ts";
import type { Middleware } from "../../lib/core/door.ts";
import type { Vars } from "../../lib/core/run-context.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import { Registry } from "../../lib/registry/registry.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { plainTool } from "./gates.ts";

describe("variables", () => {
  const prompt = "{{a}} {{b}} {{c}}";
  const system = async (vars: Vars, options: CallOptions = {}) => {
    const model = scriptedModel(["ok"]);
    await agent(prompt, { model, vars })("x", options);
    return model.requests[0]?.system;
  };

  it("of the call win over those of the surrounding run, and these over the agent's own", async () => {
    const own = { a: "agent", b: "agent", c: "agent" };
    expect(await system(own)).toContain("agent agent agent");
    expect(await runWith({ vars: { b: "run", c: "run" } }, () => system(own, { vars: { c: "call" } }))).toContain("agent run call");
  });

  it("reach templates of the task and of the system prompt", async () => {
    const model = scriptedModel(["ok"]);
    await agent("Serve {{name}}.", { model, templates: { task: "{{name}} asks: {{task}}" } })("why?", { vars: { name: "Ann" } });
    expect(model.requests[0]).toMatchObject({
      system: expect.stringContaining("Serve Ann.") as string,
      messages: [{ content: "<task>Ann asks: why?</task>" }],
    });
  });

  it("that a template needs and nobody supplied are named, and nothing is sent", async () => {
    const model = scriptedModel([]);
    const made = agent("Serve {{customerName}}.", { model, fallback: () => "fallback" });
    await expect(made("x", { vars: { other: 1 } })).rejects.toThrow(
      'The template "instructions" needs "customerName", which nobody supplied.',
    );
    expect(() => made.systemPrompt()).toThrow("customerName");
  });

  it("are values, never templates", async () => {
    expect(await system({ a: "{{b}}", b: "B", c: "<instructions>" })).toContain("{{b}} B <instructions>");
  });

  it("of nested runs add up", async () => {
    const seen = runWith({ vars: { a: 1, b: 1 } }, () => runWith({ vars: { b: 2 } }, () => currentRun()?.vars));
    expect(seen).toEqual({ a: 1, b: 2 });
  });
});

describe("runWith", () => {
  it("gives what its work gives, and leaves no run behind", () => {
    expect(runWith({}, () => 7)).toBe(7);
    expect(currentRun()).toBeUndefined();
    expect(() =>
      runWith({}, () => {
        throw new Error("no");
      }),
    ).toThrow("no");
  });

  it("makes one run of everything called in it, with paths in the order of calling", async () => {
    const paths: string[] = [];
    const spy: Middleware = (call, next) => (paths.push(call.path), next(call));
    const made = agent("", { name: "one", model: scriptedModel(["a", "b", "c"]) });
    const ids = await runWith({ use: [{ name: "spy", around: spy }] }, async () => [
      (await made.run("x")).runId,
      (await made.run("x")).runId,
    ]);
    expect(ids[0]).toBe(ids[1]);
    expect((await made.run("x")).runId).not.toBe(ids[0]);
    expect(paths).toEqual(["run:one", "run:one/model:scripted/model", "run:one#2", "run:one#2/model:scripted/model"]);
  });

  it("inside a tool keeps the place in the run, and adds to its variables", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel(["a"]) });
    const relay = plainTool("relay", () => runWith({ vars: { b: 2 } }, async () => [currentRun()?.vars, (await inner.run("y")).runId]));
    const paths: string[] = [];
    const spy: Middleware = (call, next) => (call.kind === "run" && paths.push(call.path), next(call));
    const model = scriptedModel([toolCall("relay"), "ok"]);
    const outer = agent("", { name: "outer", model, tools: [relay] });
    const { toolCalls, runId } = await outer.run("x", { vars: { a: 1 }, use: [{ name: "spy", around: spy }] });
    expect(toolCalls[0]?.result).toEqual([{ a: 1, b: 2 }, runId]);
    expect(paths).toEqual(["run:outer", "run:outer/tool:relay/run:inner"]);
  });

  it("keeps concurrent runs apart", async () => {
    const seen = await Promise.all(
      ["Ann", "Bob", "Cy"].map((name) =>
        runWith({ vars: { name } }, async () => {
          const model = scriptedModel([toolCall("who"), "ok"]);
          await agent("For {{name}}.", { model, tools: [plainTool("who", () => currentRun()?.vars["name"])] })("x");
          return [model.requests[0]?.system, model.requests[1]?.messages.at(-1)?.content] as const;
        }),
      ),
    );
    expect(seen.map(([system, told]) => [/For (\w+)/.exec(system ?? "")?.[1], told])).toEqual([
      ["Ann", "Ann"],
      ["Bob", "Bob"],
      ["Cy", "Cy"],
    ]);
  });

  it("says where tools given by name are looked up; a registry of the agent or of the call is nearer", async () => {
    const registryOf = (city: string) => new Registry().register(tool({ name: "here", description: city }, () => city));
    const model = scriptedModel(["a", "b", "c"]);
    const described = () => model.requests.map((request) => request.tools?.[0]?.description);
    await runWith({ registry: registryOf("Rome") }, () => agent("", { model, tools: ["here"] })("x"));
    await runWith({ registry: registryOf("Rome") }, () => agent("", { model, tools: ["here"], registry: registryOf("Oslo") })("x"));
    await agent("", { model, tools: ["here"], registry: registryOf("Oslo") })("x", { registry: registryOf("Bern") });
    expect(described()).toEqual(["Rome", "Oslo", "Bern"]);
  });
});

describe("a listener of the surrounding run", () => {
  it("is told every event inside, text as it comes, also of agent methods that cannot be streamed by themselves", async () => {
    const model = scriptedModel(["one two", "three"]);
    class Desk {
      @agent({ model })
      async route(_ticket: string): Promise<string> {
        return "nobody";
      }
    }
    const seen: string[] = [];
    const onEvent = (event: AgentEvent) => void seen.push(event.type === "text-delta" ? event.text : event.type);
    await runWith({ onEvent }, async () => {
      await new Desk().route("t");
      await agent("", { model })("u");
    });
    const around = (...texts: string[]) => ["run-start", "turn-start", ...texts, "turn-end", "run-end"];
    expect(seen).toEqual([...around("one", " two"), ...around("three")]);
  });
});
