import { ConfigurationError } from "../core/errors.ts";
import type { Field } from "../signature/signature.ts";
import type { NamedType } from "../signature/type-expression.ts";
import { fieldOf } from "../signature/type-schema.ts";
import { parameterNames, type ParameterName } from "./parameter-names.ts";
import { injectedNames, type ParameterPlan, type ParameterSource, type Slot } from "./parameter-source.ts";
import { isRenamed, warnOfShortNames } from "./compiled-names.ts";

/** The run-time types that `design:paramtypes` gives for TypeScript's, and that say all there is to say about a value. */
const knownTypes = [
  { type: String, name: "string" },
  { type: Number, name: "number" },
  { type: Boolean, name: "boolean" },
  { type: Date, name: "Date" },
  { type: BigInt, name: "bigint" },
] as const satisfies readonly { readonly type: unknown; readonly name: NamedType }[];

/** What is known of one parameter without anybody having described it. */
interface Hint {
  readonly written: ParameterName | undefined;
  readonly type: unknown;
  /** For messages: its name, or its number. */
  readonly label: string;
}

/** The parameters of a function that nobody described: their names from its source, their types from the compiler. Refuses what is unknown. */
export function typedParameters(source: ParameterSource): ParameterPlan {
  const hints = hintsOf(source);
  const withContext = source.options.injectVars === true;
  // The context's type is an interface, of which nothing is known; a last parameter of a known type is an argument.
  if (withContext && hints.length > 0 && !isKnown(hints.at(-1)?.type)) hints.pop();
  const injected = injectedNames(source.options);
  const problems: string[] = [];
  const slots = hints.flatMap((hint): Slot[] => {
    if (hint.type === AbortSignal) return [{ from: "signal" }];
    const written = hint.written?.rest ? undefined : hint.written?.name;
    const name = written && (injected.find((one) => isRenamed(written, one)) ?? written);
    const field = name === undefined ? undefined : fieldFor(name, hint, injected.includes(name));
    if (field === undefined) problems.push(`parameter ${hint.label}: ${problemOf(hint)}`);
    return field === undefined ? [] : [{ from: injected.includes(field.name) ? "vars" : "model", field }];
  });
  if (problems.length > 0) throw unknownError(source, problems, hints);
  const shown = slots.flatMap((slot) => (slot.from === "model" ? [slot.field.name] : []));
  warnOfShortNames(source.owner, shown);
  return { style: "positional", slots: withContext ? [...slots, { from: "context" }] : slots };
}

function hintsOf({ fn, paramTypes }: ParameterSource): Hint[] {
  const written = fn && parameterNames(fn);
  const count = Math.max(paramTypes?.length ?? 0, written?.length ?? fn?.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const name = written?.[index]?.name;
    return { written: written?.[index], type: paramTypes?.[index], label: name ?? String(index + 1) };
  });
}

function isKnown(type: unknown): boolean {
  return type === AbortSignal || knownName(type) !== undefined;
}

function knownName(type: unknown): NamedType | undefined {
  return knownTypes.find((known) => known.type === type)?.name;
}

function fieldFor(name: string, hint: Hint, injected: boolean): Field | undefined {
  const type = knownName(hint.type) ?? (injected ? "any" : undefined);
  return type && fieldOf({ name, optional: hint.written?.optional ?? false, type: { kind: "named", name: type } });
}

function problemOf({ written, type }: Hint): string {
  if (written?.rest) return "a rest parameter cannot be filled by name";
  const nameless = written?.name === undefined ? "name" : undefined;
  const untyped = knownName(type) === undefined ? "type" : undefined;
  const unknown = `${[nameless, untyped].filter((part) => part !== undefined).join(" and ")} unknown`;
  if (untyped === undefined) return unknown;
  if (type === Array) return `${unknown} (an Array without the type of its elements)`;
  if (type === Object) return `${unknown} (an interface or a union)`;
  return typeof type === "function" ? `${unknown} (the class ${type.name} has no JSON form)` : unknown;
}

function unknownError(source: ParameterSource, problems: readonly string[], hints: readonly Hint[]): ConfigurationError {
  const example = hints
    .map(({ written, type }, index) => `${written?.name ?? `value${index + 1}`}: ${knownName(type) ?? "string"}`)
    .join(", ");
  return new ConfigurationError(`${source.owner}, ${problems.join("; ")}.`, {
    hint: `Add a signature like "${example} -> string", an "input" schema, or "args" with "names".`,
  });
}
