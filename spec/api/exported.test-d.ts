// What a library would export: every inferred type has a name that a declaration file can write. Compiled by consumers.spec.ts.
import { agent, Agent, agentOf, field, Model, policy, Registry, returnDirect, runWith, signature, tool } from "msgflux";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";

export const getWeather = tool({ description: "Current weather", signature: "city: string -> string" }, async (city) => `Sunny in ${city}`);
export const add = returnDirect(tool({ args: [v.number(), v.number()], names: ["a", "b"] })((a: number, b: number) => a + b));
export const Sentiment = signature({
  input: { sentence: field(v.string(), "Text to analyze") },
  output: { sentiment: v.picklist(["positive", "negative"]) },
});
export const Route = signature("ticket: string, photo?: Image -> team: 'billing' | 'technical'");
export const Again = signature(Sentiment);
export const described = tool({ description: "Described." });
export const signed = tool({ signature: "city: string -> string" });
export const byInput = tool({ input: v.object({ year: v.number() }) });
export const byArgs = tool({ args: [v.number()], names: ["a"] });
export const bySignature = tool({ signature: Sentiment });
export const direct = returnDirect();
export const asAgent = agent({ model: "demo/any" });
export const assistant = agent("Help.", { model: "demo/any", tools: [getWeather, "balance"] });
export const plain = agent("Help.");
export const classify = agent("Classify.", { signature: Sentiment, tools: [add] });
export const route = agent("Route.", { signature: "ticket: string -> team: 'billing' | 'technical'" });
export const extract = agent("Extract.", { generationSchema: v.object({ total: v.number() }) });
export const stream = () => classify.stream("x");
export const result = () => runWith({}, () => classify.run("x"));
export const model = Model.chatCompletion("demo/any");
export const patient = policy({ retry: { attempts: 3 } });
export const slow = patient(async (pair: string) => pair);
export const mine = new Registry().register(getWeather);
export const saved = plain.stateDict();

@agent({ model })
export class BankAgent extends Agent {
  constructor(private readonly balances: Map<string, string>) {
    super();
  }
  override systemMessage = "You are a bank clerk.";
  override tools = [getWeather];

  @tool({ description: "The balance.", injectVars: ["customerId"] })
  @signature("customerId: string -> string")
  balance(customerId: string) {
    return this.balances.get(customerId) ?? "nothing";
  }

  @agent({ model }) @Route async route(ticket: string) {
    return { team: ticket === "" ? ("billing" as const) : ("technical" as const) };
  }
}
export class Typed extends Agent.of("text: string -> intent: 'a' | 'b'") {
  override model = model;
}
export class BySchema extends Agent.of(Sentiment) {}
export const made = agentOf<{ text: string }, number>(new Typed());

test("what is exported has the type that was inferred", async () => {
  expectTypeOf(await route("I was charged twice")).toEqualTypeOf<{ team: "billing" | "technical" }>();
  expectTypeOf((await made({ text: "x" })).toFixed()).toEqualTypeOf<string>();
});
