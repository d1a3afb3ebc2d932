import { messageOf, MsgfluxError } from "../core/errors.ts";

/** Stands in the place of the result of a call that failed. `index` is the place, from 0; `cause` is what was thrown. */
export class TaskError extends MsgfluxError {
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super("task", `Task ${index} failed: ${messageOf(cause)}`, { cause });
    this.index = index;
  }
}

/** Whether a gathered value is a `TaskError` instead of a result. */
export function isTaskError(value: unknown): value is TaskError {
  return value instanceof TaskError;
}
