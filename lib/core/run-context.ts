import { randomUUID } from "node:crypto";
import type { CallKind, Middleware } from "./door.ts";
import type { Listener, RunEvent } from "./events.ts";
import { listenerFailure } from "./listener-failure.ts";

/** Values a caller hands to templates and tools; a model sees only what a template shows. */
export type Vars = Readonly<Record<string, unknown>>;

/** What a run is opened with. */
export interface RunOptions {
  readonly vars?: Vars | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Keeps the parent's signal away: only `signal`, if given, aborts what happens here. */
  readonly detached?: boolean | undefined;
  /** Run-wide middleware, inherited by the runs this one starts; the first is outermost. */
  readonly use?: readonly Middleware[] | undefined;
  readonly listener?: Listener | undefined;
  /** Values for other rooms, keyed by their own symbols; inherited like `vars`. */
  readonly ambient?: ReadonlyMap<symbol, unknown> | undefined;
}

const never = new AbortController().signal;
const everywhere: Middleware[] = [];

/** Adds middleware to every run that starts from now on in this process, outside all others. Returns the function that removes it. */
export function useEverywhere(...middleware: Middleware[]): () => void {
  everywhere.push(...middleware);
  let registered = true;
  return () => {
    // A second call must not take away the same middleware where somebody else registered it too.
    if (!registered) return;
    registered = false;
    for (const one of middleware) {
      const at = everywhere.indexOf(one);
      if (at >= 0) everywhere.splice(at, 1);
    }
  };
}

/**
 * One run: its identity, its abort signal, its variables, its run-wide middleware and its listeners. A nested run joins its
 * parent: same id, parent's signal, variables and middleware, and its events reach the parent's listeners too.
 */
export class RunContext {
  readonly runId: string;
  readonly path: string;
  readonly parent: RunContext | undefined;
  readonly signal: AbortSignal;
  readonly vars: Vars;
  readonly middleware: readonly Middleware[];
  readonly ambient: ReadonlyMap<symbol, unknown>;
  readonly #listener: Listener | undefined;
  /** How many calls of each kind and name were made here; shared with contexts of the same path. */
  readonly #calls: Map<string, number>;

  constructor(parent: RunContext | undefined, path: string, options: RunOptions = {}) {
    this.parent = parent;
    this.path = path;
    this.#calls = parent?.path === path ? parent.#calls : new Map();
    this.runId = parent?.runId ?? randomUUID();
    this.signal = joinSignals(options.detached ? undefined : parent?.signal, options.signal);
    this.vars = joined(parent?.vars, options.vars);
    const inherited = parent?.middleware ?? everywhere;
    this.middleware = options.use?.length ? [...inherited, ...options.use] : parent ? inherited : [...everywhere];
    this.ambient = options.ambient ? new Map([...(parent?.ambient ?? []), ...options.ambient]) : (parent?.ambient ?? new Map());
    this.#listener = options.listener;
  }

  /** Whether anybody listens; a call without a listener builds no events. */
  get listening(): boolean {
    return this.#listener !== undefined || (this.parent?.listening ?? false);
  }

  /** Tells the listeners, innermost first. Gives a promise only when a listener wants the run to wait. What one throws is marked as such. */
  emit(event: RunEvent): void | Promise<void> {
    let own: void | Promise<void>;
    try {
      own = this.#listener?.(event);
    } catch (thrown) {
      throw listenerFailure(thrown);
    }
    if (!own) return this.parent?.emit(event);
    return own.then(
      () => this.parent?.emit(event),
      (thrown: unknown) => Promise.reject(listenerFailure(thrown) as Error), // whatever it was, unchanged
    );
  }

  /** The path of the next call of this kind and name: `parent/kind:name`, and `#n` from the second one on. */
  nextPath(kind: CallKind, name: string): string {
    const key = `${kind}:${name}`;
    const count = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, count);
    return `${this.path === "" ? "" : `${this.path}/`}${key}${count === 1 ? "" : `#${count}`}`;
  }

  /** A context below this one: same run, own path and counters. */
  child(path: string, options?: RunOptions): RunContext {
    return new RunContext(this, path, options);
  }
}

function joinSignals(outer: AbortSignal | undefined, inner: AbortSignal | undefined): AbortSignal {
  if (inner === undefined || inner === outer) return outer ?? never;
  return outer === undefined || outer === never ? inner : AbortSignal.any([outer, inner]);
}

function joined(outer: Vars | undefined, inner: Vars | undefined): Vars {
  if (inner === undefined) return outer ?? {};
  return outer === undefined ? inner : { ...outer, ...inner };
}
