import { createLogUpdate } from "log-update";
import type { AgentStream } from "../agent/agent-stream.ts";
import type { RunResult } from "../agent/run-result.ts";
import { resultText } from "../tool/result-text.ts";
import { emptyView, viewAfter, type RunView } from "./run-view.ts";
import { lineText, totalText, type TokenPrices } from "./view-text.ts";

/** Where a run is printed to; `process.stdout` is one. */
export interface PrintSink {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** How a run is printed. */
export interface PrintOptions {
  /** Default: standard output. */
  readonly out?: PrintSink | undefined;
  /** `live` redraws (the default on a terminal), `lines` appends (the default elsewhere), `json` writes one JSON object per event and the result. */
  readonly as?: "live" | "lines" | "json" | undefined;
  readonly prices?: TokenPrices | undefined;
}

/**
 * Prints a run as it happens: turns, tool calls with arguments and results, retries, breaker changes, the answer, tokens and cost.
 * Gives the result; rejects with what the run failed with, after it is shown.
 */
export async function printRun<O>(stream: AgentStream<O>, options: PrintOptions = {}): Promise<RunResult<O>> {
  const out = options.out ?? process.stdout;
  const as = options.as ?? (out.isTTY === true ? "live" : "lines");
  if (as === "json") return printJson(stream, out);
  const view = as === "live" ? await printLive(stream, out) : await printLines(stream, out);
  const result = await stream.result;
  const answer = typeof result.output === "string" ? result.output : resultText(result.output);
  out.write(`\n${answer}\n\n${totalText(view, options.prices)}\n`);
  return result;
}

/** One line per thing that happened; a tool call when it has ended. */
async function printLines(stream: AgentStream, out: PrintSink): Promise<RunView> {
  let view = emptyView;
  for await (const event of stream.events()) {
    const shown = view.lines.length;
    view = viewAfter(view, event);
    const fresh = view.lines.slice(shown).filter((line) => line.kind !== "tool");
    const finished = event.type === "tool-end" ? view.lines.filter((line) => line.kind === "tool" && line.path === event.path) : [];
    for (const line of [...fresh, ...finished]) out.write(`${lineText(line, { colors: false })}\n`);
  }
  return view;
}

/** Redraws the whole run at every event. */
async function printLive(stream: AgentStream, out: PrintSink): Promise<RunView> {
  // log-update asks a terminal for its size and writes to it, nothing else.
  const draw = createLogUpdate(out as NodeJS.WriteStream);
  let view = emptyView;
  try {
    for await (const event of stream.events()) {
      view = viewAfter(view, event);
      const lines = view.lines.map((line) => lineText(line, { colors: true }));
      draw([...lines, ...(view.text === "" ? [] : ["", view.text])].join("\n"));
    }
    // The answer follows below, whole: what was drawn of it goes.
    draw(view.lines.map((line) => lineText(line, { colors: true })).join("\n"));
  } finally {
    draw.done();
  }
  return view;
}

async function printJson<O>(stream: AgentStream<O>, out: PrintSink): Promise<RunResult<O>> {
  for await (const event of stream.events()) out.write(`${resultText(event)}\n`);
  const result = await stream.result;
  out.write(`${resultText({ type: "result", ...result })}\n`);
  return result;
}
