import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { checkTimeout } from "../../lib/model/check-timeout.ts";
import { anthropicProvider } from "../../lib/providers/anthropic/provider.ts";
import { openaiCompatible } from "../../lib/providers/openai/provider.ts";

const acme = openaiCompatible({ name: "acme", baseURL: "https://acme.invalid/v1" });

describe("the timeoutMs of a model", () => {
  it.each([undefined, 1, 0.5, 60_000, Number.POSITIVE_INFINITY])("may be %s", (timeoutMs) => {
    expect(() => checkTimeout(timeoutMs, "acme/m")).not.toThrow();
  });

  it.each([
    [0, "0"],
    [-5, "-5"],
    [Number.NaN, "NaN"],
    ["5", "'5'"],
    [null, "null"],
    [{}, "{}"],
  ])("may not be %j", (timeoutMs, shown) => {
    const check = () => checkTimeout(timeoutMs, "acme/m");
    expect(check).toThrow(ConfigurationError);
    expect(check).toThrow(
      `The model option "timeoutMs" of "acme/m" is ${shown}, but must be a number of milliseconds above 0, or Infinity.`,
    );
  });

  it("is checked by every provider when the model is made", () => {
    expect(() => acme.chat("m", { timeoutMs: 0 })).toThrow('"timeoutMs" of "acme/m" is 0');
    expect(() => anthropicProvider.chat("m", { timeoutMs: -1 })).toThrow('"timeoutMs" of "anthropic/m" is -1');
  });
});
