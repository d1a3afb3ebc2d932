import type { CacheControlEphemeral, Tool, ToolChoice } from "@anthropic-ai/sdk/resources/messages";
import type { Chat } from "../../message/chat.ts";
import type { ChatRequest, ModelSettings, ToolDefinition } from "../../model/chat-model.ts";

/** The tools of a request, and what the model may do with them; absent fields are not sent. */
export interface Tools {
  readonly tools?: Tool[];
  readonly tool_choice?: ToolChoice;
}

const converted = new WeakMap<ToolDefinition, Tool>();

/**
 * Tools, each converted once per definition; the last one carries the cache mark. Without tools, those that the conversation
 * has called are declared again but forbidden: the API refuses calls to tools that it was not told of.
 */
export function toTools(request: ChatRequest, settings: ModelSettings, mark: CacheControlEphemeral | undefined): Tools {
  const definitions = request.tools ?? [];
  if (definitions.length === 0) {
    const called = calledTools(request.messages);
    return called.length === 0 ? {} : { tools: called, tool_choice: { type: "none" } };
  }
  const tools = definitions.map(toTool);
  const last = tools.at(-1);
  if (mark !== undefined && last !== undefined) tools[tools.length - 1] = { ...last, cache_control: mark };
  const choice = toChoice(request.toolChoice, settings.parallelToolCalls === false);
  return choice === undefined ? { tools } : { tools, tool_choice: choice };
}

function toTool(definition: ToolDefinition): Tool {
  let tool = converted.get(definition);
  if (tool === undefined) {
    const { name, description, parameters } = definition;
    tool = { name, ...(description.trim() === "" ? {} : { description }), input_schema: { ...parameters, type: "object" } };
    converted.set(definition, tool);
  }
  return tool;
}

function toChoice(choice: ChatRequest["toolChoice"], oneAtATime: boolean): ToolChoice | undefined {
  const single = oneAtATime ? { disable_parallel_tool_use: true } : {};
  if (choice === undefined) return oneAtATime ? { type: "auto", ...single } : undefined;
  if (choice === "none") return { type: "none" };
  if (typeof choice === "object") return { type: "tool", name: choice.name, ...single };
  return { type: choice === "required" ? "any" : "auto", ...single };
}

function calledTools(chat: Chat): Tool[] {
  const names = new Set<string>();
  for (const message of chat) {
    if (message.role === "assistant") for (const call of message.toolCalls ?? []) names.add(call.name);
  }
  return [...names].map((name) => ({ name, input_schema: { type: "object" } }));
}
