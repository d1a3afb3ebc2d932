import { describe, expect, it } from "vitest";
import { MsgfluxError } from "../../lib/core/errors.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import { SignatureSyntaxError } from "../../lib/signature/signature-syntax-error.ts";

describe("parseSignature", () => {
  it("gives the fields with their names, marks, types and descriptions", () => {
    const { input, output, result, parameters } = parseSignature(`city: string "City to look up", days?: int -> report "What to expect"`);
    expect(input).toMatchObject([
      {
        name: "city",
        optional: false,
        type: "string",
        description: "City to look up",
        jsonSchema: { type: "string", description: "City to look up" },
      },
      { name: "days", optional: true, type: "int", jsonSchema: { type: "integer" } },
    ]);
    expect(input[1]).not.toHaveProperty("description");
    expect(output).toMatchObject([{ name: "report", optional: false, type: "string", description: "What to expect" }]);
    expect({ result, parameters }).toEqual({ result: "record", parameters: "positional" });
  });

  it("takes one output without a name for the result itself", () => {
    const { output, result } = parseSignature(`city: string -> { low: int, high: int }[] "One per day"`);
    expect(result).toBe("value");
    expect(output).toMatchObject([{ name: "result", type: "{ low: int, high: int }[]", description: "One per day" }]);
  });

  it("says which fields are media, also in lists and beside null", () => {
    const { input } = parseSignature(
      "a: Image, b?: Audio[], c: Video | null, d: Optional[list[File]], e: string, f: Image | Audio, g: Image | string -> x",
    );
    expect(input.map((field) => field.media)).toEqual(["image", "audio", "video", "file", undefined, undefined, undefined]);
  });

  it("gives the same frozen signature for the same text", () => {
    const signature = parseSignature("a -> b: { c: int }");
    expect(parseSignature("a -> b: { c: int }")).toBe(signature);
    const parts = [signature, signature.input, signature.output, signature.output[0], signature.output[0]?.jsonSchema];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it("forgets the text that was not asked for longest", () => {
    const first = parseSignature("kept -> x");
    const second = parseSignature("forgotten -> x");
    for (let index = 0; index < 1200; index += 1) {
      parseSignature(`field${index} -> x`);
      parseSignature("kept -> x");
    }
    expect(parseSignature("kept -> x")).toBe(first);
    expect(parseSignature("forgotten -> x")).not.toBe(second);
  });

  it("takes 500 fields", () => {
    const text = `${Array.from({ length: 500 }, (_, index) => `f${index}: int`).join(", ")} -> x`;
    expect(parseSignature(text).input).toHaveLength(500);
  });

  it("takes 32 types inside one another and refuses the 33rd", () => {
    const nested = (depth: number) => `a: ${"list[".repeat(depth - 1)}int${"]".repeat(depth - 1)} -> b`;
    expect(parseSignature(nested(32)).input[0]?.type).toBe(`int${"[]".repeat(31)}`);
    expect(() => parseSignature(nested(33))).toThrow("This type is nested too deeply");
    expect(() => parseSignature(`a: int${"[]".repeat(40)} -> b`)).toThrow("This type is nested too deeply");
  });
});

describe("a SignatureSyntaxError", () => {
  it("shows the line with a caret under the spot, and what was expected", () => {
    expect(messageOf("text: string,\n  topics: list[strin] -> x")).toBe(
      [
        'There is no type "strin" (signature, line 2, column 16).',
        "",
        "    topics: list[strin] -> x",
        "                 ^",
        "",
        "  Known: string, number, int, boolean, null, void, undefined, unknown, any, bigint, Date, Image, Audio, Video, File.",
      ].join("\n"),
    );
  });

  it("is an error of the library, with a code to branch on", () => {
    const error = errorOf("a: ");
    expect(error).toBeInstanceOf(MsgfluxError);
    expect(error).toMatchObject({
      code: "signature-syntax",
      name: "SignatureSyntaxError",
      line: 1,
      column: 4,
      offset: 3,
      expected: "a type",
    });
  });

  it.each([
    ["a: String -> b", 'Did you mean "string"?'],
    ["city: string", "A signature is inputs -> outputs, like city: string -> string."],
    ["a ->", "A function that returns nothing is written -> void."],
    ["a -> list[str], n: int", "Give each output a name, like names: string[], count: int."],
    ["a: 'it's' -> b", "A backslash before a quote makes it part of the text: \\'."],
    ["a: Set<string> -> b", "Known: Array, list, List, Record, dict, Dict, tuple, Tuple, Optional, Union, Literal."],
  ])("hints at the way out of %j", (text, hint) => {
    expect(errorOf(text).hint).toBe(hint);
    expect(messageOf(text).endsWith(`\n\n  ${hint}`)).toBe(true);
  });

  it.each([
    ["a, a -> b", 'There are two fields named "a"'],
    ["a: Record<int, int> -> b", '"Record" takes string and the type of the values'],
    ["a: Optional -> b", '"Optional" takes one type'],
    ["a: Foo<int> -> b", 'There is no type "Foo" that takes other types'],
    ["a: 1.50 -> b", '"1.50" is not how this number is printed'],
    ["a: # -> b", '"#" has no meaning in a signature'],
    ["__proto__ -> b", 'A field cannot be named "__proto__"'],
    ['a: \'x\' "one" "two" -> b', 'Expected "," or "->", found the text "two"'],
    ["a: string, ", 'Expected "|", "," or "->", found the end'],
  ])("states the fact first: %j", (text, fact) => {
    expect(messageOf(text).startsWith(`${fact} (signature, line 1, column `)).toBe(true);
  });

  it("cuts long lines around the spot and keeps the caret under it", () => {
    const many = (prefix: string) => Array.from({ length: 30 }, (_, index) => `${prefix}_name_${index}`).join(", ");
    const [, , shown = "", caret = ""] = messageOf(`${many("some")}, a: Foo, ${many("other")} -> x`).split("\n");
    expect(shown.length).toBeLessThan(140);
    expect(shown.slice(caret.indexOf("^")).startsWith("Foo")).toBe(true);
  });

  it("keeps tabs before the spot, so that the caret stands under it", () => {
    expect(messageOf("\ta: Foo -> x").split("\n")[3]).toBe("  \t   ^");
  });
});

function errorOf(text: string): SignatureSyntaxError {
  try {
    parseSignature(text);
  } catch (error) {
    if (error instanceof SignatureSyntaxError) return error;
  }
  throw new Error(`No SignatureSyntaxError for "${text}"`);
}

function messageOf(text: string): string {
  return errorOf(text).message;
}
