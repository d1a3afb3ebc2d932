import { withTimeout } from "../../core/abort.ts";
import type { ChatCapabilities, ChatModel, ChatReply, ChatRequest, ModelCall, ModelSettings } from "../../model/chat-model.ts";
import { checkTimeout } from "../../model/check-timeout.ts";
import type { Policy } from "../../model/policy.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import type { Ask } from "./ask.ts";
import { checkUrl, type Connection } from "./connection.ts";
import { refuseSettings } from "./settings.ts";

/** A model behind Anthropic's Messages API. The SDK, and all that is written for it here, is loaded at the first call; the API key is looked up at each. */
export class AnthropicChat implements ChatModel {
  readonly kind = "chat";
  readonly provider = "anthropic";
  readonly id: string;
  readonly settings: ModelSettings;
  readonly capabilities: ChatCapabilities;
  readonly policy?: Policy | undefined;
  readonly #connection: Connection;
  #ask: Ask | undefined;

  constructor(id: string, options: ChatModelOptions = {}) {
    const { baseURL, apiKey, headers, fetch, timeoutMs, maxReplyBytes, ...rest } = options;
    const { policy, capabilities, ...settings } = rest;
    refuseSettings(settings, `anthropic/${id}`);
    checkTimeout(timeoutMs, `anthropic/${id}`);
    checkUrl(baseURL, "baseURL");
    this.id = id;
    this.settings = settings;
    this.capabilities = { tools: true, structuredOutput: "native", ...capabilities };
    this.policy = policy;
    this.#connection = { baseURL, apiKey, headers, fetch, timeoutMs, maxReplyBytes };
  }

  async generate(request: ChatRequest, call: ModelCall): Promise<ChatReply> {
    const limit = { what: `A reply of "anthropic/${this.id}"`, ms: this.#connection.timeoutMs, signal: call.signal };
    return withTimeout(limit, async (signal) => {
      this.#ask ??= await this.#open();
      return this.#ask(request, { ...call, signal });
    });
  }

  async #open(): Promise<Ask> {
    const { askOf } = await import("./ask.ts");
    return askOf({ id: this.id, settings: this.settings, connection: this.#connection });
  }
}
