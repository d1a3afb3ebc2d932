import { agent, Registry, returnDirect, runWith, ToolResponses, type ChatModel } from "msgflux";
import { expect } from "vitest";
import { answers, calls, says } from "./reply.ts";
import { hidden, type Scenario } from "./scenario.ts";
import { getWeather } from "./tools.ts";

const sentimentAgent = (model: ChatModel) =>
  agent("Classify the sentiment for {{company}}.", {
    name: "sentiment",
    description: "Classifies text",
    model,
    signature: "sentence: string -> sentiment: string",
  });
const forecaster = (model: ChatModel) =>
  agent("Forecast.", { name: "forecaster", description: "Knows the weather.", model, tools: [getWeather] });

const negative = { sentiment: "negative" };
const terrible = { sentence: "This product is terrible" };
const vars = { company: "Acme", sentinelId: `${hidden} value` };

/** Agents as tools of agents. */
export const nestedScenarios: readonly Scenario[] = [
  {
    name: "agent-as-tool",
    replies: [
      calls("sentiment", terrible, { text: "One moment. ", thinking: "Delegate." }),
      answers(negative, { nested: true, thinking: "Terrible is negative." }),
      says("It is negative."),
    ],
    play: ({ model }) => ({
      agent: agent("Delegate.", { model, tools: [sentimentAgent(model)] }),
      input: "Classify: 'This product is terrible'",
      options: { vars },
    }),
    output: "It is negative.",
    toolCalls: [["sentiment", terrible, negative]],
  },
  {
    name: "agent-as-tool-direct",
    replies: [calls("sentiment", terrible), answers(negative, { nested: true })],
    play: ({ model }) => ({
      agent: agent("Delegate.", { model, tools: [returnDirect(sentimentAgent(model))] }),
      input: "Classify: 'This product is terrible'",
      options: { vars },
    }),
    output: expect.objectContaining({
      toolCalls: [expect.objectContaining({ name: "sentiment", parameters: terrible, result: negative })],
    }),
    toolCalls: [["sentiment", terrible, negative]],
    check: ({ output }) => expect(output).toBeInstanceOf(ToolResponses),
  },
  {
    name: "agents-by-name",
    replies: [
      {
        calls: [
          { name: "sentiment", args: terrible },
          { name: "forecaster", args: { task: "Rome tomorrow" } },
        ],
      },
      answers(negative, { nested: true, when: "Classify the sentiment" }),
      calls("get_weather", { city: "Rome" }, { nested: true, when: "Rome tomorrow" }),
      says("Sun.", { nested: true, when: "Sunny in Rome" }),
      says("Negative, but sunny."),
    ],
    play: ({ model }) => {
      const registry = new Registry();
      registry.register(sentimentAgent(model), forecaster(model));
      registry.verify();
      return {
        agent: agent("Delegate.", { model, tools: ["sentiment", "forecaster"], registry }),
        input: "Mood and weather?",
      };
    },
    within: (work) => runWith({ vars }, work),
    output: "Negative, but sunny.",
    toolCalls: [
      ["sentiment", terrible, negative],
      ["forecaster", { task: "Rome tomorrow" }, "Sun."],
    ],
  },
  {
    name: "three-levels",
    replies: [
      calls("middle", { task: "Ask the forecaster" }),
      calls("forecaster", { task: "Rome" }, { nested: true }),
      says("Sun.", { nested: true }),
      says("They say sun.", { nested: true }),
      says("Sunny, I hear."),
    ],
    play: ({ model }) => {
      const middle = agent("Pass it on.", { name: "middle", model, tools: [forecaster(model)] });
      return { agent: agent("Delegate.", { model, tools: [middle] }), input: "Rome?" };
    },
    output: "Sunny, I hear.",
    toolCalls: [["middle", { task: "Ask the forecaster" }, "They say sun."]],
  },
];
