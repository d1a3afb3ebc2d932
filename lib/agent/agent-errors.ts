import { MsgfluxError, type ErrorDetails } from "../core/errors.ts";

/** The model's answer does not fit the output schema, and the corrections it was allowed are used up; or it refused to answer. */
export class OutputError extends MsgfluxError {
  /** The last answer, as the model wrote it. */
  readonly text: string;
  /** What did not fit, field by field. */
  readonly issues: readonly string[];

  constructor(fact: string, answer: { readonly text: string; readonly issues?: readonly string[] }, details?: ErrorDetails) {
    super("output", fact, details);
    this.text = answer.text;
    this.issues = answer.issues ?? [];
  }
}

/** A run used up what it was allowed (`maxTurns`, `maxToolCalls`) without an answer. */
export class LimitError extends MsgfluxError {
  constructor(fact: string, details?: ErrorDetails) {
    super("limit", fact, details);
  }
}

/** The agent has no model and no fallback. */
export class NoModelError extends MsgfluxError {
  constructor(agent: string) {
    super("no-model", `The agent "${agent}" has no model.`, {
      hint: 'Give it one: { model: "openai/gpt-4.1-mini" }, or "demo/any" to try it without a key.',
    });
  }
}
