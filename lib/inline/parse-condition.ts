import { isIdentifier } from "../signature/tokens.ts";
import type { ComparisonNode, ConditionNode, NoneNode, Operator } from "./ast.ts";
import type { TokenCursor } from "./token-cursor.ts";
import { describe, type Token } from "./tokens.ts";

const operators: ReadonlySet<string> = new Set<Operator>(["==", "!=", "<", ">", "<=", ">="]);
const index = /^-?\d+$/;

/** `or`: the whole of a condition. */
export function parseCondition(cursor: TokenCursor): ConditionNode {
  return joined(cursor, "or", () => joined(cursor, "and", () => parseNot(cursor)));
}

const signs = { or: "||", and: "&" } as const;

function joined(cursor: TokenCursor, kind: "or" | "and", parseTerm: () => ConditionNode): ConditionNode {
  const first = parseTerm();
  const terms = [first];
  while (cursor.skip(signs[kind])) {
    if (kind === "and" && cursor.isMark("&"))
      throw cursor.refuse('Expected a condition, found "&"', { hint: 'Write a single "&" for and.' });
    terms.push(parseTerm());
  }
  return terms.length === 1 ? first : { kind, terms, start: first.start, end: cursor.end };
}

function parseNot(cursor: TokenCursor): ConditionNode {
  const { start } = cursor.peek();
  if (cursor.skip("!")) return { kind: "not", term: cursor.nested(() => parseNot(cursor)), start, end: cursor.end };
  if (!cursor.skip("(")) return parseComparison(cursor);
  const inner = cursor.nested(() => parseCondition(cursor));
  cursor.expect(")", '")", "&" or "||"');
  return inner;
}

function parseComparison(cursor: TokenCursor): ComparisonNode | NoneNode {
  const { start } = cursor.peek();
  const path = parsePath(cursor);
  if (cursor.isWord("is")) return parseNone(cursor, { path, start });
  const sign = cursor.peek();
  if (sign.kind !== "mark" || !operators.has(sign.value)) {
    throw cursor.refuse(`Expected an operator, found ${describe(sign)}`, { hint: operatorHint(path.join("."), sign) });
  }
  cursor.next();
  const value = parseValue(cursor);
  return { kind: "comparison", path, operator: sign.value as Operator, value, start, end: cursor.end }; // as: one of `operators`
}

function operatorHint(path: string, found: Token): string {
  if (path === "_") return "The default branch is written without a condition.";
  if (found.value.toLowerCase() === "is") return 'Write "is" in small letters.';
  return `There are ==, !=, <, >, <=, >=, "is None" and "is not None"; whether a field is true is written ${path} == true.`;
}

function parsePath(cursor: TokenCursor): readonly string[] {
  const token = cursor.peek();
  if (token.kind !== "word") throw cursor.refuse(`Expected a condition, found ${describe(token)}`);
  const names = token.value.split(".");
  let offset = token.start;
  for (const [at, name] of names.entries()) {
    if (!isIdentifier(name) && !(at > 0 && index.test(name))) {
      const fact = name === "" ? "Expected the name of a field" : `"${name}" is not the name of a field`;
      throw cursor.refuse(fact, {
        offset,
        hint: "The left side of a comparison is the path of a field, as in user.age or items.0; values stand on the right.",
      });
    }
    offset += name.length + 1;
  }
  cursor.next();
  return names;
}

function parseNone(cursor: TokenCursor, field: { readonly path: readonly string[]; readonly start: number }): NoneNode {
  cursor.next();
  const negated = cursor.isWord("not");
  if (negated) cursor.next();
  const word = cursor.peek();
  if (word.kind !== "word" || !/^(?:none|null)$/i.test(word.value)) {
    throw cursor.refuse(`Expected "None", found ${describe(word)}`, {
      hint: '"is" and "is not" only ask for None; other values are compared with == and !=.',
    });
  }
  cursor.next();
  return { kind: "none", path: field.path, negated, start: field.start, end: cursor.end };
}

function parseValue(cursor: TokenCursor): string {
  const token = cursor.peek();
  if (token.kind !== "word" && token.kind !== "text")
    throw cursor.refuse(`Expected a value, found ${describe(token)}`, { hint: "An empty text is written ''." });
  cursor.next();
  const next = cursor.peek();
  if (next.kind === "word" || next.kind === "text") {
    const hint =
      next.value === "and" || next.value === "or"
        ? `Write "${next.value === "and" ? "&" : "||"}" for ${next.value}.`
        : "A value of several words needs quotes.";
    throw cursor.refuse(`Expected "&", "||" or the end of the condition, found ${describe(next)}`, { hint });
  }
  return token.value;
}
