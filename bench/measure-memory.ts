import http from "node:http";
import type { MakeRun } from "./contenders.ts";
import type { Finding, Job } from "./job.ts";
import { scenarioOf } from "./scenarios.ts";

/** The live memory of runs that wait for their answers, per run: heap and buffers after collection, minus the same before. */
export async function measureMemory(makeRun: MakeRun, { concurrency, url }: Job): Promise<Finding> {
  const warm = makeRun(scenarioOf("plain"), `${url}/plain/v1`);
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 32 }, warm));
  const run = makeRun(scenarioOf("hold"), `${url}/hold/v1`);
  const before = await liveBytes();
  const waiting = Array.from({ length: concurrency }, run);
  await get(`${url}/held?count=${concurrency}`);
  const bytes = (await liveBytes()) - before;
  await get(`${url}/release`);
  await Promise.all(waiting);
  return { kibPerRun: bytes / 1024 / concurrency };
}

async function liveBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Not `fetch`: it would be loaded by the measuring itself. */
function get(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.get(url, { agent: false }, (response) => response.resume().on("end", resolve)).on("error", reject);
  });
}
