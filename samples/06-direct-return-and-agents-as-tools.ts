// An agent as the tool of another; with returnDirect its result goes to the caller instead of back to the model.
import { agent, returnDirect, ToolResponses } from "msgflux";

const model = process.env["MSGFLUX_MODEL"] ?? "demo/any";

const sentiment = returnDirect(
  agent("Classify the sentiment.", {
    name: "sentiment",
    description: "Classify the sentiment of a sentence",
    model,
    signature: "sentence: string -> sentiment: 'positive' | 'negative'",
  }),
);
const orchestrator = agent("Delegate every request.", { model, tools: [sentiment] });

const output = await orchestrator('Classify the sentiment of the sentence "This product is terrible"');
if (output instanceof ToolResponses) for (const call of output.toolCalls) console.log(call.name, call.parameters, call.result);

// Called by itself it is an ordinary agent.
console.log(await sentiment({ sentence: "What a wonderful day" }));

// Output:
// sentiment { sentence: 'This product is terrible' } { sentiment: 'negative' }
// { sentiment: 'positive' }
