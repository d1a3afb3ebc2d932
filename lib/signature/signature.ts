import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { JsonSchema } from "./json-schema.ts";

/** Any schema that follows the Standard Schema specification: valibot, zod, arktype, ... */
export type AnySchema<I = unknown, O = unknown> = StandardSchemaV1<I, O>;

/** The kinds of media a field may hold; such a field is passed to the model as a picture, sound, film or document. */
export type MediaKind = "image" | "audio" | "video" | "file";

/** One input or output of a signature. */
export interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly description?: string | undefined;
  /** Checks a value of this field; an absent optional field is not checked. */
  readonly schema: AnySchema;
  /** What a model is told a value looks like. */
  readonly jsonSchema: JsonSchema;
  /** Set for the media types `Image`, `Audio`, `Video` and `File`. */
  readonly media?: MediaKind | undefined;
  /** The canonical spelling of the type, as `String(signature)` prints it. */
  readonly type: string;
}

/** Instructions, inputs and outputs. `I` and `O` exist for the compiler only. */
export interface Signature<I = unknown, O = unknown> {
  readonly instructions?: string | undefined;
  readonly input: readonly Field[];
  readonly output: readonly Field[];
  /** `value`: the result is the single output itself; `record`: an object with one key per output. */
  readonly result: "record" | "value";
  /** How a method under `@signature` takes its inputs: one parameter each, or one object. */
  readonly parameters: "positional" | "object";
  /** The canonical text; parses back to the same signature where the signature came from text. */
  toString(): string;
  readonly "~io"?: { readonly input: I; readonly output: O };
}
