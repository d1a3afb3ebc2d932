import { withTimeout } from "../core/abort.ts";
import { enterUserCode } from "../core/current-run.ts";
import { messageOf } from "../core/errors.ts";
import type { RunEvent } from "../core/events.ts";
import type { RunContext } from "../core/run-context.ts";
import type { Chat } from "../message/chat.ts";
import { executeInRun } from "../model/execute-in-run.ts";
import type { PolicyEvent } from "../model/policy.ts";
import type { ToolContext } from "./tool-options.ts";
import type { ParsedArguments, ToolSpec } from "./tool-spec.ts";

/** Arguments as data, or what is wrong with their text, in words for the model. */
export type ReadArguments = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly issue: string };

/**
 * Reads the text of arguments as models write it: nothing, blanks and `null` mean no arguments, and a JSON text inside a JSON
 * text is unwrapped. Whether the value fits is for the tool to say.
 */
export function parseToolArguments(text: string): ReadArguments {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, value: {} };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (thrown) {
    return { ok: false, issue: `The arguments are not valid JSON: ${messageOf(thrown)}. Write one JSON object.` };
  }
  if (value === null) return { ok: true, value: {} };
  if (typeof value !== "string") return { ok: true, value };
  const inner = parseToolArguments(value);
  return inner.ok && typeof inner.value === "object" ? inner : { ok: true, value };
}

/** Reads the text of arguments and checks them by the tool's schema. */
export async function readArguments(spec: ToolSpec, text: string): Promise<ParsedArguments> {
  const read = parseToolArguments(text);
  return read.ok ? spec.parse(read.value) : { ok: false, issues: [read.issue] };
}

/** Where a tool is called: the run (at the path of the call), the model's id of the call, and the conversation up to it. */
export interface ToolCallSite {
  readonly run: RunContext;
  readonly callId: string;
  readonly messages: Chat;
  /** The limit of a tool that has no `timeoutMs` of its own, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** What a tool sends through `ToolContext.emit`, as the listeners of the run get it. */
export interface ToolEvent extends RunEvent {
  readonly type: "tool-event";
  readonly callId: string;
  readonly name: string;
  readonly data: unknown;
}

/**
 * Calls a tool with checked arguments: under its policy, and all of that within its `timeoutMs`, else within the site's. What it calls joins the run.
 * Rejects with what the tool threw, control signals included, with a `TimeoutError`, or with the reason of the run's abort.
 */
export async function invokeTool(spec: ToolSpec, args: Readonly<Record<string, unknown>>, site: ToolCallSite): Promise<unknown> {
  const { run } = site;
  return withTimeout({ what: `The tool "${spec.name}"`, ms: spec.timeoutMs ?? site.timeoutMs, signal: run.signal }, async (signal) => {
    const { policy } = spec;
    if (policy === undefined) return callOnce(spec, args, { site, signal });
    const call = { run, key: spec.owner, signal, onEvent: (event: PolicyEvent) => tellPolicyEvent(run, event) };
    return executeInRun(policy, call, (scope) => callOnce(spec, args, { site: { ...site, run: scope }, signal: scope.signal }));
  });
}

async function callOnce(
  spec: ToolSpec,
  args: Readonly<Record<string, unknown>>,
  { site, signal }: { readonly site: ToolCallSite; readonly signal: AbortSignal },
): Promise<unknown> {
  const { run, callId, messages } = site;
  const emit = (data: unknown): Promise<void> => {
    const event: ToolEvent = { type: "tool-event", runId: run.runId, path: run.path, callId, name: spec.name, data };
    const told = (async () => run.emit(event))();
    // A tool need not await it; what a listener threw must not end the process then.
    told.catch(() => {});
    return told;
  };
  const context: ToolContext = { vars: run.vars, signal, runId: run.runId, callId, messages, emit };
  // What the tool calls ends with the tool, also when only the tool's own time is up.
  const scope = signal === run.signal ? run : run.child(run.path, { signal });
  return enterUserCode(scope, () => spec.invoke(args, context));
}

function tellPolicyEvent(run: RunContext, event: PolicyEvent): void | Promise<void> {
  // An object of its own first: listeners read the events of every room through the one shape.
  const told = { ...event, runId: run.runId, path: run.path };
  return run.emit(told);
}
