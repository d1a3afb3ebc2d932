import { printSignature } from "./print-signature.ts";
import type { Signature } from "./signature.ts";

/** A signature that cannot be changed and prints itself. */
export function makeSignature<I, O>(parts: Omit<Signature, "toString" | "~io">): Signature<I, O> {
  const { instructions, result, parameters } = parts;
  const input = Object.freeze(parts.input.map((field) => Object.freeze({ ...field })));
  const output = Object.freeze(parts.output.map((field) => Object.freeze({ ...field })));
  const toString = () => printSignature({ input, output, result });
  return Object.freeze({ ...(instructions === undefined ? {} : { instructions }), input, output, result, parameters, toString });
}
