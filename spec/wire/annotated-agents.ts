import {
  Agent,
  agent,
  agentOf,
  byModel,
  returnDirect,
  runWith,
  signature,
  tool,
  ToolResponses,
  type ModelRef,
  type RunResult,
  type ToolContext,
} from "msgflux";
import * as v from "valibot";
import { expect } from "vitest";
import { answers, calls, says } from "../wire/reply.ts";
import { hidden, type Scenario } from "../wire/scenario.ts";

/** What is injected: the model must see neither the names nor the values. */
const secrets = { sentinelId: `${hidden}-C-1234`, sentinelKey: `${hidden} key` };

/** An ordinary service whose methods are tools. */
class Billing {
  constructor(private readonly owner: string) {}

  @tool({ description: "Look up an account's balance.", injectVars: ["sentinelId"] })
  @signature(`currency: 'USD' | 'EUR' "Currency to report in", sentinelId: string -> string`)
  async balance(currency: "USD" | "EUR", sentinelId: string): Promise<string> {
    expect(sentinelId).toBe(secrets.sentinelId);
    return `12 ${currency} of ${this.owner}`;
  }

  @tool({ description: "Find invoices.", input: v.object({ year: v.pipe(v.number(), v.integer()), open: v.optional(v.boolean(), false) }) })
  invoices(query: { year: number; open: boolean }) {
    return [{ id: 1, ...query }];
  }

  @tool({
    description: "Find letters.",
    input: v.object({ words: v.array(v.string()), sentinelKey: v.string() }),
    injectVars: ["sentinelKey"],
  })
  letters(query: { words: string[]; sentinelKey: string }) {
    expect(query.sentinelKey).toBe(secrets.sentinelKey);
    return query.words.length;
  }

  @tool({ description: "Adds.", args: [v.number(), v.number()], names: ["a", "b"], params: { b: "Second summand" } })
  static add(a: number, b: number) {
    return a + b;
  }

  @returnDirect
  @tool({ description: "Export the ledger.", injectVars: true, effect: "read" })
  @signature("format: 'csv' | 'json' -> string")
  export(format: "csv" | "json", call: ToolContext) {
    expect(call.vars["sentinelId"]).toBe(secrets.sentinelId);
    expect(call.signal.aborted).toBe(false);
    expect(call.messages.at(-1)).toMatchObject({ role: "assistant", toolCalls: [{ name: "export" }] });
    return `ledger.${format}`;
  }
}

/** A class of agents as methods. */
export function deskOf(model: ModelRef) {
  class Desk {
    @agent({ model, description: "Routes a ticket.", instructions: "Route the ticket for {{company}}." })
    @signature("ticket: string, priority?: int -> team: 'billing' | 'technical', urgent: boolean")
    async route(_ticket: string, _priority?: number): Promise<{ team: "billing" | "technical"; urgent: boolean }> {
      return { team: "technical", urgent: false };
    }

    @agent({ model, instructions: "Answer politely.", tools: ["route", "today"] })
    reply(_question: string): Promise<string> {
      return byModel();
    }

    @tool({ description: "The day." })
    @signature("-> string")
    today(): string {
      return "Saturday";
    }

    @agent({ model, instructions: "Shout." })
    static async shout(_words: string): Promise<string> {
      return byModel();
    }
  }
  return Desk;
}

function bankAgentOf(model: ModelRef) {
  @agent({ model, instructions: "You are helping customer {{customerName}}." })
  class BankAgent extends Agent {
    constructor(private readonly billing: Billing) {
      super();
    }
    override systemMessage = "You are a bank clerk.";

    @tool({ description: "The customer's balance.", injectVars: ["sentinelId"] })
    @signature("sentinelId: string -> string")
    balance(sentinelId: string): Promise<string> {
      return this.billing.balance("EUR", sentinelId);
    }
  }
  return BankAgent;
}

function typedAgentOf(model: ModelRef) {
  return class Typed extends Agent.of("text: string -> intent: 'a' | 'b'") {
    override model = model;
    override expectedOutput = "The intent.";
  };
}

function decoratedOf(model: ModelRef) {
  @agent({ model, maxTurns: 4 })
  class Librarian {
    instructions = "You know every book of {{library}}.";
    #books = ["Emma", "Faust"];

    @tool({ description: "Titles of all books." })
    @signature("-> string[]")
    titles(): string[] {
      return this.#books;
    }
  }
  return Librarian;
}

function signedOf(model: ModelRef) {
  @agent({ model, instructions: "Summarize." })
  @signature("text: string, words: int -> summary: string, tags: string[]")
  class Summarizer extends Agent<{ text: string; words: number }, { summary: string; tags: string[] }> {}
  return Summarizer;
}

const services: readonly Scenario[] = [
  {
    name: "service-tools",
    replies: [
      {
        thinking: "All at once.",
        calls: [
          { name: "balance", args: { currency: "EUR" } },
          { name: "invoices", args: { year: 2026, open: null } },
          { name: "letters", args: { words: ["late", "fee"] } },
          { name: "add", args: { a: 1, b: 2 } },
        ],
      },
      says("12 EUR, one invoice, two letters, 3."),
    ],
    play: ({ model }) => ({
      agent: agent("Use the tools.", { model, tools: [new Billing("Ann"), Billing] }),
      input: "Everything, please.",
      options: { vars: secrets },
    }),
    output: "12 EUR, one invoice, two letters, 3.",
    toolCalls: [
      ["balance", { currency: "EUR" }, "12 EUR of Ann"],
      ["invoices", { year: 2026, open: false }, [{ id: 1, year: 2026, open: false }]],
      ["letters", { words: ["late", "fee"] }, 2],
      ["add", { a: 1, b: 2 }, 3],
    ],
  },
  {
    name: "return-direct",
    replies: [calls("export", { format: "csv" }, { thinking: "Straight to the caller." })],
    play: ({ model }) => ({ agent: agent("Export.", { model, tools: [new Billing("Ann")], vars: secrets }), input: "As CSV." }),
    output: expect.objectContaining({
      toolCalls: [expect.objectContaining({ name: "export", parameters: { format: "csv" }, result: "ledger.csv" })],
      reasoning: "Straight to the caller.",
    }),
    toolCalls: [["export", { format: "csv" }, "ledger.csv"]],
    check: ({ output }: RunResult) => expect(output).toBeInstanceOf(ToolResponses),
  },
  {
    name: "return-direct-mixed",
    replies: [
      {
        calls: [
          { name: "balance", args: { currency: "USD" } },
          { name: "invoices", args: { year: 2025, open: true } },
        ],
      },
      says("12 USD."),
    ],
    play: ({ model }) => ({ agent: agent("Use the tools.", { model, tools: [new Billing("Bo")] }), input: "USD?" }),
    within: (work) => runWith({ vars: secrets }, work),
    output: "12 USD.",
    toolCalls: [
      ["balance", { currency: "USD" }, "12 USD of Bo"],
      ["invoices", { year: 2025, open: true }, [{ id: 1, year: 2025, open: true }]],
    ],
  },
];

const routed = { team: "billing", urgent: true };
const company = { ...secrets, company: "Acme" };

const methods: readonly Scenario[] = [
  {
    name: "method",
    replies: [answers(routed, { thinking: "Money." })],
    play: ({ model }) => ({ call: () => new (deskOf(model))().route("I was charged twice") }),
    within: (work) => runWith({ vars: company }, work),
    output: routed,
  },
  {
    name: "method-optional-input",
    replies: [answers(routed)],
    play: ({ model }) => ({ call: () => new (deskOf(model))().route("I was charged twice", 2) }),
    within: (work) => runWith({ vars: company }, work),
    output: routed,
  },
  {
    name: "method-static",
    replies: [says("HELLO!")],
    play: ({ model }) => ({ call: () => deskOf(model).shout("hello") }),
    output: "HELLO!",
  },
  {
    name: "method-calls-method",
    replies: [
      { calls: ["route", "today"].map((name) => ({ name, args: name === "route" ? { ticket: "Charged twice" } : {} })) },
      answers(routed, { nested: true }),
      says("Billing will call you, today."),
    ],
    play: ({ model }) => ({ call: () => new (deskOf(model))().reply("Who helps me?") }),
    within: (work) => runWith({ vars: company }, work),
    output: "Billing will call you, today.",
  },
  {
    name: "method-as-tool",
    replies: [calls("route", { ticket: "Charged twice", priority: 1 }), answers(routed, { nested: true }), says("Billing.")],
    play: ({ model }) => ({
      agent: agent("Delegate.", { model, tools: [new (deskOf(model))()], toolChoice: "route" }),
      input: "I was charged twice.",
      options: { vars: company },
    }),
    output: "Billing.",
    toolCalls: [["route", { ticket: "Charged twice", priority: 1 }, routed]],
  },
];

const classes: readonly Scenario[] = [
  {
    name: "class",
    replies: [calls("balance"), says("12 EUR, Alice.")],
    play: ({ model }) => ({
      agent: new (bankAgentOf(model))(new Billing("Alice")),
      input: "What's my balance?",
      options: { vars: { customerName: "Alice", ...secrets } },
    }),
    output: "12 EUR, Alice.",
    toolCalls: [["balance", {}, "12 EUR of Alice"]],
  },
  {
    name: "class-of-signature",
    replies: [answers({ intent: "b" })],
    play: ({ model }) => ({ agent: new (typedAgentOf(model))(), input: "The second one." }),
    output: { intent: "b" },
  },
  {
    name: "class-decorated-only",
    replies: [calls("titles"), says("Two.")],
    play: ({ model }) => ({
      agent: agentOf(new (decoratedOf(model))()),
      input: "How many books?",
      options: { vars: { library: "Weimar", ...secrets } },
    }),
    output: "Two.",
    toolCalls: [["titles", {}, ["Emma", "Faust"]]],
  },
  {
    name: "class-signed",
    replies: [answers({ summary: "Short.", tags: [] })],
    play: ({ model }) => ({ agent: new (signedOf(model))(), input: { text: "A long text.", words: 1 } }),
    output: { summary: "Short.", tags: [] },
  },
  {
    name: "class-as-tool",
    replies: [
      calls("BankAgent", { task: "Balance of Alice" }),
      calls("balance", {}, { nested: true }),
      says("12 EUR.", { nested: true }),
      says("Alice has 12 EUR."),
    ],
    play: ({ model }) => ({
      agent: agent("Delegate.", { model, tools: [new (bankAgentOf(model))(new Billing("Alice"))] }),
      input: "How much has Alice?",
      options: { vars: { customerName: "Alice", ...secrets } },
    }),
    output: "Alice has 12 EUR.",
    toolCalls: [["BankAgent", { task: "Balance of Alice" }, "12 EUR."]],
  },
];

/** Agents and tools written with decorators; this text is compiled in both dialects. */
export const annotatedScenarios: readonly Scenario[] = [...services, ...methods, ...classes];
