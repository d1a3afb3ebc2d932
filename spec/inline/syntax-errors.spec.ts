import { describe, expect, it } from "vitest";
import { InlineSyntaxError } from "../../lib/inline/inline-syntax-error.ts";
import { parsePipeline } from "../../lib/inline/parse-pipeline.ts";

function errorOf(expression: string): InlineSyntaxError {
  try {
    parsePipeline(expression);
  } catch (error) {
    if (error instanceof InlineSyntaxError) return error;
    throw error;
  }
  throw new Error(`"${expression}" was parsed.`);
}

describe("a syntax error", () => {
  it("says what it found, where, and what was expected", () => {
    expect(errorOf("a -> b c").message).toBe('Expected "->" or the end, found "c" (pipeline, line 1, column 8).\n\n  a -> b c\n         ^');
  });

  it("adds a hint below the caret", () => {
    expect(errorOf("{x = 1 ? a}").message).toBe(
      '"=" has no meaning here (pipeline, line 1, column 4).\n\n  {x = 1 ? a}\n     ^\n\n  Write "==" to compare.',
    );
  });

  it("counts lines, and shows the one it is in", () => {
    const error = errorOf("a ->\r\n\t[b,\n\tc d] -> e");
    expect(error).toMatchObject({ line: 3, column: 4, offset: 14, code: "inline-syntax" });
    expect(error.message).toContain("\n  \tc d] -> e\n  \t  ^");
  });

  it("cuts a long line around the spot", () => {
    const error = errorOf(`${"step -> ".repeat(50)}? -> ${"step -> ".repeat(50)}`);
    const [line = "", caret = ""] = error.message.split("\n").slice(2);
    expect(line.length).toBeLessThan(140);
    expect(line[caret.indexOf("^")]).toBe("?");
  });

  it.each([
    ["{x == 1 && y == 2 ? a}", 'Write a single "&" for and.'],
    ["{x == 1 | y == 2 ? a}", 'Write "||" for or.'],
    ["{x == 1 or y == 2 ? a}", 'Write "||" for or.'],
    ["{x == 1 and y == 2 ? a}", 'Write "&" for and.'],
    ["{x == a b ? a}", "A value of several words needs quotes."],
    ["{x == ? a}", "An empty text is written ''."],
    ["{active ? a}", "whether a field is true is written active == true."],
    ["{_ ? a}", "The default branch is written without a condition."],
    ["{x == 1 ? a, _ ? b}", "The default branch is written without a condition."],
    ["{x == 1 ? a, b, c}", "The default is one module, and the last."],
    ["{a, b}", "Only the last branch may have none, and not the first."],
    ["{1 == x ? a}", "The left side of a comparison is the path of a field, as in user.age or items.0; values stand on the right."],
    ["{x is 5 ? a}", '"is" and "is not" only ask for None; other values are compared with == and !=.'],
    ["{x IS None ? a}", 'Write "is" in small letters.'],
    ["[a, [b]]", "Only names of modules stand here; a pipeline of its own can be one."],
    ["{x == 1 ? {y == 1 ? a}}", "Only names of modules stand here; a pipeline of its own can be one."],
    ["a-b", "Names follow JavaScript's: letters, digits, _ and $."],
    ["{x == 'y ? a}", "Close it with '."],
    ["@ {x == 1}: a;", "A loop is written @{condition}: step;"],
  ])("%s has a hint", (expression, hint) => {
    expect(errorOf(expression).hint).toContain(hint);
  });

  it("points into a path, at the part that is wrong", () => {
    expect(errorOf("{user.first-name == 1 ? a}").offset).toBe(6);
    expect(errorOf("{user..name == 1 ? a}").offset).toBe(6);
  });

  it("refuses what is nested too deep", () => {
    for (const [open, close] of [
      ["(", ")"],
      ["!", ""],
    ]) {
      const nested = (depth: number) => `{${open?.repeat(depth)}x == 1${close?.repeat(depth)} ? a}`;
      expect(() => parsePipeline(nested(100))).not.toThrow();
      expect(errorOf(nested(101)).message).toContain("This is nested more than 100 levels deep");
      expect(errorOf(nested(100_000)).message).toContain("nested more than 100 levels deep");
    }
    expect(errorOf("@{x == 1}: ".repeat(10_000)).message).toContain("nested more than 100 levels deep");
    expect(() => parsePipeline("@{x == 1}: ".repeat(100) + "a" + ";".repeat(100))).not.toThrow();
  });

  it("side by side there is no limit", () => {
    expect(parsePipeline(`{${"x == 1 || y == 2 & ".repeat(5_000)}z == 3 ? a}`).steps).toHaveLength(1);
    expect(parsePipeline("a -> ".repeat(20_000) + "a").steps).toHaveLength(20_001);
  });
});
