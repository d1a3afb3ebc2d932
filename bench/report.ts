import type { ContenderName, Finding } from "./job.ts";
import { measures, type Goal, type Measure } from "./measures.ts";

/** What each repetition found, by contender and key of the job. */
export type Repetition = Readonly<Record<ContenderName, Readonly<Record<string, Finding>>>>;

/** One line of the report in figures; `ratio` and `onTop` are medians over the repetitions, each compared within itself. */
export interface Line {
  readonly label: string;
  readonly unit: string;
  readonly msgflux: Spread;
  readonly openai: Spread;
  readonly ratio: number;
  readonly onTop: number;
  readonly goal?: Goal;
  readonly met?: boolean;
}

/** Median and least of the repetitions. */
export interface Spread {
  readonly median: number;
  readonly best: number;
}

/** The lines for which there are findings. */
export function linesOf(repetitions: readonly Repetition[]): Line[] {
  return measures.flatMap((measure) => lineOf(measure, repetitions) ?? []);
}

function lineOf(measure: Measure, repetitions: readonly Repetition[]): Line | undefined {
  const pairs = repetitions.flatMap((repetition) => {
    const ours = valueOf(measure, repetition.msgflux);
    const bare = valueOf(measure, repetition.openai);
    return ours === undefined || bare === undefined ? [] : [{ ours, bare }];
  });
  if (pairs.length === 0) return undefined;
  const msgflux = spread(pairs.map(({ ours }) => ours));
  const openai = spread(pairs.map(({ bare }) => bare));
  const ratio = median(pairs.map(({ ours, bare }) => ours / bare));
  const onTop = median(pairs.map(({ ours, bare }) => ours - bare));
  const { label, unit, goal } = measure;
  const line = { label, unit, msgflux, openai, ratio, onTop };
  if (goal === undefined) return line;
  const reached = { ratio, "on top": onTop, alone: msgflux.median }[goal.kind];
  return { ...line, goal, met: reached <= goal.most };
}

function valueOf({ from, value }: Measure, findings: Readonly<Record<string, Finding>>): number | undefined {
  const read = from.flatMap((key) => findings[key] ?? []);
  return read.length === from.length ? value(...read) : undefined;
}

/** The lines as one Markdown table. */
export function markdown(lines: readonly Line[]): string {
  const rows = lines.map(({ label, unit, msgflux, openai, ratio, onTop, goal, met }) =>
    [label, unit, shown(msgflux), shown(openai), `${ratio.toFixed(2)}x`, number(onTop), goalText(goal), metText(met)].join(" | "),
  );
  const head = ["measure", "unit", "msgflux median / best", "openai median / best", "ratio", "on top", "goal", "met"];
  return [head.join(" | "), head.map(() => "---").join(" | "), ...rows].map((row) => `| ${row} |`).join("\n");
}

function goalText(goal: Goal | undefined): string {
  if (goal === undefined) return "";
  return goal.kind === "ratio" ? `at most ${goal.most.toFixed(2)}x` : `at most ${goal.most}${goal.kind === "on top" ? " on top" : ""}`;
}

function metText(met: boolean | undefined): string {
  return met === undefined ? "" : met ? "met" : "**missed**";
}

function shown({ median, best }: Spread): string {
  return `${number(median)} / ${number(best)}`;
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function spread(values: readonly number[]): Spread {
  return { median: median(values), best: Math.min(...values) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
