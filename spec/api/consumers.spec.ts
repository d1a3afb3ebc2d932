import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "consumer-"));
const installed = join(home, "node_modules/msgflux");
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What the compiler complains about; empty when it is content. */
async function complaints(...args: readonly string[]): Promise<string> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  return promisify(execFile)(process.execPath, [compiler, ...args], { cwd: home }).then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
}

/** Under these flags an option may be undefined where it may be absent. */
const undefinedAllowed = `
import { agent, tool } from "msgflux";
const loose = agent("Help.", { model: undefined, tools: undefined, temperature: undefined, signature: undefined, vars: undefined });
const answer: Promise<string> = loose("Hello", { vars: undefined, signal: undefined, messages: undefined });
const record: Promise<{ c: string }> = agent("Help.", { signature: "a: string, b?: int -> c" })({ a: "x", b: undefined });
const text: Promise<{ c: string }> = agent("Help.", { signature: "a: string, b?: int -> c" })("x");
const days = tool({ name: undefined, signature: "a?: int -> int" }, (a) => a ?? 1);
export const all = [answer, record, text, days(undefined)];
`;

/** A program of somebody else, with the declarations of this package installed beside its dependencies. */
beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(root, "node_modules", name), join(home, "node_modules", name));
  }
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  mkdirSync(join(home, "api"));
  for (const name of readdirSync(join(root, "spec/api")).filter((file) => file.endsWith(".test-d.ts"))) {
    // Without `noImplicitOverride` nobody writes it.
    writeFileSync(join(home, "api", name), readFileSync(join(root, "spec/api", name), "utf8").replaceAll(/^( +)override /gm, "$1"));
  }
  writeFileSync(join(home, "api/undefined.ts"), undefinedAllowed);
  writeFileSync(join(home, "package.json"), '{ "type": "module" }');
  expect(await complaints("-p", join(root, "tsconfig.json"), "--emitDeclarationOnly", "--outDir", join(installed, "dist"))).toBe("");
}, 120_000);

const dialects = { standard: {}, legacy: { experimentalDecorators: true, emitDecoratorMetadata: true } };

it.each(Object.entries(dialects))(
  "the contract holds with `strict` alone, in the %s dialect",
  { timeout: 120_000 },
  async (name, dialect) => {
    const environment = { target: "es2023", lib: ["es2023", "esnext.decorators"], module: "nodenext", types: ["node"], skipLibCheck: true };
    const output = { declaration: true, rootDir: "api", outDir: `built-${name}` };
    const compilerOptions = { strict: true, ...environment, ...output, ...dialect };
    writeFileSync(join(home, `tsconfig.${name}.json`), JSON.stringify({ compilerOptions, include: ["api"] }));
    expect(await complaints("-p", `tsconfig.${name}.json`)).toBe("");
    const declared = readFileSync(join(home, `built-${name}/exported.test-d.d.ts`), "utf8");
    expect(declared).toContain(
      'export declare const route: Agent<string | {\n    ticket: string;\n}, {\n    team: "billing" | "technical";\n}',
    );
  },
);
