// Written twice, word for word, in spec/api and spec/legacy: each folder compiles its own dialect of decorators.
import { agent, Agent, byModel, policy, returnDirect, signature, tool, type ChatModel, type ToolContext } from "msgflux";
import * as v from "valibot";
import type { Bank, Ledger, Services } from "../support/api-contract.ts";

/** Classes as a user writes them, around a ledger and a bank, asking these models. */
export function services({ ledger, bank, model }: { ledger: Ledger; bank: Bank; model: ChatModel }): Services {
  class BillingService {
    constructor(private readonly ledger: Ledger) {}

    @tool({ description: "Look up an account's balance.", injectVars: ["customerId"] })
    @signature(`currency: 'USD' | 'EUR' "Currency to report in", customerId: string -> string`)
    async balance(currency: "USD" | "EUR", customerId: string): Promise<string> {
      return this.ledger.balance(customerId, currency);
    }

    @tool({
      description: "Find invoices.",
      input: v.object({ year: v.pipe(v.number(), v.integer()), open: v.optional(v.boolean(), false) }),
    })
    invoices(query: { year: number; open: boolean }) {
      return this.ledger.invoices(query);
    }

    @returnDirect
    @tool({ description: "Export the ledger.", injectVars: true, effect: "read" })
    @signature("format: 'csv' | 'json' -> string")
    export(format: "csv" | "json", call: ToolContext) {
      return this.ledger.export(call.vars["customerId"] as string, format, call.signal);
    }
  }

  class Further {
    @tool({ description: "Below." })
    @returnDirect
    @signature("days?: int, city?: string -> string")
    below(days?: number, city?: string) {
      return `${days} ${city}`;
    }

    @tool({ description: "Context last.", injectVars: true })
    @signature("days?: int, city?: string -> string")
    last(days: number | undefined, city: string | undefined, call: ToolContext) {
      return `${days} ${city} ${call.callId}`;
    }

    @tool({ input: v.object({ day: v.number(), customerId: v.string() }), injectVars: ["customerId"], description: "Filled." })
    filled({ day, customerId }: { day: number; customerId: string }) {
      return `${customerId} on day ${day}`;
    }
  }

  class Legacy {
    @tool ping(host: string) {
      return `pong ${host}`;
    }
  }

  class Desk {
    @agent({ model, instructions: "Route the ticket for {{company}}." })
    @signature("ticket: string -> team: 'billing' | 'technical', urgent: boolean")
    async route(_ticket: string): Promise<{ team: "billing" | "technical"; urgent: boolean }> {
      return { team: "technical", urgent: false };
    }

    @agent({ model, instructions: "Answer politely.", tools: ["route"] })
    reply(_question: string): Promise<string> {
      return byModel();
    }

    @agent({ instructions: "No model." }) async alone(question: string) {
      return `by hand: ${question}`;
    }
  }

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

  class Clerk extends Agent {
    override model = model;
    override instructions = "Serve.";
    override tools = ["summarize"];

    @agent({ model, instructions: "Summarize." }) async summarize(text: string): Promise<string> {
      return `by hand: ${text}`;
    }

    @tool({ name: "run", description: "Runs." }) @signature("-> string") start() {
      return "started";
    }
  }

  class Typed extends Agent.of("text: string -> intent: 'a' | 'b'") {
    override model = model;
  }

  @agent({ model, instructions: "Classify." })
  @signature("text: string -> intent: 'a' | 'b'")
  class SomeDecoratedClass {
    readonly systemMessage = "You are plain.";
  }

  @agent({ model })
  @signature("text: string -> intent: 'a' | 'b'")
  class Signed extends Agent<string | { text: string }, { intent: "a" | "b" }> {}

  class Rates {
    calls = 0;
    @policy({ retry: { attempts: 2, baseDelayMs: 0 } }) async fetchRate(pair: string) {
      this.calls += 1;
      if (this.calls === 1) throw new Error("busy");
      return `${pair} ${this.calls}`;
    }
  }

  return {
    billing: new BillingService(ledger),
    further: new Further(),
    legacy: new Legacy(),
    desk: new Desk(),
    bank: new BankAgent(bank),
    clerk: new Clerk(),
    typed: new Typed(),
    decorated: new SomeDecoratedClass(),
    signed: new Signed(),
    rates: new Rates(),
  };
}

/** Things no compiler lets pass, tried at run time. */
export const mistakes: Readonly<Record<string, () => unknown>> = {
  "an agent used as a decorator": () => {
    const routing: any = agent("Route.", { name: "router" });
    class Desk {
      @routing async route(ticket: string) {
        return ticket;
      }
    }
    return Desk;
  },
};

/** A class that extends Agent and gives a tool the name of one of Agent's own methods. */
export function reserved(model: ChatModel): Agent<any, any> {
  class Reserved extends Agent<any, any> {
    override model = model;
    @tool({ description: "Inspects." })
    @signature("what: string -> string")
    override inspect(what: any): any {
      return what;
    }
  }
  return new Reserved();
}
