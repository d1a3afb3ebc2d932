import { describe, expect, it } from "vitest";
import { dedent } from "../../lib/prompt/dedent.ts";

describe("dedent", () => {
  it.each([
    ["", ""],
    ["  one line  ", "one line"],
    ["\n      You are\n        a clerk.\n\n      Be kind.\n    ", "You are\n  a clerk.\n\nBe kind."],
    ["You are\n      a clerk.\n      Be kind.", "You are\na clerk.\nBe kind."],
    ["a\r\n  b\r\n  c", "a\nb\nc"],
    ["a\nb\n  c", "a\nb\n  c"],
    ["\n\ta\n\t\tb\n", "a\n\tb"],
    [" \n \n", ""],
  ])("takes the common margin off %j", (text, expected) => {
    expect(dedent(text)).toBe(expected);
  });
});
