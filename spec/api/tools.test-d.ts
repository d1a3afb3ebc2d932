// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  agent,
  Registry,
  registry,
  returnDirect,
  signature,
  tool,
  type Agent,
  type Direct,
  type Effect,
  type JsonSchema,
  type Media,
  type ToolContext,
  type ToolOptions,
  type ToolSpec,
} from "msgflux";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";

declare class Ledger {
  balance(id: string, currency: string): Promise<string>;
  invoices(query: { year: number; open: boolean }): string[];
  export(id: string, format: string, signal: AbortSignal): string;
}
declare const ledger: Ledger;
declare const supportAgent: Agent;

test("methods of a service become tools and stay methods", () => {
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
  const billing = new BillingService(ledger);
  expectTypeOf(billing.balance).toEqualTypeOf<(currency: "USD" | "EUR", customerId: string) => Promise<string>>();
  expectTypeOf(billing.invoices).returns.toEqualTypeOf<string[]>();
  expectTypeOf(billing.export).parameters.toEqualTypeOf<["csv" | "json", ToolContext]>();
});

test("a bare decorator, and the decorators in any order", () => {
  class Legacy {
    @tool ping(host: string) {
      return `pong ${host}`;
    }
    @tool({ description: "Exports." }) @returnDirect export(format: string) {
      return format;
    }
    @signature("format: string -> string") @tool({ description: "Signs." }) sign(format: string) {
      return format;
    }
    @tool({ signature: "days?: int -> int", injectVars: true }) last(days: number | undefined, call: ToolContext) {
      return (days ?? 1) + call.messages.length;
    }
    @tool({ input: v.object({ day: v.number(), customerId: v.string() }), injectVars: ["customerId"] }) filled(query: {
      day: number;
      customerId: string;
    }) {
      return query.customerId;
    }
  }
  expectTypeOf(new Legacy().ping).toEqualTypeOf<(host: string) => string>();
});

test("plain functions come back as they are", () => {
  const getWeather = tool({ description: "Current weather", signature: "city: string -> string" }, async (city) => `Sunny in ${city}`);
  expectTypeOf(getWeather).toEqualTypeOf<(city: string) => Promise<string>>();
  const add = returnDirect(
    tool({ description: "Adds", args: [v.number(), v.number()], names: ["a", "b"] })((a: number, b: number) => a + b),
  );
  expectTypeOf(add).toEqualTypeOf<((a: number, b: number) => number) & Direct>();
  expectTypeOf(add(1, 2)).toEqualTypeOf<number>();
  const withContext = tool({ signature: "city: string -> string", injectVars: true }, async (city, call) => city + call.callId);
  expectTypeOf(withContext).parameters.toEqualTypeOf<[string, ToolContext]>();
});

test("a registry takes instances, functions and agents", () => {
  registry
    .register(
      {},
      tool(() => 1),
      supportAgent,
    )
    .register(ledger);
  registry.prefixed("hr_").register(ledger).register(ledger);
  expectTypeOf(registry.verify()).toEqualTypeOf<void>();
  expectTypeOf(registry.tools()).toEqualTypeOf<readonly ToolSpec[]>();
  expectTypeOf(registry.get("balance")).toEqualTypeOf<ToolSpec | undefined>();
  for (const schema of registry.schemas("openai")) expectTypeOf(schema.function.strict).toEqualTypeOf<boolean>();
  for (const schema of registry.schemas("anthropic")) expectTypeOf(schema.input_schema).toEqualTypeOf<JsonSchema>();
  const mine = new Registry();
  expectTypeOf(agent("Answer.", { model: "demo/any", tools: ["balance"], registry: mine })).toExtend<Agent>();
});

test("the options of a tool, and what a tool is told", () => {
  expectTypeOf<Effect>().toEqualTypeOf<"read" | "write" | "irreversible">();
  expectTypeOf<Media>().toEqualTypeOf<string | URL | Uint8Array>();
  expectTypeOf<keyof ToolContext>().toEqualTypeOf<"vars" | "signal" | "runId" | "callId" | "messages" | "emit">();
  expectTypeOf<ToolContext["vars"]>().toEqualTypeOf<Readonly<Record<string, unknown>>>();
  const options = {
    name: "a",
    description: "b",
    injectVars: true,
    returnDirect: true,
    timeoutMs: 1,
    maxResultChars: 10,
  } satisfies ToolOptions;
  class Service {
    @tool({ ...options, signature: "a: string -> string" }) a(a: string, _call: ToolContext) {
      return a;
    }
    @tool({ signature: "photo: Image, note?: string -> string", params: { photo: "The photo", note: "A note" } }) look(
      photo: Media,
      note?: string,
    ) {
      return `${String(photo)}${note}`;
    }
  }
  expectTypeOf<Service["look"]>().parameters.toEqualTypeOf<[photo: Media, note?: string | undefined]>();
});
