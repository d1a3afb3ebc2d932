import { unsafeNames, writePath } from "../core/paths.ts";
import { entriesOf } from "../message/copy-data.ts";

/** Gives a message the contents of another one: what a middleware answered in place of a step, from a journal for example. */
export function takeOver(message: object, contents: object): void {
  const entries = new Map(entriesOf(contents));
  for (const name of Object.keys(message)) if (!entries.has(name)) Reflect.deleteProperty(message, name);
  for (const [name, value] of entries) {
    if (unsafeNames.has(name)) continue;
    // A dot in a name is no path here.
    if (name.includes(".")) Reflect.set(message, name, value);
    else writePath(message, name, value);
  }
}
