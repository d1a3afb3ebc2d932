import { ConfigurationError } from "../../core/errors.ts";
import type { ChatModelOptions } from "../../model/providers.ts";

/** The environment variable of the API key. */
export const apiKeyEnv = "ANTHROPIC_API_KEY";

/** The environment variable of the base URL, for proxies; the option `baseURL` goes before it. */
export const baseUrlEnv = "ANTHROPIC_BASE_URL";

/** How the API is reached; what is absent the environment or the SDK decides. */
export type Connection = Pick<ChatModelOptions, "baseURL" | "apiKey" | "headers" | "fetch" | "timeoutMs" | "maxReplyBytes">;

/** Throws a `ConfigurationError` that says where a URL came from which is none. */
export function checkUrl(url: string | undefined, where: string): void {
  if (url === undefined || URL.canParse(url)) return;
  throw new ConfigurationError(`${where} is not a URL: "${url}".`, { hint: "Write it as https://host/path." });
}
