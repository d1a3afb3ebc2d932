// Variables: rendered into the prompt where a template asks for them, injected into tools, never shown to the model by themselves.
import { agent, runWith, tool } from "msgflux";

const orders = tool(
  { name: "orders", description: "List the customer's open orders.", signature: "-> string[]", injectVars: true },
  (call) => (call.vars["customerId"] === "C-1234" ? ["a red lamp", "a desk"] : []),
);
const support = agent("You are assisting {{userName}}.{{#if isVip}} Prioritize this customer.{{/if}}", {
  model: process.env["MSGFLUX_MODEL"] ?? "demo/any",
  tools: [orders],
});

console.log(support.systemPrompt({ vars: { userName: "Alice", isVip: true } }));
// A call's own variables; or those of everything called inside runWith, at any depth.
console.log(await support("Which orders are open?", { vars: { userName: "Alice", isVip: true, customerId: "C-1234" } }));
console.log(await runWith({ vars: { userName: "Bob", customerId: "C-5678" } }, () => support("Which orders are open?")));

// Output:
// <instructions>
// You are assisting Alice. Prioritize this customer.
// </instructions>
// orders: a red lamp, a desk.
// orders: none.
