import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the library beside its dependencies, away from `dist`, as it is or in few files; gives the URL of its front door. */
export function buildLibrary(bundled: boolean): string {
  const outDir = join(root, "node_modules", ".cache", "msgflux-bench");
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, "package.json"), JSON.stringify({ type: "module" }));
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const settings = ["-p", join(root, "tsconfig.json"), "--outDir", outDir, "--declaration", "false", "--declarationMap", "false"];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...settings], { encoding: "utf8" });
  if (status !== 0) console.error(`The library has type errors; measured all the same.\n${stdout}`);
  const door = join(outDir, "index.js");
  return pathToFileURL(bundled ? bundle(door, join(outDir, "bundled")) : door).href;
}

function bundle(door: string, outdir: string): string {
  buildSync({ entryPoints: [door], outdir, bundle: true, splitting: true, format: "esm", platform: "node", packages: "external" });
  return join(outdir, "index.js");
}
