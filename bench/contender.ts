import { contender } from "./contenders.ts";
import type { Finding, Job } from "./job.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureRuns } from "./measure-runs.ts";
import { scenarioOf } from "./scenarios.ts";

/** One contender in a process of its own: takes a job as JSON, prints its finding as JSON. */
const job = JSON.parse(process.argv[2] ?? "") as Job;
process.stdout.write(JSON.stringify(await find()));
process.exit();

async function find(): Promise<Finding> {
  if (job.measure === "import") {
    const start = performance.now();
    await import(job.contender === "msgflux" ? job.library : "openai");
    return { importMs: performance.now() - start };
  }
  const makeRun = await contender(job);
  if (job.measure === "memory") return measureMemory(makeRun, job);
  return measureRuns(makeRun(scenarioOf(job.scenario), `${job.url}/${job.scenario}/v1`), job);
}
