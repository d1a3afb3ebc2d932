import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Finding, Job } from "./job.ts";

// The programs run in Node alone: a loader in the measured process would be measured too.
const flags = ["--experimental-strip-types", "--no-warnings", "--expose-gc"];

/** The server, in a process of its own, until `stop`. */
export async function startServer(): Promise<{ readonly url: string; stop(): void }> {
  const child = spawn(process.execPath, [...flags, pathOf("server.ts")], { stdio: ["pipe", "pipe", "inherit"] });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    child.once("exit", (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stdin.end() };
}

/** Does one job in a fresh process. */
export async function inProcess(job: Job): Promise<Finding> {
  const child = spawn(process.execPath, [...flags, pathOf("contender.ts"), JSON.stringify(job)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (piece: Buffer) => (text += piece.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${job.contender} ended with code ${String(code)} in "${job.scenario}".`);
  return JSON.parse(text) as Finding;
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
