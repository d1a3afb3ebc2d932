import { readPath, writePath } from "../core/paths.ts";
import { copyData, entriesOf, isRecord } from "./copy-data.ts";

/** New values by path, as a record or as pairs. */
export type Updates = Readonly<Record<string, unknown>> | Iterable<readonly [path: string, value: unknown]>;

/**
 * Writes values at their paths. A record given for a record is merged into it, at any depth; anything else replaces what was there.
 * Records and lists are taken in as copies, so that a later merge does not reach back into what was given.
 */
export function mergeData(root: object, updates: Updates): void {
  for (const [path, value] of Symbol.iterator in updates ? (updates as Iterable<readonly [string, unknown]>) : entriesOf(updates)) {
    if (!isRecord(value)) {
      writePath(root, path, copyData(value));
      continue;
    }
    const known = readPath(root, path);
    if (known === value) continue;
    const target = isRecord(known) ? known : {};
    mergeData(target, value);
    if (target !== known) writePath(root, path, target);
  }
}
