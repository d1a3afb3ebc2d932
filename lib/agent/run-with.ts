import { currentRun, enterUserCode } from "../core/current-run.ts";
import { RunContext, type Vars } from "../core/run-context.ts";
import type { Extension, ToolLookup } from "../registry/agent-options.ts";
import { lookupKey } from "./tool-lookup.ts";

/** What everything called inside `runWith` shares. */
export interface RunWithOptions {
  readonly vars?: Vars | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Extensions whose wrappers apply to every run inside. */
  readonly use?: readonly Extension[] | undefined;
  /** Where tools given by name are looked up. */
  readonly registry?: ToolLookup | undefined;
}

/** Calls `work` so that every agent called inside it, at any depth, joins one run with these variables, this signal and these extensions. */
export function runWith<R>(options: RunWithOptions, work: () => R): R {
  const { vars, signal, use, registry } = options;
  const parent = currentRun();
  const path = parent ? parent.path : "";
  const ambient = registry && new Map([[lookupKey, registry]]);
  const middleware = use?.flatMap((extension) => extension.around ?? []);
  return enterUserCode(new RunContext(parent, path, { vars, signal, use: middleware, ambient }), work);
}
