import type { ChatRequest, ToolDefinition } from "../../model/chat-model.ts";
import { sorted } from "../../signature/conforms.ts";
import { fillArguments, type FilledArguments } from "./fill-arguments.ts";
import type { Finding } from "./finding.ts";
import { findValues } from "./findings.ts";
import { likeliest, pickTools, type Pick } from "./pick-tools.ts";
import { asJson, type Task, type ToolResult } from "./task.ts";
import { isRecord } from "../../signature/subschemas.ts";
import { nameWords, stem } from "./words.ts";

/** A tool call the demo wants to make. */
export interface PlannedCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/**
 * The calls to make next for a task: those its words ask for and that were not made yet. A tool whose arguments the task does not give
 * waits until the others have answered, and is then called once with what they said. Every call is made at most once, so this ends.
 */
export function planCalls(task: Task, request: ChatRequest): PlannedCall[] {
  const { tools = [], toolChoice = "auto" } = request;
  if (toolChoice === "none" || tools.length === 0) return [];
  const named = typeof toolChoice === "object" ? tools.filter((tool) => tool.name === toolChoice.name) : tools;
  const picks = picked(task, named, typeof toolChoice === "object" || (toolChoice === "required" && task.results.length === 0));
  if (typeof toolChoice === "object" && task.results.some(({ name }) => name === toolChoice.name)) return [];
  const reading = { task, alone: picks.length === 1 };
  const filled = withSources(
    picks.map((pick) => ({ pick, ...filledFor(pick, reading) })),
    named,
    task,
  );
  const sure = filled.filter(({ missing }) => missing.length === 0);
  const first = distinct(
    (sure.length > 0 ? sure : filled).flatMap(({ pick, calls }) => calls.map((args) => ({ name: pick.tool.name, arguments: args }))),
  );
  const open = first.filter((call) => !isMade(call, task.results));
  if (open.length > 0) return limited(open, request);
  const waiting = filled.filter(({ pick, missing }) => missing.length > 0 && !task.results.some(({ name }) => name === pick.tool.name));
  const late = waiting.map(({ pick }) => ({
    name: pick.tool.name,
    arguments: filledFor(pick, { ...reading, results: fromResults(task.results) }).calls[0] ?? {},
  }));
  return limited(distinct(late), request);
}

/** What a call's arguments are read from. */
interface Reading {
  readonly task: Task;
  /** Whether the whole task is about this one tool. */
  readonly alone: boolean;
  /** What earlier tools said. */
  readonly results?: readonly Finding[];
}

interface FilledPick extends FilledArguments {
  readonly pick: Pick;
}

/** Adds the tools that can tell what is missing: `find_employee(name)` before `vacation_balance(employeeId)`. */
function withSources(filled: readonly FilledPick[], tools: readonly ToolDefinition[], task: Task): FilledPick[] {
  const known = new Set(filled.map(({ pick }) => pick.tool));
  const wanted = filled.flatMap(({ missing }) =>
    missing.filter((name) => /id$/i.test(name)).flatMap((name) => nameWords(name).slice(0, -1)),
  );
  const part = { start: 0, end: task.text.length, score: 0 };
  const sources = tools
    .filter((tool) => !known.has(tool) && nameWords(tool.name).some((word) => wanted.some((other) => stem(other) === stem(word))))
    .map((tool) => ({ pick: { tool, ...part }, ...filledFor({ tool, ...part }, { task, alone: true }) }))
    .filter(({ missing, found }) => missing.length === 0 && found > 0);
  return [...filled, ...sources.slice(0, 1)];
}

const limited = (calls: readonly PlannedCall[], { settings }: ChatRequest) =>
  settings.parallelToolCalls === false ? calls.slice(0, 1) : [...calls];

/** The tools the task speaks of; when one must be called, the likeliest at least. */
function picked(task: Task, tools: readonly ToolDefinition[], must: boolean): Pick[] {
  const values = findValues(task.text);
  const fit = (tool: ToolDefinition, { start, end }: { readonly start: number; readonly end: number }) => {
    const own = values.filter((finding) => finding.start >= start && finding.end <= end);
    const { missing, found } = fillArguments(tool, { text: task.text.slice(start, end), own, others: [], today: task.today });
    return 0.5 * Math.min(3, found) + (missing.length === 0 ? 0.25 : -0.25 * Math.min(2, missing.length));
  };
  const picks = pickTools(task.text, tools, {
    fit,
    quiet: values.filter(({ kind, text }) => kind === "quoted" || (kind === "name" && text.includes(" "))),
  });
  const before = task.earlier.at(-1);
  // "And in Paris?" asks for what was asked before, with other values.
  if (
    picks.length === 0 &&
    before !== undefined &&
    /^(?:and|what about|how about|now|also)\b/i.test(task.text) &&
    task.text.split(/\s+/).length <= 8
  ) {
    const whole = { start: 0, end: task.text.length };
    return pickTools(before, tools, { fit: () => 0 })
      .slice(0, 1)
      .map((pick) => ({ ...pick, ...whole }));
  }
  if (picks.length > 0) return picks;
  const tool = must ? likeliest(task.text, tools) : searchFor(task.text, tools);
  return tool === undefined ? [] : [{ tool, start: 0, end: task.text.length, score: 0 }];
}

/** For a question that no tool knows a word of: one that searches for anything. */
function searchFor(text: string, tools: readonly ToolDefinition[]): ToolDefinition | undefined {
  if (!/^(?:who|what|when|where|why|which|how)\b.{12,}\?\s*$/is.test(text) || /\b(?:you|your|my)\b/i.test(text)) return undefined;
  return tools.find((tool) =>
    /^(?:(?:web|internet|google|wiki(?:pedia)?|knowledge|docs?|documents|faq) ?(?:search|lookup|base)?|search(?: (?:the )?(?:web|internet|wiki(?:pedia)?|knowledge|docs?|documents|faq))?)$/.test(
      nameWords(tool.name).join(" "),
    ),
  );
}

function filledFor({ tool, start, end }: Pick, { alone, task, results = [] }: Reading): FilledArguments {
  const inputs = Array.from(task.inputs, ([label, value]) => inputFinding(label, value));
  const values = [...findValues(task.text), ...inputs];
  const isOwn = (finding: Finding) => alone || finding.kind === "input" || (finding.start >= start && finding.end <= end);
  const others = [...values.filter((finding) => !isOwn(finding)), ...results, ...findValues(task.context)];
  return fillArguments(tool, {
    text: alone ? task.text : task.text.slice(start, end),
    own: values.filter(isOwn),
    others,
    today: task.today,
  });
}

function isMade(call: PlannedCall, results: readonly ToolResult[]): boolean {
  return results.some((made) => made.name === call.name && sorted(asJson(made.arguments)) === sorted(call.arguments));
}

function distinct(calls: readonly PlannedCall[]): PlannedCall[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const key = `${call.name} ${sorted(call.arguments) ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The values that tools gave back: the fields of objects under their names, and what stands in texts. */
function fromResults(results: readonly ToolResult[]): Finding[] {
  return results
    .filter(({ isError }) => !isError)
    .flatMap(({ value, text }) => (typeof value === "object" && value !== null ? fields(value) : findValues(text)));
}

function fields(value: object): Finding[] {
  const entries = isRecord(value)
    ? Object.entries(value)
    : Object.values(value)
        .slice(0, 1)
        .flatMap((first: unknown) => (isRecord(first) ? Object.entries(first) : []));
  return entries.flatMap(([label, field]) => {
    if (typeof field === "object" && field !== null) return fields(field);
    return typeof field === "string" || typeof field === "number" ? [inputFinding(label, field)] : [];
  });
}

function inputFinding(label: string, value: string | number): Finding {
  return { kind: "input", value, text: String(value), start: -1, end: -1, before: "", near: [], label };
}
