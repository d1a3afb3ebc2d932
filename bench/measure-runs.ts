import type { Run } from "./contenders.ts";
import type { Finding, Job } from "./job.ts";
import { scenarioOf } from "./scenarios.ts";

/** CPU per run of this whole process (its collector and compiler threads too) and wall time of single runs. */
export async function measureRuns(run: Run, { concurrency, ms, warmUpCalls, scenario }: Job): Promise<Finding> {
  const { rounds, chunks } = scenarioOf(scenario);
  const least = Math.ceil(warmUpCalls / (chunks > 0 ? 50 : rounds + 1));
  await forAsLong(ms, { concurrency, least }, run);
  const start = process.cpuUsage();
  const times = await forAsLong(ms, { concurrency, least: 2 * concurrency }, run);
  const { user, system } = process.cpuUsage(start);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 1000;
  return { cpuUs: (user + system) / times.length, p50Us: at(0.5), p99Us: at(0.99) };
}

/** Runs again and again, so many at a time, for so long and at least so often; the milliseconds each run took. */
async function forAsLong(
  ms: number,
  { concurrency, least }: { readonly concurrency: number; readonly least: number },
  run: Run,
): Promise<number[]> {
  const end = performance.now() + ms;
  const times: number[] = [];
  const lane = async () => {
    while (times.length < least || performance.now() < end) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return times;
}
