import { ConfigurationError, messageOf } from "../core/errors.ts";
import { isSignal } from "../core/signals.ts";
import type { AnySchema } from "./signature.ts";

/** What is wrong with a value. `path` says where, like `items[0].name`; empty for the value itself. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A checked value, as the schema gave it back, or everything that is wrong with it. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };

/** The most issues that are listed, and the most characters of one: a model that erred in a thousand rows needs no thousand lines. */
const mostLines = 20;
const mostCharacters = 300;

/**
 * Checks a value with a schema of any library. A value that does not fit is a result, not an error; a schema that throws is a
 * `ConfigurationError`. A schema that works synchronously costs one microtask.
 */
export async function validate<T>(schema: AnySchema<unknown, T>, value: unknown): Promise<Checked<T>> {
  try {
    const given = schema["~standard"].validate(value);
    const result = given instanceof Promise ? await given : given;
    if (result.issues === undefined) return { ok: true, value: result.value };
    return { ok: false, issues: result.issues.map((issue) => ({ path: pathText(issue.path ?? []), message: plain(issue.message) })) };
  } catch (error) {
    if (isSignal(error)) throw error;
    const reason = messageOf(error).replace(/\.$/, "");
    throw new ConfigurationError(`The ${schema["~standard"].vendor} schema threw instead of reporting what is wrong: ${reason}.`, {
      hint: "Code inside a schema (checks, transforms) must report an issue for a value it cannot take.",
      cause: error,
    });
  }
}

/** Issues as lines for people and models: `items[0].name: Expected string but received 3`. At most 20 lines, the last of which says how many more there are. */
export function issueLines(issues: readonly Issue[]): string[] {
  const shown = issues.length > mostLines ? issues.slice(0, mostLines - 1) : issues;
  const lines = shown.map(({ path, message }) => (path === "" ? cut(message) : `${path}: ${cut(message)}`));
  return shown === issues ? lines : [...lines, `... and ${issues.length - shown.length} more`];
}

/** The issues of a part, as issues of the whole it stands in under `name`. */
export function issuesUnder(name: string, issues: readonly Issue[]): Issue[] {
  const prefix = segment(name, true);
  return issues.map(({ path, message }) => ({ path: path === "" || path.startsWith("[") ? prefix + path : `${prefix}.${path}`, message }));
}

type Path = readonly (PropertyKey | { readonly key: PropertyKey })[];

function pathText(path: Path): string {
  return path.map((item, index) => segment(typeof item === "object" ? item.key : item, index === 0)).join("");
}

function segment(key: PropertyKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$-]*$/u.test(name)) return `[${JSON.stringify(name)}]`;
  return first ? name : `.${name}`;
}

/** Leaves out of valibot's messages what the path says already. */
function plain(message: string): string {
  if (/^Invalid key: Expected ".*" but received undefined$/s.test(message)) return "required";
  return message.replace(/^Invalid type: (?=Expected)/, "");
}

function cut(message: string): string {
  return message.length > mostCharacters ? `${message.slice(0, mostCharacters - 3)}...` : message;
}
