import type { Finding, Job } from "./job.ts";

/** The most a row may come to: as a ratio to the bare client, as what comes on top of it, or by itself. */
export interface Goal {
  readonly kind: "ratio" | "on top" | "alone";
  readonly most: number;
}

/** One line of the report: which part of which finding, counted in what. */
export interface Measure {
  readonly label: string;
  readonly unit: string;
  /** The findings it is read from, by the key of their job. */
  readonly from: readonly string[];
  readonly value: (...findings: readonly Finding[]) => number | undefined;
  readonly goal?: Goal;
}

/** The jobs that are done for each contender, by key. */
export type JobPlan = Readonly<Record<string, Pick<Job, "measure" | "scenario" | "concurrency">>>;

const runs = (scenario: string, concurrency = 1) => ({ measure: "runs", scenario, concurrency }) as const;

/** Everything that is measured. */
export const plan: JobPlan = {
  plain: runs("plain"),
  tool1: runs("tool1"),
  par8: runs("par8"),
  par64: runs("par64"),
  loop10: runs("loop10"),
  json: runs("json"),
  stream: runs("stream"),
  "paced at 16": runs("paced", 16),
  history500: runs("history500"),
  tools500: runs("tools500"),
  "plain at 64": runs("plain", 64),
  "loop10 at 64": runs("loop10", 64),
  memory: { measure: "memory", scenario: "hold", concurrency: 1000 },
  import: { measure: "import", scenario: "import", concurrency: 1 },
};

const cpu = (key: string, what: string, goal?: Goal): Measure => ({
  label: `${key}: CPU ${what}`,
  unit: "us",
  from: [key],
  value: (finding) => finding?.cpuUs,
  ...(goal ? { goal } : {}),
});
const perChunk = (key: string, chunks: number, goal?: Goal): Measure => ({
  ...cpu(key, "per chunk", goal),
  value: (finding) => (finding?.cpuUs === undefined ? undefined : finding.cpuUs / chunks),
});
const wall = (key: string): Measure[] => [
  { label: `${key}: wall p50`, unit: "us", from: [key], value: (finding) => finding?.p50Us },
  { label: `${key}: wall p99`, unit: "us", from: [key], value: (finding) => finding?.p99Us },
];

/** The lines of the report, in order, with the goals of this library. */
export const measures: readonly Measure[] = [
  cpu("plain", "per run", { kind: "ratio", most: 0.9 }),
  cpu("tool1", "per run"),
  cpu("par8", "per run"),
  cpu("par64", "per run"),
  {
    label: "tool call: CPU of one more in a turn",
    unit: "us",
    from: ["par64", "tool1"],
    value: (many, one) => (many?.cpuUs === undefined || one?.cpuUs === undefined ? undefined : (many.cpuUs - one.cpuUs) / 63),
    goal: { kind: "on top", most: 25 },
  },
  cpu("loop10", "per run", { kind: "ratio", most: 0.9 }),
  cpu("json", "per run"),
  perChunk("stream", 2000, { kind: "ratio", most: 0.6 }),
  perChunk("paced at 16", 500),
  cpu("history500", "per run"),
  cpu("tools500", "per run"),
  ...wall("plain"),
  ...wall("loop10"),
  cpu("plain at 64", "per run"),
  ...wall("plain at 64"),
  cpu("loop10 at 64", "per run"),
  ...wall("loop10 at 64"),
  {
    label: "memory: per run of 1,000 that wait",
    unit: "KiB",
    from: ["memory"],
    value: (finding) => finding?.kibPerRun,
    goal: { kind: "on top", most: 20 },
  },
  { label: "import", unit: "ms", from: ["import"], value: (finding) => finding?.importMs, goal: { kind: "alone", most: 80 } },
];
