import { afterEach, describe, expect, it } from "vitest";
import type { Opening } from "../../lib/agent/opening.ts";
import type { RunResult } from "../../lib/agent/run-result.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import type { Call, Middleware } from "../../lib/core/door.ts";
import { useEverywhere } from "../../lib/core/run-context.ts";
import { Signal } from "../../lib/core/signals.ts";
import { agent } from "../../lib/joined.ts";
import type { ChatReply, ChatRequest } from "../../lib/model/chat-model.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { down, once, plainTool } from "./gates.ts";

const echo = plainTool("echo", (args) => args);
const extension = (around: Middleware, name = "spec") => ({ name, around });

const removals: (() => void)[] = [];
afterEach(() => removals.splice(0).forEach((remove) => remove()));

describe("around", () => {
  it("sees run, model and tool calls with their names, paths and inputs", async () => {
    const seen: Call[] = [];
    const model = scriptedModel([toolCall("echo", { a: 1 }), "ok"]);
    const spy: Middleware = (call, next) => (seen.push(call), next(call));
    await agent("Do.", { name: "clerk", model, tools: [echo], use: [extension(spy)] })("x");
    expect(seen.map(({ kind, name, path }) => [kind, name, path])).toEqual([
      ["run", "clerk", "run:clerk"],
      ["model", "scripted/model", "run:clerk/model:scripted/model"],
      ["tool", "echo", "run:clerk/tool:echo"],
      ["model", "scripted/model", "run:clerk/model:scripted/model#2"],
    ]);
    expect(seen[0]?.input).toEqual({ system: "<instructions>\nDo.\n</instructions>", messages: [{ role: "user", content: "x" }] });
    expect(seen[1]?.input).toEqual(model.requests[0]);
    expect(seen[2]?.input).toEqual({ a: 1 });
  });

  it("is layered: everywhere, then runWith, then the call, then the agent; the first of each is outermost", async () => {
    const log: string[] = [];
    const layer =
      (name: string): Middleware =>
      async (call, next) => {
        if (call.kind !== "model") return next(call);
        log.push(`+${name}`);
        const reply = await next(call);
        log.push(`-${name}`);
        return reply;
      };
    removals.push(useEverywhere(layer("everywhere")));
    const made = agent("", { model: scriptedModel(["ok"]), use: [extension(layer("own1")), extension(layer("own2"))] });
    await runWith({ use: [extension(layer("with"))] }, () => made("x", { use: [extension(layer("call1")), extension(layer("call2"))] }));
    const order = ["everywhere", "with", "call1", "call2", "own1", "own2"];
    expect(log).toEqual([...order.map((name) => `+${name}`), ...order.toReversed().map((name) => `-${name}`)]);
  });

  it("of useEverywhere reaches every run that starts afterwards, until it is removed", async () => {
    let count = 0;
    const remove = useEverywhere((call, next) => ((count += 1), next(call)));
    const made = agent("", { model: scriptedModel(["a", "b"]) });
    await made("x");
    expect(count).toBe(2);
    remove();
    await made("x");
    expect(count).toBe(2);
  });
});

describe("a middleware may", () => {
  it("answer a model call by itself", async () => {
    const reply: ChatReply = {
      text: "cached",
      reasoning: [],
      toolCalls: [],
      finishReason: "stop",
      usage: { inputTokens: 0, outputTokens: 0 },
    };
    const model = scriptedModel([]);
    expect(await agent("", { model, use: [extension(async (call, next) => (call.kind === "model" ? reply : next(call)))] })("x")).toBe(
      "cached",
    );
  });

  it("answer a tool call by itself, with a record like any other", async () => {
    const model = scriptedModel([toolCall("echo", { a: 1 }), "ok"]);
    const { toolCalls } = await agent("", {
      model,
      tools: [echo],
      use: [extension(async (call, next) => (call.kind === "tool" ? "mocked" : next(call)))],
    }).run("x");
    expect(toolCalls).toEqual([{ id: "call_1_1", name: "echo", parameters: { a: 1 }, result: "mocked" }]);
  });

  it("answer a run by itself", async () => {
    const result = {
      output: "guarded",
      messages: [],
      usage: { inputTokens: 0, outputTokens: 0 },
      toolCalls: [],
      turns: 0,
      reasoning: undefined,
      finishReason: "stop",
      runId: "",
      source: "model",
    } satisfies RunResult;
    expect(await agent("", { model: scriptedModel([]), use: [extension(async () => result)] })("x")).toBe("guarded");
  });

  it("change the opening, the request and the arguments", async () => {
    const model = scriptedModel([toolCall("echo", { a: 1 }), "ok"]);
    const change: Middleware = (call, next) => {
      if (call.kind === "run") {
        const opening = call.input as Opening;
        const recalled: Opening = {
          ...opening,
          messages: [{ role: "user", content: "Before." }, { role: "assistant", content: "Yes." }, ...opening.messages],
        };
        return next({ ...call, input: recalled });
      }
      if (call.kind === "model") {
        const request = call.input as ChatRequest;
        return next({ ...call, input: { ...request, settings: { ...request.settings, temperature: 1 } } });
      }
      return next({ ...call, input: { a: 2 } });
    };
    const { messages, toolCalls } = await agent("", { model, tools: [echo], use: [extension(change)] }).run("x");
    expect(model.requests[0]?.settings).toEqual({ temperature: 1 });
    expect(messages.map((message) => message.content)).toEqual(["Before.", "Yes.", "x", "", '{"a":2}', "ok"]);
    expect(toolCalls[0]?.result).toEqual({ a: 2 });
  });

  it("change the reply, and the result", async () => {
    const redact: Middleware = async (call, next) => {
      const result = await next(call);
      if (call.kind === "model") return { ...(result as ChatReply), text: (result as ChatReply).text.replace("secret", "***") };
      return call.kind === "run" ? { ...(result as RunResult), output: `${String((result as RunResult).output)}!` } : result;
    };
    const { output, messages } = await agent("", { model: scriptedModel(["a secret"]), use: [extension(redact)] }).run("x");
    expect([output, messages.at(-1)?.content]).toEqual(["a ***!", "a ***"]);
  });

  it("repeat a call", async () => {
    const again: Middleware = async (call, next) => {
      const first = await next(call);
      return call.kind === "run" ? [((first as RunResult).output, await next(call))].at(-1) : first;
    };
    const model = scriptedModel(["one", "two"]);
    expect(await agent("", { model, use: [extension(again)] })("x")).toBe("two");
    const retry: Middleware = (call, next) => next(call).catch(() => next(call));
    expect(await agent("", { model: scriptedModel([down(), "ok"]), policy: once, use: [extension(retry)] })("x")).toBe("ok");
  });

  it("refuse: a tool's refusal is told to the model, any other ends the run", async () => {
    const refuse =
      (kind: string): Middleware =>
      async (call, next) => {
        if (call.kind === kind) throw new Error(`no ${kind}`);
        return next(call);
      };
    const model = scriptedModel([toolCall("echo"), "ok"]);
    await agent("", { model, tools: [echo], use: [extension(refuse("tool"))] })("x");
    expect(model.requests[1]?.messages.at(-1)).toMatchObject({ content: "Error: no tool", isError: true });
    for (const kind of ["run", "model"])
      await expect(agent("", { model: scriptedModel(["a"]), use: [extension(refuse(kind))], fallback: () => "f" })("x")).rejects.toThrow(
        `no ${kind}`,
      );
  });

  it("pause: a signal passes everything and is never told to the model", async () => {
    class Pause extends Signal {
      override readonly type = "pause";
    }
    const pause = new Pause();
    const pausing: Middleware = async (call, next) => {
      // oxlint-disable-next-line no-throw-literal
      if (call.kind === "tool") throw pause;
      return next(call);
    };
    const model = scriptedModel([[toolCall("echo"), toolCall("echo")], "never"]);
    await expect(agent("", { model, tools: [echo], use: [extension(pausing)], fallback: () => "f" })("x")).rejects.toBe(pause);
    expect(model.requests).toHaveLength(1);
  });

  it("see the context: run, variables and signal", async () => {
    const seen: unknown[] = [];
    const made = agent("", {
      model: scriptedModel(["a"]),
      use: [extension((call, next, context) => (seen.push([context.runId, context.vars, context.path]), next(call)))],
    });
    const { runId } = await made.run("x", { vars: { a: 1 } });
    expect(seen).toEqual([
      [runId, { a: 1 }, "run:agent"],
      [runId, { a: 1 }, "run:agent"],
    ]);
  });
});
