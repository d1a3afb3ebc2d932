import { agent, ModelError, policy, Registry, returnDirect, tool, ToolResponses, type AgentEvent, type Chat } from "msgflux";
import { describe, expect, it } from "vitest";
import { scriptedModel, toolCall } from "msgflux/testing";

const getWeather = tool(
  { name: "weather", description: "Current weather", signature: "city: string -> string" },
  async (city) => `Sunny in ${city}`,
);

describe("agents made by a call", () => {
  it("answer a text with a text, using tools by value and by name", async () => {
    const model = scriptedModel([[toolCall("weather", { city: "Tokyo" }), toolCall("balance")], "Sunny, and $5."]);
    const registry = new Registry().register(tool({ name: "balance", signature: "-> string" }, () => "$5"));
    const assistant = agent("You are a helpful assistant.", { model, tools: [getWeather, "balance"], registry });
    expect(await assistant("What's the weather in Tokyo?")).toBe("Sunny, and $5.");
    expect(model.requests[0]).toMatchObject({
      system: "<instructions>\nYou are a helpful assistant.\n</instructions>",
      messages: [{ role: "user", content: "What's the weather in Tokyo?" }],
    });
    expect(model.requests[1]?.messages.slice(2)).toMatchObject([
      { role: "tool", name: "weather", content: "Sunny in Tokyo" },
      { role: "tool", name: "balance", content: "$5" },
    ]);
  });

  it("are typed by a signature, and bind a bare text to the only text input", async () => {
    const answer = '{"sentiment":"positive","confidence":0.75}';
    const model = scriptedModel([answer, answer]);
    const classify = agent("Classify the sentence.", {
      model,
      signature: "sentence: string -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number",
    });
    const { sentiment, confidence } = await classify({ sentence: "I loved the movie." });
    expect([sentiment, confidence]).toEqual(["positive", 0.75]);
    await classify("I loved the movie.");
    expect(model.requests[1]?.messages).toEqual(model.requests[0]?.messages);
  });

  it("bind a bare text beside inputs that are not text, where those may be absent", async () => {
    const model = scriptedModel(["a", "b"]);
    const look = agent("Look.", { model, signature: "note: string, days?: int, photo?: Image -> string" });
    expect(await look("hello")).toBe("a");
    expect(JSON.stringify(model.requests[0]?.messages)).toContain("<note>hello</note>");
  });
});

describe("agents as tools", () => {
  const sentiment = () =>
    agent("Classify the sentiment.", {
      name: "sentiment",
      description: "Classifies text",
      model: scriptedModel(['{"sentiment":"bad"}']),
      signature: "sentence: string -> sentiment: string",
    });

  it("are shown by their signature and answer the agent that called them", async () => {
    const model = scriptedModel([toolCall("sentiment", { sentence: "terrible" }), "It is bad."]);
    const orchestrator = agent("Delegate.", { model, tools: [sentiment()] });
    expect(await orchestrator("Classify: 'terrible'")).toBe("It is bad.");
    expect(model.requests[0]?.tools).toMatchObject([
      { name: "sentiment", description: "Classifies text", parameters: { properties: { sentence: { type: "string" } } } },
    ]);
    expect(model.requests[1]?.messages.at(-1)?.content).toBe('{"sentiment":"bad"}');
  });

  it("end the run with their results where they are direct", async () => {
    const model = scriptedModel([toolCall("sentiment", { sentence: "terrible" }, "call-1")]);
    const direct = await agent("Delegate.", { model, tools: [returnDirect(sentiment())] })("Classify: 'terrible'");
    if (!(direct instanceof ToolResponses)) throw new Error("The run did not end in its tools.");
    expect(direct.toolCalls).toEqual([
      { id: "call-1", name: "sentiment", parameters: { sentence: "terrible" }, result: { sentiment: "bad" } },
    ]);
    expect(direct.reasoning).toBeUndefined();
  });

  it("go back to the model when one of the turn's tools is not direct", async () => {
    const model = scriptedModel([[toolCall("sentiment", { sentence: "x" }), toolCall("weather", { city: "Oslo" })], "Both."]);
    expect(await agent("Delegate.", { model, tools: [returnDirect(sentiment()), getWeather] })("Both?")).toBe("Both.");
  });
});

describe("a run", () => {
  const history: Chat = Object.freeze([
    { role: "user", content: "I am Alice." },
    { role: "assistant", content: "Hello Alice." },
  ]);

  it("gives everything about itself", async () => {
    const usage = { inputTokens: 10, outputTokens: 2 };
    const model = scriptedModel([
      { text: "", reasoning: [{ text: "Ask." }], toolCalls: [{ id: "1", name: "weather", arguments: '{"city":"Oslo"}' }], usage },
      { text: "Sunny.", reasoning: [{ text: "Say." }], usage },
    ]);
    const assistant = agent("Be brief.", { model, tools: [getWeather] });
    const result = await assistant.run("Oslo?", { messages: history });
    expect(Object.keys(result).toSorted()).toEqual([
      "finishReason",
      "messages",
      "output",
      "reasoning",
      "runId",
      "source",
      "toolCalls",
      "turns",
      "usage",
    ]);
    expect(result).toMatchObject({
      output: "Sunny.",
      usage: { inputTokens: 20, outputTokens: 4 },
      toolCalls: [{ id: "1", name: "weather", parameters: { city: "Oslo" }, result: "Sunny in Oslo" }],
      turns: 2,
      reasoning: "Ask.\n\nSay.",
      finishReason: "stop",
      source: "model",
    });
    expect(result.runId).toMatch(/^[0-9a-f-]{36}$/);
    expect(result.messages.map((message) => message.role)).toEqual(["user", "assistant", "user", "assistant", "tool", "assistant"]);
    expect(history).toHaveLength(2);
    // What came back is what the next call takes.
    const next = scriptedModel(["Again."]);
    await agent("Be brief.", { model: next }).run("And now?", { messages: result.messages });
    expect(next.requests[0]?.messages.slice(0, -1)).toEqual(result.messages);
  });

  it("says when the fallback answered", async () => {
    const model = scriptedModel([new ModelError("Down.", { provider: "scripted", retryable: false })]);
    const result = await agent("x", { model, fallback: (input: string) => `Cannot say: ${input}` }).run("Why?");
    expect(result).toMatchObject({ output: "Cannot say: Why?", source: "fallback" });
  });

  it("takes context, media, variables and limits from the call", async () => {
    const model = scriptedModel(["done", toolCall("weather", { city: "Oslo" }), "forced"]);
    const assistant = agent("Help {{who}}.", { model, tools: [getWeather], vars: { who: "nobody" } });
    await assistant("Look.", {
      vars: { who: "Alice" },
      taskContext: "The sky is blue.",
      taskMultimodal: { image: "https://example.com/a.png" },
      toolChoice: "none",
    });
    expect(model.requests[0]).toMatchObject({
      system: expect.stringContaining("Help Alice."),
      messages: [
        {
          role: "user",
          content: [
            { type: "image", source: "https://example.com/a.png" },
            { type: "text", text: "<context>The sky is blue.</context>\n\n<task>Look.</task>" },
          ],
        },
      ],
      toolChoice: "none",
    });
    expect(await assistant("Again.", { maxTurns: 2 })).toBe("forced");
    expect(model.requests[2]).toMatchObject({ toolChoice: "none" });
  });

  it("ends with the caller's signal", async () => {
    const gone = new AbortController();
    const model = scriptedModel([() => (gone.abort(new Error("enough")), "late")]);
    await expect(agent("x", { model })("Hello", { signal: gone.signal })).rejects.toThrow("enough");
  });
});

describe("a stream", () => {
  const steps = () => [
    { reasoning: [{ text: "Ask first." }], toolCalls: [{ id: "1", name: "weather", arguments: '{"city":"Oslo"}' }] },
    { text: "It is sunny." },
  ];

  it("starts at once, and gives text, thoughts, events and the output", async () => {
    const model = scriptedModel(steps());
    const stream = agent("Be brief.", { model, tools: [getWeather] }).stream("Oslo?");
    await stream.output;
    const [texts, thoughts, events]: [string[], string[], AgentEvent[]] = [[], [], []];
    for await (const text of stream.consume()) texts.push(text);
    for await (const thought of stream.consumeReasoning()) thoughts.push(thought);
    for await (const event of stream.events()) events.push(event);
    expect(texts.join("")).toBe("It is sunny.");
    expect(texts.length).toBeGreaterThan(1);
    expect(thoughts).toEqual(["Ask first."]);
    const types = [...new Set(events.map((event) => event.type))];
    expect(types).toEqual(
      expect.arrayContaining([
        "run-start",
        "turn-start",
        "reasoning-delta",
        "tool-call-delta",
        "turn-end",
        "tool-start",
        "tool-end",
        "text-delta",
        "run-end",
      ]),
    );
  });

  it("comes to the same as the run without streaming", async () => {
    const run = await agent("Be brief.", { model: scriptedModel(steps()), tools: [getWeather] }).run("Oslo?");
    const stream = agent("Be brief.", { model: scriptedModel(steps()), tools: [getWeather] }).stream("Oslo?");
    const { runId: _, ...result } = await stream.result;
    const { runId: __, ...expected } = run;
    expect(result).toEqual(expected);
    expect(await stream.output).toBe(run.output);
  });

  it("tells of retries and of the breaker", async () => {
    const busy = new ModelError("Busy.", { provider: "scripted", retryable: true });
    const again = policy({ retry: { attempts: 2, baseDelayMs: 0 }, breaker: { consecutive: 1, halfOpenAfterMs: 1 } });
    const stream = agent("x", { model: scriptedModel([busy, "done"]), policy: again }).stream("Go.");
    await stream.output.catch(() => undefined);
    const types: string[] = [];
    try {
      for await (const event of stream.events()) types.push(event.type);
    } catch {
      // Whether the breaker lets the second attempt through is the breaker's business.
    }
    expect(types).toContain("breaker");
  });
});

describe("what an agent would send, and its state", () => {
  it("can be looked at without sending", async () => {
    const model = scriptedModel(["sent"]);
    const assistant = agent("Serve {{customerName}}.", { model, tools: [getWeather], systemMessage: "You are a clerk.", temperature: 0 });
    const options = { vars: { customerName: "Alice" }, taskContext: "Nothing new." };
    expect(assistant.systemPrompt(options)).toBe(
      "<system_message>\nYou are a clerk.\n</system_message>\n\n<instructions>\nServe Alice.\n</instructions>",
    );
    const { model: name, ...request } = await assistant.inspect("Hello?", options);
    expect(name).toBe("scripted/model");
    expect(model.requests).toEqual([]);
    await assistant("Hello?", options);
    expect(request).toEqual(model.requests[0]);
  });

  it("is saved as JSON, and loaded strictly", async () => {
    const model = scriptedModel(["done"]);
    const assistant = agent("Be brief.", { name: "clerk", model, signature: "text: string -> string", expectedOutput: "One line." });
    const saved = JSON.parse(JSON.stringify(assistant.stateDict()));
    expect(saved).toMatchObject({
      name: "clerk",
      instructions: "Be brief.",
      expectedOutput: "One line.",
      systemMessage: null,
      model: "scripted/model",
      signature: "text: string -> string",
    });
    assistant.loadStateDict({ ...saved, instructions: "Be long." });
    expect(assistant.systemPrompt()).toContain("Be long.");
    await assistant("x");
    expect(model.requests[0]?.system).toContain("Be long.");
    expect(() => assistant.loadStateDict({ ...saved, surname: "x" })).toThrow('unexpected "surname"');
    const { instructions: _, ...incomplete } = saved;
    expect(() => assistant.loadStateDict(incomplete)).toThrow('missing "instructions"');
    assistant.loadStateDict(incomplete, { strict: false });
    expect(assistant.stateDict().instructions).toBe("Be long.");
  });
});
