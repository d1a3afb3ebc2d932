import { isBytes, plainValue } from "./plain-value.ts";

/**
 * What a model is told of a tool's result: a text as it is, anything else as JSON; never empty, and never an error. A result of
 * more than `maxChars` characters is cut, and a note says how many were left out.
 */
export function resultText(result: unknown, maxChars?: number): string {
  const text = wholeText(result);
  return maxChars === undefined || text.length <= maxChars ? text : cut(text, Math.max(0, Math.floor(maxChars)));
}

function wholeText(result: unknown): string {
  // Some providers refuse a text of blanks, as they do an empty one.
  if (typeof result === "string") return result.trim() === "" ? JSON.stringify(result) : result;
  if (result === undefined) return "null";
  try {
    const plain = plainValue(result, []);
    return typeof plain === "string" && isBytes(result) ? plain : (JSON.stringify(plain) ?? "null");
  } catch {
    return "[a result that cannot be shown]";
  }
}

function cut(text: string, length: number): string {
  // Not between the two halves of one character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return `${text.slice(0, end)}${end > 0 ? "\n" : ""}[${text.length - end} more characters left out]`;
}
