import type { OpenAI } from "openai";
import type { MakeRun, Run } from "./contenders.ts";
import { historyOf, instructions, task, toolNames, weatherIn, type Scenario } from "./scenarios.ts";

type Message = OpenAI.ChatCompletionMessageParam;
type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** The bare client: what one writes by hand, with a loop of a few lines around it. */
export async function openaiRuns(): Promise<MakeRun> {
  const { OpenAI } = await import("openai");
  return (scenario, baseURL) => {
    const client = new OpenAI({ baseURL, apiKey: "bench" });
    const history = historyOf(scenario);
    const settings = settingsOf(scenario);
    const start = (): Body => {
      const messages: Message[] = [{ role: "system", content: instructions }, ...history, { role: "user", content: task }];
      return { model: "bench", messages, ...settings };
    };
    return scenario.chunks > 0 ? streamed(client, start) : answered(client, start, scenario);
  };
}

function settingsOf(scenario: Scenario): Partial<Body> {
  const parameters = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
  const tools = toolNames(scenario).map((name) => ({
    type: "function" as const,
    function: { name, description: "The current weather of a city.", parameters, strict: true },
  }));
  const properties = {
    sentiment: { enum: ["positive", "negative", "neutral"], type: "string" },
    confidence: { type: "number" },
    topics: { type: "array", items: { type: "string" } },
  };
  const schema = { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
  return {
    ...(tools.length > 0 ? { tools, tool_choice: "auto" as const } : {}),
    ...(scenario.typed ? { response_format: { type: "json_schema", json_schema: { name: "output", schema, strict: true } } } : {}),
  };
}

function answered(client: OpenAI, start: () => Body, scenario: Scenario): Run {
  return async () => {
    const body = start();
    for (;;) {
      const reply = await client.chat.completions.create(body);
      const message = reply.choices[0]?.message;
      if (!message?.tool_calls?.length) {
        const text = message?.content ?? "";
        return scenario.typed ? (JSON.parse(text) as unknown) : text;
      }
      body.messages.push(message);
      for (const call of message.tool_calls) {
        if (call.type !== "function") continue;
        const { city } = JSON.parse(call.function.arguments) as { city: string };
        body.messages.push({ role: "tool", tool_call_id: call.id, content: weatherIn(city) });
      }
    }
  };
}

function streamed(client: OpenAI, start: () => Body): Run {
  return async () => {
    const stream = await client.chat.completions.create({ ...start(), stream: true, stream_options: { include_usage: true } });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    return text;
  };
}
