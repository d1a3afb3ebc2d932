import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrowingJson } from "../../lib/signature/growing-json.ts";

async function grown(pieces: readonly string[]): Promise<unknown[]> {
  const json = new GrowingJson();
  const values: unknown[] = [];
  for (const piece of pieces) {
    const value = await json.push(piece);
    if (value) values.push(value.value);
  }
  return values;
}

/** Whether `later` still holds all that `earlier` held. */
function holds(later: unknown, earlier: unknown): boolean {
  if (typeof earlier === "string") return typeof later === "string" && later.startsWith(earlier);
  if (typeof earlier !== "object" || earlier === null) return Object.is(later, earlier) || later === earlier;
  if (Array.isArray(earlier)) return Array.isArray(later) && earlier.every((entry, index) => holds(later[index], entry));
  return (
    typeof later === "object" &&
    later !== null &&
    Object.entries(earlier).every(([key, value]) => holds((later as Record<string, unknown>)[key], value))
  );
}

describe("JSON that arrives piece by piece", () => {
  it("grows in strings, lists and objects", async () => {
    expect(await grown(['{"na', 'me":"A', 'da","tags":["x', '","y"', "]}"])).toEqual([
      {},
      { name: "A" },
      { name: "Ada", tags: ["x"] },
      { name: "Ada", tags: ["x", "y"] },
    ]);
  });

  it("gives copies: a value that was given does not change any more", async () => {
    const json = new GrowingJson();
    const first = (await json.push('{"a":[1,'))?.value;
    await json.push("2]}");
    expect(first).toEqual({ a: [1] });
  });

  it("passes over words and a fence before the value, and stops at what follows it", async () => {
    expect((await grown(["Here you are:\n", "```json\n", '{"a":', "1}", "\n```\nBye"])).at(-1)).toEqual({ a: 1 });
  });

  it("gives nothing for a text that is no JSON, and nothing more after it broke", async () => {
    expect(await grown(["Good morning, ", "how are you?"])).toEqual([]);
    expect(await grown(['{"a": oops', ', "b": 1}', "{}"])).toEqual([{}]);
  });

  it("ends in the value of JSON.parse, and never takes anything back, wherever the text is cut", async () => {
    const document = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
    await fc.assert(
      fc.asyncProperty(document, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), async (value, sizes) => {
        const text = JSON.stringify(value);
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        const values = await grown(pieces);
        expect(values.at(-1)).toEqual(JSON.parse(text));
        for (const [index, later] of values.slice(1).entries()) expect(holds(later, values[index])).toBe(true);
      }),
    );
  });
});
