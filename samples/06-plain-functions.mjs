// Plain JavaScript without decorators: the same words, called. A function stays the very same function.
import { agent, registry, tool } from "msgflux";

/** Adds two numbers. */
function add(a, b) {
  return a + b;
}

const tooled = tool({ description: "Add two numbers", signature: "a: number, b: number -> number" }, add);
console.log(tooled === add, add(1, 2));

registry.register(add);
registry.verify();
const calculator = agent("Calculate with the tools.", { model: process.env.MSGFLUX_MODEL ?? "demo/any", tools: ["add"] });
console.log(await calculator("Add 19 and 23"));

// Output:
// true 3
// add: 42.
