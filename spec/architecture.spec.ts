import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { annexes, houseProblems, rooms } from "./support/house-rules.ts";

const lib = resolve(import.meta.dirname, "../lib");
const scratch = mkdtempSync(join(tmpdir(), "house-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A small source folder with these files; each begins with a documented export unless the case is about that. */
function houseOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(scratch, "case-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const one = "/** One. */\nexport const one = 1;\n";
const importing = (target: string) => `import { one } from "${target}";\n/** Two. */\nexport const two = one;\n`;

describe("the house", () => {
  it("stands: floors, doors, sizes, cycles, names and docs", () => {
    expect(houseProblems(lib)).toEqual([]);
  });

  it("has no folder that is neither a room nor an annex", () => {
    const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name).filter((name) => !rooms.includes(name) && !annexes.includes(name))).toEqual([]);
  });

  it("lists one side-effect file for each that has effects at import", () => {
    const { sideEffects } = JSON.parse(readFileSync(resolve(lib, "../package.json"), "utf8")) as { sideEffects: string[] };
    expect(sideEffects.filter((path) => path.startsWith("./lib/"))).toEqual(["./lib/setup.ts", "./lib/registry/symbol-metadata.ts"]);
  });
});

describe("each rule of the house fails on a violation", () => {
  const cases: readonly (readonly [rule: string, files: Readonly<Record<string, string>>, problem: RegExp])[] = [
    ["a room importing a later room", { "core/a.ts": importing("../model/b.ts"), "model/b.ts": one }, /core\/ stands below model\//],
    [
      "a type imported from a later room",
      { "core/a.ts": 'import type { one } from "../model/b.ts";\n', "model/b.ts": one },
      /core\/ stands below model\//,
    ],
    ["a room importing an annex", { "model/a.ts": importing("../cli/b.ts"), "cli/b.ts": one }, /no room imports an annex/],
    ["an annex importing an annex", { "cli/a.ts": importing("../testing/b.ts"), "testing/b.ts": one }, /annexes do not import one another/],
    [
      "a provider importing a provider",
      { "providers/x/a.ts": importing("../y/b.ts"), "providers/y/b.ts": one },
      /annexes do not import one another/,
    ],
    ["a decorator importing an agent", { "decorators/a.ts": importing("../agent/b.ts"), "agent/b.ts": one }, /meet in registry/],
    ["a file importing the front door", { "agent/a.ts": importing("../front.ts"), "front.ts": one }, /front door is for users/],
    ["an unknown folder", { "plugins/a.ts": importing("../core/b.ts"), "core/b.ts": one }, /neither a room nor an annex/],
    ["a package outside its door", { "agent/a.ts": `import * as v from "valibot";\n${one}` }, /only signature\/ may/],
    ["a lazily imported package outside its door", { "agent/a.ts": `${one}void import("openai");\n` }, /only providers\/openai\/ may/],
    ["a package without a door", { "core/a.ts": `import _ from "lodash";\n${one}` }, /no door in this house/],
    ["a long file", { "core/a.ts": one + "// more\n".repeat(250) }, /252 lines, at most 250/],
    ["a long function", { "core/a.ts": `/** F. */\nexport function f() {\n${"  f();\n".repeat(60)}}\n` }, /a function of 62 lines/],
    [
      "four positional parameters",
      { "core/a.ts": "/** F. */\nexport const f = (a: 1, b: 2, c: 3, d: 4) => [a, b, c, d];\n" },
      /4 positional parameters/,
    ],
    [
      "a cycle of imports",
      { "core/a.ts": importing("./b.ts"), "core/b.ts": importing("./a.ts") },
      /import cycle: core\/a\.ts -> core\/b\.ts -> core\/a\.ts/,
    ],
    ["an undocumented export", { "core/a.ts": "export const one = 1;\n" }, /"one" has no doc comment/],
    ["an undocumented interface", { "core/a.ts": "\nexport interface One {}\n" }, /"One" has no doc comment/],
    ["a default export", { "core/a.ts": "/** One. */\nexport default 1;\n" }, /no default exports/],
    ["a star export", { "core/a.ts": 'export * from "./b.ts";\n', "core/b.ts": one }, /named one by one/],
    ["a file name in camel case", { "core/oneTwo.ts": one }, /kebab-case/],
    ["a file name that says nothing", { "core/utils.ts": one }, /says nothing/],
  ];
  for (const [rule, files, problem] of cases) {
    it(rule, () => {
      expect(houseProblems(houseOf(files)).join("\n")).toMatch(problem);
    });
  }

  it("and a sound little house has no problem", () => {
    expect(
      houseProblems(houseOf({ "core/a.ts": one, "agent/b.ts": importing("../core/a.ts"), "cli/c.ts": importing("../agent/b.ts") })),
    ).toEqual([]);
  });
});

describe("what is optional can be deleted, and the rest still type-checks", () => {
  const compiler = resolve(lib, "../node_modules/typescript/bin/tsc");
  const optional = readdirSync(lib, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || (rooms.includes(entry.name) && entry.name !== "agent")) return [];
    return entry.name === "providers" ? readdirSync(join(lib, "providers")).map((name) => `providers/${name}`) : [entry.name];
  });

  it.each(optional)("without %s/", { timeout: 120_000 }, async (folder) => {
    const root = mkdtempSync(join(scratch, "deleted-"));
    cpSync(lib, join(root, "lib"), { recursive: true });
    rmSync(join(root, "lib", folder), { recursive: true });
    // The front door names everything there is; what stands behind it must not.
    for (const file of readdirSync(join(root, "lib")).filter((name) => name.endsWith(".ts"))) rmSync(join(root, "lib", file));
    // Annexes lean on agents; without agents they go too.
    if (folder === "agent")
      for (const annex of ["cli", "testing", "workflow", "extensions", "adapters", "inline"])
        rmSync(join(root, "lib", annex), { recursive: true, force: true });
    cpSync(resolve(lib, "../tsconfig.json"), join(root, "tsconfig.json"));
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    symlinkSync(resolve(lib, "../node_modules"), join(root, "node_modules"));
    const output = await promisify(execFile)(process.execPath, [compiler, "-p", root, "--noEmit"]).then(
      () => "",
      (error: { stdout: string }) => error.stdout,
    );
    expect(output).toBe("");
  });
});
