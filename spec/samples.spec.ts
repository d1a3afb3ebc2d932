import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const samples = readdirSync(join(root, "samples")).filter((name) => /^\d\d-.*\.m?[jt]s$/.test(name));

/** Only what a program needs to start: no key of any provider, so that nothing can be called by accident. */
const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };

async function outputOf(args: readonly string[]): Promise<string> {
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const options = ["--conditions=msgflux-source", "--tsconfig", join(root, "samples/tsconfig.json")];
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, ...options, ...args], { cwd: root, env: environment });
  return stdout.trimEnd();
}

/** What a sample says it prints: the comment lines after `// Output:`. */
function promised(text: string): string {
  const [, comment] = text.split(/^\/\/ Output:\n/m);
  if (comment === undefined) throw new Error('A sample ends with a comment that starts with "// Output:".');
  return comment
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\/\/ ?/, ""))
    .join("\n");
}

describe.concurrent("samples", () => {
  it.each(samples)("%s prints what its comment says", { timeout: 60_000 }, async (name) => {
    const text = readFileSync(join(root, "samples", name), "utf8");
    expect(await outputOf([join("samples", name)])).toBe(promised(text));
  });

  it.each(samples)("%s has at most 60 lines", (name) => {
    expect(
      readFileSync(join(root, "samples", name), "utf8")
        .trimEnd()
        .split("\n").length,
    ).toBeLessThanOrEqual(60);
  });

  it("npm start runs the bank clerk on the demo, and shows turns, tool calls, the answer and the tokens", { timeout: 60_000 }, async () => {
    const output = await outputOf(["samples/start.ts"]);
    expect(output).toContain("model: demo/any (no key is set");
    expect(output).toContain("✓ balance({}) -> $1250.00");
    expect(output).toContain('✓ transfer({"recipient":"Bob","amount":50}) -> $50.00 went to Bob.');
    expect(output).toMatch(/\d+ turns, \d+ tokens in, \d+ tokens out$/);
  });

  it("npm start -- --json writes one JSON object per event, and the result", { timeout: 60_000 }, async () => {
    const events = (await outputOf(["samples/start.ts", "--json"])).split("\n").map((line) => JSON.parse(line) as { type: string });
    expect(events.map((event) => event.type)).toEqual(
      expect.arrayContaining(["turn-start", "tool-start", "tool-end", "text-delta", "run-end"]),
    );
    expect(events.at(-1)).toMatchObject({ type: "result", source: "model", turns: 2 });
  });
});
