import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { decoratorContract } from "../support/decorator-contract.ts";
import * as annotated from "./annotated-classes.ts";

decoratorContract("standard", annotated);

it("compiles the same text in both dialects", () => {
  const textIn = (folder: string) => readFileSync(new URL(`../${folder}/annotated-classes.ts`, import.meta.url), "utf8");
  expect(textIn("legacy")).toBe(textIn("decorators"));
});
