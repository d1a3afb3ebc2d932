import { describe, expect, it } from "vitest";
import { requestText } from "../../../lib/providers/openai/request-text.ts";
import type { RequestBody } from "../../../lib/providers/openai/to-request.ts";

const body: RequestBody = { model: "m", messages: [{ role: "user", content: 'a "quoted" }' }], temperature: 0 };
const toolsOf = (name: string): NonNullable<RequestBody["tools"]> => [
  { type: "function", function: { name, parameters: { type: "object" } } },
];

describe("the text of a request", () => {
  it("says all of it, whether its tools are new or known", () => {
    const [first, second] = [toolsOf("first"), toolsOf("second")];
    for (const tools of [first, second, first, second]) {
      expect(JSON.parse(requestText({ ...body, tools, tool_choice: "auto" }))).toEqual({ ...body, tools, tool_choice: "auto" });
    }
  });

  it("says no more without tools", () => {
    expect(JSON.parse(requestText(body))).toEqual(body);
    expect(JSON.parse(requestText({ ...body, tools: [] }))).toEqual({ ...body, tools: [] });
  });
});
