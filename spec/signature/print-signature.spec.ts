import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unionOf } from "../../lib/signature/generic-types.ts";
import { parseSignature, resultName } from "../../lib/signature/parse-signature.ts";
import { parseType } from "../../lib/signature/parse-type.ts";
import { printSignature, printType } from "../../lib/signature/print-signature.ts";
import { SignatureSyntaxError } from "../../lib/signature/signature-syntax-error.ts";
import type { Field, Signature } from "../../lib/signature/signature.ts";
import { type FieldExpression, type TypeExpression, typeNames } from "../../lib/signature/type-expression.ts";
import { fieldOf } from "../../lib/signature/type-schema.ts";

const nasty = fc
  .array(fc.constantFrom("'", '"', "\\", "a", " ", ",", "->", "|", "[", "}", "\n", "é", "\u{1f600}"), { maxLength: 6 })
  .map((parts) => parts.join(""));
const text = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 8 }));
const name = fc.oneof(
  fc.constantFrom("text", "string", "int", "list", "Image", "$", "_a1", "größe", "名前", "toString"),
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/),
);
const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !/e|^-0$/.test(String(value)) && !Object.is(value, -0));
const named = fc.constantFrom(...typeNames).map((word): TypeExpression => parseType(word));
const literal = fc.oneof(text, finite, fc.integer(), fc.boolean()).map((value): TypeExpression => ({ kind: "literal", value }));

const { type } = fc.letrec<{ type: TypeExpression; fields: FieldExpression[] }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    named,
    literal,
    tie("type").map((element): TypeExpression => ({ kind: "array", element })),
    fc.array(tie("type"), { minLength: 1, maxLength: 3 }).map((elements): TypeExpression => ({ kind: "tuple", elements })),
    tie("type").map((value): TypeExpression => ({ kind: "record", value })),
    tie("fields").map((fields): TypeExpression => ({ kind: "object", fields })),
    fc.array(tie("type"), { minLength: 2, maxLength: 4 }).map(unionOf),
  ),
  fields: fieldsOf(tie("type"), 1),
}));

const signature = fc.oneof(
  fc.record({ input: fieldsOf(type, 0), output: fieldsOf(type, 1), result: fc.constant("record" as const) }),
  fc.record({
    input: fieldsOf(type, 0),
    output: fc
      .record(
        { name: fc.constant(resultName), optional: fc.constant(false), type, description: text },
        { requiredKeys: ["name", "optional", "type"] },
      )
      .map((field): FieldExpression[] => [field]),
    result: fc.constant("value" as const),
  }),
);

describe("printing signatures", () => {
  it("gives a text that parses back to the same type", () => {
    const check = (expression: TypeExpression) => {
      expect(parseType(printType(expression))).toEqual(expression);
    };
    fc.assert(fc.property(type, check), { numRuns: 2000 });
  });

  it("gives a text that parses back to the same signature", () => {
    const check = ({ input, output, result }: { input: FieldExpression[]; output: FieldExpression[]; result: Signature["result"] }) => {
      const original = { input: input.map(fieldOf), output: output.map(fieldOf), result };
      const parsed = parseSignature(printSignature(original));
      expect(parsed.result).toBe(result);
      expect(parsed.input.map(plain)).toEqual(original.input.map(plain));
      expect(parsed.output.map(plain)).toEqual(original.output.map(plain));
      expect(String(parsed)).toBe(printSignature(original));
    };
    fc.assert(fc.property(signature, check), { numRuns: 1000 });
  });

  it("does not change with blanks between the tokens", () => {
    const blanks = fc.array(fc.constantFrom(" ", "\n", "\t", "\r\n"), { maxLength: 3 }).map((parts) => parts.join(""));
    const tokens = fc.constantFrom(
      "a ? : list [ 'x' | \"y\" , ] , b 'd' -> Array < { c : int ; } > \"e\"",
      "-> Record < str , ( 'x' | 1 ) [] > | null",
    );
    fc.assert(
      fc.property(tokens, blanks, (spaced, blank) => {
        const changed = spaced
          .replaceAll(" , ]", "]")
          .split(" ")
          .join(blank === "" ? " " : blank);
        expect(String(parseSignature(changed))).toBe(String(parseSignature(spaced.replaceAll(" , ]", "]"))));
      }),
    );
  });
});

describe("garbage", () => {
  const piece = fc.constantFrom(
    ..."a|b|string|list|Literal|Optional|Record|'x'|\"y\"|'|\"|\\|->|-|>|<|[|]|[]|{|}|(|)|,|;|:|?|1|-1|1.5|\n| |__proto__|é|\0".split("|"),
    "|",
  );

  it("is refused with a SignatureSyntaxError or parsed into something stable, and nothing else happens", () => {
    const garbage = fc.oneof(
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(" ")),
      fc.string({ unit: "binary" }),
    );
    const accepted: string[] = [];
    const check = (given: string) => {
      const canonical = tryParse(given);
      if (canonical === undefined) return;
      accepted.push(canonical);
      expect(String(parseSignature(canonical))).toBe(canonical);
    };
    fc.assert(fc.property(garbage, check), { numRuns: 5000 });
    expect(accepted.length).toBeGreaterThan(0);
  });

  it.each(["(", "[", "{ a: ", "list[", "Array<", "'", "\\", "a: string | ", "a, ", "a?:", "-> ", "[]", "'\\'"])(
    "of a hundred thousand times %j is refused without running out of stack or time",
    (part) => {
      for (const start of ["", "a: ", "a -> "]) expect(tryParse(start + part.repeat(100_000))).toBeUndefined();
    },
  );
});

function fieldsOf(fieldType: fc.Arbitrary<TypeExpression>, minLength: number): fc.Arbitrary<FieldExpression[]> {
  const field = fc.record(
    { name, optional: fc.boolean(), type: fieldType, description: text },
    { requiredKeys: ["name", "optional", "type"] },
  );
  return fc.uniqueArray(field, { minLength, maxLength: 4, selector: (one) => one.name });
}

function plain({ name, optional, type, description, media, jsonSchema }: Field): Partial<Field> {
  return { name, optional, type, description, media, jsonSchema };
}

function tryParse(given: string): string | undefined {
  try {
    return String(parseSignature(given));
  } catch (error) {
    if (!(error instanceof SignatureSyntaxError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(given.length);
    return undefined;
  }
}
