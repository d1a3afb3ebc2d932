import type { MediaKind } from "./signature.ts";

/** Every spelling of each one-word type, in TypeScript and in Python; the key is the canonical one. */
const namedTypes = {
  string: ["string", "str"],
  number: ["number", "float"],
  int: ["int"],
  boolean: ["boolean", "bool"],
  null: ["null", "None"],
  void: ["void"],
  undefined: ["undefined"],
  unknown: ["unknown"],
  any: ["any", "Any"],
  bigint: ["bigint"],
  Date: ["Date", "datetime"],
  Image: ["Image"],
  Audio: ["Audio"],
  Video: ["Video"],
  File: ["File"],
} as const satisfies Record<string, readonly string[]>;

/** The types that are one word; each is its own canonical spelling. */
export type NamedType = keyof typeof namedTypes;

/** A type of the signature grammar, parsed: spellings are gone, unions are flat and without repetitions. */
export type TypeExpression =
  | { readonly kind: "named"; readonly name: NamedType }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "array"; readonly element: TypeExpression }
  | { readonly kind: "tuple"; readonly elements: readonly TypeExpression[] }
  | { readonly kind: "record"; readonly value: TypeExpression }
  | { readonly kind: "object"; readonly fields: readonly FieldExpression[] }
  | { readonly kind: "union"; readonly members: readonly TypeExpression[] };

/** A field as it was written: an input, an output, or a key of an object type. */
export interface FieldExpression {
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeExpression;
  readonly description?: string | undefined;
}

/** The media types and the kind of media each of them is. */
export const mediaKinds: ReadonlyMap<string, MediaKind> = new Map([
  ["Image", "image"],
  ["Audio", "audio"],
  ["Video", "video"],
  ["File", "file"],
]);

/** The words that, standing alone as the only output, mean the result itself and not a field of that name. */
export const resultWords: ReadonlySet<string> = new Set(
  (["string", "number", "int", "boolean", "null", "void"] as const).flatMap((name) => namedTypes[name]),
);

const unknownType: TypeExpression = { kind: "named", name: "unknown" };

const words: ReadonlyMap<string, TypeExpression> = new Map<string, TypeExpression>([
  ...Object.entries(namedTypes).flatMap(([name, spellings]) =>
    // as: Object.entries forgets the literal types of the keys
    spellings.map((word): [string, TypeExpression] => [word, { kind: "named", name: name as NamedType }]),
  ),
  ...["list", "List", "Array"].map((word): [string, TypeExpression] => [word, { kind: "array", element: unknownType }]),
  ...["object", "dict", "Dict"].map((word): [string, TypeExpression] => [word, { kind: "record", value: unknownType }]),
  ...["true", "True"].map((word): [string, TypeExpression] => [word, { kind: "literal", value: true }]),
  ...["false", "False"].map((word): [string, TypeExpression] => [word, { kind: "literal", value: false }]),
]);

/** The type that one word stands for, if it stands for one. */
export function typeOfWord(word: string): TypeExpression | undefined {
  return words.get(word);
}

/** The canonical names of all one-word types, for messages. */
export const typeNames: readonly string[] = Object.keys(namedTypes);

/** A word that differs from `word` in upper and lower case only, and is a type. */
export function similarWord(word: string): string | undefined {
  return [...words.keys()].find((known) => known.toLowerCase() === word.toLowerCase());
}
