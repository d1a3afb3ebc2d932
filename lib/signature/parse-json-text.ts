import { InputError, messageOf } from "../core/errors.ts";

/** What stands at the start of an object or a list, as against a bracket in a sentence. */
const opening = /\{(?=\s*["}])|\[(?=\s*(?:["{[\]\d-]|true\b|false\b|null\b))/g;

/**
 * Reads JSON as models write it: bare, in a Markdown fence, or with prose before and after it, in which case the first whole
 * object or list counts. Throws an `InputError` that says where the JSON breaks off or goes wrong.
 */
export function parseJsonText(text: string): unknown {
  const trimmed = text.trim();
  const whole = parsed(trimmed);
  if (whole.ok) return whole.value;
  const fenced = parsed(/^```[\w-]*\s([\s\S]*)```$/.exec(trimmed)?.[1] ?? "");
  if (fenced.ok) return fenced.value;
  return firstIn(text);
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function parsed(json: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(json) as unknown };
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}

function firstIn(text: string): unknown {
  let problem: string | undefined;
  opening.lastIndex = 0;
  for (let start = opening.exec(text); start !== null; start = opening.exec(text)) {
    const end = endOfValue(text, start.index);
    if (end === undefined) {
      // a list inside it may be whole, but it is not the answer
      problem ??= `The JSON that starts ${place(text, start.index)} breaks off ${place(text, text.length)}.`;
      break;
    }
    const value = parsed(text.slice(start.index, end));
    if (value.ok) return value.value;
    problem ??= `The JSON that starts ${place(text, start.index)} cannot be read: ${value.reason}.`;
    opening.lastIndex = end;
  }
  const excerpt = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  throw new InputError(problem ?? `There is no JSON in ${JSON.stringify(excerpt)}.`, { hint: "Write one JSON value and nothing else." });
}

/** The position after the bracket that closes the one at `start`, or `undefined` if none does. */
function endOfValue(text: string, start: number): number | undefined {
  const token = /["{}[\]]/g;
  const string = /"(?:[^"\\]|\\[\s\S])*"/y;
  let depth = 0;
  token.lastIndex = start;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === '"') {
      string.lastIndex = found.index;
      if (!string.test(text)) return undefined;
      token.lastIndex = string.lastIndex;
    } else {
      depth += found[0] === "{" || found[0] === "[" ? 1 : -1;
      if (depth === 0) return token.lastIndex;
    }
  }
  return undefined;
}

function place(text: string, index: number): string {
  const lines = text.slice(0, index).split("\n");
  return `at line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}
