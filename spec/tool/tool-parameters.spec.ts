import { type } from "arktype";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { defineSignature } from "../../lib/signature/define-signature.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import type { AnyFunction } from "../../lib/tool/parameter-names.ts";
import type { ParameterSource } from "../../lib/tool/parameter-source.ts";
import type { ToolContext, ToolOptions } from "../../lib/tool/tool-options.ts";
import { toolParameters } from "../../lib/tool/tool-parameters.ts";

const contextOf = (vars: Record<string, unknown> = {}): ToolContext => ({
  vars,
  signal: new AbortController().signal,
  runId: "r1",
  callId: "c1",
  messages: [],
  emit: async () => {},
});

function compiled(options: ToolOptions, fn: AnyFunction, more: Partial<ParameterSource> = {}) {
  const parameters = toolParameters({ owner: "Lab.probe", options, fn, ...more });
  const call = async (given: unknown, context = contextOf()): Promise<readonly unknown[]> => {
    const parsed = await parameters.parse(given);
    if (!parsed.ok) throw new Error(parsed.issues.join("\n"));
    return parameters.fill({ tool: "probe", args: parsed.value, context });
  };
  return { ...parameters, call, keys: Object.keys(parameters.jsonSchema["properties"] as object) };
}
const refusal = (options: ToolOptions, fn: AnyFunction, more: Partial<ParameterSource> = {}): string => {
  try {
    compiled(options, fn, more);
  } catch (thrown) {
    if (thrown instanceof ConfigurationError) return thrown.message;
    throw thrown;
  }
  return "(accepted)";
};

describe("parameters from a signature", () => {
  const weather = (city: string, unit = "c") => city + unit;

  it("are shown as an object and passed in order", async () => {
    const { jsonSchema, call } = compiled({ signature: "city: string 'City to look up', unit?: 'c' | 'f' -> string" }, weather);
    expect(jsonSchema).toMatchObject({
      type: "object",
      properties: { city: { type: "string", description: "City to look up" }, unit: { enum: ["c", "f"] } },
      required: ["city"],
      additionalProperties: false,
    });
    await expect(call({ unit: "f", city: "Tokyo" })).resolves.toEqual(["Tokyo", "f"]);
    await expect(call({ city: "Tokyo" })).resolves.toEqual(["Tokyo"]);
    await expect(call({ city: "Tokyo", unit: null, more: 1 })).resolves.toEqual(["Tokyo"]);
  });

  it("are checked, and what is wrong is said field by field", async () => {
    const { parse } = compiled({ signature: "city: string, days: int -> string" }, (city: string, days: number) => city + days);
    await expect(parse({ days: 1.5 })).resolves.toEqual({
      ok: false,
      issues: [expect.stringMatching(/^city: /), expect.stringMatching(/^days: /)],
    });
    await expect(parse("Tokyo")).resolves.toMatchObject({ ok: false });
  });

  it("come from @signature as well, and as one object from a signature of schemas", async () => {
    const signature = parseSignature("city: string -> string");
    await expect(compiled({}, (city: string) => city, { signature }).call({ city: "Rome" })).resolves.toEqual(["Rome"]);
    const made = defineSignature({ input: { city: v.string(), days: v.optional(v.number(), 3) }, output: { text: v.string() } });
    const one = compiled({ signature: made, injectVars: true }, (input: unknown, context: unknown) => [input, context]);
    const context = contextOf();
    await expect(one.call({ city: "Rome" }, context)).resolves.toEqual([{ city: "Rome", days: 3 }, context]);
  });

  it("may be said once only", () => {
    const signature = parseSignature("city: string -> string");
    expect(refusal({ signature: "town: string -> string" }, (town: string) => town, { signature })).toContain(
      'Lab.probe has "@signature", "signature", and each',
    );
    expect(refusal({ signature: "city: string -> string" }, (city: string) => city, { signature })).toBe("(accepted)");
    expect(refusal({ input: v.object({}) }, () => 1, { signature })).toContain('"@signature", "input"');
  });

  it("must have the names of the function, in its order", () => {
    const swapped = refusal({ signature: "unit: string, city: string -> string" }, weather);
    expect(swapped).toBe(
      'Lab.probe takes the parameters "city", "unit", but its signature names "unit", "city". Use the names of the function, in its order.',
    );
    expect(refusal({ signature: "town: string, unit: string -> string" }, weather)).toContain('names "town", "unit"');
    expect(refusal({ signature: "b: string, a: string -> string" }, (a: string, b: string) => a + b)).toContain(
      'takes the parameters "a", "b"',
    );
  });

  it("may lack nothing at the end", () => {
    expect(refusal({ signature: "city: string, unit: string -> string" }, (city: string) => city)).toBe(
      'Lab.probe takes 1 parameter, but its signature names 2: "city", "unit". It lacks "unit". Add the parameter to the function, or remove it from the description.',
    );
  });

  it("are taken on trust where the source cannot tell", () => {
    const trusted: AnyFunction[] = [
      (e: string, t: string) => e + t,
      weather.bind(undefined),
      (...all: string[]) => all.join(),
      ({ a }: { a: string }, { b }: { b: string }) => a + b,
      (_city: string, unit: string) => unit,
      (city2: string, unit$1: string) => city2 + unit$1,
      function (this: unknown) {
        return arguments.length;
      },
    ];
    for (const fn of trusted) expect(refusal({ signature: "city: string, unit: string -> string" }, fn)).toBe("(accepted)");
  });
});

describe("descriptions by parameter name", () => {
  it("win over the signature's", () => {
    const { jsonSchema } = compiled({ signature: "city: string 'old' -> string", params: { city: "new" } }, (city: string) => city);
    expect(jsonSchema).toMatchObject({ properties: { city: { description: "new" } } });
    const byInput = compiled({ input: v.object({ city: v.string() }), params: { city: "new" } }, (input: unknown) => input);
    expect(byInput.jsonSchema).toMatchObject({ properties: { city: { type: "string", description: "new" } } });
  });

  it("may only speak of parameters there are", () => {
    expect(refusal({ signature: "city: string -> string", params: { ciy: "x" } }, (city: string) => city)).toBe(
      'Lab.probe: "params" names "ciy", which is no parameter. Parameters: "city". Did you mean "city"?',
    );
  });

  it("do not find what every object inherits", () => {
    const { jsonSchema } = compiled({ signature: "toString: string -> string", params: {} }, (toString: string) => toString);
    expect(jsonSchema).toMatchObject({ properties: { toString: { type: "string" } } });
    expect(JSON.stringify(jsonSchema)).not.toContain("description");
  });
});

describe("parameters listed as schemas", () => {
  it("are named by names, or by the source", async () => {
    const args = [v.string(), v.optional(v.number(), 7)];
    const fn = (city: string, days: number) => city + days;
    for (const options of [{ args, names: ["city", "days"] }, { args }]) {
      const { keys, call } = compiled(options, fn);
      expect(keys).toEqual(["city", "days"]);
      await expect(call({ city: "Rome" })).resolves.toEqual(["Rome", 7]);
    }
  });

  it("are refused where nobody names them", () => {
    expect(refusal({ args: [v.string()] }, ((city: string) => city).bind(undefined))).toContain(
      "Lab.probe, parameter 1: name unknown. Name the schemas",
    );
    expect(refusal({ args: [v.string(), v.string()] }, (city: string) => city)).toContain("parameter 2: name unknown");
    expect(refusal({ args: [v.string()], names: ["town"] }, (city: string) => city)).toContain('"names" names "town"');
    expect(refusal({ args: [v.string()], names: ["city", "days"] }, (city: string) => city)).toContain(
      '1 schemas in "args" and 2 in "names"',
    );
    expect(refusal({ args: [v.string(), v.string()], names: ["a", "a"] }, (...all) => all)).toContain('two parameters named "a"');
  });

  it("make a warning where all names may be a minifier's", () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    try {
      compiled({ args: [v.string()] }, (e: string) => e);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining("Lab.probe are named e"), expect.anything());
    } finally {
      warn.mockRestore();
    }
  });
});

describe("one object parameter", () => {
  const schemas = {
    valibot: v.object({ year: v.pipe(v.number(), v.integer()), open: v.optional(v.boolean(), false), customerId: v.string() }),
    zod: z.object({ year: z.int(), open: z.boolean().default(false), customerId: z.string() }),
    arktype: type({ year: "number.integer", open: "boolean = false", customerId: "string" }),
  };

  it.each(Object.entries(schemas))("is checked whole by %s, defaults included", async (_, input) => {
    const { call, keys, parse } = compiled({ input }, (query: unknown) => query);
    expect(new Set(keys)).toEqual(new Set(["year", "open", "customerId"]));
    await expect(call({ year: 2026, customerId: "C" })).resolves.toEqual([{ year: 2026, open: false, customerId: "C" }]);
    await expect(parse({ year: "x" })).resolves.toMatchObject({ ok: false });
  });

  it.each(Object.entries(schemas))("hides injected keys of %s and checks them with the rest", async (_, input) => {
    const { call, jsonSchema, parse } = compiled({ input, injectVars: ["customerId"] }, (query: unknown) => query);
    expect(JSON.stringify(jsonSchema)).not.toContain("customerId");
    await expect(call({ year: 2026, customerId: "FORGED" }, contextOf({ customerId: "C-1" }))).resolves.toEqual([
      { year: 2026, open: false, customerId: "C-1" },
    ]);
    await expect(parse({ year: "x" })).resolves.toMatchObject({ ok: false, issues: [expect.stringContaining("year")] });
    await expect(call({ year: 1 })).rejects.toThrow(ConfigurationError);
    await expect(call({ year: 1 }, contextOf({ customerId: 7 }))).rejects.toThrow(/A variable does not fit the tool "probe": customerId/);
  });

  it("gets an absent optional variable's default", async () => {
    const input = v.object({ year: v.number(), tenant: v.optional(v.string(), "main") });
    const { call } = compiled({ input, injectVars: ["tenant"] }, (query: unknown) => query);
    await expect(call({ year: 1 })).resolves.toEqual([{ year: 1, tenant: "main" }]);
    await expect(call({ year: 1, tenant: "FORGED" })).resolves.toEqual([{ year: 1, tenant: "main" }]);
    await expect(call({ year: 1 }, contextOf({ tenant: "other" }))).resolves.toEqual([{ year: 1, tenant: "other" }]);
  });

  it("leaves out definitions that only injected keys used", () => {
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: v.GenericSchema<Tree> = v.object({ children: v.array(v.lazy(() => tree)) });
    const shown = compiled(
      { input: v.object({ tree, secretTree: v.optional(tree) }), injectVars: ["secretTree"] },
      (query: unknown) => query,
    );
    expect(JSON.stringify(shown.jsonSchema)).toContain("$ref");
    const hidden = compiled({ input: v.object({ year: v.number(), tree }), injectVars: ["tree"] }, (query: unknown) => query);
    expect(JSON.stringify(hidden.jsonSchema)).not.toContain("children");
  });

  it("must be an object", () => {
    expect(refusal({ input: v.string() }, (text: string) => text)).toContain('"input" describes no object');
  });

  it("goes through as its schema made it", async () => {
    class Query {
      readonly year: number;
      constructor(year: number) {
        this.year = year;
      }
    }
    const input = v.pipe(
      v.object({ year: v.number() }),
      v.transform(({ year }) => new Query(year)),
    );
    const [query] = await compiled({ input }, (given: unknown) => given).call({ year: 1 });
    expect(query).toBeInstanceOf(Query);
  });
});

describe("injected variables", () => {
  const signature = "currency: 'USD' | 'EUR', customerId: string -> string";
  const balance = (currency: string, customerId: string) => currency + customerId;

  it("are hidden from the model and cannot be forged by it", async () => {
    const { jsonSchema, call } = compiled({ signature, injectVars: ["customerId"] }, balance);
    expect(JSON.stringify(jsonSchema)).not.toContain("customerId");
    await expect(call({ currency: "EUR", customerId: "FORGED" }, contextOf({ customerId: "C-1" }))).resolves.toEqual(["EUR", "C-1"]);
  });

  it("are the caller's to give: a missing or wrong one names the tool and the variable", async () => {
    const { call } = compiled({ signature, injectVars: ["customerId"] }, balance);
    const missing = call({ currency: "EUR" });
    await expect(missing).rejects.toThrow(ConfigurationError);
    await expect(missing).rejects.toThrow('The tool "probe" needs the variable "customerId", which this call was not given.');
    await expect(call({ currency: "EUR" }, contextOf({ customerId: 7 }))).rejects.toThrow(ConfigurationError);
    const inherited = compiled({ signature: "toString: string -> string", injectVars: ["toString"] }, (toString: string) => toString);
    await expect(inherited.call({})).rejects.toThrow('needs the variable "toString"');
  });

  it("may be optional", async () => {
    const { call } = compiled({ signature: "a?: string, b: string -> string", injectVars: ["a"] }, (a: string, b: string) => a + b);
    await expect(call({ b: "x" })).resolves.toEqual([undefined, "x"]);
    await expect(call({ b: "x", a: "FORGED" })).resolves.toEqual([undefined, "x"]);
  });

  it("must be parameters", () => {
    expect(refusal({ signature, injectVars: ["custmerId"] }, balance)).toContain('"injectVars" names "custmerId", which is no parameter.');
    expect(refusal({ signature, injectVars: ["custmerId"] }, balance)).toContain('Did you mean "customerId"?');
    expect(refusal({ input: v.object({ a: v.string() }), injectVars: ["b"] }, (a: unknown) => a)).toContain('names "b"');
  });

  it("need no types: whatever the caller has goes through", async () => {
    const books = { balance: 1 };
    for (const fn of [(ledger: unknown) => ledger, (ledger2: unknown) => ledger2]) {
      const { call, keys } = compiled({ injectVars: ["ledger"] }, fn);
      expect(keys).toEqual([]);
      await expect(call({}, contextOf({ ledger: books }))).resolves.toEqual([books]);
    }
  });
});

describe("the context of the call", () => {
  it("follows the declared parameters and keeps its place when optional ones are absent", async () => {
    const context = contextOf();
    const fn = (format: string, limit: number | undefined, call: ToolContext) => [format, limit, call];
    const { call, keys } = compiled({ signature: "format: string, limit?: int -> string", injectVars: true }, fn);
    expect(keys).toEqual(["format", "limit"]);
    await expect(call({ format: "csv" }, context)).resolves.toEqual(["csv", undefined, context]);
    await expect(call({ format: "csv", limit: 2 }, context)).resolves.toEqual(["csv", 2, context]);
  });

  it("needs no signature where it is the only parameter", async () => {
    const context = contextOf();
    const { call, keys } = compiled({ injectVars: true }, (call: ToolContext) => call);
    expect(keys).toEqual([]);
    await expect(call({}, context)).resolves.toEqual([context]);
  });

  it("is refused where it would take another parameter's place", () => {
    const fn = (format: string, limit: number, call: ToolContext) => [format, limit, call];
    expect(refusal({ signature: "format: string -> string", injectVars: true }, fn)).toBe(
      "Lab.probe takes 3 parameters, but its signature names 1 and the ToolContext is passed as number 2. Name every parameter before the context.",
    );
  });
});

describe("parameters that nobody described", () => {
  it("are no problem where there are none", async () => {
    await expect(compiled({}, () => 1).call({})).resolves.toEqual([]);
  });

  it("are refused by name", () => {
    expect(refusal({}, (host: string) => host, { owner: "Legacy.ping" })).toBe(
      'Legacy.ping, parameter host: type unknown. Add a signature like "host: string -> string", an "input" schema, or "args" with "names".',
    );
    expect(refusal({}, (host: string, port = 80) => host + port)).toContain(
      "Lab.probe, parameter host: type unknown; parameter port: type unknown.",
    );
    expect(refusal({}, ({ host }: { host: string }) => host)).toContain("parameter 1: name and type unknown");
    expect(refusal({}, ((host: string) => host).bind(undefined))).toContain("parameter 1: name and type unknown");
    expect(refusal({}, (...hosts: string[]) => hosts)).toContain("parameter hosts: a rest parameter cannot be filled by name");
  });

  it("are known from the compiler's types and the names of the source", async () => {
    const signal = new AbortController().signal;
    const fn = (host: string, port: number, secure: boolean, since: Date, size: bigint, signal: AbortSignal) => [
      host,
      port,
      secure,
      since,
      size,
      signal,
    ];
    const paramTypes = [String, Number, Boolean, Date, BigInt, AbortSignal];
    const { jsonSchema, call } = compiled({}, fn, { paramTypes });
    expect(jsonSchema).toMatchObject({
      properties: {
        host: { type: "string" },
        port: { type: "number" },
        secure: { type: "boolean" },
        since: { type: "string", format: "date-time" },
        size: {},
      },
      required: ["host", "port", "secure", "since", "size"],
    });
    const given = { host: "h", port: 1, secure: true, since: "2026-11-21T00:00:00Z", size: "12" };
    await expect(call(given, { ...contextOf(), signal })).resolves.toEqual(["h", 1, true, new Date("2026-11-21T00:00:00Z"), 12n, signal]);
  });

  it("are refused where the compiler's type says too little", () => {
    const why = (paramTypes: unknown[]) => refusal({}, (value: unknown) => value, { paramTypes });
    expect(why([Array])).toContain("parameter value: type unknown (an Array without the type of its elements)");
    expect(why([Object])).toContain("parameter value: type unknown (an interface or a union)");
    expect(why([Map])).toContain("parameter value: type unknown (the class Map has no JSON form)");
    expect(why([undefined])).toContain("parameter value: type unknown");
  });

  it("end with the context where it is asked for", async () => {
    const context = contextOf();
    const { call, keys } = compiled({ injectVars: true }, (host: string, call: ToolContext) => [host, call], {
      paramTypes: [String, Object],
    });
    expect(keys).toEqual(["host"]);
    await expect(call({ host: "h" }, context)).resolves.toEqual(["h", context]);
  });

  it("get the call's signal after those of a signature, too", async () => {
    const context = contextOf();
    const fn = (host: string, signal: AbortSignal) => [host, signal];
    const { call, keys } = compiled({ signature: "host: string -> string" }, fn, { paramTypes: [String, AbortSignal] });
    expect(keys).toEqual(["host"]);
    await expect(call({ host: "h" }, context)).resolves.toEqual(["h", context.signal]);
  });
});

describe("whatever the parameters", () => {
  const name = fc
    .stringMatching(/^[a-z][a-zA-Z0-9]{6,9}$/)
    .filter((word) => !/^(description|properties|required|additional|constructor)/.test(word));
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6 });
  const kind = fc.constantFrom("string", "number[]", "'a' | 'b'", "{ x: string }", "Record<string, int>", "boolean | null", "Date");
  const schema = fc.constantFrom<v.GenericSchema>(
    v.string(),
    v.optional(v.number(), 1),
    v.array(v.object({ x: v.string() })),
    v.nullable(v.boolean()),
    v.record(v.string(), v.number()),
  );

  const drawn = fc.tuple(
    names,
    fc.array(kind, { minLength: 6, maxLength: 6 }),
    fc.array(schema, { minLength: 6, maxLength: 6 }),
    fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  );
  it("no injected name is in what the model is shown, and every other is", () => {
    fc.assert(
      fc.property(drawn, ([all, kinds, schemas, hidden]) => {
        const injected = all.filter((_, index) => hidden[index]);
        const text = all.map((one, index) => `${one}${index % 2 ? "?" : ""}: ${kinds[index]}`).join(", ");
        const forms: ToolOptions[] = [
          { signature: `${text} -> string` },
          { input: v.object(Object.fromEntries(all.map((one, index) => [one, schemas[index] ?? v.string()]))) },
          { args: all.map((_, index) => schemas[index] ?? v.string()), names: all },
        ];
        for (const form of forms) {
          const { jsonSchema, keys } = compiled({ ...form, injectVars: injected }, (...values) => values);
          const shown = JSON.stringify(jsonSchema);
          for (const one of injected) expect(shown).not.toContain(`"${one}"`);
          expect(keys).toEqual(all.filter((one) => !injected.includes(one)));
        }
      }),
      { numRuns: 300 },
    );
  });
});
