import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { signatureDecorator } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { toolFromFunction, toolFromMember } from "../../lib/registry/compile-tool.ts";
import { membersOf } from "../../lib/registry/member-notes.ts";
import { addNote } from "../../lib/registry/notes.ts";
import { nameAsWords } from "../../lib/registry/tool-name.ts";
import { memberToolsOf, toolsOf } from "../../lib/registry/tool-source.ts";
import type { FnDecorator } from "../../lib/registry/decorator-types.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import type { ToolContext } from "../../lib/tool/tool-options.ts";
import { contextOf, EchoAgent, use } from "./tool-fakes.ts";

const signature = (text: string) => signatureDecorator(parseSignature(text)) as FnDecorator;
const agent = agentDecorator(async ({ key, args, body, owner }) => `${String(key)} ran: ${String(await body.apply(owner, [...args]))}`);

class Billing {
  readonly #owed: number;
  constructor(owed = 10) {
    this.#owed = owed;
  }

  @tool({ description: "Look up a balance.", injectVars: ["customerId"], effect: "read", timeoutMs: 50, maxResultChars: 9 })
  @signature(`currency: 'USD' | 'EUR' "Currency to report in", customerId: string -> string`)
  async balance(currency: string, customerId: string): Promise<string> {
    return `${customerId} owes ${this.#owed} ${currency}`;
  }

  @tool({ input: v.object({ year: v.number(), open: v.optional(v.boolean(), false) }) })
  findInvoices(query: { year: number; open: boolean }): unknown {
    return { ...query, owed: this.#owed };
  }

  @returnDirect
  @tool({ name: "export_ledger", injectVars: true })
  @signature("format: 'csv' | 'json', limit?: int -> string")
  export(format: string, limit: number | undefined, call: ToolContext): unknown {
    return [format, limit, call.callId, this.#owed];
  }

  @tool
  today(): string {
    return "Saturday";
  }

  @tool({ signature: "text: string -> string" })
  static shout(text: string): string {
    return text.toUpperCase();
  }

  @tool({ signature: "n: number -> number" })
  #secret(n: number): number {
    return n * this.#owed;
  }

  direct(): number {
    return this.#secret(1);
  }
}
const named = (source: object, name: string) => toolsOf(source).find((spec) => spec.name === name);

describe("tools from the methods of an instance", () => {
  it("are all annotated ones, private included, statics not", () => {
    expect(toolsOf(new Billing()).map((spec) => spec.name)).toEqual(["balance", "findInvoices", "export_ledger", "today", "secret"]);
    expect(toolsOf(Billing).map((spec) => spec.name)).toEqual(["shout"]);
  });

  it("carry what was said of them", () => {
    const spec = named(new Billing(), "balance");
    expect(spec).toMatchObject({
      name: "balance",
      owner: "Billing.balance",
      description: "Look up a balance.",
      effect: "read",
      returnDirect: false,
      injectVars: ["customerId"],
      timeoutMs: 50,
      maxResultChars: 9,
      parameters: {
        type: "object",
        properties: { currency: { enum: ["USD", "EUR"], description: "Currency to report in" } },
        required: ["currency"],
      },
    });
    expect(JSON.stringify(spec?.parameters)).not.toContain("customerId");
    expect(named(new Billing(), "export_ledger")).toMatchObject({ returnDirect: true, owner: "Billing.export", injectVars: true });
  });

  it("call it on its own instance, with injected values in their place", async () => {
    const billing = new Billing(7);
    const context = contextOf({ customerId: "C-1" });
    await expect(use(named(billing, "balance"), { currency: "EUR", customerId: "FORGED" }, context)).resolves.toBe("C-1 owes 7 EUR");
    await expect(use(named(billing, "findInvoices"), { year: 2026 })).resolves.toEqual({ year: 2026, open: false, owed: 7 });
    await expect(use(named(billing, "export_ledger"), { format: "csv" })).resolves.toEqual(["csv", undefined, "c1", 7]);
    await expect(use(named(billing, "today"))).resolves.toBe("Saturday");
    await expect(use(named(billing, "secret"), { n: 3 })).resolves.toBe(21);
    await expect(use(named(Billing, "shout"), { text: "a" })).resolves.toBe("A");
  });

  it("find the method late: a spy and a subclass's override are called", async () => {
    class Home extends Billing {
      override async balance(currency: string, customerId: string): Promise<string> {
        return `home: ${await super.balance(currency, customerId)}`;
      }
    }
    const context = contextOf({ customerId: "C" });
    await expect(use(named(new Home(), "balance"), { currency: "EUR" }, context)).resolves.toBe("home: C owes 10 EUR");
    const billing = new Billing();
    const spec = named(billing, "today");
    vi.spyOn(billing, "today").mockReturnValue("spied");
    await expect(use(spec)).resolves.toBe("spied");
  });

  it("are described by their signature's instructions or their name where nobody described them", () => {
    expect(named(new Billing(), "findInvoices")?.description).toBe("Find invoices");
    const instructed = tool((text: string) => text);
    addNote(instructed, { signature: { ...parseSignature("text: string -> string"), instructions: "Say it." } });
    addNote(instructed, { tool: { name: "say" } });
    expect(toolFromFunction(instructed).description).toBe("Say it.");
  });

  it("stay the same objects as long as nothing changes", () => {
    const billing = new Billing();
    expect(toolsOf(billing)).toBe(toolsOf(billing));
    const fn = tool({ name: "same", signature: "text: string -> string" }, (text) => text);
    const before = toolsOf(fn);
    expect(toolsOf(fn)).toBe(before);
    returnDirect(fn);
    expect(toolsOf(fn)[0]?.returnDirect).toBe(true);
  });
});

describe("tools from functions", () => {
  it("call the very function", async () => {
    const getWeather = async (city: string) => `Sunny in ${city}`;
    const [spec] = toolsOf(tool({ description: "Current weather", signature: "city: string -> string" }, getWeather));
    expect(spec).toMatchObject({ name: "getWeather", owner: "function getWeather", description: "Current weather" });
    await expect(use(spec, { city: "Tokyo" })).resolves.toBe("Sunny in Tokyo");
  });

  it("without a name are called by their description", async () => {
    const anonymous = tool(
      { description: "Current weather, in a city: now", signature: "city: string -> string" },
      async (city) => `Sunny in ${city}`,
    );
    const [spec] = toolsOf(anonymous);
    expect(spec).toMatchObject({ name: "current_weather_in_a_city", owner: "function (anonymous)" });
    await expect(use(spec, { city: "Tokyo" })).resolves.toBe("Sunny in Tokyo");
    expect(toolsOf(tool({ name: "own", description: "x" }, () => 1))[0]?.name).toBe("own");
    const wordy = tool({ description: "Internationalization ".repeat(9) }, () => 1);
    expect(toolsOf(wordy)[0]?.name).toBe("internationalization_internationalization_internationalization");
    expect(() => toolsOf(tool({ description: "天気" }, () => 1))).toThrow("has no name a tool could have");
  });

  it("need an annotation and a name", () => {
    expect(() => toolFromFunction(function plain() {})).toThrow('The function "plain" is not annotated as a tool.');
    expect(() => toolsOf(() => 1)).toThrow(ConfigurationError);
    expect(() => toolsOf(tool(() => 1))).toThrow("function (anonymous) has no name a tool could have.");
    const strange = tool({ signature: "a: string -> string" }, (a) => a);
    Object.defineProperty(strange, "name", { value: "größe" });
    expect(() => toolsOf(strange)).toThrow('"größe" cannot be the name of the tool function größe.');
  });

  it("held by an object are its tools", async () => {
    const box = { now: tool({ description: "The time." }, () => 12), other: () => 1 };
    expect(toolsOf(box).map((spec) => spec.name)).toEqual(["now"]);
    await expect(use(toolsOf(box)[0])).resolves.toBe(12);
  });
});

describe("methods that cannot be tools", () => {
  it("are refused with class, method and parameter", () => {
    class Legacy {
      @tool ping(host: string): string {
        return host;
      }
    }
    expect(() => toolsOf(new Legacy())).toThrow(/^Legacy\.ping, parameter host: type unknown\. Add /);
  });

  it("are refused when names, order or options contradict", () => {
    class Wrong {
      @tool @signature("unit: string, city: string -> string") swapped(city: string, unit: string): string {
        return city + unit;
      }
    }
    expect(() => toolsOf(new Wrong())).toThrow(
      'Wrong.swapped takes the parameters "city", "unit", but its signature names "unit", "city".',
    );
    class Twice {
      @tool({ args: [v.string()], names: ["a"] }) @signature("a: string -> string") both(a: string): string {
        return a;
      }
    }
    expect(() => toolsOf(new Twice())).toThrow('Twice.both has "@signature", "args"');
    const unnoted = { ...(membersOf(new Billing())[0] as ReturnType<typeof membersOf>[number]), note: {} };
    expect(() => toolFromMember(unnoted)).toThrow("Billing.balance is not annotated as a tool.");
  });

  it("are refused when their key is no name", () => {
    class Odd {
      @tool "with blank"(): number {
        return 1;
      }
    }
    expect(() => toolsOf(new Odd())).toThrow('"with blank" cannot be the name of the tool Odd.with blank.');
  });
});

describe("agents as tools", () => {
  it("take the inputs of their signature, or one task", async () => {
    const sentiment = new EchoAgent({
      name: "sentiment",
      description: "Classifies text",
      signature: "sentence: string -> sentiment: string",
    });
    const [typed] = toolsOf(sentiment);
    expect(typed).toMatchObject({ name: "sentiment", owner: "agent sentiment", description: "Classifies text", returnDirect: false });
    expect(typed?.parameters).toMatchObject({ properties: { sentence: { type: "string" } }, required: ["sentence"] });
    await expect(use(typed, { sentence: "s" })).resolves.toEqual({ sentence: "s" });
    const [plain] = toolsOf(new EchoAgent({ name: "helper_agent" }));
    expect(plain).toMatchObject({
      description: "Helper agent",
      parameters: { properties: { task: { type: "string" } }, required: ["task"] },
    });
    await expect(use(plain, { task: "do it" })).resolves.toBe("do it");
  });

  it("are compiled anew when their fields or notes change", () => {
    const echo = new EchoAgent({ name: "echo" });
    expect(toolsOf(echo)).toBe(toolsOf(echo));
    returnDirect(echo);
    expect(toolsOf(echo)[0]?.returnDirect).toBe(true);
    Object.defineProperty(echo, "name", { value: "renamed", configurable: true });
    expect(toolsOf(echo)[0]?.name).toBe("renamed");
  });

  it("of a decorated class have its notes, and are one tool whatever methods they have", () => {
    @agent({ description: "Decorated." })
    class Clerk extends EchoAgent {
      @tool own(): number {
        return 1;
      }
    }
    const clerk = new Clerk({});
    expect(toolsOf(clerk)).toMatchObject([{ name: "Clerk", description: "Decorated." }]);
    expect(memberToolsOf(clerk).map((spec) => spec.name)).toEqual(["own"]);
  });

  it("written as methods are tools by their own name", async () => {
    class Desk {
      @agent({ description: "Routes." })
      @signature("ticket: string, urgent?: boolean -> string")
      async route(ticket: string, urgent?: boolean): Promise<string> {
        return `${ticket} ${urgent}`;
      }
      @agent({ instructions: "Reply." })
      async reply(question: string): Promise<string> {
        return question;
      }
      @agent({ signature: "a: string, b: string -> string" })
      async merge(a: string, b: string): Promise<string> {
        return a + b;
      }
    }
    const desk = new Desk();
    expect(toolsOf(desk).map((spec) => [spec.name, spec.description])).toEqual([
      ["route", "Routes."],
      ["reply", "Reply"],
      ["merge", "Merge"],
    ]);
    await expect(use(named(desk, "route"), { ticket: "T", urgent: true })).resolves.toBe("route ran: T true");
    await expect(use(named(desk, "reply"), { task: "why" })).resolves.toBe("reply ran: why");
    await expect(use(named(desk, "merge"), { a: "1", b: "2" })).resolves.toBe("merge ran: 12");
  });
});

describe("a name as words", () => {
  it.each([
    ["getUserById", "Get user by id"],
    ["get_user", "Get user"],
    ["parseHTTPResponse", "Parse HTTP response"],
    ["x", "X"],
    ["--", "--"],
  ])("%s is %s", (name, words) => {
    expect(nameAsWords(name)).toBe(words);
  });
});
