/** One way in which a model is used. */
export interface Scenario {
  readonly name: string;
  /** How often the model calls tools before it answers, and how many at once. */
  readonly rounds: number;
  readonly callsPerRound: number;
  /** Tools the model is offered. */
  readonly tools: number;
  /** Messages before the task. */
  readonly history: number;
  /** Pieces of a streamed answer; 0: not streamed. */
  readonly chunks: number;
  /** Whether each piece comes in a packet of its own, a millisecond after the one before; else they come as fast as they are read. */
  readonly paced: boolean;
  /** The answer is JSON by a schema. */
  readonly typed: boolean;
  /** Answers are held back until all runs wait. */
  readonly held: boolean;
}

const plain: Scenario = {
  name: "plain",
  rounds: 0,
  callsPerRound: 0,
  tools: 0,
  history: 0,
  chunks: 0,
  paced: false,
  typed: false,
  held: false,
};

/** All scenarios by name; the name is the first part of the URL the model is asked at. */
export const scenarios: Readonly<Record<string, Scenario>> = Object.fromEntries(
  [
    plain,
    { ...plain, name: "tool1", rounds: 1, callsPerRound: 1, tools: 1 },
    { ...plain, name: "par8", rounds: 1, callsPerRound: 8, tools: 1 },
    { ...plain, name: "par64", rounds: 1, callsPerRound: 64, tools: 1 },
    { ...plain, name: "loop10", rounds: 10, callsPerRound: 1, tools: 1 },
    { ...plain, name: "json", typed: true },
    { ...plain, name: "stream", chunks: 2000 },
    { ...plain, name: "paced", chunks: 500, paced: true },
    { ...plain, name: "history500", history: 500 },
    { ...plain, name: "tools500", tools: 500 },
    { ...plain, name: "hold", held: true },
  ].map((scenario) => [scenario.name, scenario]),
);

/** The scenario of that name; an error when there is none. */
export function scenarioOf(name: string): Scenario {
  const scenario = scenarios[name];
  if (scenario === undefined) throw new Error(`There is no scenario named "${name}". Known: ${Object.keys(scenarios).join(", ")}.`);
  return scenario;
}

/** What every run asks. */
export const instructions = "You are a helpful assistant.";
export const task = "What is the weather like in Paris today, and should I take an umbrella with me?";
export const answer =
  "It is sunny in Paris today, with a light wind from the west and no rain in sight. You can leave the umbrella at home.";

/** The tool's work, the same for every contender. */
export function weatherIn(city: string): string {
  return `Sunny in ${city}, 21 degrees, wind 3 m/s.`;
}

/** The earlier conversation, user and assistant in turn. */
export function historyOf(scenario: Scenario): { role: "user" | "assistant"; content: string }[] {
  return Array.from({ length: scenario.history }, (_, index) => ({
    role: index % 2 === 0 ? ("user" as const) : ("assistant" as const),
    content: `Message ${index} of a long conversation about the weather in the cities of Europe.`,
  }));
}

/** The names of the offered tools; the model calls the first. */
export function toolNames(scenario: Scenario): string[] {
  return Array.from({ length: scenario.tools }, (_, index) => (index === 0 ? "get_weather" : `get_weather_${index}`));
}
