import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { signatureDecorator } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import type { FnDecorator } from "../../lib/registry/decorator-types.ts";
import { Registry } from "../../lib/registry/registry.ts";
import { toolsOf } from "../../lib/registry/tool-source.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import type { ToolContext } from "../../lib/tool/tool-options.ts";
import { contextOf, use } from "../registry/tool-fakes.ts";

const signature = (text: string) => signatureDecorator(parseSignature(text)) as FnDecorator;
const named = (source: object, name: string) => toolsOf(source).find((spec) => spec.name === name);

class Legacy {
  readonly greeting = "pong";

  @tool ping(host: string): string {
    return `${this.greeting} ${host}`;
  }

  @tool({ description: "Everything the compiler tells." })
  all(text: string, count: number, sure: boolean, since: Date, limit: number = 5): unknown {
    return [text, count, sure, since, limit];
  }

  @tool wait(url: string, signal: AbortSignal): unknown {
    return [url, signal];
  }

  @tool({ injectVars: ["ledger"] }) book(amount: number, ledger: { readonly id: string }): unknown {
    return [amount, ledger.id, this.greeting];
  }

  @returnDirect
  @tool({ injectVars: true })
  whoami(prefix: string, call: ToolContext): string {
    return `${prefix} ${call.callId}`;
  }

  @tool({ injectVars: ["customerId"] })
  @signature("currency: 'USD' | 'EUR', customerId: string -> string")
  balance(currency: string, customerId: string): string {
    return `${customerId} ${currency}`;
  }

  @tool({ input: v.object({ year: v.number() }) }) find(query: { year: number }): number {
    return query.year;
  }

  @tool static shout(text: string): string {
    return text.toUpperCase();
  }
}

describe("parameters whose types the compiler tells", () => {
  it("need no further words", async () => {
    const legacy = new Legacy();
    expect(named(legacy, "ping")?.parameters).toMatchObject({ properties: { host: { type: "string" } }, required: ["host"] });
    await expect(use(named(legacy, "ping"), { host: "h" })).resolves.toBe("pong h");
    await expect(use(named(Legacy, "shout"), { text: "a" })).resolves.toBe("A");
  });

  it("are texts, numbers, booleans and dates; with a default they may be absent", async () => {
    const spec = named(new Legacy(), "all");
    expect(spec?.parameters).toMatchObject({
      properties: {
        text: { type: "string" },
        count: { type: "number" },
        sure: { type: "boolean" },
        since: { format: "date-time" },
        limit: { type: "number" },
      },
      required: ["text", "count", "sure", "since"],
    });
    const given = { text: "t", count: 1, sure: true, since: "2026-11-21T00:00:00Z" };
    await expect(use(spec, given)).resolves.toEqual(["t", 1, true, new Date("2026-11-21T00:00:00Z"), 5]);
  });

  it("get the call's signal, which the model does not see", async () => {
    const context = contextOf();
    const spec = named(new Legacy(), "wait");
    expect(JSON.stringify(spec?.parameters)).not.toContain("signal");
    await expect(use(spec, { url: "u" }, context)).resolves.toEqual(["u", context.signal]);
  });

  it("may be injected whatever their type", async () => {
    const spec = named(new Legacy(), "book");
    expect(JSON.stringify(spec?.parameters)).not.toContain("ledger");
    await expect(use(spec, { amount: 3 }, contextOf({ ledger: { id: "L" } }))).resolves.toEqual([3, "L", "pong"]);
    await expect(use(spec, { amount: 3 })).rejects.toThrow('The tool "book" needs the variable "ledger"');
  });

  it("may end with the context", async () => {
    const spec = named(new Legacy(), "whoami");
    expect(spec).toMatchObject({ returnDirect: true, parameters: { required: ["prefix"] } });
    await expect(use(spec, { prefix: "I am" })).resolves.toBe("I am c1");
  });

  it("give way to a signature and to a schema", async () => {
    const legacy = new Legacy();
    expect(named(legacy, "balance")?.parameters).toMatchObject({
      properties: { currency: { enum: ["USD", "EUR"] } },
      required: ["currency"],
    });
    await expect(use(named(legacy, "balance"), { currency: "EUR" }, contextOf({ customerId: "C" }))).resolves.toBe("C EUR");
    await expect(use(named(legacy, "find"), { year: 1 })).resolves.toBe(1);
  });
});

describe("parameters whose types the compiler does not tell", () => {
  it("are refused, naming class, method and parameter", () => {
    class Vague {
      @tool tags(tags: string[]): string {
        return tags.join();
      }
    }
    class Open {
      @tool pick(options: { readonly city: string }, mode: "a" | "b"): string {
        return options.city + mode;
      }
    }
    expect(() => new Registry().register(new Vague())).toThrow(
      /^Vague\.tags, parameter tags: type unknown \(an Array without the type of its elements\)\. Add a signature/,
    );
    expect(() => new Registry().register(new Open())).toThrow(/^Open\.pick, parameter options: type unknown \(an interface or a union\)\./);
  });
});
