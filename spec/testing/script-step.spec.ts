import { describe, expect, it } from "vitest";
import { agent, ModelError, policy, tool } from "msgflux";
import type { ChatDelta, ChatRequest } from "../../lib/model/chat-model.ts";
import { ScriptError, scriptedModel, toolCall, type ScriptStep } from "../../lib/testing/scripted-model.ts";

const request: ChatRequest = { messages: [{ role: "user", content: "x" }], settings: {} };
const { signal } = new AbortController();
const clock = tool({ name: "clock", description: "The time.", signature: "-> string" }, () => "noon");

/** Everything a model streams at a request, and what becomes of the request. */
async function streamed(step: ScriptStep) {
  const deltas: ChatDelta[] = [];
  const call = { signal, onDelta: (delta: ChatDelta) => void deltas.push(delta) };
  const outcome = await scriptedModel([step])
    .generate(request, call)
    .catch((error: unknown) => error);
  return { deltas, outcome };
}

describe("a step of a script", () => {
  it("may say words and call tools at once", async () => {
    const model = scriptedModel([["Let me ", "see.", toolCall("clock")], "It is noon."]);
    const result = await agent("", { model, tools: [clock] }).run("x");
    expect(result.output).toBe("It is noon.");
    expect(result.messages[1]).toMatchObject({ content: "Let me see.", toolCalls: [{ id: "call_1_1", name: "clock" }] });
  });

  it("may break off after what it has said", async () => {
    const error = new ModelError("The line is dead.", { retryable: true });
    const { deltas, outcome } = await streamed({ text: "Once upon", error });
    expect(deltas.map((delta) => (delta.type === "text" ? delta.text : ""))).toEqual(["Once", " upon"]);
    expect(outcome).toBe(error);
    // What was seen is not tried again, what was not seen is.
    const seen = agent("", { model: scriptedModel([{ text: "Once", error }, "again"]) }).stream("x");
    await expect(seen.output).rejects.toThrow("The line is dead.");
    expect(await agent("", { model: scriptedModel([{ text: "Once", error }, "again"]) })("x")).toBe("again");
  });

  it("streams long arguments in pieces that join to the whole, no character torn", async () => {
    const given = { text: "ein langer Satz mit 🙂🙂🙂🙂🙂🙂🙂🙂 und Umlauten: äöü" };
    const { deltas } = await streamed([toolCall("a", given), toolCall("b", "")]);
    const pieces = deltas.flatMap((delta) => (delta.type === "tool-call" && delta.index === 0 ? [delta.arguments] : []));
    expect(JSON.parse(pieces.join(""))).toEqual(given);
    expect(pieces.length).toBeGreaterThan(4);
    // Half a character cannot be encoded.
    expect(() => pieces.map(encodeURIComponent)).not.toThrow();
    expect(deltas.at(-1)).toEqual({ type: "tool-call", index: 1, id: "call_1_2", name: "b", arguments: "" });
  });

  it("may be a function that waits, which an abort does not wait for", async () => {
    const controller = new AbortController();
    const running = scriptedModel([() => new Promise<string>(() => {})]).generate(request, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  it("is heard by a listener that never comes back only until the abort", async () => {
    const controller = new AbortController();
    const call = { signal: controller.signal, onDelta: () => new Promise<void>(() => {}) };
    const running = scriptedModel(["a b"]).generate(request, call);
    await Promise.resolve();
    controller.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  it("costs what the model is told, unless the step says it", async () => {
    const own = { inputTokens: 9, outputTokens: 9 };
    const each = { inputTokens: 1, outputTokens: 2 };
    const fixed = scriptedModel(["a", { text: "b", usage: own }], { usage: each });
    expect((await fixed.generate(request, { signal })).usage).toEqual(each);
    expect((await fixed.generate(request, { signal })).usage).toEqual(own);
    const counted = scriptedModel(["abc"], {
      usage: ({ messages }, { text }) => ({ inputTokens: messages.length, outputTokens: text.length }),
    });
    expect((await counted.generate(request, { signal })).usage).toEqual({ inputTokens: 1, outputTokens: 3 });
  });
});

describe("errors of a script", () => {
  const busy = new ModelError("busy", { retryable: true });

  it("are tried again at once when they may pass, each time with the next step", async () => {
    const model = scriptedModel([busy, busy, "third"]);
    expect(await agent("", { model })("x")).toBe("third");
    await expect(agent("", { model: scriptedModel([new ModelError("no"), "never"]) })("x")).rejects.toThrow("no");
  });

  it("of one test never open a breaker for another", async () => {
    for (let round = 0; round < 12; round += 1)
      await expect(agent("", { model: scriptedModel([busy, busy, busy]) })("x")).rejects.toThrow("busy");
    expect(await agent("", { model: scriptedModel(["fine"]) })("x")).toBe("fine");
  });

  it("follow the policy the model is given", async () => {
    const model = scriptedModel([busy, "second"], { policy: policy({ retry: false }) });
    await expect(agent("", { model })("x")).rejects.toThrow("busy");
  });
});

describe("complaints of a scripted model", () => {
  it("say what a request too many asked", async () => {
    const model = scriptedModel([toolCall("clock")]);
    const asked = agent("", { model, tools: [clock], signature: "question: string -> answer: string" })("What time\nis it?");
    await expect(asked).rejects.toThrow(
      'Request 2 came, but the script has only 1 steps. Each request of a model takes one step of its script. Request 2 asked: the result of "clock" "noon"; tools: "clock"; answer by the schema "answer".',
    );
    // Whoever swallowed the error is found out at the end.
    expect(() => model.assertComplete()).toThrow("Request 2 came, but the script has only 1 steps.");
    expect(() => model.assertComplete()).toThrow(ScriptError);
  });

  it.each<[Partial<ChatRequest>, string]>([
    [{}, 'user "x"; no tools.'],
    [{ messages: [] }, "no message; no tools."],
    [{ messages: [{ role: "user", content: `${"long ".repeat(40)}end` }] }, `user "${"long ".repeat(16)}..."; no tools.`],
    [
      {
        messages: [
          {
            role: "user",
            content: [
              { type: "image", source: "data:" },
              { type: "text", text: "Look." },
            ],
          },
        ],
      },
      'user "<image> Look."; no tools.',
    ],
    [{ tools: [{ name: "a", description: "", parameters: {} }], toolChoice: "required" }, 'user "x"; tools: "a", choice: required.'],
    [{ tools: [{ name: "a", description: "", parameters: {} }], toolChoice: { name: "a" } }, 'user "x"; tools: "a", "a" required.'],
  ])("describe the request %j", async (part, words) => {
    await expect(scriptedModel([]).generate({ ...request, ...part }, { signal })).rejects.toThrow(`Request 1 asked: ${words}`);
  });

  it("list the steps that are left", () => {
    function decide(): string {
      return "";
    }
    const steps: ScriptStep[] = [
      "a text",
      toolCall("a"),
      ["Words.", toolCall("b")],
      { text: "reply" },
      { toolCalls: [{ id: "1", name: "c", arguments: "{}" }] },
      new ModelError("down"),
      decide,
      (
        () => () =>
          ""
      )(),
    ];
    expect(() => scriptedModel(steps).assertComplete()).toThrow(
      'The script has 8 steps, but only 0 requests came. Left over: 1. "a text"; 2. a call of "a"; 3. "Words." and a call of "b"; 4. the reply "reply"; 5. calls of "c"; 6. the error "down"; 7. the function decide; 8. a function.',
    );
  });

  it("name a step that can never be played, before anything is asked", async () => {
    const script = (...steps: readonly unknown[]) => scriptedModel(steps as ScriptStep[]);
    expect(() => script("a", undefined)).toThrow("Step 2 of the script is undefined.");
    expect(() => script(5)).toThrow("Step 1 of the script is 5.");
    expect(() => script(["a", 5])).toThrow("Step 1 of the script has a part 2 that is neither a text nor a toolCall(...).");
    expect(() => script({ texts: "a" })).toThrow('Step 1 of the script has a key "texts", which no reply has; did you mean "text".');
    expect(() => scriptedModel(Array<ScriptStep>(1))).toThrow("Step 1 of the script is undefined.");
    const wrong = script(() => 5);
    await expect(wrong.generate(request, { signal })).rejects.toThrow("What a function of the script gave is 5.");
    expect(() => toolCall("a", () => 1)).toThrow('The arguments of the scripted call of "a" are a function, which has no JSON.');
  });

  it("do not see what is done to the script later", async () => {
    const steps: ScriptStep[] = ["a"];
    const model = scriptedModel(steps);
    steps.push("b");
    await model.generate(request, { signal });
    model.assertComplete();
  });
});
