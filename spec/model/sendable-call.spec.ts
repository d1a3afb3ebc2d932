import { describe, expect, it } from "vitest";
import { argumentsObject, sendableArguments, sendableName } from "../../lib/model/sendable-call.ts";

describe("a tool call that a model got wrong", () => {
  it.each([
    ["get_weather", "get_weather"],
    ["functions.get weather", "functions_get_weather"],
    ["wetter_für", "wetter_f_r"],
    ["", "unknown"],
    ["a".repeat(200), "a".repeat(64)],
  ])("goes back with a name that providers take: %j", (name, sent) => {
    expect(sendableName(name)).toBe(sent);
  });

  it.each(["", "{", "[1]", "null", '"text"', "7"])("goes back with an empty object for the arguments %j", (text) => {
    expect(sendableArguments(text)).toBe("{}");
    expect(argumentsObject(text)).toEqual({});
  });

  it("keeps the text of arguments that are an object", () => {
    expect(sendableArguments('{ "a": 1.0 }')).toBe('{ "a": 1.0 }');
    expect(argumentsObject('{ "a": 1.0 }')).toEqual({ a: 1 });
  });
});
