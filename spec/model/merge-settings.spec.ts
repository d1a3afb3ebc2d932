import { describe, expect, it } from "vitest";
import { mergeSettings } from "../../lib/model/merge-settings.ts";

describe("settings of a model and of a request", () => {
  it("join, the request's before the model's, and extraBody key by key", () => {
    const model = { maxTokens: 5, stop: ["x"], extraBody: { a: 1, b: 1 } };
    expect(mergeSettings(model, { maxTokens: 7, stop: undefined, extraBody: { b: 2, c: 2 } })).toEqual({
      maxTokens: 7,
      stop: ["x"],
      extraBody: { a: 1, b: 2, c: 2 },
    });
    expect(mergeSettings(model, {})).toEqual(model);
    expect(mergeSettings({}, { extraBody: { a: 1 } })).toEqual({ extraBody: { a: 1 } });
  });
});
