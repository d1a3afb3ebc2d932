import { ConfigurationError, quoted } from "../core/errors.ts";
import type { ChatModel, ModelRef } from "./chat-model.ts";
import { isPolicy } from "./make-policy.ts";
import { type ChatModelOptions, findProvider, providerNames, providersEdition } from "./providers.ts";

const cache = new Map<string, ChatModel>();
let cachedEdition = -1;

/** Whether something is a chat model: it is of kind `chat` and can generate. */
export function isChatModel(value: unknown): value is ChatModel {
  if (typeof value !== "object" || value === null) return false;
  return Reflect.get(value, "kind") === "chat" && typeof Reflect.get(value, "generate") === "function";
}

/**
 * The chat model that is meant: a model as it is, or `"provider/model"` made by that provider; the first slash splits, so a model's own
 * name may hold more. One string without options gives one object for as long as the providers stay the same. A `ConfigurationError`
 * says what is wrong with the name or the options.
 */
export function resolveChatModel(ref: ModelRef, options?: ChatModelOptions): ChatModel {
  const given = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  if (typeof ref !== "string") return asItIs(ref, given);
  if (given.length > 0) return make(ref, options ?? {});
  if (cachedEdition !== providersEdition()) {
    cache.clear();
    cachedEdition = providersEdition();
  }
  const model = cache.get(ref) ?? make(ref, {});
  cache.set(ref, model);
  return model;
}

/** The two halves of `"provider/model"`; a `ConfigurationError` when one is missing. */
export function splitModelName(ref: string): { readonly provider: string; readonly id: string } {
  const slash = ref.indexOf("/");
  const provider = slash < 0 ? "" : ref.slice(0, slash);
  const id = ref.slice(slash + 1);
  if (provider !== "" && id !== "") return { provider, id };
  const fact =
    ref === ""
      ? "The name of the model is empty."
      : `The model name "${ref}" has no ${provider === "" ? "provider" : "model after the slash"}.`;
  const wanted = slash < 0 ? ref : provider;
  throw new ConfigurationError(`${fact} Known providers: ${quoted(providerNames())}.`, {
    hint: `Write "provider/model"${example(wanted, provider === "" ? id : "")}.`,
  });
}

/** For a name that is only a provider's: that provider's usual model; for one that is only a model's: the same under a provider. */
function example(wanted: string, id: string): string {
  if (providerNames().includes(wanted)) {
    const usual = findProvider(wanted).defaultModel;
    return usual === undefined ? "" : `, for example "${wanted}/${usual}"`;
  }
  const [first] = providerNames();
  return first === undefined || id === "" ? "" : `, for example "${first}/${id}"`;
}

function make(ref: string, options: ChatModelOptions): ChatModel {
  const { provider, id } = splitModelName(ref);
  if (options.policy !== undefined && !isPolicy(options.policy)) {
    throw new ConfigurationError(`The policy given for the model "${ref}" is not a policy.`, { hint: "Make one with policy({ ... })." });
  }
  return findProvider(provider).chat(id, options);
}

function asItIs(ref: ChatModel, given: readonly (readonly [string, unknown])[]): ChatModel {
  if (!isChatModel(ref)) {
    const shown =
      ref === null ? "null" : Array.isArray(ref) ? "an array" : typeof ref === "object" ? "an object without `generate`" : typeof ref;
    throw new ConfigurationError(`A chat model was expected, but got ${shown}.`, {
      hint: 'Give a model, or its name as "provider/model".',
    });
  }
  if (given.length === 0) return ref;
  const names = quoted(given.map(([name]) => name));
  throw new ConfigurationError(`The model "${ref.provider}/${ref.id}" is already made and takes no further options: ${names}.`, {
    hint: "Give them where the model is made.",
  });
}
