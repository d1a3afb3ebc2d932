import type { ToolDefinition } from "../model/chat-model.ts";
import type { Policy } from "../model/policy.ts";
import type { Effect, ToolContext } from "./tool-options.ts";

/** Checked arguments, or what is wrong with them, field by field, in words for the model. */
export type ParsedArguments =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly issues: readonly string[] };

/** A tool, compiled: what a model is shown, how its arguments are checked, and how your code is called. Plain data and two functions. */
export interface ToolSpec extends ToolDefinition {
  /** Where the tool comes from, for messages: `BillingService.balance`, `function getWeather`. */
  readonly owner: string;
  /** Unset: runs side by side with others, like `read`. */
  readonly effect?: Effect | undefined;
  readonly returnDirect: boolean;
  readonly injectVars?: true | readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
  readonly policy?: Policy | undefined;
  readonly maxResultChars?: number | undefined;
  /** Checks what the model sent; gives the record of arguments without injected ones. */
  parse(given: unknown): Promise<ParsedArguments>;
  /** Adds injected values, puts arguments in the order of the parameters and calls your code, found late on its owner. */
  invoke(args: Readonly<Record<string, unknown>>, context: ToolContext): unknown;
}
