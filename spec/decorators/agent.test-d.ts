// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { policyDecorator } from "../../lib/decorators/policy.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { makeSignature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import type { Direct } from "../../lib/registry/decorator-types.ts";
import type { InferInput, InferOutput } from "../../lib/signature/signature-types.ts";
import type { Signature } from "../../lib/signature/signature.ts";
import type { ToolContext } from "../../lib/tool/tool-options.ts";
import { callsOfAgent, countingPolicy } from "../support/annotation-fakes.ts";

const agent = agentDecorator(callsOfAgent.run);
const guarded = policyDecorator(countingPolicy);
const signature = makeSignature;
const Sentiment = signature({
  instructions: "Classify.",
  input: { sentence: v.string(), language: v.optional(v.string()) },
  output: { sentiment: v.picklist(["good", "bad"]), confidence: v.number() },
});
declare const plainValue: Signature<{ a: string }, number>;

test("right uses of signature", () => {
  class Right {
    @tool({ description: "d", injectVars: ["customerId"] })
    @signature(`currency: 'USD' | 'EUR' "Currency to report in", customerId: string -> string`)
    async balance(currency: "USD" | "EUR", customerId: string): Promise<string> {
      return currency + customerId;
    }
    @signature("format: 'csv' | 'json' -> string") @tool({ injectVars: true }) export(format: "csv" | "json", call: ToolContext) {
      return format + call.runId;
    }
    @signature("city: string -> string") static still(city: string) {
      return city;
    }
    @signature(Sentiment) byValue(query: { sentence: string; language?: string }) {
      return { sentiment: "good" as const, confidence: query.sentence.length };
    }
    @Sentiment async direct(query: { sentence: string }) {
      return { sentiment: "bad" as const, confidence: query.sentence.length };
    }
    @signature(plainValue) plain(a: string) {
      return a.length;
    }
    @tool({ signature: Sentiment }) asOption(query: { sentence: string; language?: string }) {
      return { sentiment: "good" as const, confidence: query.sentence.length };
    }
    @tool({ signature: plainValue }) plainOption(a: string) {
      return a.length;
    }
  }
  void Right;
  expectTypeOf(signature("a: string, n?: int -> b: boolean")).toExtend<Signature<{ a: string; n?: number }, { b: boolean }>>();
  expectTypeOf<InferInput<typeof Sentiment>>().toEqualTypeOf<{ sentence: string; language?: string }>();
  expectTypeOf<InferOutput<typeof Sentiment>>().toEqualTypeOf<{ sentiment: "good" | "bad"; confidence: number }>();
  expectTypeOf(signature("city: string -> string")((city: string) => city)).toEqualTypeOf<(city: string) => string>();
  expectTypeOf(tool({ signature: signature("city: string -> int") }, (city) => city.length)).toEqualTypeOf<(city: string) => number>();
  expectTypeOf(signature(Sentiment).input).toEqualTypeOf(Sentiment.input);
});

test("right uses of agent, policy and returnDirect", () => {
  class Right {
    @agent({ model: "provider/model", instructions: "Route." })
    @signature("ticket: string -> team: 'billing' | 'technical', urgent: boolean")
    async route(ticket: string): Promise<{ team: "billing" | "technical"; urgent: boolean }> {
      return { team: "technical", urgent: ticket === "" };
    }
    @agent bare(question: string): Promise<string> {
      return Promise.resolve(question);
    }
    @agent() async called(question: string) {
      return question;
    }
    @agent({ instructions: "Overview." }) static async still() {
      return 1;
    }
    @returnDirect @tool({ description: "d" }) @agent({ instructions: "i" }) async all(question: string) {
      return question;
    }
    @guarded async rate(pair: string) {
      return pair;
    }
    @guarded quick(pair: string) {
      return pair;
    }
  }
  void Right;
  expectTypeOf(agent({ name: "a" })(async (text: string) => text)).toEqualTypeOf<(text: string) => Promise<string>>();
  expectTypeOf(guarded(async (pair: string) => pair)).toEqualTypeOf<(pair: string) => Promise<string>>();
  expectTypeOf(guarded((pair: string) => pair.length)("x")).toEqualTypeOf<Promise<number>>();
  expectTypeOf(returnDirect(new Agent<{ a: string }, number>())).toEqualTypeOf<Agent<{ a: string }, number> & Direct>();
  expectTypeOf(tool(new Agent())).toEqualTypeOf<Agent>();
});

test("right uses on classes", () => {
  @agent
  class Bare {}
  @agent({ instructions: "i" })
  class WithOptions extends Agent {}
  @agent({ instructions: "i" })
  @signature("text: string -> intent: 'a' | 'b'")
  class NoAgent {
    readonly field = 1;
  }
  @signature("text: string -> intent: 'a' | 'b'")
  class Typed extends Agent<{ text: string }, { intent: "a" | "b" }> {}
  @signature("text: string -> string")
  class Wider extends Agent<{ text: string } | string> {}
  @signature(Sentiment)
  class Schemas extends Agent<{ sentence: string; language?: string }, { sentiment: "good" | "bad"; confidence: number }> {}
  const made = agent({ name: "n" })(class Made {});
  expectTypeOf(new made()).toBeObject();
  void [Bare, WithOptions, NoAgent, Typed, Wider, Schemas];
});

test("wrong uses", () => {
  class Wrong {
    // @ts-expect-error the result is another
    @signature("a: string -> number") result(a: string) {
      return a;
    }
    // @ts-expect-error without a return type, "technical" is any text
    @agent() @signature("ticket: string -> team: 'billing' | 'technical'") async widened(_ticket: string) {
      return { team: "technical" };
    }
    // @ts-expect-error the parameter is of another type
    @signature("a: string -> string") parameter(a: number) {
      return String(a);
    }
    // @ts-expect-error a further parameter that is no ToolContext
    @signature("a: string -> string") further(a: string, b: number) {
      return a + b;
    }
    // @ts-expect-error two parameters in place of one object
    @signature(Sentiment) positional(sentence: string, _language: string) {
      return { sentiment: "good" as const, confidence: sentence.length };
    }
    // @ts-expect-error another result than the schemas'
    @signature(Sentiment) other(query: { sentence: string }) {
      return { sentiment: "fair" as const, confidence: query.sentence.length };
    }
    // @ts-expect-error another result than the signature's
    @signature(plainValue) value(a: string) {
      return a;
    }
    // @ts-expect-error an optional input that the method needs
    @tool({ signature: Sentiment }) needs(query: { sentence: string; language: string }) {
      return { sentiment: "good" as const, confidence: query.language.length };
    }
    // @ts-expect-error a signature on a field
    @signature("a: string -> string") field = 1;
    // @ts-expect-error no promise
    @agent({ instructions: "i" }) sync(question: string): string {
      return question;
    }
    // @ts-expect-error no promise
    @agent bareSync(question: string): string {
      return question;
    }
    // @ts-expect-error a field
    @agent() task = 1;
    // @ts-expect-error a field
    @agent bareTask = 1;
    // @ts-expect-error an option that does not exist
    @agent({ instruction: "i" }) async option(question: string) {
      return question;
    }
    // @ts-expect-error a getter
    @guarded get rate() {
      return 1;
    }
  }
  // @ts-expect-error the agent answers with a text
  @signature("text: string -> intent: 'a' | 'b'")
  class Answers extends Agent {}
  // @ts-expect-error the agent takes other inputs
  @signature("text: string, n: int -> string")
  class Takes extends Agent<{ text: string; other: string }> {}
  // @ts-expect-error a policy is for methods
  @guarded
  class Guarded {}
  void [Wrong, Answers, Takes, Guarded];
  // @ts-expect-error no promise
  agent({ name: "a" })((text: string) => text);
  // @ts-expect-error no schemas
  signature({ input: { a: "string" }, output: { b: "string" } });
  // @ts-expect-error no signature
  signature(1);
});
