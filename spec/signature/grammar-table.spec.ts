import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parseSignature } from "../../lib/signature/parse-signature.ts";
import { SignatureSyntaxError } from "../../lib/signature/signature-syntax-error.ts";
import { broken } from "./broken-table.ts";
import { grammar } from "./grammar-table.ts";
import { typeTestSource } from "./type-test-source.ts";

describe("the grammar of signatures", () => {
  it("is shown by at least 200 different texts and 60 broken ones", () => {
    expect(new Set(grammar.map(([text]) => text)).size).toBeGreaterThanOrEqual(200);
    expect(new Set(broken.map(({ text }) => text)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(grammar)("reads %j as %j", (text, canonical) => {
    expect(String(parseSignature(text))).toBe(canonical);
    expect(String(parseSignature(canonical))).toBe(canonical);
  });

  it.each(broken)("refuses $text at line $line, column $column", ({ text, line, column, expected }) => {
    const error = errorOf(text);
    expect({ line: error.line, column: error.column, expected: error.expected }).toEqual({ line, column, expected });
    const lines = text.split(/\r\n|\r|\n/);
    expect(error.offset).toBe(lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0) + column - 1);
    const [, , shown, caret] = error.message.split("\n");
    expect(shown).toBe(`  ${lines[line - 1]}`);
    expect(caret).toBe(`${" ".repeat(column + 1)}^`);
  });

  it("is asked of the compiler with the very same texts", async () => {
    const file = new URL("./grammar-table.test-d.ts", import.meta.url);
    const source = typeTestSource(
      grammar.map(([text]) => text),
      broken.filter(({ lenient }) => lenient === undefined).map(({ text }) => text),
    );
    if (process.env["UPDATE_GRAMMAR_TABLE"] !== undefined) await writeFile(file, source);
    expect(bare(await readFile(file, "utf8")), "Run this spec with UPDATE_GRAMMAR_TABLE=1 to write the type test anew.").toBe(bare(source));
  });
});

function errorOf(text: string): SignatureSyntaxError {
  try {
    parseSignature(text);
  } catch (error) {
    if (error instanceof SignatureSyntaxError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}

/** The source without what a formatter may change: blanks, quotes, parentheses and separators. */
function bare(source: string): string {
  return source.replace(/[\s'"\\();,]/g, "").replace(/([<:[])\|/g, "$1");
}
