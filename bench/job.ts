/** Who runs: this library, or the bare client of the vendor. */
export type ContenderName = "msgflux" | "openai";

/** What one process measures. */
export interface Job {
  readonly contender: ContenderName;
  readonly measure: "runs" | "memory" | "import";
  readonly scenario: string;
  /** Runs at the same time: of `runs` while measuring, of `memory` while waiting. */
  readonly concurrency: number;
  /** How long `runs` are measured, in milliseconds, after as long a time to warm up. */
  readonly ms: number;
  /** Calls of the model before anything is measured, at the least: until then V8's compiler is busier than the program. */
  readonly warmUpCalls: number;
  /** The server, `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** The URL of the built library. */
  readonly library: string;
}

/** What it found; what it did not measure is absent. Times in microseconds, memory in KiB, imports in milliseconds. */
export interface Finding {
  readonly cpuUs?: number;
  readonly p50Us?: number;
  readonly p99Us?: number;
  readonly kibPerRun?: number;
  readonly importMs?: number;
}
