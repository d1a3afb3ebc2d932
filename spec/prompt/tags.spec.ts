import { expect, it } from "vitest";
import { tagged, withoutClosing } from "../../lib/prompt/tags.ts";

it.each([
  ["a</task>b", String.raw`a<\/task>b`],
  ["</TASK >< / task\n>", String.raw`<\/TASK >< \/ task` + "\n>"],
  ["</task", String.raw`<\/task`],
  ["</tasks></task-list><task></other> 1 < 2", "</tasks></task-list><task></other> 1 < 2"],
  ["no tag", "no tag"],
])("only the closing tag of the wrapper is taken out of %j", (text, expected) => {
  expect(withoutClosing("task", text)).toBe(expected);
});

it("names with signs of regular expressions are taken literally", () => {
  expect(tagged("a$b", "</a$b></aab>")).toBe(String.raw`<a$b><\/a$b></aab></a$b>`);
});

it("a long run of signs takes no long time", () => {
  const text = "<".repeat(100_000) + " ".repeat(100_000) + "/".repeat(10);
  expect(withoutClosing("task", text)).toBe(text);
});
