// What this library costs beside the bare client of the vendor: npx tsx bench/bench.ts [--quick] [--bundled] [--json] [--only name]
import { parseArgs } from "node:util";
import { buildLibrary } from "./build.ts";
import type { ContenderName, Finding } from "./job.ts";
import { plan } from "./measures.ts";
import { inProcess, startServer } from "./processes.ts";
import { linesOf, markdown, type Repetition } from "./report.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    bundled: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
  },
});
const effort = values.quick ? { repetitions: 2, ms: 600, warmUpCalls: 1500 } : { repetitions: 5, ms: 1500, warmUpCalls: 4000 };
const { repetitions, ms } = effort;
const keys = Object.keys(plan).filter((key) => values.only === undefined || values.only.some((name) => key.startsWith(name)));
if (keys.length === 0) throw new Error(`Nothing to measure is named "${values.only?.join(", ")}". Known: ${Object.keys(plan).join(", ")}.`);

const library = buildLibrary(values.bundled);
const server = await startServer();
const found: Repetition[] = [];
for (let number = 0; number < repetitions; number += 1) found.push(await repetition(number));
server.stop();

const lines = linesOf(found);
if (values.json) console.log(JSON.stringify({ node: process.version, repetitions, ms, lines }, null, 2));
else console.log(`Node ${process.version}, ${repetitions} repetitions of ${ms} ms each\n\n${markdown(lines)}`);

/** Every job once for each contender, who take turns at going first. */
async function repetition(number: number): Promise<Repetition> {
  const findings: Record<ContenderName, Record<string, Finding>> = { msgflux: {}, openai: {} };
  const contenders: ContenderName[] = number % 2 === 0 ? ["openai", "msgflux"] : ["msgflux", "openai"];
  for (const key of keys) {
    for (const contender of contenders) {
      const job = plan[key];
      if (job) findings[contender][key] = await inProcess({ ...effort, ...job, contender, url: server.url, library });
    }
    if (!values.json) process.stderr.write(`${number + 1}/${repetitions} ${key}\n`);
  }
  return findings;
}
