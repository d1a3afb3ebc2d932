// Signatures: inputs and outputs typed from one line, checked by the compiler here and by the schema at run time.
import { agent, byModel, field, signature } from "msgflux";
import * as v from "valibot";

const model = process.env["MSGFLUX_MODEL"] ?? "demo/any";

const classify = agent("Classify the sentence.", {
  model,
  signature: "sentence: string -> sentiment: 'positive' | 'negative' | 'neutral'",
});
const { sentiment } = await classify({ sentence: "I loved the movie, it was wonderful." });
console.log(sentiment satisfies "positive" | "negative" | "neutral");

// The same written as an object, with any schema library that follows Standard Schema.
const Invoice = signature({
  instructions: "Extract the invoice.",
  input: { text: field(v.string(), "The letter") },
  output: { amount: field(v.number(), "In euros"), paid: v.boolean() },
});
const invoice = await agent("", { model, signature: Invoice })("We received 120.50 euros; the invoice is paid.");
console.log(invoice.amount.toFixed(2), typeof invoice.paid);

class Desk {
  @agent({ model, instructions: "Route the ticket." })
  @signature("ticket: string -> team: 'billing' | 'technical'")
  async route(_ticket: string): Promise<{ team: "billing" | "technical" }> {
    return byModel(); // no answer of our own when the model cannot
  }
}
console.log((await new Desk().route("My billing statement is wrong.")).team);

console.log(String(Invoice));

// Output:
// positive
// 120.50 boolean
// billing
// text: string "The letter" -> amount: number "In euros", paid: boolean
