import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { parseJsonText } from "../../lib/signature/parse-json-text.ts";

const fence = "```";

describe("JSON as models write it", () => {
  it.each<[string, string, unknown]>([
    ["bare", '{"a": 1}', { a: 1 }],
    ["bare, of any kind", " true\n", true],
    ["after a byte order mark", '\uFEFF{"a": 1}', { a: 1 }],
    ["in a fence", `${fence}json\n{"a": 1}\n${fence}`, { a: 1 }],
    ["in a fence, no object", `${fence}json\n42\n${fence}`, 42],
    ["in a fence among prose", `Here it is:\n${fence}\n[1, 2]\n${fence}\nAnything else?`, [1, 2]],
    ["with a fence inside", `${fence}json\n{"code": "${fence}js\\n{${fence}"}\n${fence}`, { code: "```js\n{```" }],
    ["after prose", 'The answer is {"a": {"b": [1]}}', { a: { b: [1] } }],
    ["before prose", '{"a": "}"} is what I found {really}', { a: "}" }],
    ["after brackets that are none of it", 'As [noted] in {braces}, see [x]: {"a": "say \\"hi\\" ["}', { a: 'say "hi" [' }],
    ["twice", '{"a": 1}\n{"a": 2}', { a: 1 }],
    ["after a wrong attempt", '{"a": 1,} or rather {"a": 2}', { a: 2 }],
    ["empty", "Nothing: {}", {}],
  ])("is read %s", (_, text, value) => {
    expect(parseJsonText(text)).toEqual(value);
  });

  it("is an error where it breaks off, and a whole part of it is not taken for it", () => {
    expect(() => parseJsonText('Sure:\n{"a": [1, 2], "b": "unfin')).toThrow(
      "The JSON that starts at line 2, column 1 breaks off at line 2, column 26. Write one JSON value and nothing else.",
    );
    expect(() => parseJsonText('{"a": [1, 2]')).toThrow(InputError);
    expect(() => parseJsonText('{"a": [1, 2],}')).toThrow("The JSON that starts at line 1, column 1 cannot be read");
  });

  it("is an error that says where it goes wrong", () => {
    expect(() => parseJsonText('{"a": 1,\n "b": nope}')).toThrow(
      /^The JSON that starts at line 1, column 1 cannot be read: .*(token|position).*\. Write/s,
    );
  });

  it("is missed where there is none", () => {
    expect(() => parseJsonText("I cannot do that.")).toThrow('There is no JSON in "I cannot do that.".');
    expect(() => parseJsonText("")).toThrow('There is no JSON in "".');
    expect(() => parseJsonText("no ".repeat(1000))).toThrow(/^There is no JSON in "(no ){26}no\.\.\."/);
  });

  it("is found in any prose", () => {
    const prose = fc.string().map((text) => text.replaceAll(/[{[]/g, ""));
    fc.assert(
      fc.property(
        prose,
        fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })),
        prose,
        (before, value, after) => {
          const json = JSON.stringify(value);
          expect(parseJsonText(`${before}! ${json} !${after}`)).toEqual(JSON.parse(json));
        },
      ),
    );
  });

  it("is looked for in one pass, however many brackets there are", () => {
    expect(() => parseJsonText("[".repeat(200_000))).toThrow(InputError);
    expect(() => parseJsonText("[1}".repeat(10_000))).toThrow(InputError);
  });
});
