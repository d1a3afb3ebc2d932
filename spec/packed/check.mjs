// Packs the library, installs the tarball into four outside projects, and runs a decorated or wrapped service in each.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = import.meta.dirname;
const root = resolve(here, "../..");
const compiler = join(root, "node_modules/typescript/bin/tsc");
const scratch = mkdtempSync(join(tmpdir(), "packed-"));

/** The projects: their folder, how they are compiled, and the program that is run. */
const projects = [
  { name: "legacy-typescript", compile: true, program: "out/main.js" },
  { name: "standard-typescript", compile: true, program: "out/main.js" },
  { name: "javascript-esm", compile: false, program: "main.mjs" },
  { name: "javascript-cjs", compile: false, program: "main.cjs" },
];
const expected = "C-1234 has $1250.00|{currency}|demo";

async function check({ name, compile, program }, tarball) {
  const folder = join(scratch, name);
  cpSync(join(here, name), folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, type: compile ? "module" : undefined }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...(compile ? ["@types/node@24.19.2"] : [])], {
    cwd: folder,
  });
  if (compile) await run(process.execPath, [compiler, "-p", folder], { cwd: folder });
  const { stdout } = await run(process.execPath, [program], { cwd: folder });
  if (stdout.trim() !== expected) throw new Error(`${name} printed "${stdout.trim()}", expected "${expected}"`);
  console.log(`${name}: ok`);
}

try {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: root });
  const [{ filename }] = Object.values(JSON.parse(stdout));
  const results = [];
  for (const project of projects) results.push(await check(project, join(scratch, filename)).catch((error) => error));
  const failures = results.filter((result) => result instanceof Error);
  for (const failure of failures) console.error(failure.message, failure.stdout ?? "", failure.stderr ?? "");
  console.log(`${projects.length - failures.length} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
