import type { Job } from "./job.ts";
import { msgfluxRuns } from "./msgflux-runs.ts";
import { openaiRuns } from "./openai-runs.ts";
import type { Scenario } from "./scenarios.ts";

/** One run of an agent, from the task to the answer. */
export type Run = () => Promise<unknown>;

/** Makes the run of a scenario at a base URL; what can be prepared once is prepared here. */
export type MakeRun = (scenario: Scenario, baseURL: string) => Run;

/** Loads a contender; only that one is loaded in this process. */
export function contender(job: Job): Promise<MakeRun> {
  return job.contender === "msgflux" ? msgfluxRuns(job.library) : openaiRuns();
}
