import { ConfigurationError } from "../core/errors.ts";
import type { AgentOptions, ToolRef } from "../registry/agent-options.ts";
import type { AnySchema, Signature } from "../signature/signature.ts";
import type { Readable } from "../signature/signature-types.ts";
import { Agent } from "./agent.ts";
import type { InputFor, OutputFor, OutputWith } from "./agent-types.ts";

/** The types of the options that say what an agent takes and gives. `any`, because a signature's types stand on both sides. */
type GivenSignature = string | Signature<any, any> | undefined;
type GivenSchema = AnySchema<any, any> | undefined;

/** Anything, unless both a signature and a schema of the answer are known to the compiler: then why there may be one only. */
type OneOf<S, G> = [S] extends [undefined]
  ? unknown
  : [G] extends [undefined]
    ? unknown
    : string extends S
      ? unknown
      : { readonly generationSchema: "the signature says what the answer is" };

/** Options of `agent(instructions, options)`: of a signature and a schema of the answer, at most one. */
export interface MakeOptions<S extends GivenSignature, G extends GivenSchema, Tools extends readonly ToolRef[]> extends Omit<
  AgentOptions,
  "signature" | "generationSchema" | "tools"
> {
  readonly signature?: Readable<S> | undefined;
  readonly generationSchema?: G | undefined;
  readonly tools?: readonly [...Tools] | undefined;
}

/** Makes an agent of instructions alone. */
export interface MakePlainAgent {
  (instructions: string): Agent<string, string, string>;
}

/** Makes an agent of instructions and options; the signature, the schema and the listed tools say what it takes and gives. */
export interface MakeAgent {
  // Without tools on its own: a default for the type of the tools would keep the compiler from inferring it where agents are made in the list.
  <S extends GivenSignature = undefined, G extends GivenSchema = undefined>(
    instructions: string,
    options: MakeOptions<S, G, never> & OneOf<S, G> & { readonly tools?: undefined },
  ): Agent<InputFor<S>, OutputFor<S, G>, OutputFor<S, G>>;
  <Tools extends readonly ToolRef[], S extends GivenSignature = undefined, G extends GivenSchema = undefined>(
    instructions: string,
    options: MakeOptions<S, G, Tools> & OneOf<S, G>,
  ): Agent<InputFor<S>, OutputWith<OutputFor<S, G>, Tools>>;
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
}) as MakePlainAgent & MakeAgent;
