/**
 * A text as it was meant when written as an indented template literal: the margin common to its lines is taken off, and blank
 * space around the whole. The first line has no part in the margin unless it is blank, because it starts after the backtick.
 */
export function dedent(text: string): string {
  const whole = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  if (!whole.includes("\n")) return whole.trim();
  const [first = "", ...rest] = whole.split("\n");
  const margin = commonMargin(rest);
  const lines = rest.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.trimStart()).trimEnd());
  return [first.trim(), ...lines].join("\n").trim();
}

function commonMargin(lines: readonly string[]): string {
  let margin: string | undefined;
  for (const line of lines) {
    const indent = line.slice(0, line.length - line.trimStart().length);
    if (indent.length === line.length) continue;
    margin = margin === undefined ? indent : sharedStart(margin, indent);
  }
  return margin ?? "";
}

function sharedStart(a: string, b: string): string {
  let end = 0;
  while (end < a.length && a[end] === b[end]) end += 1;
  return a.slice(0, end);
}
