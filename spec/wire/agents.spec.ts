import { readdirSync, readFileSync } from "node:fs";
import { agent } from "msgflux";
import { expect, it } from "vitest";
import { annotatedScenarios } from "./annotated-agents.ts";
import { goldenFolder } from "./golden.ts";
import { mediaScenarios } from "./media-scenarios.ts";
import { nestedScenarios } from "./nested-scenarios.ts";
import { says } from "./reply.ts";
import { perform } from "./run-scenario.ts";
import { hidden, type Scenario } from "./scenario.ts";
import { settingsScenarios } from "./settings-scenarios.ts";
import { goldenPaths, holdsHidden, testScenarios } from "./test-scenarios.ts";
import { textScenarios } from "./text-scenarios.ts";
import { typedScenarios } from "./typed-scenarios.ts";
import { wires } from "./wires.ts";

const scenarios = [...textScenarios, ...typedScenarios, ...mediaScenarios, ...settingsScenarios, ...annotatedScenarios, ...nestedScenarios];

testScenarios(scenarios);

it("keeps exactly one golden file for each scenario and provider", () => {
  const paths = scenarios.flatMap(goldenPaths).toSorted();
  expect(new Set(paths).size).toBe(paths.length);
  const files = readdirSync(goldenFolder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
  expect(files.toSorted()).toEqual(paths);
});

it("compiles the same annotated agents in both dialects", () => {
  const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(textOf("../legacy/wire-annotated-agents.ts")).toBe(textOf("./annotated-agents.ts"));
});

it.each(wires)("the search for hidden values finds what a prompt shows on purpose over $provider's wire", async (wire) => {
  const telltale: Scenario = {
    name: "telltale",
    replies: [says("Yes.")],
    play: ({ model }) => ({ agent: agent("It is {{word}}.", { model }), input: "?", options: { vars: { word: hidden.toUpperCase() } } }),
    output: "Yes.",
  };
  const { requests } = await perform(telltale, wire, false);
  expect(requests.map(holdsHidden)).toEqual([true]);
});
