import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionFunctionTool,
  ChatCompletionMessageParam,
  ChatCompletionToolChoiceOption,
} from "openai/resources/chat/completions";
import type { ChatMessage } from "../../message/chat.ts";
import type { ChatRequest, ModelSettings, OutputSchema, ToolChoice, ToolDefinition } from "../../model/chat-model.ts";
import type { JsonSchema } from "../../signature/json-schema.ts";
import { toOpenAIStrict } from "../../signature/openai-strict.ts";
import type { Quirks } from "./provider-row.ts";
import { toMessage } from "./to-message.ts";

/** The body of a request, with the vendors' fields that OpenAI's type does not know. */
export type RequestBody = ChatCompletionCreateParamsBase & { random_seed?: number };

/** Converts requests to one model; what has been converted once (a message, a tool, a list of tools) is not converted again. */
export type ToRequest = (request: ChatRequest, settings: ModelSettings, stream: boolean) => RequestBody;

/** The converter for a model of a vendor with these quirks. Messages and tools are taken for unchanging, as their types say. */
export function requestConverter(model: string, quirks: Quirks): ToRequest {
  const messages = remembered((message: ChatMessage) => toMessage(message, quirks));
  const tool = remembered((definition: ToolDefinition) => toTool(definition, quirks));
  const tools = remembered((definitions: readonly ToolDefinition[]) => definitions.map(tool));
  const format = remembered((output: OutputSchema) => toFormat(output, quirks));
  return (request, settings, stream) => {
    const system: ChatCompletionMessageParam[] = request.system ? [{ role: "system", content: request.system }] : [];
    const body: RequestBody = { model, messages: system };
    for (const message of request.messages) body.messages.push(messages(message));
    if (request.tools !== undefined && request.tools.length > 0) {
      body.tools = tools(request.tools);
      if (request.toolChoice !== undefined) body.tool_choice = toToolChoice(request.toolChoice);
      if (settings.parallelToolCalls !== undefined) body.parallel_tool_calls = settings.parallelToolCalls;
    }
    if (request.output !== undefined) body.response_format = format(request.output);
    addSettings(body, settings, quirks);
    if (stream) {
      body.stream = true;
      if (quirks.streamOptions !== false) body.stream_options = { include_usage: true };
    }
    return settings.extraBody === undefined ? body : Object.assign(body, settings.extraBody);
  };
}

function addSettings(body: RequestBody, settings: ModelSettings, quirks: Quirks): void {
  if (settings.temperature !== undefined) body.temperature = settings.temperature;
  if (settings.topP !== undefined) body.top_p = settings.topP;
  if (settings.maxTokens !== undefined) body[quirks.tokenLimit ?? "max_tokens"] = settings.maxTokens;
  if (settings.stop !== undefined) body.stop = [...settings.stop];
  if (settings.seed !== undefined) body[quirks.seedField ?? "seed"] = settings.seed;
  if (settings.presencePenalty !== undefined) body.presence_penalty = settings.presencePenalty;
  if (settings.frequencyPenalty !== undefined) body.frequency_penalty = settings.frequencyPenalty;
  if (settings.reasoningEffort !== undefined) body.reasoning_effort = settings.reasoningEffort;
}

function toTool({ name, description, parameters }: ToolDefinition, quirks: Quirks): ChatCompletionFunctionTool {
  const described = description === "" ? { name } : { name, description };
  const { schema, ...strict } = dialect(parameters, quirks);
  return { type: "function", function: { ...described, parameters: schema, ...strict } };
}

function toFormat({ name, schema }: OutputSchema, quirks: Quirks): NonNullable<ChatCompletionCreateParamsBase["response_format"]> {
  // OpenAI takes 1-64 of these characters and refuses others.
  const accepted = name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "output";
  return { type: "json_schema", json_schema: { name: accepted, ...dialect(schema, quirks) } };
}

/** A schema in the vendor's dialect: OpenAI's strict one where it can be said in it, else the schema as it is. */
function dialect(schema: JsonSchema, quirks: Quirks): { schema: JsonSchema; strict?: boolean } {
  if (quirks.strictSchemas !== true) return { schema };
  const strict = toOpenAIStrict(schema);
  return strict.problems.length === 0 ? { schema: strict.schema, strict: true } : { schema, strict: false };
}

function toToolChoice(choice: ToolChoice): ChatCompletionToolChoiceOption {
  return typeof choice === "string" ? choice : { type: "function", function: { name: choice.name } };
}

/** The same function, asked only once for each object as long as that object lives. */
function remembered<K extends object, V>(convert: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = convert(key);
    known.set(key, value);
    return value;
  };
}
