import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

/** The folder of the golden requests. */
export const goldenFolder = new URL("./golden/", import.meta.url);

/**
 * Compares requests with their golden file, the order of keys included. `UPDATE_GOLDEN=1` writes the file instead; format it with
 * `oxfmt spec/wire` afterwards. A file that is not there fails.
 */
export function expectGolden(path: string, bodies: readonly unknown[]): void {
  const file = new URL(path, goldenFolder);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file.pathname), { recursive: true });
    writeFileSync(file, `${printed(bodies)}\n`);
    return;
  }
  expect(existsSync(file), `the golden file ${path} (write it with UPDATE_GOLDEN=1)`).toBe(true);
  const golden: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(printed(bodies)).toBe(printed(golden));
}

function printed(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
