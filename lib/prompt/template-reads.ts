import { addAccess, type Access } from "./plain-data.ts";
import type { Path } from "./template-syntax.ts";

/**
 * What names mean at a place of a template: at the `root`, the values; inside `{{#each}}` and `{{#with}}`, parts of the `item`; inside
 * `{{#name}}`, which loops, enters or merely asks, `either`. `names` are those after `as |...|`.
 */
export interface Scope {
  readonly kind: "root" | "item" | "either";
  readonly names: readonly string[];
  readonly outer: Scope | undefined;
}

/** What a template reads of its values. */
export class TemplateReads {
  readonly access: Access = { whole: false, parts: new Map() };
  readonly #names = new Set<string>();

  /** The names of the values, in the order in which the template mentions them. */
  get names(): readonly string[] {
    return [...this.#names];
  }

  /** Notes a path; `whole` when its value is used, not only asked after. */
  note(path: Path, scope: Scope, whole: boolean): void {
    if (path.data) {
      if (path.parts[0] === "root") this.#noteRoot(path.parts.slice(1), whole, true);
      return;
    }
    if (isLocal(path, scope)) return;
    let at: Scope | undefined = scope;
    for (let climbed = 0; climbed < path.depth; climbed += 1) at = at?.outer;
    let certain = true;
    for (; at?.kind === "either"; at = at.outer) certain = false;
    if (at?.kind === "root") this.#noteRoot(path.parts, whole, certain);
  }

  #noteRoot(parts: readonly string[], whole: boolean, certain: boolean): void {
    addAccess(this.access, parts, whole);
    const name = parts[0];
    if (name !== undefined && certain) this.#names.add(name);
  }
}

/** Whether a path begins with a name after `as |...|`; `this.x` and `./x` never do. */
function isLocal(path: Path, scope: Scope): boolean {
  const [name] = path.parts;
  if (name === undefined || path.depth > 0 || /^\.|this\b/.test(path.original)) return false;
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.names.includes(name)) return true;
  return false;
}
