import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import type { ToolSpec } from "../../lib/tool/tool-spec.ts";

/** A promise with its handle on the outside. */
export interface Gate<T = void> {
  readonly passed: Promise<T>;
  open(value: T): void;
}

/** A promise that somebody else resolves. */
export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => {};
  const passed = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

/** Everything an iterable gives. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Lets everything run that needs no timer. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** One attempt, no breaker: a failing model fails at once and leaves nothing behind for the next spec. */
export const once = makePolicy({ retry: false, breaker: false });

/** Three attempts without a wait worth mentioning. */
export const thrice = () => makePolicy({ retry: { attempts: 3, baseDelayMs: 0 }, breaker: false });

/** A failure of the model's that no repetition mends. */
export const down = (message = "The model is down.") => new ModelError(message, { retryable: false });

/** A tool as plain data; takes whatever it is given. */
export function plainTool(name: string, run: ToolSpec["invoke"], options: Partial<ToolSpec> = {}): ToolSpec {
  return {
    name,
    description: name,
    parameters: { type: "object", properties: {} },
    owner: `spec ${name}`,
    returnDirect: false,
    // A record, as every model writes.
    parse: async (given) => ({ ok: true, value: given as Readonly<Record<string, unknown>> }),
    invoke: run,
    ...options,
  };
}
