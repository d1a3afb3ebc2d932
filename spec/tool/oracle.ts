import { parse } from "acorn";
import type { AnyFunction, ParameterName } from "../../lib/tool/parameter-names.ts";

interface Tree {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What acorn, a whole parser, reads from the same source. */
export function namesByAcorn(fn: AnyFunction): readonly ParameterName[] {
  const source = Function.prototype.toString.call(fn);
  const params =
    firstParameters(source, ["(", ")"]) ?? firstParameters(source, ["({", "})"]) ?? firstParameters(source, ["(class {", "})"]);
  if (params === undefined) throw new Error(`acorn cannot read ${source}`);
  return params.map(asName);
}

function firstParameters(source: string, [open, close]: readonly [string, string]): readonly Tree[] | undefined {
  // A private method only parses inside a class that declares what it uses.
  let tree: Tree;
  try {
    tree = parse(`${open}${source}${close}`, { ecmaVersion: "latest", checkPrivateFields: false } as Parameters<
      typeof parse
    >[1]) as unknown as Tree;
  } catch {
    return undefined;
  }
  return findFunction(tree)?.["params"] as readonly Tree[] | undefined;
}

function findFunction(tree: Tree): Tree | undefined {
  const first = (tree["body"] as readonly Tree[])[0]?.["expression"] as Tree;
  if (first.type === "ObjectExpression") return (first["properties"] as readonly Tree[])[0]?.["value"] as Tree;
  if (first.type === "ClassExpression") return ((first["body"] as Tree)["body"] as readonly Tree[])[0]?.["value"] as Tree;
  return first;
}

function asName(parameter: Tree): ParameterName {
  const optional = parameter.type === "AssignmentPattern";
  const rest = parameter.type === "RestElement";
  const target = (optional ? parameter["left"] : rest ? parameter["argument"] : parameter) as Tree;
  return target.type === "Identifier" ? { name: target["name"] as string, optional, rest } : { optional, rest };
}
