import { describe, expect, it } from "vitest";
import { agent, ModelError, policy, tool } from "msgflux";
import { printRun } from "../../lib/cli/print-run.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

const balance = tool({ description: "Balance", signature: "id: string -> string" }, function balanceOf(id: string) {
  if (id === "none") throw new Error("There is no such account.");
  return `$5 in ${id}`;
});
const usage = { inputTokens: 10, outputTokens: 4 };
const script = () => [[toolCall("balanceOf", { id: "A" }), toolCall("balanceOf", { id: "none" })], { text: "You have $5.", usage }];

function sink(isTTY = false) {
  const written: string[] = [];
  return { isTTY, columns: 80, rows: 24, written, write: (text: string) => written.push(text), text: () => written.join("") };
}

describe("printing a run", () => {
  it("writes plain lines where there is no terminal: turns, calls with results, the answer, tokens", async () => {
    const out = sink();
    const result = await printRun(agent("", { model: scriptedModel(script()), tools: [balance] }).stream("x"), { out });
    expect(out.text()).toBe(
      `turn 1
  ✓ balanceOf({"id":"A"}) -> $5 in A
  ✗ balanceOf({"id":"none"}) -> There is no such account.
turn 2

You have $5.

2 turns, 10 tokens in, 4 tokens out
`,
    );
    expect(result.turns).toBe(2);
  });

  it("adds the cost where prices are given", async () => {
    const out = sink();
    await printRun(agent("", { model: scriptedModel([{ text: "Hi", usage }]) }).stream("x"), { out, prices: { input: 2, output: 10 } });
    expect(out.text()).toContain("1 turn, 10 tokens in, 4 tokens out, $0.000060");
  });

  it("shows retries, corrections and what a run failed with", async () => {
    const out = sink();
    const flaky = scriptedModel([new ModelError("The server is busy.", { retryable: true }), '{"n": "x"}', '{"n": 1}']);
    const options = { model: flaky, signature: "q: string -> n: int", policy: policy({ retry: { attempts: 2, baseDelayMs: 1 } }) } as const;
    await printRun(agent("", options).stream("x"), { out });
    expect(out.text()).toMatch(/✗ attempt 1 of scripted\/model failed: The server is busy\.; the next in \d ms/);
    expect(out.text()).toContain("✗ the answer was sent back: n: ");
    const failed = sink();
    const broken = agent("", { name: "clerk", model: scriptedModel([new ModelError("No.")]) });
    await expect(printRun(broken.stream("x"), { out: failed })).rejects.toThrow("No.");
    expect(failed.text()).toContain("✗ clerk failed: No.");
  });

  it("indents the runs of agents that are tools", async () => {
    const out = sink();
    const inner = agent("", {
      name: "inner",
      description: "Inner",
      model: scriptedModel([[toolCall("balanceOf", { id: "B" })], "done"]),
      tools: [balance],
    });
    await printRun(agent("", { model: scriptedModel([[toolCall("inner", { task: "t" })], "ok"]), tools: [inner] }).stream("x"), { out });
    expect(out.text().split("\n").slice(0, 5)).toEqual([
      "turn 1",
      "  turn 1",
      '    ✓ balanceOf({"id":"B"}) -> $5 in B',
      "  turn 2",
      '  ✓ inner({"task":"t"}) -> done',
    ]);
  });

  it("writes one JSON object per event, and the result last", async () => {
    const out = sink(true);
    await printRun(agent("", { model: scriptedModel(["Hi there"]) }).stream("x"), { out, as: "json" });
    const objects = out
      .text()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; output?: string });
    expect(objects.map((object) => object.type)).toEqual([
      "run-start",
      "turn-start",
      "text-delta",
      "text-delta",
      "turn-end",
      "run-end",
      "result",
    ]);
    expect(objects.at(-1)?.output).toBe("Hi there");
  });

  it("redraws on a terminal and leaves the cursor as it was", async () => {
    const out = sink(true);
    await printRun(agent("", { model: scriptedModel(script()), tools: [balance] }).stream("x"), { out });
    const text = out.text();
    expect(text).toContain("\u001B[32m✓\u001B[39m balanceOf");
    expect(text).toContain("\u001B[?2026h");
    expect(text.endsWith("2 turns, 10 tokens in, 4 tokens out\n")).toBe(true);
  });
});
