import { inspect, type InspectOptions } from "node:util";
import { aside, type Aside, checkName, deletePath, hasPath, readPath, writePath } from "../core/paths.ts";
import { copyData, entriesOf } from "./copy-data.ts";
import { mergeData, type Updates } from "./merge-data.ts";
import { guardMethods, methodNames } from "./method-names.ts";

/** How a dotted dictionary behaves from its making on. */
export interface DotDictOptions {
  /** Nothing can be written, at any depth: it holds a frozen copy of the plain data it is given. Dates, bytes, maps and instances are shared as they are. */
  readonly frozen?: boolean | undefined;
  /** Names that are reached by property and by path, but listed nowhere: not in keys, spreads, logs, `toDict` or JSON (these leave them out at any depth). */
  readonly hiddenKeys?: Iterable<string> | undefined;
}

/**
 * Data with paths: every entry is an ordinary own property, and is also reached by `get("a.b.0")`. It holds what it is given, as any object
 * does. The names of its methods can be keys of data too: by `get`, `set`, `update` and `toDict`; assigning to them is an error.
 */
export class DotDict {
  [key: string]: unknown;
  readonly #aside: Aside;
  readonly #hidden: ReadonlySet<string>;

  static {
    guardMethods(this.prototype);
  }

  constructor(initial: object = {}, options: DotDictOptions = {}) {
    const { frozen = false, hiddenKeys = [] } = options;
    this.#aside = { names: methodNames(this), values: {} };
    this.#hidden = new Set(hiddenKeys);
    for (const name of this.#hidden) {
      checkName(name);
      // Not configurable, so that it stays hidden: `delete` empties it.
      if (!this.#aside.names.has(name)) Object.defineProperty(this, name, { value: undefined, writable: true });
    }
    for (const name of Object.keys(initial)) checkName(name);
    for (const [name, value] of entriesOf(frozen ? (copyData(initial, { freeze: true }) as object) : initial)) {
      const holder = this.#aside.names.has(name) ? this.#aside.values : this;
      holder[name] = value;
    }
    if (!frozen) return;
    Object.freeze(this.#aside.values);
    Object.freeze(this);
  }

  /** Where the values are kept whose names the methods take; for the functions on paths. */
  get [aside](): Aside {
    return this.#aside;
  }

  /** The value at a path (`user.name`, `items.0`, `items.-1`), or `fallback` where there is none. Nothing inherited is a value. */
  get(path: string, fallback?: unknown): unknown {
    return readPath(this, path, fallback);
  }

  /** Writes a value at a path; objects that are missing on the way are made. Throws `InputError` for unsafe names, missing list indices and frozen data. */
  set(path: string, value: unknown): this {
    writePath(this, path, value);
    return this;
  }

  /** Whether there is a value at a path; null is one. */
  has(path: string): boolean {
    return hasPath(this, path);
  }

  /** Removes what stands at a path, and says whether there was anything. */
  delete(path: string): boolean {
    if (!this.#hidden.has(path) || this.#aside.names.has(path)) return deletePath(this, path);
    const was = this.has(path);
    if (was) writePath(this, path, undefined);
    return was;
  }

  /** Writes values by path; a record given for a record is merged into it. Records and lists are taken in as copies. */
  update(values: Updates): this {
    mergeData(this, values);
    return this;
  }

  /** The data as plain objects and lists, all of them copies, without the hidden keys. */
  toDict(): Record<string, unknown> {
    return copyData(this, { without: this.#hidden }) as Record<string, unknown>; // the copy of a record is one
  }

  /** What `JSON.stringify` writes: `toDict()`. */
  toJSON(): Record<string, unknown> {
    return this.toDict();
  }

  /** What a log shows: the class and the data without the hidden keys. */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return `${this.constructor.name} ${inspect(this.toDict(), options)}`;
  }
}

/** Data with paths, see `DotDict`: `dotdict({ user: { name: "Ada" } }).get("user.name")`. */
export function dotdict(initial: object = {}, options: DotDictOptions = {}): DotDict {
  return new DotDict(initial, options);
}
