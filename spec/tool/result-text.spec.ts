import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultText } from "../../lib/tool/result-text.ts";

describe("resultText", () => {
  it("passes a text as it is", () => {
    expect(resultText("Sunny in Tokyo\n")).toBe("Sunny in Tokyo\n");
  });

  it("is never empty", () => {
    expect([resultText(""), resultText(" \n"), resultText(undefined), resultText(null)]).toEqual(['""', '" \\n"', "null", "null"]);
    expect([resultText(0), resultText(false), resultText([]), resultText({})]).toEqual(["0", "false", "[]", "{}"]);
  });

  it("writes anything else as JSON", () => {
    expect(resultText({ a: [1, { b: null }], c: undefined })).toBe('{"a":[1,{"b":null}]}');
  });

  it.each<[string, unknown, string]>([
    ["a bigint that is a safe number", 12n, "12"],
    ["a bigint that is not", 2n ** 64n, '"18446744073709551616"'],
    ["what JSON has no number for", [Number.NaN, Infinity, -Infinity], '["NaN","Infinity","-Infinity"]'],
    ["a date", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ["a broken date", new Date(Number.NaN), '"Invalid Date"'],
    ["a map with text keys", new Map([["a", new Map([["b", 1]])]]), '{"a":{"b":1}}'],
    ["a map with other keys", new Map([[1, "x"]]), '[[1,"x"]]'],
    ["a set", new Set([1, undefined]), "[1,null]"],
    ["a URL", new URL("https://example.com/a?b"), '"https://example.com/a?b"'],
    ["a regular expression", /a+/g, '"/a+/g"'],
    ["bytes", new Uint8Array(3), "[Uint8Array, 3 bytes]"],
    ["a buffer inside", { file: Buffer.from("abc") }, '{"file":"[Buffer, 3 bytes]"}'],
    ["an array buffer", new ArrayBuffer(8), "[ArrayBuffer, 8 bytes]"],
    ["a blob", new Blob(["ab"], { type: "image/png" }), "[image/png, 2 bytes]"],
    ["an error", new TypeError("no"), '{"name":"TypeError","message":"no"}'],
    ["a function", function named() {}, '"[function named]"'],
    ["a symbol", Symbol("s"), '"Symbol(s)"'],
    ["a boxed text", Object("x"), '"x"'],
    ["a hole in a list", [undefined, 1], "[null,1]"],
    ["toJSON", { toJSON: () => ({ a: 1n }) }, '{"a":1}'],
    ["a key that is no key elsewhere", JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
  ])("knows a form for %s", (_, value, text) => {
    expect(resultText(value)).toBe(text);
  });

  it("shows the cause and further fields of an error", () => {
    const error = Object.assign(new Error("outer", { cause: new Error("inner") }), { code: "E1" });
    expect(JSON.parse(resultText(error))).toEqual({
      name: "Error",
      message: "outer",
      cause: { name: "Error", message: "inner" },
      code: "E1",
    });
  });

  it("breaks circles, and only circles", () => {
    const shared = { x: 1 };
    const circle: Record<string, unknown> = { a: shared, b: shared };
    circle["self"] = [circle];
    expect(resultText(circle)).toBe('{"a":{"x":1},"b":{"x":1},"self":["[circular]"]}');
    const itself = { name: "kept", toJSON: () => itself };
    expect(resultText(itself)).toBe('{"name":"kept"}');
  });

  it("survives what throws when it is read", () => {
    const nasty = {
      fine: 1,
      get bad(): string {
        throw new Error("no access");
      },
      json: {
        toJSON: () => {
          throw new Error("no JSON");
        },
      },
    };
    expect(resultText(nasty)).toBe('{"fine":1,"bad":"[unreadable: no access]","json":"[unreadable: no JSON]"}');
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(resultText(proxy)).not.toBe("");
    const endless = { toJSON: () => ({ ...endless }) };
    expect(resultText(endless)).toBe("[a result that cannot be shown]");
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(resultText(deep)).toBe("[a result that cannot be shown]");
  });

  it("cuts what is too long and says by how much", () => {
    expect(resultText("abcdef", 4)).toBe("abcd\n[2 more characters left out]");
    expect(resultText("abcd", 4)).toBe("abcd");
    expect(resultText([1, 2, 3], 2)).toBe("[1\n[5 more characters left out]");
    expect(resultText("abc", 0)).toBe("[3 more characters left out]");
  });

  it("does not cut a character in two", () => {
    expect(resultText("a😀b", 2)).toBe("a\n[3 more characters left out]");
  });

  it("gives a text for anything, and for JSON data that very data", () => {
    const options = {
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withObjectString: true,
    };
    const texts = fc.property(fc.anything(options), (value) => {
      expect(resultText(value).length).toBeGreaterThan(0);
    });
    fc.assert(texts);
    const data = fc.jsonValue().filter((value) => typeof value !== "string");
    const copies = fc.property(data, (value) => {
      expect(resultText(value)).toBe(JSON.stringify(value));
    });
    fc.assert(copies);
  });
});
