import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { noteOf } from "../../lib/registry/notes.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";

describe("tool on a plain function", () => {
  it("gives the very same function back, in every form", () => {
    const fn = (a: number) => a;
    expect(tool(fn)).toBe(fn);
    expect(tool()(fn)).toBe(fn);
    expect(tool({ description: "d" })(fn)).toBe(fn);
    expect(tool({ effect: "read" }, fn)).toBe(fn);
    expect(noteOf(fn)).toEqual({ tool: { description: "d", effect: "read" } });
  });

  it("notes what returnDirect says inside or outside of it", () => {
    const inside = tool({ description: "d" })(returnDirect(() => 1));
    const outside = returnDirect(tool({ description: "d" })(() => 1));
    const called = returnDirect()(tool({ description: "d" })(() => 1));
    for (const fn of [inside, outside, called]) expect(noteOf(fn)).toEqual({ returnDirect: true, tool: { description: "d" } });
  });

  it("keeps a signature text parsed", () => {
    const fn = tool({ signature: "city: string -> string" }, (city) => city);
    expect(noteOf(fn)?.tool?.signature).toBe(parseSignature("city: string -> string"));
  });

  it("keeps schemas, names and descriptions as they were given", () => {
    const options = { args: [v.number(), v.string()], names: ["a", "b"], params: { a: "first" } } as const;
    expect(noteOf(tool(options, (a, b) => `${a}${b}`))?.tool).toEqual(options);
    const input = type({ a: "string" });
    expect(noteOf(tool({ input }, (query) => query.a))?.tool?.input).toBe(input);
  });

  it("does not share notes between functions made with the same decorator", () => {
    const decorate = tool({ description: "d" });
    const [one, two] = [decorate(() => 1), decorate(() => 2)];
    returnDirect(one);
    expect(noteOf(two)).toEqual({ tool: { description: "d" } });
  });
});

describe("options of tool that cannot be right", () => {
  // Untyped: the compiler refuses most of these as well.
  const given =
    (options: unknown, ...more: unknown[]) =>
    () =>
      (tool as (...args: unknown[]) => unknown)(options, ...more);

  it.each([
    ["an unknown option", { descripton: "d" }, 'tool() has no option "descripton". Options: name, description, signature,'],
    ["an unknown option, with a guess", { descripton: "d" }, 'Did you mean "description"?'],
    ["a name with a space", { name: "get weather" }, '"get weather" cannot be the name of a tool.'],
    ["an empty name", { name: "" }, '"" cannot be the name of a tool.'],
    ["a name of 65 characters", { name: "a".repeat(65) }, "1 to 64"],
    ["a name that is no text", { name: 7 }, "7 cannot be the name"],
    [
      "two sources",
      { signature: "a -> b", input: v.object({}) },
      'tool() was given "signature", "input", and each of them says what the parameters are.',
    ],
    ["three sources", { signature: "a -> b", input: v.object({}), args: [] }, '"signature", "input", "args"'],
    ["names without args", { names: ["a"] }, 'tool() was given "names" without "args".'],
    ["too many names", { args: [v.string()], names: ["a", "b"] }, '1 schemas in "args" and 2 in "names": "a", "b".'],
    ["a name twice", { args: [v.string(), v.string()], names: ["a", "a"] }, 'the parameter name "a" twice'],
    ["a signature that does not parse", { signature: "a: strng -> b" }, "strng"],
    ["an unknown effect", { effect: "delete" }, 'There is no effect "delete". Effects: read, write, irreversible.'],
    ["false for injectVars", { injectVars: false }, '"injectVars" is false.'],
    ["a text for injectVars", { injectVars: "customerId" }, '"injectVars" is "customerId".'],
    ["no time", { timeoutMs: 0 }, '"timeoutMs" is 0.'],
    ["no length", { maxResultChars: Number.NaN }, '"maxResultChars" is NaN.'],
    ["a text", "Gives the weather", 'tool() takes an object of options, and was given "Gives the weather".'],
    ["a list", [], "was given a list"],
    ["null", null, "was given null"],
    ["a schema", v.object({}), "was given a schema. Give the schema as an option: tool({ input: schema })."],
    ["a schema that is a function", type({ a: "string" }), "was given a schema."],
  ])("%s", (_, options, message) => {
    expect(given(options)).toThrow(message);
  });

  it("takes names of 1 and of 64 characters", () => {
    expect(given({ name: "a" })).not.toThrow();
    expect(given({ name: "A-_9".repeat(16) })).not.toThrow();
  });

  it("takes options given as undefined for options not given", () => {
    expect(given({ signature: undefined, input: undefined, name: undefined, effect: undefined, timeoutMs: undefined })).not.toThrow();
  });

  it("says what it goes on when it is called on something else", () => {
    expect(given({}, "text")).toThrow(
      '@tool was called on the text "text". It goes on a method, or is called on one function: tool(...)(fn).',
    );
    expect(given({}, undefined)).toThrow("@tool was called on undefined.");
    expect(given({}, class Weather {})).toThrow("@tool goes on methods and functions, and Weather is a class.");
    expect(() => [() => 1].map(tool({}) as never)).toThrow("@tool was called on a function.");
  });
});
