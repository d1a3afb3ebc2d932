import type { ChatModel } from "./chat-model.ts";
import { type ChatModelOptions, providerNames } from "./providers.ts";
import { resolveChatModel } from "./resolve-model.ts";

/** Makes models by name. */
export const Model = Object.freeze({
  /** A chat model by `"provider/model"`; the first slash splits. A `ConfigurationError` for a name that is incomplete or not known. */
  chatCompletion(ref: string, options?: ChatModelOptions): ChatModel {
    return resolveChatModel(ref, options);
  },

  /** The names of the providers that can be asked. */
  providers(): string[] {
    return providerNames();
  },
});
