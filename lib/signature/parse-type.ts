import { genericTypes, unionOf } from "./generic-types.ts";
import { TokenCursor } from "./token-cursor.ts";
import { describe, reservedNames, type Token } from "./tokens.ts";
import { type FieldExpression, similarWord, type TypeExpression, typeNames, typeOfWord } from "./type-expression.ts";

/** Types inside types, counted from 1; deeper ones are refused, at run time as by the compiler. */
const deepest = 32;

/** The type of a field that names none. */
const untyped: TypeExpression = { kind: "named", name: "string" };

/** Parses a whole text as one type: `'a' | 'b'`, `list[str]`, `{ name: string }[]`. */
export function parseType(text: string): TypeExpression {
  const cursor = new TokenCursor(text);
  const type = typeAt(cursor);
  if (cursor.peek().kind !== "end") throw cursor.refuse(cursor.peek(), { expected: `"|" or the end` });
  return type;
}

/** Parses the type at the cursor and stops behind it. */
export function typeAt(cursor: TokenCursor, depth = 1): TypeExpression {
  refuseDepth(cursor, depth);
  cursor.skip("|");
  const members = [suffixedAt(cursor, depth)];
  while (cursor.skip("|")) members.push(suffixedAt(cursor, depth));
  return unionOf(members);
}

/** How a list of fields is written. */
export interface FieldList {
  readonly separators: readonly string[];
  /** The mark behind the list, which stays where it is; empty for the end of the text. */
  readonly end: string;
  /** How deep the types of the fields stand. */
  readonly depth: number;
  /** Said when the text ends before the list does. */
  readonly hint?: string | undefined;
}

/** Parses one field or more; a separator may end the list. */
export function fieldsAt(cursor: TokenCursor, list: FieldList): FieldExpression[] {
  const fields: FieldExpression[] = [];
  do {
    if (fields.length > 0 && !startsField(cursor)) break;
    fields.push(fieldAt(cursor, { taken: fields, depth: list.depth }));
  } while (list.separators.some((separator) => cursor.skip(separator)));
  const atEnd = list.end === "" ? cursor.peek().kind === "end" : cursor.isMark(list.end);
  if (atEnd) return fields;
  const token = cursor.peek();
  throw cursor.refuse(token, { expected: expectedAfter(list, fields.at(-1)), hint: token.kind === "end" ? list.hint : undefined });
}

/** The description behind a name or type: any quoted text. */
export function descriptionAt(cursor: TokenCursor): string | undefined {
  return cursor.peek().kind === "text" ? cursor.next().value : undefined;
}

function fieldAt(cursor: TokenCursor, options: { readonly taken: readonly FieldExpression[]; readonly depth: number }): FieldExpression {
  const token = cursor.peek();
  if (token.kind !== "word") throw cursor.refuse(token, { expected: "a field name" });
  const name = token.value;
  if (reservedNames.has(name)) throw cursor.refuse(token, { expected: "another field name", fact: `A field cannot be named "${name}"` });
  if (options.taken.some((field) => field.name === name)) {
    throw cursor.refuse(token, { expected: "another field name", fact: `There are two fields named "${name}"` });
  }
  cursor.next();
  const optional = cursor.skip("?");
  const type = cursor.skip(":") ? typeAt(cursor, options.depth) : untyped;
  const description = descriptionAt(cursor);
  return description === undefined ? { name, optional, type } : { name, optional, type, description };
}

/** Behind a separator, a field may follow; anything but the end of the list is taken for one, so that the complaint is about the name. */
function startsField(cursor: TokenCursor): boolean {
  const token = cursor.peek();
  return token.kind !== "end" && !cursor.isMark("->") && !cursor.isMark("}");
}

function expectedAfter(list: FieldList, last: FieldExpression | undefined): string {
  // The very object: a type that was written out is another one.
  const more = last === undefined || last.description !== undefined ? [] : last.type === untyped ? [":"] : ["|"];
  const alternatives = [...more, ...list.separators, list.end].map((mark) => (mark === "" ? "the end" : `"${mark}"`));
  return `${alternatives.slice(0, -1).join(", ")} or ${alternatives.at(-1)}`;
}

function suffixedAt(cursor: TokenCursor, depth: number): TypeExpression {
  let type = plainAt(cursor, depth);
  for (let above = depth + 1; cursor.isMark("[]"); above += 1) {
    refuseDepth(cursor, above);
    cursor.next();
    type = { kind: "array", element: type };
  }
  return type;
}

function refuseDepth(cursor: TokenCursor, depth: number): void {
  if (depth <= deepest) return;
  throw cursor.refuse(cursor.peek(), { expected: `at most ${deepest} types inside one another`, fact: "This type is nested too deeply" });
}

function plainAt(cursor: TokenCursor, depth: number): TypeExpression {
  const token = cursor.peek();
  if (token.kind === "word") return wordAt(cursor, depth);
  if (token.kind === "text") return { kind: "literal", value: cursor.next().value };
  if (token.kind === "number") return { kind: "literal", value: numberAt(cursor) };
  if (cursor.skip("(")) {
    const type = typeAt(cursor, depth + 1);
    cursor.expect(")", { expected: `"|" or ")"` });
    return type;
  }
  if (cursor.skip("{")) {
    const fields = fieldsAt(cursor, { separators: [",", ";"], end: "}", depth: depth + 1 });
    cursor.next();
    return { kind: "object", fields };
  }
  if (cursor.skip("[")) return { kind: "tuple", elements: typesAt(cursor, { end: "]", depth: depth + 1 }) };
  throw cursor.refuse(token, { expected: "a type" });
}

function typesAt(cursor: TokenCursor, list: { readonly end: string; readonly depth: number }): TypeExpression[] {
  const types: TypeExpression[] = [];
  do {
    if (types.length > 0 && cursor.isMark(list.end)) break;
    types.push(typeAt(cursor, list.depth));
  } while (cursor.skip(","));
  cursor.expect(list.end, { expected: `",", "|" or "${list.end}"` });
  return types;
}

function numberAt(cursor: TokenCursor): number {
  const token = cursor.next();
  const value = Number(token.value);
  if (String(value) === token.value) return value;
  throw cursor.refuse(token, { expected: `the number as ${value}`, fact: `"${token.value}" is not how this number is printed` });
}

function wordAt(cursor: TokenCursor, depth: number): TypeExpression {
  const token = cursor.next();
  const open = cursor.isMark("<") ? "<" : "[";
  if (!cursor.isMark(open)) {
    const type = typeOfWord(token.value);
    if (type === undefined) throw unknownWord(cursor, token);
    return type;
  }
  const generic = genericTypes.get(token.value);
  if (generic === undefined) {
    const fact = `There is no type "${token.value}" that takes other types`;
    throw cursor.refuse(token, { expected: "a generic type", fact, hint: `Known: ${[...genericTypes.keys()].join(", ")}.` });
  }
  cursor.next();
  const first = cursor.peek();
  const args = typesAt(cursor, { end: open === "<" ? ">" : "]", depth: depth + 1 });
  const type = generic.make(args);
  if (type !== undefined) return type;
  throw cursor.refuse(first, { expected: generic.takes, fact: `"${token.value}" takes ${generic.takes}` });
}

function unknownWord(cursor: TokenCursor, token: Token): Error {
  const generic = genericTypes.get(token.value);
  if (generic !== undefined) return cursor.refuse(token, { expected: generic.takes, fact: `"${token.value}" takes ${generic.takes}` });
  const similar = similarWord(token.value);
  const hint = similar === undefined ? `Known: ${typeNames.join(", ")}.` : `Did you mean "${similar}"?`;
  return cursor.refuse(token, { expected: "a type", fact: `There is no type ${describe(token)}`, hint });
}
