// Streaming: the same run, watched. It has started when stream() returns; readers may come at any time.
import { agent, tool } from "msgflux";

const weather = tool(
  { name: "weather", description: "Current weather of a city", signature: "city: string -> string" },
  async (city) => `Sunny in ${city}`,
);
const assistant = agent("You are a helpful assistant.", { model: process.env["MSGFLUX_MODEL"] ?? "demo/any", tools: [weather] });

const stream = assistant.stream("What is the weather in Tokyo?");
for await (const event of stream.events()) {
  if (event.type === "tool-start") console.log(`${event.name}(${JSON.stringify(event.parameters)})`);
  if (event.type === "tool-end") console.log(`-> ${event.result}`);
}
for await (const text of stream.consume()) process.stdout.write(text);
process.stdout.write("\n");
console.log((await stream.output) === (await stream.result).output, (await stream.result).turns);

// Output:
// weather({"city":"Tokyo"})
// -> Sunny in Tokyo
// weather: Sunny in Tokyo.
// true 2
