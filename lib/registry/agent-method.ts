import type { AnyFunction } from "./decorator-types.ts";
import type { Note } from "./notes.ts";

/** One call of a method or function under `@agent`. */
export interface AgentMethodCall {
  /** `this` of the call: the instance, the class for a static method, `undefined` for a plain function. */
  readonly owner: unknown;
  /** The name of the class of `owner`, or `function`. */
  readonly ownerName: string;
  /** The name of the method or function; a private method's starts with `#`. */
  readonly key: string | symbol;
  readonly args: readonly unknown[];
  /** The author's own function: what runs when the model cannot. Call it with `owner` as `this`. */
  readonly body: AnyFunction;
  /** The function that stands in for `body`: one per decorated method, so what is compiled for it can be kept under it. */
  readonly method: AnyFunction;
  /** Everything decorators wrote about the method, whatever their order, merged over what it inherits. */
  note(): Note;
}

/** Runs a decorated method as an agent; the front door gives it to the decorator. */
export type AgentMethodRunner = (call: AgentMethodCall) => Promise<unknown>;
