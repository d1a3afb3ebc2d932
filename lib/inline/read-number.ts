const decimal = /^[+-]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)$/;

/** Characters; a longer text is no number. */
const longest = 400;

/**
 * The number that a text spells, undefined where it spells none: digits with a sign, a decimal point, or `_` between them (`-1`, `0.5`, `1_000`),
 * no exponent. Whole numbers that a `number` cannot hold exactly are bigints.
 */
export function readNumber(text: string): number | bigint | undefined {
  // Fields come from anywhere, and big integers take time that grows with the square of their length.
  if (text.length > longest) return undefined;
  const plain = text.trim();
  if (!decimal.test(plain)) return undefined;
  const digits = plain.replaceAll("_", "");
  const value = Number(digits);
  if (digits.includes(".") || Number.isSafeInteger(value)) return value;
  return BigInt(digits.replace(/^\+/, ""));
}
