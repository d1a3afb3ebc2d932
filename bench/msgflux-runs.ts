import type { MakeRun, Run } from "./contenders.ts";
import { historyOf, instructions, task, toolNames, weatherIn, type Scenario } from "./scenarios.ts";

type Library = typeof import("msgflux");

/** This library: agents as its users write them. */
export async function msgfluxRuns(url: string): Promise<MakeRun> {
  // The built library stands outside of what the compiler sees; it is made from the sources this type comes from.
  const library = (await import(url)) as Library;
  return (scenario, baseURL) => {
    const model = library.Model.chatCompletion("openai/bench", { baseURL, apiKey: "bench" });
    const messages = historyOf(scenario);
    const call = messages.length > 0 ? { messages } : {};
    const options = { model, tools: toolsOf(library, scenario), maxTurns: scenario.rounds + 1 };
    if (scenario.typed) {
      const signature = "task: string -> sentiment: 'positive' | 'negative' | 'neutral', confidence: number, topics: string[]";
      const typed = library.agent(instructions, { ...options, signature });
      return () => typed(task, call);
    }
    const assistant = library.agent(instructions, options);
    return scenario.chunks > 0 ? streamed(assistant) : () => assistant(task, call);
  };
}

function toolsOf({ tool }: Library, scenario: Scenario): object[] {
  return toolNames(scenario).map((name) =>
    tool({ name, description: "The current weather of a city.", signature: "city: string -> string" }, (city: string) => weatherIn(city)),
  );
}

function streamed(assistant: { stream(task: string): { consume(): AsyncIterable<string> } }): Run {
  return async () => {
    let text = "";
    for await (const piece of assistant.stream(task).consume()) text += piece;
    return text;
  };
}
