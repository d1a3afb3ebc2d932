import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "../../lib/setup.ts";
import { chooseModel } from "../../lib/cli/choose-model.ts";

const saved = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.endsWith("_API_KEY")) delete process.env[name];
});
afterEach(() => {
  process.env = { ...saved };
});

describe("the model a program runs with", () => {
  it("is the demo when no key is set, and says that it is no language model", () => {
    expect(chooseModel([])).toEqual({ model: "demo/any", reason: expect.stringContaining("no language model") });
  });

  it("is that of the first provider whose key is set", () => {
    process.env["ANTHROPIC_API_KEY"] = "k";
    expect(chooseModel([])).toEqual({ model: expect.stringMatching(/^anthropic\//), reason: "ANTHROPIC_API_KEY is set" });
    process.env["OPENAI_API_KEY"] = "k";
    expect(chooseModel([]).model).toMatch(/^openai\//);
  });

  it("is the one named on the command line above all, options left aside", () => {
    process.env["OPENAI_API_KEY"] = "k";
    expect(chooseModel(["--json", "groq/openai/gpt-oss-120b", "a task"]).model).toBe("groq/openai/gpt-oss-120b");
  });

  it("refuses a name without a provider, with the hint how to write it", () => {
    expect(() => chooseModel(["gpt-4"])).toThrow('"gpt-4" names no model. Write it as "provider/model"');
  });
});
