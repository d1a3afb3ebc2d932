import type { JsonSchema } from "../signature/json-schema.ts";
import { toOpenAIStrict } from "../signature/openai-strict.ts";
import type { ToolSpec } from "../tool/tool-spec.ts";

/** A tool in OpenAI's Chat Completions API. `strict` is false where the schema cannot be said in strict mode. */
export interface OpenAITool {
  readonly type: "function";
  readonly function: { readonly name: string; readonly description: string; readonly parameters: JsonSchema; readonly strict: boolean };
}

/** A tool in Anthropic's Messages API. */
export interface AnthropicTool {
  readonly name: string;
  readonly description: string;
  readonly input_schema: JsonSchema;
}

/** A tool as OpenAI's Chat Completions API takes it, in strict mode where that is possible. */
export function openAITool({ name, description, parameters }: ToolSpec): OpenAITool {
  const { schema, problems } = toOpenAIStrict(parameters);
  const strict = problems.length === 0;
  return { type: "function", function: { name, description, parameters: strict ? schema : parameters, strict } };
}

/** A tool as Anthropic's Messages API takes it. */
export function anthropicTool({ name, description, parameters }: ToolSpec): AnthropicTool {
  return { name, description, input_schema: parameters };
}
