// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  agent,
  Model,
  returnDirect,
  signature,
  tool,
  ToolResponses,
  type Agent,
  type AgentEvent,
  type AgentOptions,
  type AgentState,
  type AgentStream,
  type CallOptions,
  type Chat,
  type FinishReason,
  type InferInput,
  type Inspection,
  type RunResult,
  type ToolRecord,
  type Usage,
} from "msgflux";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";

const model = Model.chatCompletion("demo/any");
const getWeather = tool({ description: "Current weather", signature: "city: string -> string" }, async (city) => `Sunny in ${city}`);
declare const options: CallOptions;
declare const vars: Readonly<Record<string, unknown>>;
declare const saved: AgentState;

test("a factory makes an async function of a text", async () => {
  const assistant = agent("You are a helpful assistant.", { model: "openai/gpt-4.1-mini", tools: [getWeather, "balance"] });
  const answer: string = await assistant("What's the weather in Tokyo?");
  expectTypeOf(answer).toEqualTypeOf<string>();
  await assistant("And in Rome?", { vars, signal: new AbortController().signal, maxTurns: 3 });
  expectTypeOf(agent("Be brief.")).toExtend<(input: string, options?: CallOptions) => Promise<string>>();
});

test("a signature text types inputs and outputs", async () => {
  const classify = agent("Classify the sentence.", {
    model,
    signature: "sentence: string -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number",
  });
  const { sentiment, confidence } = await classify({ sentence: "I loved the movie, but the ending was disappointing." });
  expectTypeOf(sentiment).toEqualTypeOf<"positive" | "negative" | "neutral">();
  expectTypeOf(confidence).toEqualTypeOf<number>();
  await classify("a bare string binds to the only text input");
  expectTypeOf<Parameters<typeof classify>[0]>().toEqualTypeOf<string | { sentence: string }>();
});

test("a bare text is taken where exactly one input is text", () => {
  void agent("x", { signature: "text: string, days: int -> a" })("text");
  void agent("x", { signature: "text: string, kind: 'a' | 'b' -> a" })("text");
  expectTypeOf<Parameters<typeof twoTexts>[0]>().toEqualTypeOf<{ a: string; b: string }>();
  expectTypeOf<Parameters<typeof noText>[0]>().toEqualTypeOf<{ days: number }>();
  expectTypeOf<Parameters<typeof picture>[0]>().toEqualTypeOf<string | { photo: string | URL | Uint8Array; note: string }>();
  const twoTexts = agent("x", { signature: "a: string, b: string -> c" });
  const noText = agent("x", { signature: "days: int -> c" });
  const picture = agent("x", { signature: "photo: Image, note: string -> c" });
});

test("a result without a name is the value itself", async () => {
  expectTypeOf(await agent("x", { signature: "city: string -> string" })("Oslo")).toEqualTypeOf<string>();
  expectTypeOf(await agent("x", { signature: "city: string -> int[]" })("Oslo")).toEqualTypeOf<number[]>();
  expectTypeOf(await agent("x", { signature: "city: string -> text" })("Oslo")).toEqualTypeOf<{ text: string }>();
});

test("a signature text that is not known to the compiler is loose", async () => {
  const text: string = "a -> b";
  const loose = agent("x", { model, signature: text });
  expectTypeOf<Parameters<typeof loose>[0]>().toEqualTypeOf<string | Record<string, unknown>>();
  expectTypeOf(await loose("x")).toBeAny();
  const given: AgentOptions = { model };
  expectTypeOf(agent("x", given)).toExtend<Agent<never, unknown>>();
});

test("a schema of the answer types the output", async () => {
  const extract = agent("Extract.", { model, generationSchema: v.object({ total: v.number(), paid: v.optional(v.boolean(), false) }) });
  expectTypeOf(await extract("text")).toEqualTypeOf<{ total: number; paid: boolean }>();
});

test("agents are tools, and listed direct tools widen the output", async () => {
  const sentimentAgent = returnDirect(
    agent("Classify the sentiment.", {
      name: "sentiment",
      description: "Classifies text",
      model,
      signature: "sentence: string -> sentiment: string",
    }),
  );
  expectTypeOf((await sentimentAgent({ sentence: "x" })).sentiment).toEqualTypeOf<string>();
  const orchestrator = agent("Delegate.", { model, tools: [sentimentAgent] });
  const direct = await orchestrator("Classify: 'This product is terrible'");
  expectTypeOf(direct).toEqualTypeOf<string | ToolResponses>();
  if (direct instanceof ToolResponses) expectTypeOf(direct.toolCalls).toEqualTypeOf<readonly ToolRecord[]>();
  expectTypeOf<ToolRecord>().toEqualTypeOf<{
    readonly id: string;
    readonly name: string;
    readonly parameters: unknown;
    readonly result: unknown;
    readonly error?: string | undefined;
  }>();
  expectTypeOf<ToolResponses["reasoning"]>().toEqualTypeOf<string | undefined>();
  const typed = agent("Delegate.", { model, signature: "a -> b: int", tools: [getWeather, returnDirect(getWeather), "balance"] });
  expectTypeOf(await typed("x")).toEqualTypeOf<{ b: number } | ToolResponses>();
  expectTypeOf(await agent("Delegate.", { model, tools: [agent("Inner.", { name: "inner", model })] })("x")).toEqualTypeOf<string>();
});

test("run tells of direct tools that the compiler cannot see", async () => {
  const named = agent("x", { model, tools: ["export"] });
  expectTypeOf(await named("x")).toEqualTypeOf<string>();
  expectTypeOf((await named.run("x")).output).toEqualTypeOf<string | ToolResponses>();
  const bare = agent("x", { model, signature: "a -> b: int" });
  expectTypeOf((await bare.run("x")).output).toEqualTypeOf<{ b: number }>();
  expectTypeOf((await agent("x").run("x")).output).toEqualTypeOf<string>();
});

test("a run's result and its stream", async () => {
  const assistant = agent("You are a helpful assistant.", { model });
  const result = await assistant.run("...", options);
  expectTypeOf(result).toEqualTypeOf<RunResult<string>>();
  expectTypeOf(result.messages).toEqualTypeOf<Chat>();
  expectTypeOf(result.usage).toEqualTypeOf<Usage>();
  expectTypeOf(result.toolCalls).toEqualTypeOf<readonly ToolRecord[]>();
  expectTypeOf(result.turns).toEqualTypeOf<number>();
  expectTypeOf(result.reasoning).toEqualTypeOf<string | undefined>();
  expectTypeOf(result.finishReason).toEqualTypeOf<FinishReason>();
  expectTypeOf(result.runId).toEqualTypeOf<string>();
  expectTypeOf(result.source).toEqualTypeOf<"model" | "fallback">();
  const stream = assistant.stream("...", options);
  expectTypeOf(stream).toEqualTypeOf<AgentStream<string>>();
  for await (const text of stream.consume()) expectTypeOf(text).toEqualTypeOf<string>();
  for await (const thought of stream.consumeReasoning()) expectTypeOf(thought).toEqualTypeOf<string>();
  for await (const event of stream.events()) {
    expectTypeOf(event).toEqualTypeOf<AgentEvent>();
    if (event.type === "text-delta") expectTypeOf(event.text).toEqualTypeOf<string>();
    if (event.type === "tool-end") expectTypeOf(event.durationMs).toEqualTypeOf<number>();
    if (event.type === "breaker") expectTypeOf(event.state).toEqualTypeOf<"open" | "half-open" | "closed">();
  }
  expectTypeOf(await stream.output).toEqualTypeOf<string>();
  expectTypeOf<AgentEvent["type"]>().extract<"text-delta" | "reasoning-delta" | "tool-start" | "tool-end" | "turn-end">().not.toBeNever();
});

test("prompts and state can be read, written and looked at", async () => {
  const assistant = agent("You are a helpful assistant.", { model });
  expectTypeOf(assistant.systemPrompt({ vars })).toEqualTypeOf<string>();
  expectTypeOf(await assistant.inspect("...", options)).toEqualTypeOf<Inspection>();
  expectTypeOf(assistant.stateDict()).toEqualTypeOf<AgentState>();
  expectTypeOf(assistant.loadStateDict).toBeCallableWith(saved);
  expectTypeOf(assistant.loadStateDict).toBeCallableWith(saved, { strict: false });
});

test("the options of an agent and of a call", () => {
  expectTypeOf(
    agent("Instructions.", {
      name: "a",
      description: "b",
      systemMessage: "c",
      expectedOutput: "d",
      examples: "e",
      systemExtraMessage: "f",
      includeDate: true,
      toolChoice: "required",
      templates: { task: "{{task}}", systemPrompt: "{{systemMessage}}" },
      vars: { a: 1 },
      use: [{ name: "words", preamble: "Speak." }],
      fallback: (input: string) => input,
      maxTurns: 3,
      maxToolCalls: 4,
      maxParallelTools: 2,
      maxOutputRetries: 1,
      temperature: 0,
      maxTokens: 100,
      reasoningEffort: "low",
    }),
  ).toExtend<Agent>();
  const call: CallOptions = {
    vars,
    messages: [{ role: "user", content: "Hello" }],
    taskContext: { data: 1 },
    taskMultimodal: { image: "https://example.com/a.png", audio: [new URL("https://example.com/a.mp3")], file: new Uint8Array() },
    signal: AbortSignal.timeout(1),
    use: [],
    toolChoice: "balance",
    maxTurns: 2,
  };
  void agent("x")("x", call);
});

/** Sixty fields in more than 5,000 characters. */
type Sixty = `${Ten<"0">}, ${Ten<"1">}, ${Ten<"2">}, ${Ten<"3">}, ${Ten<"4">} -> ${Ten<"5">}`;
type Ten<P extends string> = `${Six<P>}, ${One<`${P}6`>}, ${One<`${P}7`>}, ${One<`${P}8`>}, ${One<`${P}9`>}`;
type Six<P extends string> = `${One<`${P}0`>}, ${One<`${P}1`>}, ${One<`${P}2`>}, ${One<`${P}3`>}, ${One<`${P}4`>}, ${One<`${P}5`>}`;
type One<N extends string> =
  `field_${N}: { name: string, price?: number }[] "A description of field ${N} that goes on (and on, at length) for some time"`;

test("a long signature types an agent, a tool and a decorator", async () => {
  const long = "" as Sixty;
  expectTypeOf((await agent("x", { model, signature: long })({} as never)).field_59).toEqualTypeOf<{ name: string; price?: number }[]>();
  type Fifth = `field_5${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;
  const longTool = tool({ signature: long }, (...args) => ({}) as Record<Fifth, (typeof args)[0]>);
  expectTypeOf<Parameters<typeof longTool>[49]>().toEqualTypeOf<{ name: string; price?: number }[]>();
  expectTypeOf<InferInput<ReturnType<typeof signed>>["field_00"]>().toEqualTypeOf<{ name: string; price?: number }[]>();
  const signed = () => signature(long);
});
