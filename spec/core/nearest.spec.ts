import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../lib/core/nearest.ts";

describe("nearest", () => {
  const names = ["openai", "anthropic", "groq"];

  it.each([
    ["opneai", "openai"],
    ["OpenAI", "openai"],
    ["antropic", "anthropic"],
    ["grok", "groq"],
  ])("proposes for %s %s", (typed, meant) => {
    expect(nearest(typed, names)).toBe(meant);
  });

  it("proposes nothing where nothing comes close", () => {
    expect(nearest("mistral", names)).toBeUndefined();
    expect(nearest("", names)).toBeUndefined();
    expect(nearest("groq", [])).toBeUndefined();
  });

  it("does not look into names that are much longer or shorter than the candidates", () => {
    const long = "g".repeat(200_000);
    // Compared letter by letter, these would take minutes and gigabytes.
    const candidates = Array.from({ length: 2000 }, (_, index) => `get_${index}`);
    expect(nearest(long, candidates)).toBeUndefined();
    expect(nearest("get", [long])).toBeUndefined();
  });

  it("finds any name with two neighbouring letters swapped, and prefers an exact one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(), (name, seed) => {
        const at = seed % (name.length - 1);
        const swapped = name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
        expect(nearest(swapped, [name])).toBe(name);
        expect(nearest(name, [swapped, name])).toBe(name);
      }),
    );
  });
});
