import { agent, field, signature } from "msgflux";
import * as v from "valibot";
import { answers, calls, says, type Reply } from "./reply.ts";
import type { Scenario } from "./scenario.ts";
import { getWeather } from "./tools.ts";

const loved = { sentiment: "positive", confidence: 0.9 };
const sentence = "I loved the movie, but the ending was disappointing.";
const text = "sentence: string -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number";

const Sentiment = signature({
  instructions: "Classify the sentiment of a sentence.",
  input: { sentence: field(v.string(), "Text to analyze"), language: v.optional(v.string()) },
  output: {
    sentiment: v.picklist(["positive", "negative", "neutral"]),
    confidence: field(v.number(), "Between 0 and 1"),
    reason: v.optional(v.string()),
  },
});

const submits = (value: object, rest: Reply = {}): Reply => calls("submit_answer", { ...value }, rest);

/** Agents made by a call whose inputs or answer are typed. */
export const typedScenarios: readonly Scenario[] = [
  {
    name: "signature-text",
    replies: [answers(loved)],
    play: ({ model }) => ({ agent: agent("Classify the sentence.", { model, signature: text }), input: { sentence } }),
    output: loved,
  },
  {
    name: "signature-text-bare",
    replies: [answers(loved)],
    play: ({ model }) => ({
      agent: agent("Classify.", {
        model,
        signature: "sentence: string, strict?: boolean -> sentiment: 'positive' | 'negative', confidence: number",
      }),
      input: "a bare string binds to the only text input",
    }),
    output: loved,
  },
  {
    name: "signature-object",
    replies: [answers({ ...loved, reason: null })],
    providers: ["openai"],
    play: ({ model }) => ({ agent: agent("", { model, signature: Sentiment }), input: { sentence, language: "English" } }),
    output: loved,
  },
  {
    name: "signature-object-optional",
    replies: [answers(loved, { thinking: "No reason needed." })],
    play: ({ model }) => ({ agent: agent("", { model, signature: Sentiment }), input: { sentence } }),
    output: loved,
  },
  {
    name: "signature-value",
    replies: [answers({ result: [1.5, 2] })],
    play: ({ model }) => ({ agent: agent("Find the prices.", { model, signature: "text: string -> number[]" }), input: "1.50 or 2" }),
    output: [1.5, 2],
  },
  {
    name: "signature-result-text",
    replies: [says("Sunny.")],
    play: ({ model }) => ({
      agent: agent("Forecast.", { model, signature: `city: string "Where", days: int, tags: string[] -> string` }),
      input: { city: "Rome", days: 2, tags: ["wind", "</task>"] },
    }),
    output: "Sunny.",
  },
  {
    name: "generation-schema",
    replies: [answers({ items: [{ name: "lamp", price: 3 }] })],
    play: ({ model }) => ({
      agent: agent("Extract.", {
        model,
        generationSchema: v.object({ items: v.array(v.object({ name: v.string(), price: v.optional(v.number()) })) }),
      }),
      input: "A lamp for 3.",
    }),
    output: { items: [{ name: "lamp", price: 3 }] },
  },
  {
    name: "typed-correction",
    replies: [answers({ sentiment: "great", confidence: "high" }), says("Sorry: I cannot."), answers(loved)],
    play: ({ model }) => ({ agent: agent("Classify.", { model, signature: text }), input: { sentence } }),
    output: loved,
  },
  {
    name: "typed-with-tools",
    replies: [calls("get_weather", { city: "Rome" }), answers({ warm: true })],
    play: ({ model }) => ({
      agent: agent("Look it up.", { model, signature: "city: string -> warm: boolean", tools: [getWeather] }),
      input: "Rome",
    }),
    output: { warm: true },
    toolCalls: [["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"]],
  },
  {
    name: "typed-by-tool",
    modelOptions: { capabilities: { structuredOutput: "tool" } },
    replies: [
      calls("get_weather", { city: "Rome" }),
      { calls: [...(submits({ warm: "very" }).calls ?? []), { name: "get_weather", args: { city: "Bari" } }] },
      submits({ warm: true }),
    ],
    play: ({ model }) => ({
      agent: agent("Look it up.", { model, signature: "city: string -> warm: boolean, note?: string", tools: [getWeather] }),
      input: "Rome",
    }),
    output: { warm: true },
    toolCalls: [["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"]],
  },
  {
    name: "typed-by-words",
    modelOptions: { capabilities: { structuredOutput: "prompted" } },
    replies: [says(`Here you are:\n\`\`\`json\n${JSON.stringify(loved)}\n\`\`\``)],
    play: ({ model }) => ({ agent: agent("Classify.", { model, signature: text }), input: { sentence } }),
    output: loved,
  },
];
