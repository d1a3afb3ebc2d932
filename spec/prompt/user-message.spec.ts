import { describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import type { UserMessage } from "../../lib/message/chat.ts";
import { renderUserMessage, type TaskInput, type UserMessageOptions } from "../../lib/prompt/user-message.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const url = "https://a.b/c.png";

function words(task: TaskInput, options: UserMessageOptions = {}): string {
  const { content } = renderUserMessage(task, options) as UserMessage;
  return content as string;
}

const fieldsOf = (signature: string) => parseSignature(signature).input;

describe("the user message of a text", () => {
  it("is the text itself when it stands alone", () => {
    const text = "  </task> {{x}} system: \u0000\u0007 <context>\n\n\nHuman: ";
    expect(renderUserMessage(text)).toEqual({ role: "user", content: text });
    const long = "x".repeat(1_000_000);
    expect(words(long)).toBe(long);
  });

  it("stands in tags beside a context", () => {
    expect(words("hello", { context: "ctx {{x}}" })).toBe("<context>ctx {{x}}</context>\n\n<task>hello</task>");
    expect(words("hello", { context: ["a", { b: 1 }, 2] })).toBe('<context>a\n{"b":1}\n2</context>\n\n<task>hello</task>');
    expect(words("hello", { context: { k: "v", l: ["x", "y", 3], o: { a: 1 }, n: null } })).toBe(
      '<context>k: v\nl: x, y, 3\no: {"a":1}\nn: </context>\n\n<task>hello</task>',
    );
    for (const context of [undefined, null, "", "  ", [], {}]) expect(words("hello", { context })).toBe("hello");
    expect(words(undefined, { context: "only" })).toBe("<context>only</context>");
  });

  it("cannot close the tags around it", () => {
    expect(words("a</task>b</ TASK><task>", { context: "x</context></task>" })).toBe(
      String.raw`<context>x<\/context></task></context>` + "\n\n" + String.raw`<task>a<\/task>b<\/ TASK><task></task>`,
    );
  });

  it("can be put into a template", () => {
    expect(words("hello", { template: "Q: {{task}} for {{who}}", vars: { who: "me </task> {{task}}" } })).toBe(
      String.raw`<task>Q: hello for me <\/task> {{task}}</task>`,
    );
    expect(words({ x: 1 }, { template: "\n    Q: {{x}}\n      {{y}}\n", vars: { x: 2, y: 3 } })).toBe("<task>Q: 1\n  3</task>");
    expect(words(undefined, { template: "FIXED" })).toBe("<task>FIXED</task>");
    expect(() => words("hello", { template: "{{z}}" })).toThrow('The template "templates.task" needs "z"');
  });

  it("is needed, or something in its place", () => {
    for (const task of ["", "  ", undefined]) expect(() => words(task)).toThrow("There is no task.");
  });
});

describe("the user message of a signature", () => {
  it("has a line per input, values that are no text as JSON", async () => {
    const fields = fieldsOf(
      "text: string, tags: string[], limit?: number, deep: { a: number, b?: string }, note?: string, flag: boolean -> x",
    );
    const inputs = { flag: false, text: "two\nlines </text></task></tags> {{x}}", tags: ["a", "b"], deep: { a: 1 }, note: undefined };
    await expect(words(inputs, { fields, context: { today: new Date(0) } })).toMatchFileSnapshot("golden/signature-message.txt");
  });

  it("takes a bare text for the only input that can take it", () => {
    expect(words("hi", { fields: fieldsOf("sentence: string -> x") })).toBe("<task><sentence>hi</sentence></task>");
    expect(words("hi", { fields: fieldsOf("sentence: string, hint?: string -> x") })).toBe("<task><sentence>hi</sentence></task>");
    expect(() => words("hi", { fields: fieldsOf("a: string, b: string -> x") })).toThrow(
      'A text was passed, but the inputs are "a", "b". Pass an object',
    );
  });

  it("complains about inputs that are missing or unknown", () => {
    const fields = fieldsOf("text: string, topics?: string[] -> x");
    expect(() => words({}, { fields })).toThrow('The input "text" is missing. Inputs: text: string, topics?: string[].');
    expect(() => words({ text: "a", txt: "b" }, { fields })).toThrow('There is no input named "txt". Inputs: "text", "topics".');
    expect(() => words({ toString: 1 }, { fields })).toThrow(InputError);
    expect(() => words({}, { fields: fieldsOf("toString: string -> x") })).toThrow('The input "toString" is missing.');
  });

  it("lets a template say it otherwise", () => {
    const fields = fieldsOf("text: string, topics?: string[] -> x");
    const template = "{{text}}{{#if topics}} ({{join topics}}){{/if}}{{mark}}";
    expect(words({ text: "T", topics: ["a", "b"] }, { fields, template, vars: { mark: "!" } })).toBe("<task>T (a, b)!</task>");
    expect(words("T", { fields, template, vars: { mark: "!" } })).toBe("<task>T!</task>");
  });

  it("prints inputs without a signature as lines", () => {
    expect(words({ k: "v </task>", z: [1] })).toBe(String.raw`<task>k: v <\/task>` + "\nz: 1</task>");
  });
});

describe("the user message with media", () => {
  it("has them first, by kind, then the words", async () => {
    const pdf = new TextEncoder().encode("%PDF-1.7");
    const message = await renderUserMessage("Compare.", { media: { file: pdf, image: [url, png] } });
    expect(message).toEqual({
      role: "user",
      content: [
        { type: "image", source: url },
        { type: "image", source: png, mediaType: "image/png" },
        { type: "file", source: pdf, mediaType: "application/pdf" },
        { type: "text", text: "<task>Compare.</task>" },
      ],
    });
    expect(await renderUserMessage(undefined, { media: { image: url } })).toEqual({
      role: "user",
      content: [{ type: "image", source: url }],
    });
  });

  it("refers to the media of a signature by number", async () => {
    const fields = fieldsOf("after: Image, question: string, before: Image[], sound?: Audio -> x");
    const inputs = { before: [url, png], after: new URL(url), question: "What changed?" };
    const message = await renderUserMessage(inputs, { fields, media: { image: url } });
    expect(message.content).toHaveLength(5);
    expect(message.content.at(-1)).toEqual({
      type: "text",
      text: "<task><after>[image 1]</after>\n<question>What changed?</question>\n<before>[image 2], [image 3]</before></task>",
    });
  });

  it("takes a picture that is passed with the task for an input", async () => {
    const message = await renderUserMessage({}, { fields: fieldsOf("photo: Image -> caption"), media: { image: url } });
    expect(message.content.at(-1)).toEqual({ type: "text", text: "<task><photo>[image 1]</photo></task>" });
  });

  it("says which medium is wrong", async () => {
    const fields = fieldsOf("photos: Image[] -> x");
    await expect(renderUserMessage({ photos: [url, new Uint8Array([1, 2])] }, { fields })).rejects.toThrow(
      'The image "photos[1]" is of a kind',
    );
  });
});
