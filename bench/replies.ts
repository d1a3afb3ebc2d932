import { answer, type Scenario } from "./scenarios.ts";

const head = { id: "chatcmpl-bench", created: 1_790_000_000, model: "bench" };
const usage = { prompt_tokens: 120, completion_tokens: 34, total_tokens: 154 };

/** The body of a whole reply: a call of tools while there are rounds left, then the answer. `done` is the number of results so far. */
export function replyBody(scenario: Scenario, done: number): string {
  const calling = done < scenario.rounds * scenario.callsPerRound;
  const message = calling
    ? callMessage(scenario, done)
    : { role: "assistant", content: scenario.typed ? typedAnswer : answer, refusal: null };
  const choice = { index: 0, message, logprobs: null, finish_reason: calling ? "tool_calls" : "stop" };
  return JSON.stringify({ ...head, object: "chat.completion", choices: [choice], usage });
}

const typedAnswer = JSON.stringify({ sentiment: "positive", confidence: 0.93, topics: ["weather", "paris"] });

function callMessage(scenario: Scenario, done: number): object {
  const calls = Array.from({ length: scenario.callsPerRound }, (_, index) => ({
    id: `call_${done + index}`,
    type: "function",
    function: { name: "get_weather", arguments: JSON.stringify({ city: `Paris ${index}` }) },
  }));
  return { role: "assistant", content: null, tool_calls: calls, refusal: null };
}

/** The events of a streamed reply, each as it goes over the wire. */
export function replyEvents(scenario: Scenario): string[] {
  const words = answer.split(" ");
  const pieces = Array.from({ length: scenario.chunks }, (_, index) => ({ content: `${words[index % words.length]} ` }));
  const deltas = [{ role: "assistant", content: "", refusal: null }, ...pieces];
  return [
    ...deltas.map((delta) => chunk({ choices: [{ index: 0, delta, logprobs: null, finish_reason: null }], usage: null })),
    chunk({ choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }], usage: null }),
    chunk({ choices: [], usage }),
    "data: [DONE]\n\n",
  ];
}

function chunk(part: object): string {
  return `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...part })}\n\n`;
}
