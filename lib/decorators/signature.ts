import { ConfigurationError } from "../core/errors.ts";
import { decoratorOf } from "../registry/decorator.ts";
import { defineSignature } from "../signature/define-signature.ts";
import { parseSignature } from "../signature/parse-signature.ts";
import type { Signature } from "../signature/signature.ts";
import type { SignatureFactory } from "./signature-factory.ts";

/** The decorator of a signature: on methods and functions it says their parameters and result, on classes the agent's inputs and outputs. */
export function signatureDecorator(signature: Signature): (...args: unknown[]) => unknown {
  return decoratorOf({ word: "signature", note: { signature }, onClasses: true });
}

/**
 * Makes a signature that is its own decorator: of a text, of schemas, or of a signature there is. Throws SignatureSyntaxError on
 * a text that does not parse, ConfigurationError on anything else that is no signature.
 */
// The overloads describe for the compiler what the switch over the argument does.
export const makeSignature = ((given: unknown): unknown => {
  const signature = signatureIn(given);
  return Object.freeze(Object.assign(signatureDecorator(signature), signature));
}) as SignatureFactory;

function signatureIn(given: unknown): Signature {
  if (typeof given === "string") return parseSignature(given);
  if (isSignature(given)) return given;
  // What the fields are is checked where they become a signature.
  if (isObject(given) && "output" in given && isObject(given.output))
    return defineSignature({ input: {}, ...given } as Parameters<typeof defineSignature>[0]);
  throw new ConfigurationError(`signature() was given ${given === null ? "null" : `a value of type ${typeof given}`}.`, {
    hint: 'It takes a text, "city: string -> string", or { instructions, input, output } with schemas by name.',
  });
}

function isSignature(value: unknown): value is Signature {
  if (!isObject(value) && typeof value !== "function") return false;
  return "parameters" in value && "input" in value && Array.isArray(value.input) && "output" in value && Array.isArray(value.output);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
