import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as entry from "msgflux/testing";

it("the entry gives the testing doubles, and nothing else", () => {
  expect(Object.keys(entry).toSorted()).toEqual([
    "NetworkBlockedError",
    "ScriptError",
    "autoModel",
    "blockNetwork",
    "scriptedModel",
    "toolCall",
    "withModel",
  ]);
});

it("the entry has no effects: importing it blocks nothing and registers nothing", () => {
  const source = readFileSync(new URL("../../lib/testing/testing.ts", import.meta.url), "utf8");
  expect(source.replaceAll(/export (?:type )?\{[^}]*\} from "\.\/[\w-]+\.ts";/g, "").trim()).toBe("");
});
