import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { noteOf } from "../../lib/registry/notes.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import { member } from "../support/decorator-contract.ts";

const text = "city: string, days?: int -> string";
const Forecast = signature({ instructions: "Forecast.", input: { city: v.string() }, output: { sky: v.string() } });

describe("a signature", () => {
  it("of a text is the parsed signature, and prints it", () => {
    const { input, output, result, parameters } = parseSignature(text);
    expect({ ...signature(text) }).toMatchObject({ input, output, result, parameters });
    expect(String(signature(text))).toBe(String(parseSignature(text)));
    expect(String(signature("a -> b"))).toBe(String(parseSignature("a -> b")));
  });

  it("of schemas has their fields and takes one object", () => {
    expect({ ...Forecast }).toMatchObject({ instructions: "Forecast.", result: "record", parameters: "object" });
    expect(Forecast.input.map(({ name }) => name)).toEqual(["city"]);
    expect(Forecast.output.map(({ name }) => name)).toEqual(["sky"]);
  });

  it("of a signature is that signature", () => {
    expect({ ...signature(Forecast) }).toMatchObject({ input: Forecast.input, output: Forecast.output, parameters: "object" });
    expect(signature(parseSignature(text)).input).toBe(parseSignature(text).input);
  });

  it("cannot be changed", () => {
    expect(() => {
      Object.assign(Forecast, { result: "value" });
    }).toThrow(TypeError);
  });

  it.each([
    ["a number", 1, "signature() was given a value of type number."],
    ["null", null, "signature() was given null."],
    ["nothing", undefined, "signature() was given a value of type undefined."],
    ["an object without outputs", { input: {} }, "signature() was given a value of type object."],
    ["a schema", type({ a: "string" }), "signature() was given a value of type function."],
    ["outputs that are no schemas", { output: { a: "string" } }, 'The output "a" of a signature is no schema.'],
  ])("is not made of %s", (_, given, message) => {
    expect(() => signature(given as never)).toThrow(message);
  });
});

describe("a signature as a decorator", () => {
  class Weather {
    @signature(text)
    @tool({ description: "d" })
    forecast(city: string, days?: number): string {
      return city.repeat(days ?? 1);
    }

    @Forecast
    direct({ city }: { city: string }): { sky: string } {
      return { sky: city };
    }

    @signature(Forecast)
    static again({ city }: { city: string }): { sky: string } {
      return { sky: city };
    }
  }

  it("notes the signature, and leaves the method as it is", () => {
    expect(member(new Weather(), "forecast").note).toEqual({ tool: { description: "d" }, signature: parseSignature(text) });
    expect(member(new Weather(), "forecast").call(["x", 2])).toBe("xx");
    expect(member(new Weather(), "direct").note.signature).toMatchObject({ input: Forecast.input, parameters: "object" });
    expect(member(Weather, "again").note.signature?.output).toBe(Forecast.output);
  });

  it("notes it on classes and functions, which stay the same", () => {
    class Desk {}
    const fn = (city: string) => city;
    expect(signature(text)(Desk as never)).toBe(Desk);
    expect(signature(text)(fn)).toBe(fn);
    expect([noteOf(Desk), noteOf(fn)]).toEqual([{ signature: parseSignature(text) }, { signature: parseSignature(text) }]);
  });

  it("is an option of tool as well", () => {
    const fn = tool({ signature: Forecast }, ({ city }) => ({ sky: city }));
    expect(noteOf(fn)?.tool?.signature).toBe(Forecast);
  });
});
