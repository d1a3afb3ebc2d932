import { answerTool } from "../agent/answer-form.ts";
import { ConfigurationError } from "../core/errors.ts";
import type { ChatRequest } from "../model/chat-model.ts";
import { describeOutput } from "../prompt/expected-output.ts";
import { conforms } from "../signature/conforms.ts";
import type { JsonSchema } from "../signature/json-schema.ts";
import type { AutoModelOptions } from "./auto-model.ts";
import type { Exchange } from "./exchange.ts";
import { nthSample } from "./nth-sample.ts";

interface Answering {
  readonly exchange: Exchange;
  readonly options: AutoModelOptions;
}

/** The text of an answer: JSON where a schema is asked for, else the names of the tools called. */
export function autoAnswer(request: ChatRequest, exchange: Exchange, options: AutoModelOptions): string {
  const schema = request.output?.schema ?? schemaInWords(request.system ?? "");
  if (schema !== undefined) return JSON.stringify(typedAnswer(request, schema, { exchange, options }));
  const given = givenAnswer(request, options);
  if (given !== undefined) return typeof given === "string" ? given : JSON.stringify(given);
  const names = exchange.called.filter((name) => name !== answerTool);
  return names.length === 0 ? "Called no tools." : `Called ${names.join(", ")}.`;
}

/** An answer that a schema allows, another one after each that was sent back; or the one that the options give. */
export function typedAnswer(request: ChatRequest, schema: JsonSchema, { exchange, options }: Answering): unknown {
  const given = givenAnswer(request, options);
  if (given !== undefined) return given;
  const made = nthSample(schema, options.seed ?? 0, exchange.corrections);
  if (conforms(made, schema, schema)) return made;
  throw new ConfigurationError("No answer could be made that its schema allows.", { hint: "Give it: autoModel({ output: ... })." });
}

function givenAnswer(request: ChatRequest, { output }: AutoModelOptions): unknown {
  // The option is either; a function is never an answer itself.
  return typeof output === "function" ? (output as (request: ChatRequest) => unknown)(request) : output;
}

const [announced = ""] = describeOutput({ jsonSchema: {} }).split("{}");

/** The schema that a system prompt asks for in words, for models that can do no better. */
function schemaInWords(system: string): JsonSchema | undefined {
  const at = system.indexOf(announced);
  if (at < 0) return undefined;
  // It is printed with indentation: its last line is the first that is a bracket alone.
  const text = /^\{[^]*?^\}|^\{\}/m.exec(system.slice(at + announced.length))?.[0];
  return text === undefined ? undefined : (JSON.parse(text) as JsonSchema);
}
