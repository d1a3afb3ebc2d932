import { makeSignature } from "./make-signature.ts";
import { descriptionAt, fieldsAt, typeAt } from "./parse-type.ts";
import type { Field, Signature } from "./signature.ts";
import { TokenCursor } from "./token-cursor.ts";
import { type FieldExpression, resultWords } from "./type-expression.ts";
import { fieldOf } from "./type-schema.ts";

/** The name of the one output of a signature whose result is a value; no text shows it. */
export const resultName = "result";

/** Parsed texts are kept; when there are this many, the one that was not asked for longest goes. */
const cacheLimit = 1000;
const cache = new Map<string, Signature>();

/**
 * Parses a text like `text: string, topics?: string[] -> intent: 'a' | 'b'`. The same text gives the same frozen signature.
 * Throws a `SignatureSyntaxError` with line, column and what was expected.
 */
export function parseSignature(text: string): Signature {
  const cached = cache.get(text);
  const signature = cached ?? parse(text);
  cache.delete(text);
  cache.set(text, signature);
  if (cache.size > cacheLimit) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  return signature;
}

function parse(text: string): Signature {
  const cursor = new TokenCursor(text);
  const input = inputsAt(cursor);
  cursor.expect("->");
  if (cursor.peek().kind === "end") {
    const hint = "A function that returns nothing is written -> void.";
    throw cursor.refuse(cursor.peek(), { expected: "an output", hint });
  }
  const result = isNameless(cursor) ? "value" : "record";
  const output = result === "value" ? [resultAt(cursor)] : fieldsAt(cursor, { separators: [","], end: "", depth: 1 }).map(fieldOf);
  return makeSignature({ input, output, result, parameters: "positional" });
}

function inputsAt(cursor: TokenCursor): Field[] {
  if (cursor.isMark("->")) return [];
  const hint = "A signature is inputs -> outputs, like city: string -> string.";
  return fieldsAt(cursor, { separators: [","], end: "->", depth: 1, hint }).map(fieldOf);
}

/** Whether the outputs are one type without a name: a word that is a type and stands alone, or anything that is not a plain word. */
function isNameless(cursor: TokenCursor): boolean {
  const first = cursor.peek();
  if (first.kind !== "word") return true;
  if (["[", "[]", "<", "|"].some((mark) => cursor.isMark(mark, 1))) return true;
  const behind = cursor.peek(1).kind === "text" ? 2 : 1;
  const last = cursor.isMark(",", behind) ? behind + 1 : behind;
  return resultWords.has(first.value) && cursor.peek(last).kind === "end";
}

function resultAt(cursor: TokenCursor): Field {
  const type = typeAt(cursor);
  const description = descriptionAt(cursor);
  const expression: FieldExpression = { name: resultName, optional: false, type };
  const separated = cursor.skip(",");
  if (cursor.peek().kind === "end") return fieldOf(description === undefined ? expression : { ...expression, description });
  if (!separated) throw cursor.refuse(cursor.peek(), { expected: description === undefined ? `"|", "," or the end` : `"," or the end` });
  const fact = "An output without a name must be the only one";
  throw cursor.refuse(cursor.peek(), { expected: "the end", fact, hint: "Give each output a name, like names: string[], count: int." });
}
