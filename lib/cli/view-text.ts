import { styleText } from "node:util";
import type { RunView, ViewLine } from "./run-view.ts";

/** Prices in dollars per million tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
}

/** How lines are written: `colors` for terminals. */
export interface TextStyle {
  readonly colors: boolean;
}

const marks = { running: "◦", done: "✓", failed: "✗" } as const;
const tints = { running: "yellow", done: "green", failed: "red" } as const;

/** One line of a run as text, indented by its depth, without an end of line. */
export function lineText(line: ViewLine, { colors }: TextStyle): string {
  const indent = "  ".repeat(line.depth + (line.kind === "turn" ? 0 : 1));
  const mark = line.kind === "turn" ? "" : `${tinted(marks[line.state], tints[line.state], colors)} `;
  const text = line.kind === "turn" ? tinted(line.text, "bold", colors) : line.text;
  const outcome = line.outcome === undefined ? "" : ` -> ${oneLine(line.outcome)}`;
  const took =
    line.durationMs === undefined || line.durationMs < 100 ? "" : tinted(` ${(line.durationMs / 1000).toFixed(1)} s`, "dim", colors);
  return `${indent}${mark}${text}${outcome}${took}`;
}

/** The last line: turns, tokens, and the cost where prices are known. */
export function totalText({ turns, usage }: RunView, prices?: TokenPrices): string {
  const { inputTokens, outputTokens } = usage;
  const cost = prices && (inputTokens * prices.input + outputTokens * prices.output) / 1_000_000;
  return `${turns} ${turns === 1 ? "turn" : "turns"}, ${inputTokens} tokens in, ${outputTokens} tokens out${cost === undefined ? "" : `, $${cost.toFixed(6)}`}`;
}

function tinted(text: string, tint: Parameters<typeof styleText>[0], colors: boolean): string {
  // The stream is not asked: whoever writes has decided already.
  return colors ? styleText(tint, text, { validateStream: false }) : text;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 200 ? `${line.slice(0, 197)}...` : line;
}
