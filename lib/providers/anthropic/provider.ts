import type { Provider } from "../../model/providers.ts";
import { AnthropicChat } from "./chat.ts";
import { apiKeyEnv } from "./connection.ts";

/** Anthropic's own endpoint, or whatever speaks its Messages API at `baseURL` or `ANTHROPIC_BASE_URL`. */
export const anthropicProvider: Provider = {
  name: "anthropic",
  apiKeyEnv,
  defaultModel: "claude-sonnet-5-5",
  chat: (id, options) => new AnthropicChat(id, options),
};
