import type { Listener } from "../core/events.ts";
import { currentRun, enterUserCode } from "../core/current-run.ts";
import { RunContext, type Vars } from "../core/run-context.ts";
import type { Extension, ToolLookup } from "../registry/agent-options.ts";
import type { AgentEvent } from "./agent-event.ts";
import { lookupKey } from "./tool-lookup.ts";

/** What everything called inside `runWith` shares. */
export interface RunWithOptions {
  readonly vars?: Vars | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Extensions whose wrappers apply to every run inside. */
  readonly use?: readonly Extension[] | undefined;
  /** Where tools given by name are looked up. */
  readonly registry?: ToolLookup | undefined;
  /** Is told every event of the runs inside; they stream because of it. A promise holds them back until it settles. */
  readonly onEvent?: ((event: AgentEvent) => void | Promise<void>) | undefined;
}

/** Calls `work` so that every agent called inside it, at any depth, joins one run with these variables, this signal and these extensions. */
export function runWith<R>(options: RunWithOptions, work: () => R): R {
  const { vars, signal, use, registry, onEvent } = options;
  const parent = currentRun();
  const path = parent ? parent.path : "";
  const ambient = registry && new Map([[lookupKey, registry]]);
  // Runs emit agent events only; the core knows them by their common shape.
  const listener = onEvent as Listener | undefined;
  const middleware = use?.flatMap((extension) => extension.around ?? []);
  return enterUserCode(new RunContext(parent, path, { vars, signal, use: middleware, listener, ambient }), work);
}
