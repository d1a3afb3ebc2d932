import { agent, type AgentOptions, type ChatModelOptions } from "msgflux";
import { calls, says } from "./reply.ts";
import type { Scenario } from "./scenario.ts";
import { getWeather } from "./tools.ts";

interface Settings {
  readonly name: string;
  readonly providers?: Scenario["providers"];
  readonly models?: Scenario["models"];
  readonly ofAgent?: AgentOptions;
  readonly ofModel?: ChatModelOptions;
}

const both: readonly Settings[] = [
  {
    name: "temperature-zero",
    providers: ["openai"],
    ofAgent: { temperature: 0, topP: 0, seed: 0, presencePenalty: 0, frequencyPenalty: 0 },
  },
  { name: "temperature-of-the-model", providers: ["openai"], ofModel: { temperature: 0, seed: 7 }, ofAgent: { seed: 8 } },
  { name: "max-tokens", ofAgent: { maxTokens: 500, stop: ["END"] } },
  { name: "reasoning-effort", ofAgent: { reasoningEffort: "high" } },
  {
    name: "reasoning-by-budget",
    providers: ["anthropic"],
    models: { anthropic: "claude-opus-4-5" },
    ofAgent: { reasoningEffort: "low", maxTokens: 8000 },
  },
  { name: "one-tool-at-a-time", ofAgent: { parallelToolCalls: false } },
  { name: "prompt-cache", ofAgent: { promptCache: "1h" } },
  { name: "extra-body", ofAgent: { extraBody: { metadata: { user_id: "u-1" } } } },
];

/** Settings of models and agents; each with a tool, so that a second turn shows what is sent again. */
export const settingsScenarios: readonly Scenario[] = both.map(({ name, providers, models, ofAgent, ofModel }) => ({
  name,
  ...(providers === undefined ? {} : { providers }),
  ...(models === undefined ? {} : { models }),
  ...(ofModel === undefined ? {} : { modelOptions: ofModel }),
  replies: [calls("get_weather", { city: "Rome" }, { thinking: "Rome it is." }), says("Sunny.")],
  play: ({ model }) => ({ agent: agent("Answer.", { model, tools: [getWeather], ...ofAgent }), input: "Rome?" }),
  output: "Sunny.",
  toolCalls: [["get_weather", { city: "Rome" }, "Sunny in Rome, 1 day"]],
}));
