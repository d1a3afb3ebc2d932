// A loop with a budget: drafts are written until one is approved or the tokens are spent; and no loop runs for ever.
import { agent, inline, InlineLoopError, Message } from "msgflux";
import { scriptedModel } from "msgflux/testing";

// Every draft costs 400 tokens.
const script = scriptedModel(
  Array.from({ length: 8 }, (_, index) => `Draft ${index + 1}`),
  { usage: { inputTokens: 100, outputTokens: 300 } },
);
const writer = agent("Write a headline.", { model: script });

const steps = {
  start: (msg: Message) => msg.update({ spent: 0, approved: false }),
  draft: async (msg: Message) => {
    const { output, usage } = await writer.run(String(msg.content));
    msg.update({ draft: output, spent: Number(msg.get("spent")) + usage.inputTokens + usage.outputTokens });
  },
  review: (msg: Message) => msg.set("approved", msg.get("draft") === msg.get("extra.wanted")),
  publish: (msg: Message) => msg.set("response", `published: ${String(msg.get("draft"))}`),
  giveUp: (msg: Message) => msg.set("response", `gave up after ${String(msg.get("spent"))} tokens`),
};

const frugal = inline("start -> @{!approved == true & spent < 1000}: draft -> review; -> {approved == true ? publish, giveUp}", steps, {
  maxIterations: 10,
});
console.log((await frugal(new Message({ content: "Rain in May", extra: { wanted: "Draft 2" } }))).response);
console.log((await frugal(new Message({ content: "Rain in May", extra: { wanted: "a masterpiece" } }))).response);

// Whoever forgets the budget is stopped by maxIterations; the message keeps what was done.
const endless = inline("start -> @{!approved == true}: draft -> review; -> publish", steps, { maxIterations: 3 });
const msg = new Message({ content: "Rain in May" });
try {
  await endless(msg);
} catch (error) {
  if (error instanceof InlineLoopError) console.log(`${error.name}: ${error.message}`);
}
console.log(msg.get("draft"), msg.get("spent"), msg.response);

// Output:
// published: Draft 2
// gave up after 1200 tokens
// InlineLoopError: While loop exceeded maximum iterations (3). Possible infinite loop detected. Condition: !approved == true
// Draft 8 1200 {}
