// Agents bound to a message: each says where it reads and where it writes, and a pipeline of them needs no glue.
import { agent, firstOf, inline, Message } from "msgflux";
import { scriptedModel } from "msgflux/testing";

const model = process.env["MSGFLUX_MODEL"];
// Stands in for a model: it greets whom the system prompt names.
const clerk = scriptedModel(
  Array.from({ length: 3 }, () => ({ system = "", messages }) => {
    const name = /assisting (\w+)/.exec(system)?.[1] ?? "stranger";
    return `${name}, about ${JSON.stringify(messages.at(-1)?.content)}: ${system.includes("Prioritize") ? "at once" : "we look into it"}.`;
  }),
);

const router = agent("Classify the intent of the text.", {
  model: model ?? "demo/any",
  signature: "text: string -> intent: 'technical' | 'general'",
  messageFields: { task: { text: firstOf("issue", "content") } },
  responseMode: "outputs.route",
});
const support = agent("You are assisting {{userName}}.{{#if isVip}} Prioritize this customer.{{/if}}", {
  model: model ?? clerk,
  messageFields: { task: firstOf("issue", "content"), vars: "variables" },
  responseMode: "solution",
});
const reception = (msg: Message) => msg.set("solution", "Please ask at the reception.");

const flux = inline("router -> {outputs.route.intent == 'technical' ? support, reception}", { router, support, reception });

const msg = new Message();
msg["issue"] = "My app crashes with an error";
msg["variables"] = { userName: "Alice", isVip: true };
await flux(msg);
console.log(msg.outputs, msg["solution"]);

console.log((await flux(new Message({ content: "What are your opening hours?" }))).get("solution"));

// Called with a message by itself it writes its answer there and gives the same message back; called with a text it answers.
const other = new Message({ content: "The page is blank" });
other["variables"] = { userName: "Bob" };
console.log((await support(other)) === other, other["solution"]);
console.log(await support("Hello?", { vars: { userName: "Eve" } }));

// Output:
// { route: { intent: 'technical' } } Alice, about "My app crashes with an error": at once.
// Please ask at the reception.
// true Bob, about "The page is blank": we look into it.
// Eve, about "Hello?": we look into it.
