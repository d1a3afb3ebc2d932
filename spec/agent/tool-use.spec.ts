import { describe, expect, it } from "vitest";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import type { ToolMessage } from "../../lib/message/chat.ts";
import { scriptedModel, toolCall, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { all, gate, plainTool, settled } from "./gates.ts";

/** Runs one turn of these calls and gives what the model was told. */
async function turn(calls: ScriptStep, tools: readonly object[], options: object = {}) {
  const model = scriptedModel([calls, "Done."]);
  const made = agent("", { model, tools, ...options });
  const result = await made.run("x");
  model.assertComplete();
  const told = (model.requests[1]?.messages ?? []).filter((message): message is ToolMessage => message.role === "tool");
  return { told, result, model };
}

describe("reads of a turn", () => {
  it("run side by side, and their results come in the model's order whatever finishes first", async () => {
    const gates = [gate(), gate(), gate()];
    const finished: number[] = [];
    const started: number[] = [];
    const read = plainTool("read", async ({ at }) => {
      started.push(at as number);
      await gates[at as number]?.passed;
      finished.push(at as number);
      return `result ${String(at)}`;
    });
    const running = turn(
      [0, 1, 2].map((at) => toolCall("read", { at })),
      [read],
    );
    await settled();
    expect(started).toEqual([0, 1, 2]);
    for (const at of [2, 0, 1]) {
      gates[at]?.open();
      await settled();
    }
    const { told, result } = await running;
    expect(finished).toEqual([2, 0, 1]);
    expect(told.map((message) => [message.toolCallId, message.content])).toEqual([
      ["call_1_1", "result 0"],
      ["call_1_2", "result 1"],
      ["call_1_3", "result 2"],
    ]);
    expect(result.toolCalls.map((record) => record.result)).toEqual(["result 0", "result 1", "result 2"]);
  });

  it("never run more at once than maxParallelTools", async () => {
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const read = plainTool("read", async ({ at }) => {
      order.push(at as number);
      most = Math.max(most, ++running);
      await settled();
      running -= 1;
    });
    const calls = Array.from({ length: 7 }, (_, at) => toolCall("read", { at }));
    await turn(calls, [read], { maxParallelTools: 3 });
    expect(most).toBe(3);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
    most = 0;
    await turn(calls, [read], { maxParallelTools: 1 });
    expect(most).toBe(1);
    await turn(calls, [read]);
    expect(most).toBe(7);
  });

  it("have paths in the order of calling", async () => {
    const model = scriptedModel([[toolCall("a", { ms: 2 }), toolCall("b"), toolCall("a", { ms: 0 })], toolCall("a"), "Done."]);
    const slow = async ({ ms }: Readonly<Record<string, unknown>>) => {
      for (let at = 0; at < Number(ms ?? 0); at += 1) await settled();
    };
    const stream = agent("", { model, tools: [plainTool("a", slow), plainTool("b", slow)] }).stream("x");
    const events = await all(stream.events());
    const ends = events.flatMap((event) => (event.type === "tool-end" ? `${event.callId} ${event.path}` : []));
    expect(ends.toSorted()).toEqual([
      "call_1_1 run:agent/tool:a",
      "call_1_2 run:agent/tool:b",
      "call_1_3 run:agent/tool:a#2",
      "call_2_1 run:agent/tool:a#3",
    ]);
    expect(ends[0]).not.toBe("call_1_1 run:agent/tool:a");
  });
});

describe("writes of a turn", () => {
  it.each(["write", "irreversible"] as const)("with the effect %s run alone, in their place", async (effect) => {
    const log: string[] = [];
    const logged = (name: string) => async () => {
      log.push(`+${name}`);
      await settled();
      log.push(`-${name}`);
    };
    const names = ["r1", "r2", "w1", "w2", "r3", "r4"];
    const tools = names.map((name) => plainTool(name, logged(name), { effect: name.startsWith("w") ? effect : "read" }));
    const { told } = await turn(
      names.map((name) => toolCall(name)),
      tools,
    );
    expect(log).toEqual(["+r1", "+r2", "-r1", "-r2", "+w1", "-w1", "+w2", "-w2", "+r3", "+r4", "-r3", "-r4"]);
    expect(told.map((message) => message.name)).toEqual(names);
  });
});

describe("what a model does wrong is told to the model", () => {
  const seen: unknown[] = [];
  const weather = tool({ name: "get_weather", signature: "city: string, days?: int -> string" }, (city, days) => {
    seen.push([city, days]);
    return `Sunny in ${city}`;
  });

  it("an unknown tool, with the names there are and the nearest", async () => {
    const { told, result } = await turn(toolCall("get_wether", { city: "Rome" }), [weather, plainTool("other", () => 1)]);
    expect(told).toEqual([
      {
        role: "tool",
        toolCallId: "call_1_1",
        name: "get_wether",
        content: 'Error: There is no tool named "get_wether". Tools: "get_weather", "other". Did you mean "get_weather"?',
        isError: true,
      },
    ]);
    expect(result.toolCalls).toMatchObject([
      { name: "get_wether", result: undefined, error: expect.stringContaining("There is no tool") as string },
    ]);
  });

  it("a tool call when there are no tools at all", async () => {
    const { told } = await turn(toolCall("anything"), []);
    expect(told[0]?.content).toBe('Error: There is no tool named "anything". Tools: none.');
  });

  it.each([
    ["malformed JSON", '{"city": "Ro', "The arguments are not valid JSON"],
    ["nothing", "", "city"],
    ["blanks", "  ", "city"],
    ["null", "null", "city"],
    ["a list", "[1]", "Expected an object with the keys city, days"],
    ["a number", "7", "Expected an object"],
    ["a text", '"Rome"', "Expected an object"],
    ["a wrong type", '{"city": 7}', "city: Expected string"],
    ["a missing argument", '{"days": 1}', "- city: required"],
  ])("arguments that are %s", async (_, text, problem) => {
    seen.length = 0;
    const { told, result } = await turn(toolCall("get_weather", text), [weather]);
    expect(told).toHaveLength(1);
    expect(told[0]?.content).toContain(problem);
    expect(told[0]?.content).toMatch(/^Error: /);
    expect(told[0]?.isError).toBe(true);
    expect(seen).toEqual([]);
    expect(result.toolCalls[0]?.error).toContain(problem);
  });

  it.each([
    ["double-encoded", JSON.stringify(JSON.stringify({ city: "Rome" })), ["Rome", undefined]],
    ["with a null for an optional argument", '{"city":"Rome","days":null}', ["Rome", undefined]],
    ["with keys that nobody asked for", '{"city":"Rome","country":"it"}', ["Rome", undefined]],
    ["surrounded by blanks", ' {"city":"Rome","days":2}\n', ["Rome", 2]],
  ])("but arguments %s are understood", async (_, text, args) => {
    seen.length = 0;
    const { told } = await turn(toolCall("get_weather", text), [weather]);
    expect(seen).toEqual([args]);
    expect(told[0]).toEqual({ role: "tool", toolCallId: "call_1_1", name: "get_weather", content: "Sunny in Rome" });
  });

  it.each(["", "null", "{}", '"{}"'])("a tool without parameters takes %j", async (text) => {
    const ping = tool({ name: "ping" }, () => "pong");
    expect((await turn(toolCall("ping", text), [ping])).told[0]?.content).toBe("pong");
  });
});

describe("what a tool throws", () => {
  it.each([
    ["an error", new Error("The disk is full."), "Error: The disk is full."],
    ["a text", "no such file", "Error: no such file"],
    ["an error without a message", new TypeError(), "Error: TypeError"],
    ["an object", { code: 7 }, "Error: { code: 7 }"],
    ["nothing", undefined, "Error: undefined"],
  ])("%s reaches the model with its real message, and the caller in events and records", async (_, thrown, content) => {
    const failing = plainTool("failing", () => {
      // oxlint-disable-next-line no-throw-literal
      throw thrown;
    });
    const model = scriptedModel([toolCall("failing"), "Done."]);
    const stream = agent("", { model, tools: [failing] }).stream("x");
    const events = await all(stream.events());
    const message = content.slice("Error: ".length);
    expect(model.requests[1]?.messages.at(-1)).toEqual({ role: "tool", toolCallId: "call_1_1", name: "failing", content, isError: true });
    expect(events.find((event) => event.type === "tool-end")).toMatchObject({ error: message, result: undefined });
    expect((await stream.result).toolCalls).toMatchObject([{ error: message, result: undefined }]);
  });

  it("by a rejection is the same, and does not touch the other calls", async () => {
    const failing = plainTool("failing", async () => {
      await settled();
      throw new Error("later");
    });
    const { told } = await turn([toolCall("failing"), toolCall("fine")], [failing, plainTool("fine", () => "ok")]);
    expect(told.map((message) => message.content)).toEqual(["Error: later", "ok"]);
  });

  it("a tool that takes too long is stopped and told so", async () => {
    const aborted = gate<unknown>();
    const slow = plainTool(
      "slow",
      (_, { signal }) => {
        signal.addEventListener("abort", () => aborted.open(signal.reason));
        return new Promise(() => {});
      },
      { timeoutMs: 5 },
    );
    const { told, result } = await turn(toolCall("slow"), [slow]);
    expect(told[0]?.content).toBe('Error: The tool "slow" took longer than 5 ms.');
    expect(result.output).toBe("Done.");
    expect(await aborted.passed).toMatchObject({ code: "timeout" });
  });
});

describe("what a tool returns", () => {
  it.each([
    [0, "0"],
    ["", '""'],
    ["  ", '"  "'],
    [false, "false"],
    [null, "null"],
    [[], "[]"],
    [{}, "{}"],
    [undefined, "null"],
    [Number.NaN, '"NaN"'],
    [10n, "10"],
    [new Map([["a", 1]]), '{"a":1}'],
    [() => 1, '"[function without a name]"'],
    [Symbol("s"), '"Symbol(s)"'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])("%o is told in exactly one message that is not empty", async (result, content) => {
    const { told, result: run } = await turn(toolCall("get"), [plainTool("get", () => result)]);
    expect(told).toEqual([{ role: "tool", toolCallId: "call_1_1", name: "get", content }]);
    expect(run.toolCalls).toEqual([{ id: "call_1_1", name: "get", parameters: {}, result }]);
  });

  it("and JSON cannot hold is told as far as it can be", async () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const hostile = {
      get a(): never {
        throw new Error("no");
      },
      toJSON: undefined,
      b: 1,
    };
    const { told } = await turn(
      [toolCall("circular"), toolCall("hostile")],
      [plainTool("circular", () => circular), plainTool("hostile", () => hostile)],
    );
    expect(told.map((message) => message.content)).toEqual(['{"self":"[circular]"}', '{"a":"[unreadable: no]","b":1}']);
  });

  it("longer than maxResultChars is cut for the model, and whole in the record", async () => {
    const { told, result } = await turn(toolCall("long"), [plainTool("long", () => "abcdef", { maxResultChars: 2 })]);
    expect(told[0]?.content).toBe("ab\n[4 more characters left out]");
    expect(result.toolCalls[0]?.result).toBe("abcdef");
  });
});

describe("variables for tools", () => {
  const secret = "s3cr3t-value";
  const got: unknown[] = [];
  const contexts: unknown[] = [];
  const balance = tool(
    { name: "balance", signature: "currency: string, customerId: string -> string", injectVars: ["customerId"] },
    (currency, customerId) => {
      got.push([currency, customerId]);
      return "5";
    },
  );
  const whole = tool({ name: "whole", args: [], injectVars: true }, (context) => {
    contexts.push(Object.keys(context).toSorted(), context.vars["customerId"], context.callId, context.messages.length);
    return "6";
  });

  it("are injected by name or as a whole, and appear in no request, event or record", async () => {
    got.length = 0;
    const model = scriptedModel([[toolCall("balance", { currency: "EUR", customerId: "C-of-the-model" }), toolCall("whole")], "Done."]);
    const stream = agent("", { model, tools: [balance, whole] }).stream("x", { vars: { customerId: secret } });
    const events = await all(stream.events());
    const result = await stream.result;
    expect(got).toEqual([["EUR", secret]]);
    expect(contexts).toEqual([["callId", "emit", "messages", "runId", "signal", "vars"], secret, "call_1_2", 2]);
    for (const place of [model.requests, events, result]) expect(JSON.stringify(place)).not.toContain(secret);
    expect(JSON.stringify(model.requests[0]?.tools)).not.toContain("customerId");
    expect(result.toolCalls[0]?.parameters).toEqual({ currency: "EUR" });
    expect(events.find((event) => event.type === "tool-start" && event.name === "balance")).toMatchObject({
      parameters: { currency: "EUR" },
    });
  });

  it("that are missing or wrong are the caller's mistake: thrown, naming tool and variable", async () => {
    const made = () => agent("", { model: scriptedModel([toolCall("balance", { currency: "EUR" }), "Done."]), tools: [balance] });
    await expect(made()("x")).rejects.toThrow('The tool "balance" needs the variable "customerId", which this call was not given.');
    await expect(made()("x")).rejects.toMatchObject({ code: "configuration" });
    await expect(made()("x", { vars: { customerId: 7 } })).rejects.toThrow('A variable does not fit the tool "balance": customerId');
  });

  it("that are missing end the turn: nothing new is begun", async () => {
    const begun: number[] = [];
    const read = plainTool("read", async ({ at }) => {
      begun.push(at as number);
      await settled();
    });
    const calls = [toolCall("balance", { currency: "EUR" }), ...[1, 2, 3, 4].map((at) => toolCall("read", { at }))];
    const model = scriptedModel([calls, "Done."]);
    await expect(agent("", { model, tools: [balance, read], maxParallelTools: 2 })("x")).rejects.toThrow("customerId");
    expect(begun).toEqual([1]);
    expect(model.requests).toHaveLength(1);
  });
});

describe("returnDirect", () => {
  const direct = (name: string, run: () => unknown) => returnDirect(tool({ name, description: name }, run));
  const thinking = (step: { name: string; id: string }[]): ScriptStep => ({
    text: "",
    reasoning: [{ text: "I should " }, { text: "call." }],
    toolCalls: step.map((call) => ({ ...call, arguments: "{}" })),
  });

  it("ends the run with all calls when every call of the turn is direct", async () => {
    const model = scriptedModel([
      thinking([
        { name: "a", id: "1" },
        { name: "b", id: "2" },
      ]),
    ]);
    const result = await agent("", { model, tools: [direct("a", () => ({ n: 1 })), direct("b", () => undefined)] }).run("x");
    expect(result.output).toMatchObject({
      toolCalls: [
        { id: "1", name: "a", parameters: {}, result: { n: 1 } },
        { id: "2", name: "b", parameters: {}, result: undefined },
      ],
      reasoning: "I should call.",
    });
    expect(result.output?.constructor.name).toBe("ToolResponses");
    expect(result).toMatchObject({ turns: 1, finishReason: "tool-calls", source: "model" });
    expect(result.messages.map((message) => message.role)).toEqual(["user", "assistant", "tool", "tool"]);
  });

  it("has no reasoning where the model gave none", async () => {
    const output = await agent("", { model: scriptedModel([toolCall("a")]), tools: [direct("a", () => 1)] })("x");
    expect(output).toHaveProperty("reasoning", undefined);
  });

  it("gives a direct tool's error to the caller", async () => {
    const failing = direct("a", () => {
      throw new Error("broken");
    });
    const output = await agent("", { model: scriptedModel([toolCall("a")]), tools: [failing] })("x");
    expect(output).toMatchObject({ toolCalls: [{ id: "call_1_1", name: "a", parameters: {}, result: undefined, error: "broken" }] });
  });

  it.each([
    ["another tool", [toolCall("a"), toolCall("plain")]],
    ["an unknown tool", [toolCall("a"), toolCall("nowhere")]],
    ["bad arguments", [toolCall("a"), toolCall("a", "{")]],
    ["bad arguments alone", [toolCall("a", "{")]],
  ])("goes back to the model with %s in the same turn", async (_, calls) => {
    const { result, told } = await turn(calls, [direct("a", () => 1), plainTool("plain", () => 2)]);
    expect(result.output).toBe("Done.");
    expect(told).toHaveLength(calls.length);
  });

  it("can be the second turn", async () => {
    const model = scriptedModel([toolCall("plain"), toolCall("a")]);
    const result = await agent("", { model, tools: [direct("a", () => 1), plainTool("plain", () => 2)] }).run("x");
    expect(result.output).toMatchObject({ toolCalls: [{ name: "a", result: 1 }] });
    expect(result.toolCalls.map((record) => record.name)).toEqual(["plain", "a"]);
  });

  it("leaves a conversation that can go on", async () => {
    const model = scriptedModel([toolCall("a"), "Next."]);
    const made = agent("", { model, tools: [direct("a", () => 1)] });
    const { messages } = await made.run("x");
    expect(await made("And?", { messages })).toBe("Next.");
  });
});
