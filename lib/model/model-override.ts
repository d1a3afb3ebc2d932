import type { RunContext } from "../core/run-context.ts";
import type { ChatModel } from "./chat-model.ts";

/** Under this key a run carries the chat model that every agent in it uses instead of its own. */
export const modelOverrideKey = Symbol("model override");

/** The model that agents of this run use instead of their own, if any. */
export function modelOverride(context: RunContext): ChatModel | undefined {
  // Whoever writes this key writes a chat model.
  return context.ambient.get(modelOverrideKey) as ChatModel | undefined;
}
