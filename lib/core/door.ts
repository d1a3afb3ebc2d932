import { MsgfluxError } from "./errors.ts";
import type { RunContext } from "./run-context.ts";

/** The four kinds of call that pass the door; they are OpenTelemetry's `invoke_agent`, `chat`, `execute_tool` and a workflow's step. */
export type CallKind = "run" | "model" | "tool" | "task";

/** A call on its way through the door. */
export interface Call<I = unknown> {
  readonly kind: CallKind;
  readonly name: string;
  /** Where the call stands: parent path, kind, name and its index among calls of that kind and name, in the order of calling. */
  readonly path: string;
  readonly input: I;
}

/** Goes one layer further in, with the same call or a changed one. */
export type Next = (call: Call) => Promise<unknown>;

/** Wraps every call of a run: may look, change, answer by itself, repeat or refuse. */
export type Middleware = (call: Call, next: Next, context: RunContext) => Promise<unknown>;

/** The one door: passes a call through the layers, the first being outermost, to the work itself. */
export function around<I, O>(
  call: Call<I>,
  layers: { readonly context: RunContext; readonly own?: readonly Middleware[] },
  work: (call: Call<I>) => Promise<O>,
): Promise<O> {
  const { context, own } = layers;
  const shared = context.middleware;
  const count = shared.length + (own?.length ?? 0);
  if (count === 0) {
    try {
      return work(call);
    } catch (error) {
      // With middleware a throw becomes a rejection; without any it must not be something else.
      return Promise.reject(error);
    }
  }
  const layer = (index: number) => (index < shared.length ? shared[index] : own?.[index - shared.length]);
  const dispatch = async (index: number, current: Call): Promise<unknown> => {
    const middleware = layer(index);
    // A middleware may change what a call carries, never what kind of value it is: that is its contract.
    if (middleware === undefined) return work(current as Call<I>);
    let running = false;
    const next: Next = async (changed) => {
      if (running)
        throw new MsgfluxError("door", `A middleware called next() again for "${call.path}" while the first next() was still running.`);
      running = true;
      try {
        return await dispatch(index + 1, changed);
      } finally {
        running = false;
      }
    };
    return middleware(current, next, context);
  };
  return dispatch(0, call) as Promise<O>;
}
