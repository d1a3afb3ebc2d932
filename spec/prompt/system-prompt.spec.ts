import { describe, expect, it } from "vitest";
import { currentDate, renderSystemPrompt, systemPromptVariables } from "../../lib/prompt/system-prompt.ts";

const date = new Date("2026-11-21T23:59:00Z");

describe("the system prompt", () => {
  it("has its parts in order, each in its tag, joined by blank lines", async () => {
    const prompt = renderSystemPrompt(
      {
        extraMessage: "Never guess, {{customerName}} would notice.",
        examples: `
          <example id=1>
            <input>hi</input>
          </example>
        `,
        expectedOutput: "One sentence.",
        instructions: `
          You are helping customer {{customerName}}.
          {{#if isVip}}
          This is a VIP: be quick.
          {{/if}}

          Limits:
            {{#each limits as |limit|}}
            - {{limit}}
            {{/each}}
        `,
        systemMessage: "You are a bank clerk.",
        preambles: ["You have a memory: {{this is no template}}.", "  \n  Skills:\n    - sums\n"],
        date,
      },
      { customerName: "Alice </instructions> {{x}}", isVip: true, limits: ["$5,000 a day", "no cash"] },
    );
    await expect(prompt).toMatchFileSnapshot("golden/system-prompt.txt");
  });

  it("leaves out what says nothing, also after rendering", () => {
    expect(renderSystemPrompt({})).toBeUndefined();
    expect(
      renderSystemPrompt({ systemMessage: " \n ", instructions: "", examples: "{{#if x}}a{{/if}}", preambles: ["", "  "] }),
    ).toBeUndefined();
    expect(renderSystemPrompt({ instructions: "Be kind." })).toBe("<instructions>\nBe kind.\n</instructions>");
    expect(renderSystemPrompt({ extraMessage: "Bye." })).toBe("Bye.");
    expect(renderSystemPrompt({ date })).toBe("The current date is: Saturday, November 21, 2026");
  });

  it("names the part in which a variable is missing", () => {
    expect(() => renderSystemPrompt({ instructions: "For {{company}}." }, { other: 1 })).toThrow(
      'The template "instructions" needs "company", which nobody supplied. Supplied: "other".',
    );
    expect(() => renderSystemPrompt({ extraMessage: "{{x}}" })).toThrow('"systemExtraMessage"');
  });

  it("can be a template of its own that sees the parts and the variables; preambles follow it", () => {
    const parts = { systemMessage: "A {{name}}.", instructions: "Go.", preambles: ["P"], date };
    const template = `
      # {{systemMessage}}
      {{#if examples}}## {{examples}}{{/if}}
      [{{expectedOutput}}] {{instructions}} {{name}}, {{currentDate}}`;
    expect(renderSystemPrompt({ ...parts, template }, { name: "clerk", instructions: "ignored" })).toBe(
      "# A clerk.\n\n[] Go. clerk, Saturday, November 21, 2026\n\nP",
    );
    expect(renderSystemPrompt({ template: "{{currentDate}}" })).toBe(currentDate(new Date()));
    expect(() => renderSystemPrompt({ template: "{{nobody}}" })).toThrow('"templates.systemPrompt" needs "nobody"');
  });

  it("tells which variables it reads", () => {
    expect(
      systemPromptVariables({
        systemMessage: "{{a}} {{b}}",
        examples: "{{#if a}}{{c}}{{/if}}",
        template: "{{examples}} {{d}} {{currentDate}}",
      }),
    ).toEqual(["a", "b", "c", "d"]);
    expect(() => systemPromptVariables({ instructions: "{{#if}}" })).toThrow('The template "instructions" is wrong');
  });
});
