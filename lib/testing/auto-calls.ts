import { answerTool } from "../agent/answer-form.ts";
import { ConfigurationError, quoted } from "../core/errors.ts";
import type { ChatRequest, ToolDefinition } from "../model/chat-model.ts";
import { conforms } from "../signature/conforms.ts";
import { isRecord } from "../signature/subschemas.ts";
import { typedAnswer } from "./auto-answer.ts";
import type { AutoModelOptions } from "./auto-model.ts";
import type { Exchange } from "./exchange.ts";
import { nthSample } from "./nth-sample.ts";

/** Arguments in place of some of those made, or a function of those made that gives all of them. */
export type ToolArguments =
  | Readonly<Record<string, unknown>>
  | ((made: Readonly<Record<string, unknown>>, request: ChatRequest) => Readonly<Record<string, unknown>>);

/** A tool call without an id. */
export interface AutoCall {
  readonly name: string;
  readonly arguments: unknown;
}

/** Arguments that are refused are made anew so many times in all. */
const attempts = 3;

/** The calls to make now: those of tools not called yet, or refused; when there are none, what the request demands. Empty: answer. */
export function autoCalls(request: ChatRequest, exchange: Exchange, options: AutoModelOptions): AutoCall[] {
  const { tools = [], toolChoice = "auto" } = request;
  if (toolChoice === "none") return [];
  const forced = typeof toolChoice === "object" ? namedTool(tools, toolChoice.name) : undefined;
  const handIn = (forced ?? tools).find((tool) => tool.name === answerTool);
  const wanted = forced ?? pendingTools(tools, exchange, options);
  const called = wanted.filter((tool) => tool !== handIn);
  const next = called.length > 0 || handIn || toolChoice !== "required" ? called : anyTool(tools, options);
  if (next.length === 0)
    return handIn ? [{ name: answerTool, arguments: typedAnswer(request, handIn.parameters, { exchange, options }) }] : [];
  const calls = next.map((tool) => ({ name: tool.name, arguments: argumentsFor(tool, request, { exchange, options }) }));
  return request.settings.parallelToolCalls === false || options.settings?.parallelToolCalls === false ? calls.slice(0, 1) : calls;
}

function namedTool(tools: readonly ToolDefinition[], name: string): ToolDefinition[] {
  const found = tools.filter((tool) => tool.name === name);
  if (found.length > 0) return found;
  throw new ConfigurationError(
    `The request demands a call of "${name}", but has no such tool. Tools: ${quoted(tools.map((tool) => tool.name))}.`,
  );
}

function pendingTools(tools: readonly ToolDefinition[], exchange: Exchange, options: AutoModelOptions): ToolDefinition[] {
  return chosenTools(tools, options).filter(({ name }) => {
    const times = exchange.times(name);
    return times === 0 || (times < attempts && exchange.isRefused(name));
  });
}

function chosenTools(tools: readonly ToolDefinition[], { only, skip = [] }: AutoModelOptions): ToolDefinition[] {
  return tools.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name));
}

/** A call is demanded although everything was called: the first that may be called is called again. */
function anyTool(tools: readonly ToolDefinition[], options: AutoModelOptions): readonly ToolDefinition[] {
  const chosen = chosenTools(tools, options);
  return (chosen.length > 0 ? chosen : tools).slice(0, 1);
}

function argumentsFor(
  tool: ToolDefinition,
  request: ChatRequest,
  { exchange, options }: { readonly exchange: Exchange; readonly options: AutoModelOptions },
): unknown {
  const { name, parameters } = tool;
  const sample = nthSample(parameters, options.seed ?? 0, exchange.times(name));
  const own = options.arguments !== undefined && Object.hasOwn(options.arguments, name) ? options.arguments[name] : undefined;
  if (own !== undefined) {
    const made = isRecord(sample) ? sample : {};
    return typeof own === "function" ? own(made, request) : { ...made, ...own };
  }
  if (conforms(sample, parameters, parameters)) return sample;
  throw new ConfigurationError(`No arguments could be made for the tool "${name}" that its schema allows.`, {
    hint: `Give them: autoModel({ arguments: { ${JSON.stringify(name)}: { ... } } }), or leave the tool out: skip: [${JSON.stringify(name)}].`,
  });
}
