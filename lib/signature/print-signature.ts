import type { Field, Signature } from "./signature.ts";
import { isIdentifier } from "./tokens.ts";
import { type FieldExpression, resultWords, type TypeExpression } from "./type-expression.ts";

/** The canonical text of a signature, in TypeScript's spelling: `text: string -> intent: 'a' | 'b'`. Instructions are no part of it. */
export function printSignature(signature: Pick<Signature, "input" | "output" | "result">): string {
  const { input, output, result } = signature;
  const inputs = input.map(printField).join(", ");
  const outputs = result === "value" ? output.map(printResult).join(", ") : output.map(printField).join(", ");
  return inputs === "" ? `-> ${outputs}` : `${inputs} -> ${outputs}`;
}

/** The canonical spelling of a type; parsing it gives the same type again. */
export function printType(type: TypeExpression): string {
  switch (type.kind) {
    case "named":
      return type.name;
    case "literal":
      return typeof type.value === "string" ? quote(type.value, "'") : String(type.value);
    case "array":
      return type.element.kind === "union" ? `(${printType(type.element)})[]` : `${printType(type.element)}[]`;
    case "tuple":
      return `[${type.elements.map(printType).join(", ")}]`;
    case "record":
      return `Record<string, ${printType(type.value)}>`;
    case "object":
      return `{ ${type.fields.map(printKey).join(", ")} }`;
  }
  return type.members.map(printType).join(" | ");
}

function printKey(field: FieldExpression): string {
  return printField({ ...field, type: printType(field.type) });
}

function printField(field: Pick<Field, "name" | "optional" | "type" | "description">): string {
  return `${field.name}${field.optional ? "?" : ""}: ${field.type}${printDescription(field.description)}`;
}

/** A word that would be read as a field's name is put in parentheses. */
function printResult(field: Field): string {
  const type = isIdentifier(field.type) && !resultWords.has(field.type) ? `(${field.type})` : field.type;
  return `${type}${printDescription(field.description)}`;
}

function printDescription(description: string | undefined): string {
  return description === undefined ? "" : ` ${quote(description, '"')}`;
}

function quote(text: string, mark: "'" | '"'): string {
  return mark + text.replace(/\\/g, "\\\\").replaceAll(mark, `\\${mark}`) + mark;
}
