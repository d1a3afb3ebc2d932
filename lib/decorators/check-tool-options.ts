import { ConfigurationError, quoted } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { parseSignature } from "../signature/parse-signature.ts";
import type { ToolOptions } from "../tool/tool-options.ts";

/** Every option there is; the type makes a new option of the contract an error here until it is listed. */
const KNOWN: Readonly<Record<keyof ToolOptions, true>> = {
  name: true,
  description: true,
  signature: true,
  input: true,
  args: true,
  names: true,
  params: true,
  injectVars: true,
  returnDirect: true,
  effect: true,
  timeoutMs: true,
  policy: true,
  maxResultChars: true,
};
const EFFECTS = ["read", "write", "irreversible"];

/**
 * The options of `tool`, once everything is known to be right that can be known without the function: the keys, the name, the
 * effect, the limits, and that the parameters are described once. A signature text comes back parsed.
 */
export function checkToolOptions(given: unknown): ToolOptions {
  if (typeof given !== "object" || given === null || Array.isArray(given) || "~standard" in given) {
    throw new ConfigurationError(`tool() takes an object of options, and was given ${isSchema(given) ? "a schema" : shown(given)}.`, {
      hint: isSchema(given) ? "Give the schema as an option: tool({ input: schema })." : 'For example: tool({ description: "..." }).',
    });
  }
  // Its keys and the values that matter are checked below.
  const options = given as ToolOptions;
  checkKeys(options);
  checkName(options.name);
  checkParameters(options);
  checkValues(options);
  return typeof options.signature === "string" ? { ...options, signature: parseSignature(options.signature) } : options;
}

function checkKeys(options: object): void {
  for (const key of Object.keys(options)) {
    if (Object.hasOwn(KNOWN, key)) continue;
    const close = nearest(key, Object.keys(KNOWN));
    throw new ConfigurationError(`tool() has no option "${key}". Options: ${Object.keys(KNOWN).join(", ")}.`, {
      hint: close && `Did you mean "${close}"?`,
    });
  }
}

function checkName(name: unknown): void {
  if (name === undefined || (typeof name === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(name))) return;
  throw new ConfigurationError(`${shown(name)} cannot be the name of a tool.`, {
    hint: "A name is 1 to 64 of the characters a-z, A-Z, 0-9, _ and -.",
  });
}

function checkParameters({ signature, input, args, names }: ToolOptions): void {
  const sources = Object.entries({ signature, input, args }).flatMap(([key, value]) => (value === undefined ? [] : key));
  if (sources.length > 1) {
    throw new ConfigurationError(`tool() was given ${quoted(sources)}, and each of them says what the parameters are.`, {
      hint: "Keep one of them.",
    });
  }
  if (names === undefined) return;
  if (args === undefined)
    throw new ConfigurationError('tool() was given "names" without "args".', { hint: "They name the schemas in args, one each." });
  if (names.length !== args.length) {
    throw new ConfigurationError(`tool() was given ${args.length} schemas in "args" and ${names.length} in "names": ${quoted(names)}.`, {
      hint: "Give one name per schema.",
    });
  }
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new ConfigurationError(`tool() was given the parameter name "${repeated}" twice.`);
}

function checkValues({ effect, injectVars, timeoutMs, maxResultChars }: ToolOptions): void {
  if (effect !== undefined && !EFFECTS.includes(effect)) {
    throw new ConfigurationError(`There is no effect ${shown(effect)}. Effects: ${EFFECTS.join(", ")}.`);
  }
  if (
    injectVars !== undefined &&
    injectVars !== true &&
    !(Array.isArray(injectVars) && injectVars.every((name) => typeof name === "string"))
  ) {
    throw new ConfigurationError(`"injectVars" is ${shown(injectVars)}.`, {
      hint: "It is true, for a ToolContext, or a list of parameter names.",
    });
  }
  for (const [key, value] of Object.entries({ timeoutMs, maxResultChars })) {
    if (value === undefined || (Number.isFinite(value) && value > 0)) continue;
    throw new ConfigurationError(`"${key}" is ${shown(value)}.`, { hint: "It is a number above zero." });
  }
}

function isSchema(value: unknown): boolean {
  return ((typeof value === "object" && value !== null) || typeof value === "function") && "~standard" in value;
}

function shown(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "object" && value !== null ? (Array.isArray(value) ? "a list" : "an object") : String(value);
}
