import type { ClientOptions, OpenAI } from "openai";
import { env } from "../../core/env.ts";
import { ConfigurationError } from "../../core/errors.ts";
import { limitedFetch } from "../../model/limited-fetch.ts";
import { perKey } from "../../model/per-key.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import { keyVariables, type ProviderRow } from "./provider-row.ts";

/** The longest time Node's timers know, in milliseconds. */
const NEVER = 2 ** 31 - 1;

/** Gives the client for the vendor's key of now, and loads the SDK for the first; a `ConfigurationError` when the key or the URL is missing. */
export function clientSource(row: ProviderRow, model: string, options: ChatModelOptions): () => Promise<OpenAI> {
  const limit = { provider: row.name, model, maxReplyBytes: options.maxReplyBytes };
  return perKey(
    () => keyOf(row, options),
    async (key) => {
      const settings = { ...clientOptions(row, key, options), fetch: limitedFetch(options.fetch, limit) };
      const sdk = await import("openai");
      return new sdk.OpenAI(settings);
    },
  );
}

/** Where the key comes from, as a hint: `Set OPENAI_API_KEY or pass { apiKey }.` */
export function keyHint(row: ProviderRow): string {
  const names = keyVariables(row);
  return names.length === 0 ? "Pass { apiKey }." : `Set ${names.join(" or ")} or pass { apiKey }.`;
}

function clientOptions(row: ProviderRow, key: string | undefined, options: ChatModelOptions): ClientOptions {
  const baseURL = options.baseURL ?? envOf(row.baseURLEnv) ?? row.baseURL;
  if (baseURL === undefined || !URL.canParse(baseURL)) {
    const fact = baseURL === undefined ? `The URL of ${row.name} is not set.` : `The URL of ${row.name}, "${baseURL}", is not a URL.`;
    throw new ConfigurationError(fact, { hint: `Set ${row.baseURLEnv ?? "it in the row of the provider"} or pass { baseURL }.` });
  }
  const account = row.quirks?.openaiAccount === true;
  return {
    baseURL,
    // The SDK demands a key; without one the header is taken out again below.
    apiKey: key ?? "none",
    adminAPIKey: null,
    // Undefined: the SDK reads OpenAI's own variables, which are no business of other vendors.
    ...(account ? {} : { organization: null, project: null }),
    // Retries and timeouts belong to the policy.
    maxRetries: 0,
    timeout: NEVER,
    defaultHeaders: {
      ...(account ? {} : withoutCustomHeaders()),
      Authorization: key === undefined ? null : `Bearer ${key}`,
      ...row.headers,
      ...options.headers,
    },
  };
}

function keyOf(row: ProviderRow, options: ChatModelOptions): string | undefined {
  if (options.apiKey !== undefined && options.apiKey !== "") return options.apiKey;
  for (const name of keyVariables(row)) {
    const key = env(name);
    if (key !== undefined) return key;
  }
  if (row.apiKeyEnv === undefined || row.keyOptional === true) return undefined;
  throw new ConfigurationError(`The ${row.name} key is not set.`, { hint: keyHint(row) });
}

/** The SDK adds the headers of OPENAI_CUSTOM_HEADERS to every request; null takes one out. */
function withoutCustomHeaders(): Record<string, null> {
  const lines = env("OPENAI_CUSTOM_HEADERS")?.split("\n") ?? [];
  const names = lines.map((line) =>
    line
      .slice(0, Math.max(0, line.indexOf(":")))
      .trim()
      .toLowerCase(),
  );
  return Object.fromEntries(names.filter((name) => name !== "" && name !== "authorization").map((name) => [name, null]));
}

function envOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : env(name);
}
