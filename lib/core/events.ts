/** Something that happened in a run, as told to its listeners. Rooms define their own events on this shape. */
export interface RunEvent {
  /** What happened: `text-delta`, `tool-start`, ... */
  readonly type: string;
  /** The run it belongs to; nested runs share the id of the outermost. */
  readonly runId: string;
  /** Where it happened: the path of the call, see `Call.path`. */
  readonly path: string;
}

/** Receives the events of a run; a returned promise holds the run back until it settles. */
export type Listener = (event: RunEvent) => void | Promise<void>;
