import { SourceScanner } from "./source-scanner.ts";

/** A function as far as its parameters matter. */
// Parameters of any type: `unknown` would refuse every function that takes something.
export type AnyFunction = (...args: any[]) => unknown;

/** A parameter as the function's source writes it. `name` is missing where it is taken apart (`{ a, b }`); `optional`: it has a default. */
export interface ParameterName {
  readonly name?: string;
  readonly optional: boolean;
  readonly rest: boolean;
}

const native = /\{\s*\[native code\]\s*\}\s*$/;

/**
 * The parameters of a function, read from its own source text. `undefined` where there is none to read (native, bound and
 * proxied functions), for classes, and where the reading is not certain.
 */
export function parameterNames(fn: AnyFunction): readonly ParameterName[] | undefined {
  const source = Function.prototype.toString.call(fn);
  if (native.test(source)) return undefined;
  let names: readonly ParameterName[] | undefined;
  try {
    names = parameters(new SourceScanner(source));
  } catch {
    return undefined;
  }
  // `length` counts the parameters before the first default or rest: a reading that disagrees was led astray.
  return names && countedLength(names) === fn.length ? names : undefined;
}

function countedLength(names: readonly ParameterName[]): number {
  const stop = names.findIndex((one) => one.optional || one.rest);
  return stop < 0 ? names.length : stop;
}

function parameters(source: SourceScanner): ParameterName[] | undefined {
  for (let first = true; !source.take("("); first = false) {
    if (source.take("*") || source.take("#")) continue;
    if (source.take("[")) source.skipBracket("]");
    else if (!source.literal()) {
      const word = source.word();
      if (word === undefined) throw new SyntaxError("This is no function.");
      if (source.sees("=>")) return [{ name: word, optional: false, rest: false }];
      if (first && word === "class" && !source.sees("(")) return undefined;
    }
  }
  const found: ParameterName[] = [];
  while (!source.take(")")) {
    found.push(parameter(source));
    if (!source.take(",") && !source.sees(")")) throw new SyntaxError("This is no list of parameters.");
  }
  return found;
}

function parameter(source: SourceScanner): ParameterName {
  const rest = source.take("...");
  const takenApart = source.take("{") ? "}" : source.take("[") ? "]" : undefined;
  let name: string | undefined;
  if (takenApart === undefined) {
    name = source.word();
    if (name === undefined) throw new SyntaxError("This is no parameter.");
  } else {
    source.skipBracket(takenApart);
  }
  const optional = source.take("=");
  if (optional) source.skipExpression(")");
  return name === undefined ? { optional, rest } : { name, optional, rest };
}
