import { around } from "../core/door.ts";
import { ConfigurationError, messageOf, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { isSignal } from "../core/signals.ts";
import type { Chat, ToolCall } from "../message/chat.ts";
import { MissingVariableError } from "../prompt/missing-variable-error.ts";
import { TemplateError } from "../prompt/template-error.ts";
import { resultText } from "../tool/result-text.ts";
import { invokeTool, parseToolArguments } from "../tool/run-tool.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";
import { NoModelError } from "./agent-errors.ts";
import { tell, tellAside } from "./agent-event.ts";
import type { RunSetup } from "./run-setup.ts";
import type { ToolRecord } from "./run-result.ts";

/** The tool calls of one turn. `messages` ends with the message that makes them; `left` is how many may still run. */
export interface ToolTurn {
  readonly calls: readonly ToolCall[];
  readonly messages: Chat;
  readonly left: number;
}

/** What came of one call: for the record, and for the model. */
export interface ToolOutcome {
  readonly call: ToolCall;
  readonly spec: ToolSpec | undefined;
  /** Whether your code was called at all. */
  readonly ran: boolean;
  readonly record: ToolRecord;
  readonly content: string;
  readonly isError: boolean;
}

/** A call with its place in the run, which follows the model's order, not the order of finishing. */
interface PlacedCall {
  readonly call: ToolCall;
  readonly spec: ToolSpec | undefined;
  readonly path: string;
  readonly allowed: boolean;
}

/** Runs all calls of a turn: reads side by side, writes one after the other in their place; the outcomes in the model's order. */
export async function useTools(setup: RunSetup, turn: ToolTurn): Promise<readonly ToolOutcome[]> {
  const placed = turn.calls.map((call, index) => ({
    call,
    spec: setup.tools.specs.get(call.name),
    path: setup.context.nextPath("tool", call.name),
    allowed: index < turn.left,
  }));
  const outcomes: ToolOutcome[] = [];
  const limit = setup.plan.options.maxParallelTools ?? Number.POSITIVE_INFINITY;
  for (const group of sideBySide(placed)) outcomes.push(...(await runGroup(setup, turn.messages, { group, limit })));
  return outcomes;
}

/** Groups of calls that may run at once: neighbours that only read; each write stands alone. */
function sideBySide(calls: readonly PlacedCall[]): PlacedCall[][] {
  const groups: PlacedCall[][] = [];
  let open: PlacedCall[] | undefined;
  for (const call of calls) {
    const writes = call.spec?.effect === "write" || call.spec?.effect === "irreversible";
    if (!writes && open) open.push(call);
    else groups.push((open = [call]));
    if (writes) open = undefined;
  }
  return groups;
}

async function runGroup(
  setup: RunSetup,
  messages: Chat,
  work: { readonly group: readonly PlacedCall[]; readonly limit: number },
): Promise<ToolOutcome[]> {
  const { group, limit } = work;
  if (group.length === 1) return [await runCall(setup, messages, group[0] as PlacedCall)];
  const outcomes: ToolOutcome[] = [];
  let next = 0;
  const lane = async () => {
    while (next < group.length) {
      const at = next++;
      try {
        outcomes[at] = await runCall(setup, messages, group[at] as PlacedCall);
      } catch (thrown) {
        // The run has failed: the other lanes finish what they have begun, and begin nothing new.
        next = group.length;
        throw thrown;
      }
    }
  };
  // Every lane is awaited even when one throws, so that nothing of a failed run goes on behind the caller's back.
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, group.length) }, lane));
  const failed = lanes.find((lane) => lane.status === "rejected");
  if (failed) throw failed.reason;
  return outcomes;
}

async function runCall(setup: RunSetup, messages: Chat, placed: PlacedCall): Promise<ToolOutcome> {
  const { call, spec, allowed } = placed;
  if (!allowed)
    return refused(setup, placed, { parameters: undefined, error: `Not run: this run may call at most ${setup.maxToolCalls} tools.` });
  if (!spec) return refused(setup, placed, { parameters: undefined, error: unknownTool(setup, call.name) });
  const read = parseToolArguments(call.arguments);
  if (!read.ok) return refused(setup, placed, { parameters: call.arguments, error: read.issue });
  const parsed = await spec.parse(read.value);
  if (!parsed.ok)
    return refused(setup, placed, {
      parameters: read.value,
      error: `The arguments do not fit:\n${parsed.issues.map((issue) => `- ${issue}`).join("\n")}`,
    });
  return execute(setup, messages, { ...placed, spec, args: parsed.value });
}

type CheckedCall = PlacedCall & { readonly spec: ToolSpec; readonly args: Readonly<Record<string, unknown>> };

async function execute(setup: RunSetup, messages: Chat, checked: CheckedCall): Promise<ToolOutcome> {
  const { call, spec, path, args } = checked;
  // Your code may change what it is given; the record and the events tell what the model asked for.
  const parameters = copyOf(args);
  const scope = setup.context.child(path);
  const started = performance.now();
  if (scope.listening) setup.shown = true;
  await tell(scope, "tool-start", { callId: call.id, name: call.name, parameters });
  let result: unknown;
  let error: string | undefined;
  try {
    const layers = { context: setup.context, own: setup.own };
    result = await around({ kind: "tool", name: call.name, path, input: args }, layers, (inner) =>
      invokeTool(spec, inner.input, { run: scope, callId: call.id, messages, timeoutMs: setup.timeouts.toolMs }),
    );
  } catch (thrown) {
    error = isSignal(thrown) ? thrown.type : messageOf(thrown);
    // A control signal and a mistake of the developer are not the model's to mend.
    if (setup.context.signal.aborted || isSignal(thrown) || isForTheCaller(thrown)) {
      tellAside(scope, "tool-end", { callId: call.id, name: call.name, result, error, durationMs: performance.now() - started });
      setup.context.signal.throwIfAborted();
      throw thrown;
    }
  }
  await tell(scope, "tool-end", { callId: call.id, name: call.name, result, error, durationMs: performance.now() - started });
  const record = { id: call.id, name: call.name, parameters, result, ...(error === undefined ? {} : { error }) };
  const content = error === undefined ? resultText(result, spec.maxResultChars) : `Error: ${error}`;
  return { call, spec, ran: true, record, content, isError: error !== undefined };
}

/** Also from an agent below: what no model can mend, and what names variables that a model must not see. */
function isForTheCaller(thrown: unknown): boolean {
  return [ConfigurationError, TemplateError, MissingVariableError, NoModelError].some((kind) => thrown instanceof kind);
}

/** A call that your code never sees: told to the listeners, the model and the record alike. */
async function refused(
  setup: RunSetup,
  placed: PlacedCall,
  why: { readonly parameters: unknown; readonly error: string },
): Promise<ToolOutcome> {
  const { call, spec, path } = placed;
  if (setup.context.listening) {
    const scope = setup.context.child(path);
    setup.shown = true;
    await tell(scope, "tool-start", { callId: call.id, name: call.name, parameters: why.parameters });
    await tell(scope, "tool-end", { callId: call.id, name: call.name, result: undefined, error: why.error, durationMs: 0 });
  }
  const record = { id: call.id, name: call.name, parameters: why.parameters, result: undefined, error: why.error };
  return { call, spec, ran: false, record, content: `Error: ${why.error}`, isError: true };
}

function copyOf(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (Object.values(args).every((value) => typeof value !== "object" || value === null)) return { ...args };
  try {
    return structuredClone(args);
  } catch {
    // A schema may have made what cannot be copied: an instance with methods.
    return { ...args };
  }
}

function unknownTool(setup: RunSetup, name: string): string {
  const names = [...setup.tools.specs.keys()];
  const near = nearest(name, names);
  return `There is no tool named "${name}". Tools: ${quoted(names)}.${near === undefined ? "" : ` Did you mean "${near}"?`}`;
}
