import { printType } from "./print-signature.ts";
import type { TypeExpression } from "./type-expression.ts";

/** A type that takes others; `make` gives nothing when the arguments are not what it takes. */
export interface GenericType {
  readonly takes: string;
  make(args: readonly TypeExpression[]): TypeExpression | undefined;
}

const nullType: TypeExpression = { kind: "named", name: "null" };
const list: GenericType = {
  takes: "one type",
  make: ([element, ...rest]) => (element === undefined || rest.length > 0 ? undefined : { kind: "array", element }),
};
const record: GenericType = {
  takes: "string and the type of the values",
  make: ([key, value, ...rest]) =>
    key === undefined || value === undefined || rest.length > 0 || printType(key) !== "string" ? undefined : { kind: "record", value },
};
const tuple: GenericType = { takes: "types", make: (elements) => ({ kind: "tuple", elements }) };

/** The types that take other types, by every spelling of their names. */
export const genericTypes: ReadonlyMap<string, GenericType> = new Map<string, GenericType>([
  ["Array", list],
  ["list", list],
  ["List", list],
  ["Record", record],
  ["dict", record],
  ["Dict", record],
  ["tuple", tuple],
  ["Tuple", tuple],
  [
    "Optional",
    { takes: "one type", make: ([type, ...rest]) => (type === undefined || rest.length > 0 ? undefined : unionOf([type, nullType])) },
  ],
  ["Union", { takes: "types", make: unionOf }],
  ["Literal", { takes: "literals", make: (types) => (types.every(isLiteral) ? unionOf(types) : undefined) }],
]);

function isLiteral(type: TypeExpression): boolean {
  return type.kind === "literal" || (type.kind === "named" && type.name === "null");
}

/** The types as one, flat and without repetitions. */
export function unionOf(types: readonly TypeExpression[]): TypeExpression {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const distinct = new Map(flat.map((type) => [printType(type), type]));
  const [only, ...others] = distinct.values();
  return only !== undefined && others.length === 0 ? only : { kind: "union", members: [...distinct.values()] };
}
