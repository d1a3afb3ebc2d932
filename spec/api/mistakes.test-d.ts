// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  agent,
  Agent,
  agentOf,
  field,
  Model,
  policy,
  registerProvider,
  registry,
  returnDirect,
  runWith,
  setEnvs,
  signature,
  tool,
  type CallOptions,
} from "msgflux";
import * as v from "valibot";
import { test } from "vitest";

const model = Model.chatCompletion("demo/any");
const Sentiment = signature({ input: { sentence: v.string() }, output: { sentiment: v.picklist(["positive", "negative"]) } });

test("tools", () => {
  class Billing {
    // @ts-expect-error the method takes its parameters in another order
    @tool({ description: "d" }) @signature("currency: 'USD' | 'EUR', customerId: string -> string") balance(id: string, currency: "USD") {
      return id + currency;
    }
    // @ts-expect-error the method gives a number
    @signature("customerId: string -> string") count(customerId: string) {
      return customerId.length;
    }
    // @ts-expect-error the schema's year is a number
    @tool({ input: v.object({ year: v.number() }) }) invoices(query: { year: string }) {
      return query.year;
    }
    // @ts-expect-error "strng" is no type
    @signature("format: strng -> string") export(format: string) {
      return format;
    }
    // @ts-expect-error a description of a parameter there is not
    @tool({ signature: "format: string -> string", params: { fromat: "The format" } }) described(format: string) {
      return format;
    }
    // @ts-expect-error injectVars is true or a list of names
    @tool({ injectVars: "customerId" }) injected(customerId: string) {
      return customerId;
    }
    // @ts-expect-error a policy is made by policy()
    @tool({ policy: { retry: { attempts: 2 } } }) retried(a: string) {
      return a;
    }
    // @ts-expect-error the same parameters said twice
    @tool({ signature: "a: string -> string", args: [v.string()] }) twice(a: string) {
      return a;
    }
    // @ts-expect-error a parameter may not be narrower than what a model may send
    @signature("currency: string -> string") narrow(currency: "USD") {
      return currency;
    }
    // @ts-expect-error a tool is a method
    @tool({ description: "d" }) rate = 1;
  }
  void Billing;
  // @ts-expect-error the parameter is a text
  tool({ signature: "city: string -> string" }, async (city: number) => `${city}`);
  // @ts-expect-error the result is a text
  tool({ signature: "city: string -> string" }, async (city) => city.length);
  // @ts-expect-error a signature has an arrow
  tool({ signature: "city: string" }, (city: string) => city);
  // @ts-expect-error as many names as schemas
  tool({ args: [v.number(), v.number()], names: ["a"] })((a: number, b: number) => a + b);
  // @ts-expect-error the parameters are numbers
  tool({ args: [v.number(), v.number()], names: ["a", "b"] })((a: string, b: string) => a + b);
  // @ts-expect-error no such option
  tool({ descripton: "Current weather" }, () => 1);
  // @ts-expect-error a direct tool is a function
  returnDirect("balance");
});

test("registries", () => {
  // @ts-expect-error names are looked up, not registered
  registry.register("balance");
  // @ts-expect-error no such form
  registry.schemas("gemini");
  // @ts-expect-error a tool may be missing
  void registry.get("balance").name;
  // @ts-expect-error a prefix is a text
  registry.prefixed({ prefix: "hr_" });
});

test("agents made by a call", async () => {
  // @ts-expect-error an agent takes a text
  await agent("x", { model })({ text: "a" });
  // @ts-expect-error two text inputs: a bare text does not say which
  await agent("x", { model, signature: "a: string, b: string -> c" })("bare");
  // @ts-expect-error no text input
  await agent("x", { model, signature: "days: int -> c" })("bare");
  // @ts-expect-error an input is missing
  await agent("x", { model, signature: "a: string, b: int -> c" })({ a: "x" });
  // @ts-expect-error an input of another type
  await agent("x", { model, signature: "a: string, b: int -> c" })({ a: "x", b: "1" });
  // @ts-expect-error no such output
  void (await agent("x", { model, signature: "a -> b" })("x")).c;
  // @ts-expect-error "strng" is no type
  agent("x", { model, signature: "a: strng -> b" });
  // @ts-expect-error no outputs
  agent("x", { model, signature: "a: string" });
  // @ts-expect-error no such option
  agent("x", { modle: model });
  // @ts-expect-error the signature says what the answer is
  agent("x", { model, signature: "a -> b", generationSchema: v.object({ b: v.string() }) });
  // @ts-expect-error a schema, not a shape
  agent("x", { model, generationSchema: { total: v.number() } });
  // @ts-expect-error a number
  agent("x", { model, temperature: "0" });
  // @ts-expect-error a tool is a name or an object
  agent("x", { model, tools: [1] });
  // @ts-expect-error a list
  agent("x", { model, tools: "balance" });
  // @ts-expect-error two strings are no agent
  agent("x", "y");
  // @ts-expect-error no such call option
  await agent("x", { model })("text", { variables: {} });
  const options: CallOptions = {};
  // @ts-expect-error options are read, not written
  options.maxTurns = 1;
  // @ts-expect-error a listed tool is direct: the answer may be a list of results
  (await agent("x", { model, tools: [returnDirect(() => 1)] })("text")).trim();
  // @ts-expect-error a tool given by name may be direct
  (await agent("x", { model, tools: ["export"] }).run("text")).output.trim();
  // @ts-expect-error a tool, not a method of the agent
  agent("x", { model }).balance("C-1");
});

test("streams and state", async () => {
  const assistant = agent("x", { model });
  // @ts-expect-error a stream is not the answer
  await assistant.stream("text").trim();
  // @ts-expect-error a result is not the answer
  (await assistant.run("text")).trim();
  for await (const event of assistant.stream("text").events()) {
    // @ts-expect-error not every event has a text
    void event.text;
    // @ts-expect-error no such event
    if (event.type === "text") return;
  }
  // @ts-expect-error an incomplete state
  assistant.loadStateDict({ name: "x" });
  // @ts-expect-error vars stand in an object of their own
  assistant.systemPrompt({ customerName: "Alice" });
});

test("agents written on methods and classes", async () => {
  class Desk {
    // @ts-expect-error an agent gives a promise
    @agent({ model }) sync(question: string): string {
      return question;
    }
    // @ts-expect-error without a return type, "technical" is any text
    @agent({ model }) @signature("ticket: string -> team: 'billing' | 'technical'") async widened(_ticket: string) {
      return { team: "technical" };
    }
    // @ts-expect-error no such option
    @agent({ instruction: "Route." }) async route(ticket: string) {
      return ticket;
    }
    // @ts-expect-error schemas mean one object parameter
    @agent({ model }) @signature(Sentiment) async rate(sentence: string) {
      return { sentiment: sentence === "" ? ("positive" as const) : ("negative" as const) };
    }
    // @ts-expect-error agent(text, ...) makes an agent; as a decorator it takes options
    @agent("Route.", { model }) async made(ticket: string) {
      return ticket;
    }
  }
  void Desk;
  // @ts-expect-error the agent answers with a text
  @signature("text: string -> intent: 'a' | 'b'")
  class Untyped extends Agent {}
  void Untyped;
  // @ts-expect-error "strng" is no type
  class Unreadable extends Agent.of("text: strng -> intent") {}
  void Unreadable;
  class Typed extends Agent.of("text: string -> intent: 'a' | 'b'") {}
  // @ts-expect-error an input of another type
  await new Typed()({ text: 1 });
  // @ts-expect-error no such output
  void (await new Typed()("x")).team;
  class Named extends Agent {
    // @ts-expect-error every agent has a method of this name; give the tool its name by an option
    @tool({ description: "Runs." }) override run(distance: number) {
      return distance;
    }
    // @ts-expect-error a text
    override instructions = 1;
  }
  void Named;
  // @ts-expect-error an agent is made of an object
  agentOf("clerk");
  // @ts-expect-error the type of the inputs
  await agentOf<{ a: number }, number>(new Desk())({ a: "1" });
});

test("models, providers and policies", async () => {
  // @ts-expect-error a model has a name
  Model.chatCompletion();
  // @ts-expect-error a number
  Model.chatCompletion("openai/gpt-4.1-mini", { temperature: "0" });
  // @ts-expect-error no such option
  Model.chatCompletion("openai/gpt-4.1-mini", { temprature: 0 });
  // @ts-expect-error values are texts
  setEnvs({ RETRIES: 3 });
  // @ts-expect-error a provider has a name
  registerProvider({ baseURL: "https://api.example.com/v1" });
  // @ts-expect-error no such option
  policy({ retries: 3 });
  // @ts-expect-error a number of milliseconds
  policy({ timeoutMs: "30s" });
  // @ts-expect-error a bulkhead has a limit
  policy({ bulkhead: { queue: 2 } });
  class Rates {
    // @ts-expect-error a policy is for methods
    @policy() rate = 1;
  }
  void Rates;
  // @ts-expect-error a policy makes a function asynchronous
  policy()((pair: string) => pair.length)("EUR/USD").toFixed();
  // @ts-expect-error what a function inside a run gives
  const routed: number = await runWith({ vars: {} }, async () => "text");
  void routed;
});

test("signatures", () => {
  // @ts-expect-error "strng" is no type
  signature("a: strng -> b");
  // @ts-expect-error the type is nested
  signature("a: { b: strng }[], c: any -> d");
  // @ts-expect-error two inputs of one name
  signature("a, a -> b");
  // @ts-expect-error no arrow
  signature("a: string");
  // @ts-expect-error schemas, not texts
  signature({ input: { a: "string" }, output: { b: v.string() } });
  // @ts-expect-error no outputs
  signature({ input: { a: v.string() } });
  // @ts-expect-error no such part
  signature({ input: { a: v.string() }, output: { b: v.string() }, instruction: "x" });
  // @ts-expect-error a schema with a description
  field("string", "Text to analyze");
  // @ts-expect-error a signature cannot be changed
  Sentiment.output = [];
});
