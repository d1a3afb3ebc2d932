import { agent, agentOf, ModelError, Registry, runWith, type Agent, type AgentEvent, type ChatModel } from "msgflux";
import { describe, expect, it } from "vitest";
import { scriptedModel, toolCall, type ScriptedModel, type ScriptStep } from "msgflux/testing";

/** What a billing service keeps its accounts in. */
export interface Ledger {
  balance(customerId: string, currency: string): Promise<string>;
  invoices(query: { year: number; open: boolean }): unknown;
  export(customerId: string, format: string, signal: AbortSignal): string;
}

/** What a bank clerk asks for a balance. */
export interface Bank {
  balance(customerId: string): string;
}

/** Instances of the classes in `services.ts`, as one of the dialects compiled them. */
export interface Services {
  readonly billing: { balance(currency: "USD" | "EUR", customerId: string): Promise<string> } & object;
  readonly further: object;
  readonly legacy: { ping(host: string): string };
  readonly desk: {
    route(ticket: string): Promise<{ team: "billing" | "technical"; urgent: boolean }>;
    reply(question: string): Promise<string>;
    alone(question: string): Promise<string>;
  };
  readonly bank: Agent;
  readonly clerk: Agent & { summarize(text: string): Promise<string> };
  readonly typed: Agent<string | { text: string }, { intent: "a" | "b" }>;
  readonly decorated: object;
  readonly signed: Agent<string, { intent: "a" | "b" }>;
  readonly rates: { fetchRate(pair: string): Promise<string> };
}

/** The contents of one `services.ts`. */
export interface Dialect {
  readonly name: string;
  readonly services: (given: { ledger: Ledger; bank: Bank; model: ChatModel }) => Services;
  readonly mistakes: Readonly<Record<string, () => unknown>>;
  readonly reserved: (model: ChatModel) => Agent<any, any>;
}

const ledger: Ledger = {
  balance: async (customerId, currency) => `${customerId} has 1250 ${currency}`,
  invoices: (query) => query,
  export: (customerId, format, signal) => `${customerId} as ${format}, ${signal.aborted ? "aborted" : "not aborted"}`,
};
const bank: Bank = { balance: (customerId) => `${customerId} has $1250.00` };
const vars = { customerName: "Alice", customerId: "C-1234" };

/** What holds for annotated classes in every dialect. */
export function apiContract(dialect: Dialect): void {
  const made = (steps: readonly ScriptStep[] = []) => {
    const model = scriptedModel(steps);
    return { model, ...dialect.services({ ledger, bank, model }) };
  };
  describe(`tools on methods, in ${dialect.name}`, () => toolsOnMethods(made));
  describe(`agents on methods, in ${dialect.name}`, () => agentsOnMethods(made));
  describe(`agents as classes, in ${dialect.name}`, () => agentClasses(made, dialect));
  it(`a policy on a plain method, in ${dialect.name}`, async () => {
    expect(await made().rates.fetchRate("EUR/USD")).toBe("EUR/USD 2");
  });
  it.each(Object.entries(dialect.mistakes))(`%s says so, in ${dialect.name}`, (_, mistake) => {
    expect(mistake).toThrow(
      'The agent "router" was used as a decorator of route. agent("text", { ... }) makes an agent; to decorate, write @agent({ instructions: "text", ... }).',
    );
  });
}

type Made = (steps?: readonly ScriptStep[]) => Services & { readonly model: ScriptedModel };

function toolsOnMethods(made: Made): void {
  it("show the model a parameter, and fill another from the caller's variables", async () => {
    const { model, billing } = made([toolCall("balance", { currency: "EUR" }), "1250 EUR"]);
    const registry = new Registry();
    registry.register(billing);
    expect(registry.get("balance")?.parameters).toEqual({
      type: "object",
      properties: { currency: { type: "string", enum: ["USD", "EUR"], description: "Currency to report in" } },
      required: ["currency"],
      additionalProperties: false,
    });
    const events: AgentEvent[] = [];
    const stream = agent("Answer.", { model, tools: ["balance"], registry }).stream("How much?", { vars });
    for await (const event of stream.events()) events.push(event);
    const { toolCalls, output } = await stream.result;
    expect(output).toBe("1250 EUR");
    expect(toolCalls).toEqual([{ id: "call_1_1", name: "balance", parameters: { currency: "EUR" }, result: "C-1234 has 1250 EUR" }]);
    // What the tool says of the customer is the tool's business; the value itself goes nowhere else.
    const told = JSON.stringify([model.requests, events]).replaceAll("C-1234 has 1250 EUR", "");
    expect(told).not.toMatch(/C-1234|customerId/);
  });

  it("drop an injected value that the model makes up", async () => {
    const { model, billing } = made([toolCall("balance", { currency: "EUR", customerId: "C-9999" }), "done"]);
    const { toolCalls } = await agent("Answer.", { model, tools: [billing] }).run("How much?", { vars });
    expect(toolCalls[0]).toMatchObject({ parameters: { currency: "EUR" }, result: "C-1234 has 1250 EUR" });
  });

  it("stay methods for everybody else", async () => {
    expect(await made().billing.balance("USD", "C-5678")).toBe("C-5678 has 1250 USD");
  });

  it("take one object, checked and completed by its schema", async () => {
    const calls = [toolCall("invoices", { year: 2025 }), toolCall("invoices", { year: 2025.5 }), "done"];
    const { model, billing } = made(calls);
    const { toolCalls } = await agent("Answer.", { model, tools: [billing] }).run("Which?");
    expect(toolCalls[0]?.result).toEqual({ year: 2025, open: false });
    expect(toolCalls[1]).toMatchObject({ result: undefined, error: expect.stringContaining("year") });
    expect(model.requests[2]?.messages.at(-1)).toMatchObject({ role: "tool", isError: true });
  });

  it("may go straight to the caller, whatever the order of the decorators, and may take the context", async () => {
    const { model, billing, further } = made([[toolCall("export", { format: "csv" }, "one"), toolCall("below", { days: 2 }, "two")]]);
    const { output, turns } = await agent("Export.", { model, tools: [billing, further] }).run("Now.", { vars });
    expect(turns).toBe(1);
    expect(output).toMatchObject({
      toolCalls: [
        { id: "one", name: "export", parameters: { format: "csv" }, result: "C-1234 as csv, not aborted" },
        { id: "two", name: "below", parameters: { days: 2 }, result: "2 undefined" },
      ],
      reasoning: undefined,
    });
    model.assertComplete();
  });

  it("keep the place of the context when optional arguments are absent", async () => {
    const { model, further } = made([toolCall("last", {}, "first"), toolCall("last", { city: "Oslo" }, "second"), "done"]);
    const { toolCalls } = await agent("Go.", { model, tools: [further] }).run("Now.");
    expect(toolCalls.map((call) => call.result)).toEqual(["undefined undefined first", "undefined Oslo second"]);
  });

  it("hide injected keys of an object's schema", async () => {
    const { model, further } = made([toolCall("filled", { day: 3 }), "done"]);
    const { toolCalls } = await agent("Go.", { model, tools: [further] }).run("Now.", { vars });
    expect(toolCalls[0]).toMatchObject({ parameters: { day: 3 }, result: "C-1234 on day 3" });
    expect(JSON.stringify(model.requests[0]?.tools)).not.toContain("customerId");
  });
}

function agentsOnMethods(made: Made): void {
  it("answer with the declared type, with variables in their prompts", async () => {
    const { model, desk } = made(['{"team":"billing","urgent":true}']);
    const routed = await runWith({ vars: { company: "Acme" } }, () => desk.route("I was charged twice"));
    expect(routed).toEqual({ team: "billing", urgent: true });
    expect(model.requests[0]?.system).toContain("Route the ticket for Acme.");
    expect(JSON.stringify(model.requests[0]?.messages)).toContain("<ticket>I was charged twice</ticket>");
  });

  it("run their body when the model cannot answer", async () => {
    const { desk } = made([new ModelError("Down.", { provider: "scripted", retryable: false })]);
    const routed = await runWith({ vars: { company: "Acme" } }, () => desk.route("I was charged twice"));
    expect(routed).toEqual({ team: "technical", urgent: false });
    expect(await desk.alone("now")).toBe("by hand: now");
  });

  it("give the caller the model's error where the body has no answer", async () => {
    const { desk } = made([new ModelError("Down.", { provider: "scripted", retryable: false })]);
    await expect(desk.reply("Why?")).rejects.toThrow("Down.");
  });

  it("use the methods beside them as tools", async () => {
    const { model, desk } = made([toolCall("route", { ticket: "twice" }), '{"team":"billing","urgent":false}', "Billing answers."]);
    expect(await runWith({ vars: { company: "Acme" } }, () => desk.reply("Who?"))).toBe("Billing answers.");
    expect(model.requests[0]?.tools?.map((tool) => tool.name)).toEqual(["route"]);
    expect(model.requests[2]?.messages.at(-1)).toMatchObject({ role: "tool", content: '{"team":"billing","urgent":false}' });
  });
}

function agentClasses(made: Made, { reserved }: Dialect): void {
  it("are called like functions, with their own methods as tools and their prompts in order", async () => {
    const { model, bank: clerk } = made([toolCall("balance"), "You have $1250.00."]);
    expect(await clerk("What's my balance?", { vars })).toBe("You have $1250.00.");
    const [first, second] = model.requests;
    expect(first?.system).toMatch(
      /^<system_message>\s*You are a bank clerk\.\s*<\/system_message>\n\n<instructions>\s*You are helping customer Alice\.\s*<\/instructions>$/,
    );
    expect(first?.tools).toMatchObject([{ name: "balance", description: "The customer's balance.", parameters: { properties: {} } }]);
    expect(second?.messages.at(-1)).toMatchObject({ role: "tool", content: "C-1234 has $1250.00" });
  });

  it("may have agents as methods, tools by the names of methods, and tools that are named otherwise", async () => {
    const { model, clerk } = made([toolCall("summarize", { task: "long" }), "short", toolCall("run"), "done", "brief"]);
    const { output, toolCalls } = await clerk.run("Go.");
    expect(output).toBe("done");
    expect(toolCalls.map(({ name, result }) => [name, result])).toEqual([
      ["summarize", "short"],
      ["run", "started"],
    ]);
    expect(model.requests[0]?.tools?.map((tool) => tool.name).toSorted()).toEqual(["run", "summarize"]);
    expect(await clerk.summarize("text")).toBe("brief");
  });

  it("are typed by Agent.of, and by a signature on the class", async () => {
    const { typed, signed } = made(['{"intent":"a"}', '{"intent":"b"}', '{"intent":"a"}']);
    expect(await typed("x")).toEqual({ intent: "a" });
    expect(await typed({ text: "x" })).toEqual({ intent: "b" });
    expect(await signed("x")).toEqual({ intent: "a" });
  });

  it("need not extend Agent: agentOf makes an agent of a decorated class", async () => {
    const { model, decorated } = made(['{"intent":"b"}']);
    expect(await agentOf<string, { intent: "a" | "b" }>(decorated)("x")).toEqual({ intent: "b" });
    expect(model.requests[0]?.system).toContain("You are plain.");
    expect(model.requests[0]?.system).toContain("Classify.");
  });

  it("refuse a tool method that is named like one of Agent's own", async () => {
    await expect(async () => reserved(scriptedModel(["x"])).run("x")).rejects.toThrow(
      /"inspect".*needs for itself.*@tool\({ name: "inspect"/,
    );
  });
}
