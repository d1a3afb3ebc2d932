import type { AgentEvent } from "../agent/agent-event.ts";
import { addUsage, noUsage, type Usage } from "../model/chat-model.ts";
import { resultText } from "../tool/result-text.ts";

/** One line of a run as it is shown: a turn, a tool call, or something that happened on the way. */
export interface ViewLine {
  readonly kind: "turn" | "tool" | "note";
  /** How many agents stand above this one: 0 for the run that is watched. */
  readonly depth: number;
  readonly text: string;
  readonly state: "running" | "done" | "failed";
  /** What came of it. */
  readonly outcome?: string | undefined;
  /** Milliseconds from start to end. */
  readonly durationMs?: number | undefined;
  /** The path of the call it stands for. */
  readonly path: string;
}

/** A run so far, as a reader sees it. */
export interface RunView {
  readonly lines: readonly ViewLine[];
  /** What the watched agent has written in its present turn. */
  readonly text: string;
  /** Tokens of all turns so far, those of agents called as tools included. */
  readonly usage: Usage;
  readonly turns: number;
}

/** Where every view starts. */
export const emptyView: RunView = { lines: [], text: "", usage: noUsage, turns: 0 };

/** The view after one more event. */
export function viewAfter(view: RunView, event: AgentEvent): RunView {
  const depth = depthOf(event.path);
  const at = { depth, path: event.path };
  switch (event.type) {
    case "turn-start":
      return {
        ...view,
        text: depth === 0 ? "" : view.text,
        lines: [...view.lines, { ...at, kind: "turn", text: `turn ${event.turn}`, state: "running" }],
      };
    case "turn-end":
      return {
        ...view,
        usage: addUsage(view.usage, event.usage),
        turns: view.turns + 1,
        lines: ended(view.lines, { ...at, kind: "turn" }, { state: "done" }),
      };
    case "text-delta":
      return depth === 0 ? { ...view, text: view.text + event.text } : view;
    case "tool-start":
      return {
        ...view,
        lines: [...view.lines, { ...at, kind: "tool", text: `${event.name}(${resultText(event.parameters)})`, state: "running" }],
      };
    case "tool-end": {
      const { error, result, durationMs } = event;
      const end =
        error === undefined ? { state: "done" as const, outcome: resultText(result) } : { state: "failed" as const, outcome: error };
      return { ...view, lines: ended(view.lines, { ...at, kind: "tool" }, { ...end, durationMs }) };
    }
    default:
      return withNote(view, event, at);
  }
}

function withNote(view: RunView, event: AgentEvent, at: { readonly depth: number; readonly path: string }): RunView {
  const note = noteOf(event);
  return note === undefined ? view : { ...view, lines: [...view.lines, { ...at, ...note, kind: "note" }] };
}

/** What happened beside turns and tool calls, in words. */
function noteOf(event: AgentEvent): { readonly text: string; readonly state: "done" | "failed" } | undefined {
  switch (event.type) {
    case "retry":
      return {
        text: `attempt ${event.attempt} of ${event.key} failed: ${event.error}; the next in ${Math.round(event.delayMs)} ms`,
        state: "failed",
      };
    case "breaker":
      return { text: `breaker of ${event.key}: ${event.state}`, state: event.state === "open" ? "failed" : "done" };
    case "output-retry":
      return { text: `the answer was sent back: ${event.issues.join("; ")}`, state: "failed" };
    case "fallback":
      return { text: `${event.agent} falls back: ${event.error}`, state: "failed" };
    case "tool-event":
      return { text: `${event.name}: ${resultText(event.data)}`, state: "done" };
    case "run-end":
      return event.error === undefined ? undefined : { text: `${event.agent} failed: ${event.error}`, state: "failed" };
    default:
      return undefined;
  }
}

function ended(lines: readonly ViewLine[], which: Pick<ViewLine, "kind" | "path">, end: Partial<ViewLine>): readonly ViewLine[] {
  const at = lines.findLastIndex((line) => line.kind === which.kind && line.path === which.path && line.state === "running");
  return at < 0 ? lines : lines.with(at, { ...(lines[at] as ViewLine), ...end });
}

/** Runs inside the watched one have more than one run in their path. */
function depthOf(path: string): number {
  return Math.max(0, path.split(/(?:^|\/)run:/).length - 2);
}
