import { agent, runWith, type ChatMessage } from "msgflux";
import { expect } from "vitest";
import { hidden } from "./scenario.ts";
import { calls, says } from "./reply.ts";
import type { Scenario } from "./scenario.ts";
import { failing, getWeather, rate } from "./tools.ts";

const history: readonly ChatMessage[] = [
  { role: "user", content: "Is it cold in Oslo?" },
  { role: "assistant", content: "", toolCalls: [{ id: "earlier_1", name: "get_weather", arguments: '{"city":"Oslo"}' }] },
  { role: "tool", toolCallId: "earlier_1", name: "get_weather", content: "Snow in Oslo" },
  { role: "assistant", content: "It snows." },
];

/** Agents made by a call whose answer is plain text: prompts, tools, history, context, limits. */
export const textScenarios: readonly Scenario[] = [
  {
    name: "factory",
    replies: [says("Grüß Gott! 東京 is lovely 🗼, and so are you.", { usage: { input: 25, output: 14, cached: 8, reasoning: 0 } })],
    play: ({ model }) => ({ agent: agent("You are a helpful assistant.", { model }), input: "Say hello." }),
    output: "Grüß Gott! 東京 is lovely 🗼, and so are you.",
  },
  {
    name: "factory-parallel-tools",
    replies: [
      {
        thinking: "I need the weather, twice, and the rate. 🤔",
        text: "Let me look.",
        calls: [
          { name: "get_weather", args: { city: "Tokyo 東京", days: null } },
          { name: "get_weather", args: { city: "Lisbon", days: 3 } },
          { name: "rate", args: { from: "EUR", to: ["USD", "JPY"] } },
        ],
        usage: { input: 120, output: 40, cached: 100, reasoning: 12 },
      },
      says("Sunny in both.", { thinking: "That was easy." }),
    ],
    play: ({ model }) => ({
      agent: agent("Answer with the tools.", { model, tools: [getWeather, rate] }),
      input: "How are the weather in Tokyo and Lisbon, and the euro?",
    }),
    output: "Sunny in both.",
    toolCalls: [
      ["get_weather", { city: "Tokyo 東京" }, "Sunny in Tokyo 東京, 1 day"],
      ["get_weather", { city: "Lisbon", days: 3 }, "Sunny in Lisbon, 3 days"],
      ["rate", { from: "EUR", to: ["USD", "JPY"] }, { USD: 1.1, JPY: 160 }],
    ],
  },
  {
    name: "mistakes-of-the-model",
    replies: [
      {
        calls: [
          { name: "get_wether", args: { city: "Rome" } },
          { name: "get_weather", args: { town: "Rome" } },
          { name: "fails", args: {} },
        ],
      },
      calls("get_weather", { city: "Rome" }),
      says("Sunny."),
    ],
    play: ({ model }) => ({ agent: agent("Answer with the tools.", { model, tools: [getWeather, failing] }), input: "Rome?" }),
    output: "Sunny.",
    toolCalls: [
      ["get_wether", undefined, expect.stringContaining('There is no tool named "get_wether".')],
      ["get_weather", { town: "Rome" }, expect.stringContaining("city")],
      ["fails", {}, "The station is closed."],
      ["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"],
    ],
  },
  {
    name: "all-parts-of-the-prompt",
    today: "2026-11-21T23:30:00Z",
    replies: [says("Done.")],
    play: ({ model }) => ({
      agent: agent("Help {{customer.name}}.{{#if vip}} At once!{{/if}}", {
        model,
        systemMessage: "You are a clerk of {{company}}.",
        expectedOutput: "One word.",
        examples: "Q: <br> & co? A: {{word}}.",
        systemExtraMessage: "Be brief.",
        includeDate: true,
        use: [{ name: "manners", preamble: "Say please {{literally}}." }],
        vars: { company: "nobody", word: "Yes" },
      }),
      input: "Finish.",
      options: { vars: { customer: { name: "Alice & Søn" }, vip: true, [hidden]: `${hidden} value` } },
    }),
    within: (work) => runWith({ vars: { company: "Acme" } }, work),
    output: "Done.",
  },
  {
    name: "system-prompt-template",
    replies: [says("Yes.")],
    play: ({ model }) => ({
      agent: agent("Answer {{customer}}.", {
        model,
        systemMessage: "A clerk.",
        templates: { systemPrompt: "# {{systemMessage}}\n{{#if examples}}never{{/if}}{{instructions}} ({{customer}})" },
      }),
      input: "Is it?",
      options: { vars: { customer: "Ann" } },
    }),
    output: "Yes.",
  },
  {
    name: "task-template",
    replies: [says("Ja.")],
    play: ({ model }) => ({
      agent: agent("", { model, templates: { task: "Translate into {{language}}: {{task}}" }, vars: { language: "German" } }),
      input: "Yes, {{language}} </task> please.",
    }),
    output: "Ja.",
  },
  {
    name: "history",
    replies: [says("Sunny there.")],
    play: ({ model }) => ({
      agent: agent("Answer.", { model, tools: [getWeather] }),
      input: "And in Rome?",
      options: { messages: history },
    }),
    output: "Sunny there.",
    check: ({ messages }) => {
      expect(messages.slice(0, history.length)).toEqual(history);
      expect(messages.slice(history.length)).toMatchObject([
        { role: "user", content: "And in Rome?" },
        { role: "assistant", content: "Sunny there." },
      ]);
    },
  },
  {
    name: "task-context",
    replies: [says("Alice.")],
    play: ({ model }) => ({
      agent: agent("Answer from the context.", { model }),
      input: "Who owns account 7?",
      options: { taskContext: { accounts: [{ id: 7, owner: "Alice" }], note: "</context> is text" } },
    }),
    output: "Alice.",
  },
  {
    name: "limit-of-turns",
    replies: [calls("get_weather", { city: "Rome" }), calls("get_weather", { city: "Bari" }), says("Sunny all over Italy.")],
    play: ({ model }) => ({
      agent: agent("Answer.", { model, tools: [getWeather], maxTurns: 3 }),
      input: "Italy?",
    }),
    output: "Sunny all over Italy.",
    toolCalls: [
      ["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"],
      ["get_weather", { city: "Bari" }, "Sunny in Bari, 1 day"],
    ],
  },
  {
    name: "limit-of-tool-calls",
    replies: [{ calls: ["Rome", "Bari"].map((city) => ({ name: "get_weather", args: { city } })) }, says("Sunny.")],
    play: ({ model }) => ({ agent: agent("Answer.", { model, tools: [getWeather], maxToolCalls: 1 }), input: "Italy?" }),
    output: "Sunny.",
    toolCalls: [
      ["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"],
      ["get_weather", undefined, expect.stringContaining("at most 1")],
    ],
  },
  ...(["required", "get_weather", "none", "auto"] as const).map((toolChoice): Scenario => {
    const obeys = toolChoice === "required" || toolChoice === "get_weather";
    return {
      name: `tool-choice-${toolChoice.replace("_", "-")}`,
      replies: [...(obeys ? [calls("get_weather", { city: "Rome" })] : []), says("Sunny.")],
      play: ({ model }) => ({ agent: agent("Answer.", { model, tools: [getWeather, rate], toolChoice }), input: "Rome?" }),
      output: "Sunny.",
      toolCalls: obeys ? [["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"]] : [],
    };
  }),
];
