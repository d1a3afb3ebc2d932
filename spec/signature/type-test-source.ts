import { parseSignature } from "../../lib/signature/parse-signature.ts";
import { parseType } from "../../lib/signature/parse-type.ts";
import type { Field } from "../../lib/signature/signature.ts";
import type { FieldExpression, TypeExpression } from "../../lib/signature/type-expression.ts";

/**
 * The source of a type test that asks the compiler about the same texts: what the run time parsed each of them to is written down
 * as ordinary TypeScript, and must equal what the compiler's own parser makes of the text.
 */
export function typeTestSource(texts: readonly string[], broken: readonly string[]): string {
  return [
    "/* oxlint-disable typescript/no-generated-empty-object-type, typescript/no-redundant-type-constituents */",
    "// Written by grammar-table.spec.ts from grammar-table.ts and broken-table.ts.",
    `import { expectTypeOf, test } from "vitest";`,
    `import type { ArgsOf, InputOf, Media, ResultOf } from "../../lib/signature/signature-types.ts";`,
    `import type { HasError } from "./has-error.ts";`,
    "type int = number;",
    "type Image = Media;",
    "type Audio = Media;",
    "type Video = Media;",
    "type File = Media;",
    `test("the compiler reads every text of the table as the run time does", () => {`,
    ...texts.map(agreement),
    "});",
    `test("the compiler refuses every broken text of the table", () => {`,
    ...broken.map(
      (text) => `expectTypeOf<HasError<[InputOf<${JSON.stringify(text)}>, ResultOf<${JSON.stringify(text)}>]>>().toEqualTypeOf<true>();`,
    ),
    "});",
    "",
  ].join("\n");
}

function agreement(text: string): string {
  const { input, output, result } = parseSignature(text);
  const literal = JSON.stringify(text);
  const outputs =
    result === "value" ? output.map((field) => typeSource(parseType(field.type))).join("") : recordSource(output.map(expressionOf));
  const expected = [recordSource(input.map(expressionOf)), outputs, `[${input.map(parameterSource).join(", ")}]`].join(", ");
  return `expectTypeOf<[InputOf<${literal}>, ResultOf<${literal}>, ArgsOf<${literal}>]>().toEqualTypeOf<[${expected}]>();`;
}

/** An optional parameter before a required one cannot be left out, only be `undefined`. */
function parameterSource(field: Field, index: number, all: readonly Field[]): string {
  const type = typeSource(parseType(field.type));
  if (!field.optional) return type;
  return all.slice(index).some((later) => !later.optional) ? `${type} | undefined` : `(${type})?`;
}

function expressionOf(field: Field): FieldExpression {
  return { name: field.name, optional: field.optional, type: parseType(field.type) };
}

function recordSource(fields: readonly FieldExpression[]): string {
  return fields.length === 0
    ? "{}"
    : `{ ${fields.map(({ name, optional, type }) => `${name}${optional ? "?" : ""}: ${typeSource(type)}`).join("; ")} }`;
}

function typeSource(type: TypeExpression): string {
  if (type.kind === "named") return type.name;
  if (type.kind === "literal") return JSON.stringify(type.value);
  if (type.kind === "array") return `Array<${typeSource(type.element)}>`;
  if (type.kind === "tuple") return `[${type.elements.map(typeSource).join(", ")}]`;
  if (type.kind === "record") return `Record<string, ${typeSource(type.value)}>`;
  if (type.kind === "object") return recordSource(type.fields);
  return type.members.map(typeSource).join(" | ");
}
