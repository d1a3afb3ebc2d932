import { ConfigurationError } from "../core/errors.ts";
import { NamedRegistry } from "../core/named-registry.ts";
import type { ChatCapabilities, ChatModel, ModelSettings } from "./chat-model.ts";
import type { Policy } from "./policy.ts";

/** What a chat model is made with; `timeoutMs` is the limit of one request in milliseconds. What is absent the provider decides. */
export interface ChatModelOptions extends ModelSettings {
  readonly baseURL?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Sent with every request, besides those of the provider. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Used instead of the library's own transport. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly policy?: Policy | undefined;
  /** What the model can do, where the provider's row does not know better. */
  readonly capabilities?: Partial<ChatCapabilities> | undefined;
  readonly timeoutMs?: number | undefined;
  /** The most bytes of one reply, decompressed; a longer one is hung up on and is a `ModelError`. Default 64 MiB. */
  readonly maxReplyBytes?: number | undefined;
}

/** Who serves models: makes a chat model from the part after the first slash of `"provider/model"`. */
export interface Provider {
  readonly name: string;
  /** The environment variable of its API key, or several of which the first that is set counts. */
  readonly apiKeyEnv?: string | readonly string[] | undefined;
  /** The model that error messages propose, without the provider's name. */
  readonly defaultModel?: string | undefined;
  chat(id: string, options: ChatModelOptions): ChatModel;
}

const table = new NamedRegistry<Provider>("model provider");
let edition = 0;

/** Adds providers by name; one of the same name is replaced, so that an application may put its own in the place of a row. */
export function provideModels(...providers: readonly Provider[]): void {
  for (const provider of providers) {
    if (provider.name === "" || provider.name.includes("/")) {
      throw new ConfigurationError(`A provider cannot be named "${provider.name}".`, { hint: "A name is not empty and holds no slash." });
    }
  }
  for (const provider of providers) table.set(provider.name, provider);
  edition += 1;
}

/** The provider of that name, or a `ConfigurationError` that lists the known ones and proposes the nearest. */
export function findProvider(name: string): Provider {
  return table.get(name);
}

/** The names of all providers, in the order in which they were added. */
export function providerNames(): string[] {
  return table.names();
}

/** Counts up whenever the table changes: what was made from an older edition may be out of date. */
export function providersEdition(): number {
  return edition;
}
