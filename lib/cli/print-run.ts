import type { AgentEvent } from "../agent/agent-event.ts";
import type { AgentStream } from "../agent/agent-stream.ts";
import type { RunResult } from "../agent/run-result.ts";

/** Where lines go; `process.stdout` is one. */
export interface LineSink {
  write(text: string): unknown;
}

/** Prints a run as it happens: turns, tool calls with arguments and results, retries, the answer and the tokens. Gives its result. */
export async function printRun<O>(stream: AgentStream<O>, out: LineSink = process.stdout): Promise<RunResult<O>> {
  for await (const event of stream.events()) {
    const line = lineOf(event);
    if (line !== undefined) out.write(`${"  ".repeat(depthOf(event))}${line}\n`);
  }
  const result = await stream.result;
  const { inputTokens, outputTokens } = result.usage;
  out.write(`\n${typeof result.output === "string" ? result.output : JSON.stringify(result.output, undefined, 2)}\n`);
  out.write(`\n${result.turns} turns, ${inputTokens} tokens in, ${outputTokens} tokens out\n`);
  return result;
}

function lineOf(event: AgentEvent): string | undefined {
  switch (event.type) {
    case "turn-start":
      return `turn ${event.turn}`;
    case "tool-start":
      return `  ${event.name}(${JSON.stringify(event.parameters)})`;
    case "tool-end":
      return event.error === undefined ? `  -> ${shown(event.result)}` : `  failed: ${event.error}`;
    case "retry":
      return `  ${event.key} failed, attempt ${event.attempt} in ${event.delayMs} ms: ${event.error}`;
    case "breaker":
      return `  breaker of ${event.key}: ${event.state}`;
    case "output-retry":
      return `  correction ${event.attempt}: ${event.issues.join("; ")}`;
    case "fallback":
      return `  fallback: ${event.error}`;
    default:
      return undefined;
  }
}

function shown(result: unknown): string {
  return typeof result === "string" ? result : (JSON.stringify(result) ?? "nothing");
}

/** Runs inside a tool stand deeper: every second tool in the path is the place of a nested run. */
function depthOf(event: AgentEvent): number {
  return event.path.split("/run:").length - 1;
}
