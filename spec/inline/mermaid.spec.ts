import { describe, expect, it } from "vitest";
import { inline } from "../../lib/inline/inline.ts";
import { loggers } from "./steps.ts";

const drawn = (expression: string) => inline(expression, loggers()).toMermaid();

describe("a pipeline as a Mermaid flowchart", () => {
  it("has boxes, diamonds for branches, and a hexagon with a dotted way back for a loop", () => {
    expect(drawn("a -> [b, c] -> {x > 1 ? d, y == 'q' ? e, f} -> @{n < 3}: a -> b;").split("\n")).toEqual([
      "flowchart TD",
      '  n0(["start"])',
      '  n1["a"]',
      "  n0 --> n1",
      '  n2["b"]',
      "  n1 --> n2",
      '  n3["c"]',
      "  n1 --> n3",
      '  n4{"x #gt; 1"}',
      "  n2 --> n4",
      "  n3 --> n4",
      '  n5["d"]',
      "  n4 -->|yes| n5",
      "  n6{\"y == 'q'\"}",
      "  n4 -->|no| n6",
      '  n7["e"]',
      "  n6 -->|yes| n7",
      '  n8["f"]',
      "  n6 -->|no| n8",
      '  n9{{"n #lt; 3"}}',
      "  n5 --> n9",
      "  n7 --> n9",
      "  n8 --> n9",
      '  n10["a"]',
      "  n9 -->|yes| n10",
      '  n11["b"]',
      "  n10 --> n11",
      "  n11 -.-> n9",
      '  n12(["end"])',
      "  n9 -->|no| n12",
    ]);
  });

  it("leaves a conditional without a default by its no", () => {
    expect(drawn("{x == 1 ? a} -> b")).toContain('  n3["b"]\n  n2 --> n3\n  n1 -->|no| n3');
  });

  it("escapes what would end a label", () => {
    expect(drawn(`{x == 'say "hi" #1\n' ? a}`)).toContain("{\"x == 'say #quot;hi#quot; #35;1<br/>'\"}");
  });

  it("a loop that ends in branches goes back from each of them", () => {
    const back = drawn("@{x == 1}: {y == 1 ? a, y == 2 ? b};")
      .split("\n")
      .filter((line) => line.includes("-.->"));
    expect(back).toEqual(["  n3 -.-> n1", "  n5 -.-> n1", "  n4 -.->|no| n1"]);
  });
});
