import { describe, expect, it } from "vitest";
import { inline } from "../../lib/inline/inline.ts";
import { InlineSyntaxError } from "../../lib/inline/inline-syntax-error.ts";
import { branch, loggers } from "./steps.ts";

const cyclic: Record<string, unknown> = {};
cyclic["self"] = cyclic;

describe("comparing a field with a value", () => {
  it.each<[condition: string, fields: Record<string, unknown>, expected: string]>([
    // Quotes do not make a number a text.
    ["s == '10'", { s: "10" }, "a"],
    ["s == '10'", { s: 10 }, "a"],
    ["s == 10", { s: "10" }, "a"],
    ["s > '9'", { s: "10" }, "a"],
    // Numbers in texts are compared as numbers, with decimals and all; nothing is cut off.
    ["s == 10", { s: "10.0" }, "a"],
    ["s == 10.0", { s: "10" }, "a"],
    ["s > 10", { s: "9.5" }, "b"],
    ["s == 10", { s: 10.7 }, "b"],
    ["s > 10", { s: 10.7 }, "a"],
    ["s >= 10.0", { s: 10.7 }, "a"],
    ["s < 11", { s: 10.7 }, "a"],
    ["s == ' 10 '", { s: 10 }, "a"],
    ["x < -1", { x: -5 }, "a"],
    ["x<-1", { x: -5 }, "a"],
    ["x == +5", { x: 5 }, "a"],
    ["x == 1_000", { x: 1000 }, "a"],
    ["x == .5", { x: 0.5 }, "a"],
    ["x == 1e3", { x: 1000 }, "b"],
    ["x == 9007199254740993", { x: "9007199254740992" }, "b"],
    ["x == 9007199254740993", { x: "9007199254740993" }, "a"],
    ["x == 9007199254740993", { x: 9007199254740993n }, "a"],
    ["x > 1.5", { x: 2n }, "a"],
    ["x == 1", { x: true }, "a"],
    ["x == 5", { x: Number.NaN }, "b"],
    ["x != 5", { x: Number.NaN }, "a"],
    ["x <= 5", { x: Number.NaN }, "b"],
    ["x < 5", { x: Number.NEGATIVE_INFINITY }, "a"],
    // What is no number is compared as text.
    ["s == 1.2.3", { s: "1.2.3" }, "a"],
    ["s == a.b", { s: "a.b" }, "a"],
    ["s > abc", { s: 5 }, "b"],
    ["s > 5", { s: "abc" }, "a"],
    ["s > 5", { s: [1] }, "a"],
    ["s == 5", { s: "5 apples" }, "b"],
    ["s == high", { s: 5 }, "b"],
    ["s != high", { s: 5 }, "a"],
    ["s == abc", { s: "ABC" }, "b"],
    ["s == ' abc '", { s: " abc " }, "a"],
    ["s == abc", { s: " abc " }, "b"],
    ["x == ''", { x: "" }, "a"],
    ["x == ''", { x: 0 }, "b"],
    ["s < b", { s: "a" }, "a"],
    ["s == '2026-01-01T00:00:00.000Z'", { s: new Date("2026-01-01") }, "a"],
    ["s > '2025-12-31'", { s: new Date("2026-01-01") }, "a"],
    ["s == '[1,2]'", { s: [1, 2] }, "a"],
    ["s == x", { s: cyclic }, "b"],
    ["s == x", { s: Symbol("x") }, "b"],
    ["date >= 2026-01-01", { date: "2026-03-01" }, "a"],
    // Truth: a text is true when it says so, what is empty is false.
    ["s == true", { s: "yes" }, "b"],
    ["s == true", { s: 1 }, "a"],
    ["s == true", { s: "TRUE" }, "a"],
    ["s == True", { s: "true" }, "a"],
    ["s == 'true'", { s: true }, "a"],
    ["s == false", { s: [] }, "a"],
    ["s == false", { s: {} }, "a"],
    ["s == false", { s: new Map() }, "a"],
    ["s == false", { s: "no" }, "a"],
    ["s == false", { s: "" }, "a"],
    ["s == true", { s: [0] }, "a"],
    ["s != true", { s: "yes" }, "a"],
    // None.
    ["s == false", {}, "b"],
    ["s == None", {}, "b"],
    ["s == None", { s: "None" }, "a"],
    ["s is None", {}, "a"],
    ["s is null", { s: null }, "a"],
    ["s is none", { s: undefined }, "a"],
    ["s is not none", { s: 0 }, "a"],
    ["s is  not   None", { s: "" }, "a"],
    ["s is not None", { s: null }, "b"],
    ...["==", "<", ">", "<=", ">="].map((operator): [string, Record<string, unknown>, string] => [`s ${operator} 0`, { s: null }, "b"]),
    ["s != 0", {}, "a"],
    ["s != 0", { s: null }, "a"],
    ["s != true", {}, "a"],
    ["!s == 0", {}, "a"],
    // The sides: a field and a literal.
    ["x == y", { x: 1, y: 1 }, "b"],
    ["x == y", { x: "y" }, "a"],
    ["x != 1", { x: 2 }, "a"],
    ["x!=1", { x: 1 }, "b"],
    // Paths.
    ["items.0.n == 5", { items: [{ n: 5 }] }, "a"],
    ["items.-1 == 5", { items: [1, 5] }, "a"],
    ["items.9 is None", { items: [1] }, "a"],
    ["items.length is None", { items: [1] }, "a"],
    ["user.profile.age >= 18", { user: { profile: { age: 18 } } }, "a"],
    // Nothing inherited is a field.
    ["toString is None", {}, "a"],
    ["__proto__ is None", {}, "a"],
    ["constructor.name is None", { a: 1 }, "a"],
    ["get is None", {}, "a"],
    // Quotes are opaque.
    ["s == 'a, b -> c'", { s: "a, b -> c" }, "a"],
    ["s == 'x ? y} ; & || (!'", { s: "x ? y} ; & || (!" }, "a"],
    ['s == "it\'s"', { s: "it's" }, "a"],
    ["s == 'it\\'s'", { s: "it's" }, "a"],
    ["s == 'C:\\\\'", { s: "C:\\" }, "a"],
    ["s == 'C:\\dir'", { s: "C:\\dir" }, "a"],
    ["s == 'a\nb'", { s: "a\nb" }, "a"],
  ])("%s", (condition, fields, expected) => {
    expect(branch(condition, fields)).toBe(expected);
  });
});

describe("combining conditions", () => {
  it.each<[condition: string, fields: Record<string, unknown>, expected: string]>([
    ["x == 1 & y == 2", { x: 1, y: 2 }, "a"],
    ["x == 1 & y == 2", { x: 1, y: 1 }, "b"],
    ["x == 1 || y == 2", { x: 0, y: 2 }, "a"],
    ["x==1 & (y==1 || z==1)", { x: 1, z: 1 }, "a"],
    ["x==1 || y==1 & z==1", { x: 1 }, "a"],
    ["(x==1 || y==1) & z==1", { x: 1 }, "b"],
    ["x==1&y==1||z==1", { z: 1 }, "a"],
    ["!x == 1", { x: 2 }, "a"],
    ["!(x == 1)", { x: 1 }, "b"],
    ["!!x == 1", { x: 1 }, "a"],
    ["! ! !x == 1", { x: 1 }, "b"],
    ["!x == 1 & y == 1", { x: 2, y: 2 }, "b"],
    ["!(x == 1 & y == 1)", { x: 2, y: 2 }, "a"],
    ["!x is None", { x: 1 }, "a"],
    ["((x == 1))", { x: 1 }, "a"],
  ])("%s", (condition, fields, expected) => {
    expect(branch(condition, fields)).toBe(expected);
  });

  it.each([
    "s is 5",
    "s is not 5",
    "s is",
    "s is not",
    "s IS None",
    "s isNone",
    "x =< 5",
    "x => 5",
    "x = 5",
    "x-y == 5",
    "x == 1 && y == 2",
    "x == 1 | y == 2",
    "x == 1 and y == 2",
    "x == 1 or y == 2",
    "x == a b",
    "x ==",
    "== 1",
    "1 == x",
    "x == 1 &",
    "& x == 1",
    "x == 1 ||",
    "(x == 1",
    "x == 1)",
    "()",
    "!",
    "x",
    "x == 1 y == 2",
    "x.. == 1",
    ".x == 1",
    "x. == 1",
    "x.y-z == 1",
    "'x' == 1",
    "x === 1",
    "x <> 1",
    "x == (1)",
    "_",
    "x < 1 < 2",
    "a b is None",
  ])("%s is no condition", (condition) => {
    expect(() => inline(`{${condition} ? a, b}` as string, loggers())).toThrow(InlineSyntaxError);
    expect(() => inline(`@{${condition}}: a;` as string, loggers())).toThrow(InlineSyntaxError);
  });
});
