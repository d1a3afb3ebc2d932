import { ConfigurationError } from "../core/errors.ts";
import type { AgentOptions } from "../registry/agent-options.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ResultOf } from "../signature/signature-types.ts";
import { Agent } from "./agent.ts";
import type { OutputWith, TextOr, TextOrRecord } from "./agent-types.ts";

type Unsigned = { readonly signature?: undefined; readonly generationSchema?: undefined };

/** Makes an agent of instructions and options; inputs and outputs are typed by the signature. */
export interface MakeAgent {
  <const T extends string, const Tools extends AgentOptions["tools"] = undefined>(
    instructions: string,
    options: AgentOptions & { readonly signature: T; readonly tools?: Tools },
  ): Agent<TextOr<T>, OutputWith<ResultOf<T>, Tools>>;
  <In, Out, const Tools extends AgentOptions["tools"] = undefined>(
    instructions: string,
    options: AgentOptions & { readonly signature: Signature<In, Out>; readonly tools?: Tools },
  ): Agent<TextOrRecord<In>, OutputWith<Out, Tools>>;
  <S extends AnySchema, const Tools extends AgentOptions["tools"] = undefined>(
    instructions: string,
    options: AgentOptions & { readonly generationSchema: S; readonly signature?: undefined; readonly tools?: Tools },
  ): Agent<string, OutputWith<StandardSchemaV1.InferOutput<S>, Tools>>;
  <const Tools extends AgentOptions["tools"] = undefined>(
    instructions: string,
    options?: AgentOptions & Unsigned & { readonly tools?: Tools },
  ): Agent<string, OutputWith<string, Tools>>;
}

/** Makes an agent: `agent("Instructions", options)` at the front door. */
// One implementation serves all overloads; what a call gives is checked at run time against the schema the types come from.
export const makeAgent = ((instructions: string, given?: AgentOptions): Agent => {
  const options = given ?? {};
  if (typeof options !== "object" || options === null)
    throw new ConfigurationError("The second argument of agent(...) is not an object of options.");
  if (options.instructions !== undefined && instructions !== "") {
    throw new ConfigurationError("agent(...) was given instructions twice: as its first argument and in the options.", {
      hint: "Keep the first argument.",
    });
  }
  return new Agent(instructions === "" ? options : { ...options, instructions });
}) as MakeAgent;
