import { InputError } from "../core/errors.ts";
import type { ChatCapabilities, ChatModel, ChatReply, OutputSchema, ToolDefinition } from "../model/chat-model.ts";
import type { Answer } from "../signature/answer.ts";
import { parseJsonText } from "../signature/parse-json-text.ts";
import { issueLines } from "../signature/validate.ts";
import { describeOutput } from "../prompt/expected-output.ts";

/** The tool a model without native schemas is asked to hand its answer in with. */
export const answerTool = "submit_answer";

/** How a typed answer is asked of a model; all absent for plain text. */
export interface AnswerForm {
  readonly answer: Answer | undefined;
  /** The provider enforces the schema. */
  readonly output?: OutputSchema;
  /** The answer comes as the arguments of this tool. */
  readonly tool?: ToolDefinition;
  /** The schema in words, for the system prompt. */
  readonly words?: string;
}

/** What a reply's answer came to: the output, or what does not fit. */
export type Answered = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly issues: readonly string[] };

const textForm: AnswerForm = { answer: undefined };
const forms = new WeakMap<Answer, Map<string, AnswerForm>>();

/** Chooses the form a model can do best: its native schema, a tool, or words. The same form for the same answer, so that providers convert it once. */
export function answerForm(answer: Answer | undefined, model: ChatModel): AnswerForm {
  if (!answer) return textForm;
  const { structuredOutput, tools } = model.capabilities;
  const way = structuredOutput === "tool" && !tools ? "prompted" : structuredOutput;
  const made = forms.get(answer) ?? new Map<string, AnswerForm>();
  forms.set(answer, made);
  const form = made.get(way) ?? makeForm(answer, way);
  made.set(way, form);
  return form;
}

function makeForm(answer: Answer, way: ChatCapabilities["structuredOutput"]): AnswerForm {
  if (way === "native") return { answer, output: { name: answer.name, schema: answer.jsonSchema } };
  if (way === "tool") {
    const description = "Hands in the final answer. Call it exactly once, when the answer is complete.";
    return { answer, tool: { name: answerTool, description, parameters: answer.jsonSchema } };
  }
  return { answer, words: describeOutput(answer) };
}

/** Reads the answer out of a reply that ends the run. */
export async function readAnswer(form: AnswerForm, reply: ChatReply): Promise<Answered> {
  if (!form.answer) return { ok: true, output: reply.text };
  const submitted = form.tool && reply.toolCalls.find((call) => call.name === answerTool);
  const text = submitted ? submitted.arguments : reply.text;
  const given = jsonIn(text);
  // A result that may be a text needs no JSON around it.
  if ("problem" in given && !form.answer.text) return { ok: false, issues: [given.problem] };
  const checked = await form.answer.parse("problem" in given ? text : given.value);
  if (!checked.ok && form.answer.text && !("problem" in given)) {
    const bare = await form.answer.parse(text);
    if (bare.ok) return { ok: true, output: bare.value };
  }
  return checked.ok ? { ok: true, output: checked.value } : { ok: false, issues: issueLines(checked.issues) };
}

function jsonIn(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: parseJsonText(text) };
  } catch (error) {
    if (error instanceof InputError) return { problem: error.message };
    throw error;
  }
}

/** What a model is told about an answer that does not fit. */
export function correction(issues: readonly string[]): string {
  return [
    "The answer does not fit the required schema:",
    ...issues.map((issue) => `- ${issue}`),
    "Give the whole answer again, corrected.",
  ].join("\n");
}
