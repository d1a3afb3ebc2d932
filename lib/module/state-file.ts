import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { InputError, messageOf } from "../core/errors.ts";
import type { ModuleState } from "./module-state.ts";

/** Writes a state as JSON: whoever reads the file meanwhile sees the old one or the new one, whole. */
export async function saveState(path: string, state: ModuleState): Promise<void> {
  for (const [key, value] of Object.entries(state)) {
    if (JSON.stringify(value) === undefined)
      throw new InputError(`The state cannot be saved: "${key}" is a ${typeof value}, which JSON does not have.`);
  }
  const fresh = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(fresh, `${JSON.stringify(state, null, 2)}\n`);
    await rename(fresh, path);
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw new InputError(`The state cannot be written to "${path}": ${messageOf(thrown)}.`, { cause: thrown });
  }
}

/** Reads a state that was saved; an `InputError` says why it cannot be read. */
export async function readState(path: string): Promise<ModuleState> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    throw new InputError(`The state cannot be read from "${path}": ${messageOf(thrown)}.`, { cause: thrown });
  }
  try {
    // Whether it is a state is for whoever loads it to say.
    return JSON.parse(text) as ModuleState;
  } catch (thrown) {
    throw new InputError(`The file "${path}" is not JSON: ${messageOf(thrown)}.`, { cause: thrown });
  }
}
