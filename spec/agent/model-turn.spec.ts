import { describe, expect, it } from "vitest";
import type { AgentEvent } from "../../lib/agent/agent-event.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { agent } from "../../lib/joined.ts";
import { health } from "../../lib/model/health.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import type { Policy, PolicyCall } from "../../lib/model/policy.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { all, down, gate, once, plainTool, thrice } from "./gates.ts";

function raise(thrown: unknown): never {
  throw thrown;
}

function spyPolicy(calls: PolicyCall[]): Policy {
  return { "~policy": true, execute: (work, call) => (calls.push(call), work(call.signal)) };
}

describe("the policy of a model call", () => {
  it("is the agent's, else the model's", async () => {
    const [ofAgent, ofModel]: [PolicyCall[], PolicyCall[]] = [[], []];
    const model = scriptedModel(["a", "b"], { policy: spyPolicy(ofModel), provider: "acme", id: "m/1" });
    await agent("", { model, policy: spyPolicy(ofAgent) })("x");
    expect([ofAgent.length, ofModel.length]).toEqual([1, 0]);
    await agent("", { model })("x");
    expect([ofAgent.length, ofModel.length]).toEqual([1, 1]);
    expect(ofModel[0]?.key).toBe("acme/m/1");
  });

  it("is the library's where nobody gave one: health() knows the model afterwards", async () => {
    const model = scriptedModel(["a"], { id: "watched" });
    await agent("", { model })("x");
    expect(health()["scripted/watched"]).toEqual({ breaker: "closed", halfOpensInMs: 0, running: 0, queued: 0 });
  });

  it("repeats a request as it was, and tells of it", async () => {
    const model = scriptedModel([new ModelError("busy", { retryable: true }), new ModelError("still busy", { retryable: true }), "Done."]);
    const stream = agent("", { model, policy: thrice() }).stream("x");
    const events = await all(stream.events());
    expect(await stream.output).toBe("Done.");
    expect(events.filter((event) => event.type === "retry")).toMatchObject([
      { key: "scripted/model", attempt: 1, error: "busy", path: "run:agent/model:scripted/model" },
      { attempt: 2, error: "still busy" },
    ]);
    expect(model.requests[2]).toBe(model.requests[0]);
    expect((await stream.result).turns).toBe(1);
  });

  it("tells of a breaker that opens, and health() shows it", async () => {
    const policy = makePolicy({ retry: false, breaker: { consecutive: 1 } });
    const model = scriptedModel([new ModelError("down", { retryable: true })], { id: "broken" });
    const stream = agent("", { model, policy }).stream("x");
    await expect(stream.output).rejects.toThrow("down");
    const events: unknown[] = [];
    const reading = (async () => {
      for await (const event of stream.events()) events.push(event);
    })();
    await expect(reading).rejects.toThrow("down");
    expect(events).toContainEqual(expect.objectContaining({ type: "breaker", key: "scripted/broken", state: "open" }));
    expect(health()["scripted/broken"]).toMatchObject({ breaker: "open" });
    await expect(agent("", { model, policy })("x")).rejects.toMatchObject({ code: "breaker-open" });
    expect(model.requests).toHaveLength(1);
  });

  it("shows how many calls are under way", async () => {
    const [reached, go] = [gate(), gate()];
    const model = scriptedModel([async () => (reached.open(), await go.passed, "a")], { id: "slow" });
    const running = agent("", { model, policy: makePolicy({ breaker: false }) })("x");
    await reached.passed;
    expect(health()["scripted/slow"]?.running).toBe(1);
    go.open();
    await running;
    expect(health()["scripted/slow"]?.running).toBe(0);
  });

  it("covers a turn on its own: what earlier turns did is not done again", async () => {
    const ran: string[] = [];
    const write = plainTool("write", () => ran.push("write"), { effect: "write" });
    const model = scriptedModel([toolCall("write"), new ModelError("busy", { retryable: true }), "Done."]);
    expect(await agent("", { model, tools: [write], policy: thrice() })("x")).toBe("Done.");
    expect(ran).toEqual(["write"]);
  });

  it("does not repeat an answer of which something was seen, and does repeat one that nobody watches", async () => {
    const script = () =>
      scriptedModel([
        async (_, call) => {
          await call.onDelta?.({ type: "reasoning", text: "Hm" });
          throw new ModelError("line broke", { retryable: true });
        },
        "Second.",
      ]);
    const watched = agent("", { model: script(), policy: thrice() }).stream("x");
    await expect(watched.output).rejects.toThrow("line broke");
    expect(await agent("", { model: script(), policy: thrice() })("x")).toBe("Second.");
  });

  it("neither repeats nor counts what a listener threw, also under the policy of a tool around it", async () => {
    const policy = makePolicy({
      retry: { attempts: 3, baseDelayMs: 0, retryOn: () => true },
      breaker: { consecutive: 1 },
      fallback: () => "f",
    });
    const broken = new Error("The socket is closed.");
    for (const at of ["turn-start", "text-delta"]) {
      const model = scriptedModel(["Hi.", "Hi again."], { id: `heard-${at}` });
      const inner = agent("", { name: "inner", model, policy });
      let calls = 0;
      const ask = plainTool("ask", () => ((calls += 1), inner("x")), { policy, owner: `ask ${at}` });
      const onEvent = (event: AgentEvent) => {
        if (event.type === at && event.path.includes("run:inner")) throw broken;
      };
      const outer = agent("", { model: scriptedModel([toolCall("ask"), "Done."]), tools: [ask] });
      const { toolCalls } = await runWith({ onEvent }, () => outer.run("x"));
      expect(toolCalls).toMatchObject([{ error: "The socket is closed." }]);
      await expect(runWith({ onEvent: (event) => void (event.type === at && raise(broken)) }, () => inner("x"))).rejects.toBe(broken);
      expect(calls).toBe(1);
      expect(health()[`ask ${at}`]).toMatchObject({ breaker: "closed" });
      if (at === "text-delta") expect(health()[`scripted/heard-${at}`]).toMatchObject({ breaker: "closed" });
    }
  });

  it("is refused where it is none", () => {
    expect(() => agent("", { policy: { retry: {} } as never })).toThrow(
      'The policy of the agent "agent" is not a policy. Make one with policy({ ... }).',
    );
  });
});

describe("a model call", () => {
  it("streams only when somebody listens", async () => {
    const listening: boolean[] = [];
    const model = scriptedModel(
      [0, 1].map(() => (_: unknown, call: { onDelta?: unknown }) => (listening.push(call.onDelta !== undefined), "a")),
    );
    const made = agent("", { model });
    await made("x");
    await made.stream("x").output;
    expect(listening).toEqual([false, true]);
  });

  it("that fails rejects the run with the model's own error", async () => {
    const error = down();
    await expect(agent("", { model: scriptedModel([error]), policy: once })("x")).rejects.toBe(error);
  });

  it("counts turns from 1 and tells what each of them used", async () => {
    const model = scriptedModel([
      { toolCalls: [{ id: "1", name: "echo", arguments: "{}" }], usage: { inputTokens: 3, outputTokens: 1 } },
      { text: "Done.", usage: { inputTokens: 5, outputTokens: 2 } },
    ]);
    const events = await all(
      agent("", { model, tools: [plainTool("echo", () => 1)] })
        .stream("x")
        .events(),
    );
    expect(events.filter((event) => event.type === "turn-end")).toMatchObject([
      { turn: 1, text: "", finishReason: "tool-calls", toolCalls: 1, usage: { inputTokens: 3 } },
      { turn: 2, text: "Done.", finishReason: "stop", toolCalls: 0, usage: { inputTokens: 5 } },
    ]);
  });
});
