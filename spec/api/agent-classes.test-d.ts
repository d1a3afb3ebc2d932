// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  agent,
  Agent,
  agentOf,
  byModel,
  Model,
  returnDirect,
  runWith,
  signature,
  tool,
  type Direct,
  type InferInput,
  type InferOutput,
  type RunResult,
  type ToolContext,
  type ToolResponses,
} from "msgflux";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";

const model = Model.chatCompletion("demo/any");
declare class Bank {
  balance(customerId: string): string;
}
declare const db: Bank;
const Sentiment = signature({ input: { sentence: v.string() }, output: { sentiment: v.picklist(["positive", "negative"]) } });

test("methods: the declared type is the contract", async () => {
  class Desk {
    @agent({ model: "anthropic/claude-sonnet-4-5", instructions: "Route the ticket for {{company}}." })
    @signature("ticket: string -> team: 'billing' | 'technical', urgent: boolean")
    async route(_ticket: string): Promise<{ team: "billing" | "technical"; urgent: boolean }> {
      return { team: "technical", urgent: false };
    }

    @agent({ model, instructions: "Answer politely.", tools: ["route"] })
    reply(_question: string): Promise<string> {
      return byModel();
    }

    @agent({ model }) @signature(Sentiment) rate(_query: InferInput<typeof Sentiment>): Promise<InferOutput<typeof Sentiment>> {
      return byModel();
    }

    @agent async bare(question: string) {
      return question;
    }
  }
  const routed = await runWith({ vars: { company: "Acme" } }, () => new Desk().route("I was charged twice"));
  expectTypeOf(routed).toEqualTypeOf<{ team: "billing" | "technical"; urgent: boolean }>();
  expectTypeOf(new Desk().reply).toEqualTypeOf<(question: string) => Promise<string>>();
  expectTypeOf(byModel).returns.toBeNever();
});

test("a class that extends Agent is called like a function", async () => {
  @agent({ model, instructions: "You are helping customer {{customerName}}." })
  class BankAgent extends Agent {
    constructor(private readonly bank: Bank) {
      super();
    }

    override systemMessage = "You are a bank clerk.";

    @tool({ description: "The customer's balance.", injectVars: ["customerId"] })
    @signature("customerId: string -> string")
    balance(customerId: string) {
      return this.bank.balance(customerId);
    }
  }
  const bank = new BankAgent(db);
  expectTypeOf(await bank("What's my balance?", { vars: { customerName: "Alice", customerId: "C-1234" } })).toEqualTypeOf<string>();
  expectTypeOf(await bank.run("What's my balance?")).toEqualTypeOf<RunResult<string | ToolResponses>>();
  expectTypeOf(await bank.stream("What's my balance?").output).toEqualTypeOf<string | ToolResponses>();
  expectTypeOf(bank.balance).toEqualTypeOf<(customerId: string) => string>();
  expectTypeOf(bank.systemMessage).toEqualTypeOf<string>();
});

test("a class with an agent of its own as a method", async () => {
  class Clerk extends Agent {
    override model = model;
    override instructions = "Serve.";
    override tools = ["rate", db];
    override vars = { bank: "Acme" };

    @agent({ model, instructions: "Summarize." }) async summarize(text: string): Promise<string> {
      return text;
    }

    @tool({ injectVars: true }) @signature("days?: int -> int") days(days: number | undefined, call: ToolContext) {
      return (days ?? 0) + call.messages.length;
    }
  }
  expectTypeOf(await new Clerk().summarize("text")).toEqualTypeOf<string>();
  expectTypeOf(await new Clerk({ temperature: 0 })("text")).toEqualTypeOf<string>();
});

test("Agent.of types a class by its signature", async () => {
  class Typed extends Agent.of("text: string -> intent: 'a' | 'b'") {
    override model = model;
  }
  expectTypeOf((await new Typed()("x")).intent).toEqualTypeOf<"a" | "b">();
  expectTypeOf((await new Typed()({ text: "x" })).intent).toEqualTypeOf<"a" | "b">();
  expectTypeOf<Parameters<Typed["run"]>[0]>().toEqualTypeOf<string | { text: string }>();
  class Value extends Agent.of("a: int -> string[]") {}
  expectTypeOf(await new Value()({ a: 1 })).toEqualTypeOf<string[]>();
  class BySchema extends Agent.of(Sentiment) {}
  expectTypeOf((await new BySchema({ model })("x")).sentiment).toEqualTypeOf<"positive" | "negative">();
  @agent({ model, temperature: 0 })
  class Deeper extends Typed {
    override instructions = "Deeper.";
  }
  expectTypeOf((await new Deeper()("x")).intent).toEqualTypeOf<"a" | "b">();
});

test("a signature on a class fits what its agent takes and gives", async () => {
  @agent({ model })
  @signature("text: string -> intent: 'a' | 'b'")
  class Signed extends Agent<{ text: string } | string, { intent: "a" | "b" }> {}
  @signature(Sentiment)
  class BySchema extends Agent<{ sentence: string }, { sentiment: "positive" | "negative" }> {}
  expectTypeOf(await new Signed()("x")).toEqualTypeOf<{ intent: "a" | "b" }>();
  expectTypeOf(await new BySchema()({ sentence: "x" })).toEqualTypeOf<{ sentiment: "positive" | "negative" }>();
});

test("a decorated class that does not extend Agent is typed where an agent is made of it", async () => {
  @agent({ model })
  @signature("text: string -> intent: 'a' | 'b'")
  class SomeDecoratedClass {
    readonly instructions = "Classify.";
  }
  const plain = agentOf(new SomeDecoratedClass());
  expectTypeOf(await plain("x")).toEqualTypeOf<string>();
  const typed = agentOf<{ text: string }, { intent: "a" | "b" }>(new SomeDecoratedClass());
  expectTypeOf((await typed({ text: "x" })).intent).toEqualTypeOf<"a" | "b">();
});

test("agents are functions wherever functions are wanted", async () => {
  const typed: (input: string) => Promise<string> = new Agent({ model });
  expectTypeOf(await Promise.all(["a", "b"].map((text) => typed(text)))).toEqualTypeOf<string[]>();
  expectTypeOf(returnDirect(new Agent({ model }))).toEqualTypeOf<Agent & Direct>();
  expectTypeOf(tool({ name: "clerk", maxResultChars: 100 }, new Agent({ model }))).toEqualTypeOf<Agent>();
  const anyone: Agent<never, unknown, unknown> = agent("x", { signature: "a -> b: int" });
  expectTypeOf(anyone.name).toEqualTypeOf<string>();
  expectTypeOf(new Agent<{ a: number }, number>({ model }).forward).parameter(0).toEqualTypeOf<{ a: number }>();
});
