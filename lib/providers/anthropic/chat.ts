import type { Anthropic } from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming, RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import { withTimeout } from "../../core/abort.ts";
import { env } from "../../core/env.ts";
import { ConfigurationError } from "../../core/errors.ts";
import type { ChatCapabilities, ChatDelta, ChatModel, ChatReply, ChatRequest, ModelCall, ModelSettings } from "../../model/chat-model.ts";
import type { Policy } from "../../model/policy.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import { brokenReply, foreignReply, toModelError } from "./errors.ts";
import { finishedReply, newDraft, takeEvent, type Draft } from "./from-event.ts";
import { fromReply, isMessage } from "./from-reply.ts";
import { mergedSettings, refuseSettings } from "./settings.ts";
import { toRequest } from "./to-request.ts";

/** The environment variable of the API key. */
export const apiKeyEnv = "ANTHROPIC_API_KEY";
/** The environment variable of the base URL, for proxies; the option `baseURL` goes before it. */
const baseUrlEnv = "ANTHROPIC_BASE_URL";

/** The longest timer there is, in milliseconds: the SDK refuses long replies that have no timeout of their own, and ours are the policy's. */
const noTimeout = 2 ** 31 - 1;

type Connection = Pick<ChatModelOptions, "baseURL" | "apiKey" | "headers" | "fetch" | "timeoutMs">;

/** A model behind Anthropic's Messages API. The SDK is loaded and the API key looked up at the first call. */
export class AnthropicChat implements ChatModel {
  readonly kind = "chat";
  readonly provider = "anthropic";
  readonly id: string;
  readonly settings: ModelSettings;
  readonly capabilities: ChatCapabilities;
  readonly policy?: Policy | undefined;
  readonly #connection: Connection;
  #client: Promise<Anthropic> | undefined;

  constructor(id: string, options: ChatModelOptions = {}) {
    const { baseURL, apiKey, headers, fetch, timeoutMs, policy, capabilities, ...settings } = options;
    refuseSettings(settings, `anthropic/${id}`);
    checkUrl(baseURL, "baseURL");
    this.id = id;
    this.settings = settings;
    this.capabilities = { tools: true, structuredOutput: "native", ...capabilities };
    this.policy = policy;
    this.#connection = { baseURL, apiKey, headers, fetch, timeoutMs };
  }

  async generate(request: ChatRequest, call: ModelCall): Promise<ChatReply> {
    call.signal.throwIfAborted();
    const params = toRequest(request, this.id, mergedSettings(this.settings, request.settings));
    const limit = { what: `A reply of "anthropic/${this.id}"`, ms: this.#connection.timeoutMs, signal: call.signal };
    return withTimeout(limit, async (signal) => {
      const client = await (this.#client ??= this.#connect());
      return call.onDelta === undefined ? this.#whole(client, params, signal) : this.#streamed(client, params, { ...call, signal });
    });
  }

  async #whole(client: Anthropic, params: MessageCreateParamsNonStreaming, signal: AbortSignal): Promise<ChatReply> {
    const message: unknown = await client.messages.create(params, { signal }).catch((thrown: unknown) => {
      throw toModelError(thrown, this.id);
    });
    if (!isMessage(message)) throw foreignReply(this.id, message);
    return fromReply(message);
  }

  async #streamed(client: Anthropic, params: MessageCreateParamsNonStreaming, { signal, onDelta }: ModelCall): Promise<ChatReply> {
    const draft = newDraft();
    const events = client.messages.create({ ...params, stream: true }, { signal });
    for await (const delta of this.#deltas(events, draft)) {
      // The SDK may have events left when its stream is aborted.
      signal.throwIfAborted();
      await onDelta?.(delta);
    }
    const reply = finishedReply(draft);
    if (reply === undefined) throw brokenReply(this.id);
    return reply;
  }

  /** Only what reading throws becomes a `ModelError`; what a listener throws stays as it is. */
  async *#deltas(events: Promise<AsyncIterable<RawMessageStreamEvent>>, draft: Draft): AsyncGenerator<ChatDelta> {
    try {
      for await (const event of await events) {
        const delta = takeEvent(draft, event);
        if (delta !== undefined) yield delta;
      }
    } catch (thrown) {
      throw toModelError(thrown, this.id);
    }
  }

  /** A missing key throws here and leaves nothing behind: it may be set later. */
  #connect(): Promise<Anthropic> {
    const { baseURL = env(baseUrlEnv), apiKey = env(apiKeyEnv), headers, fetch } = this.#connection;
    if (apiKey === undefined) {
      throw new ConfigurationError(`There is no API key for "anthropic/${this.id}".`, { hint: `Set ${apiKeyEnv}, or pass apiKey.` });
    }
    checkUrl(baseURL, baseUrlEnv);
    return import("@anthropic-ai/sdk").then(
      ({ Anthropic }) =>
        new Anthropic({
          apiKey,
          baseURL,
          defaultHeaders: headers,
          fetch,
          maxRetries: 0,
          timeout: noTimeout,
          // The library traces its own calls, and errors reach the caller: the SDK need not write them to the console as well.
          openTelemetry: false,
          ...(env("ANTHROPIC_LOG") === undefined ? { logLevel: "off" } : {}),
        }),
    );
  }
}

function checkUrl(url: string | undefined, where: string): void {
  if (url === undefined || URL.canParse(url)) return;
  throw new ConfigurationError(`${where} is not a URL: "${url}".`, { hint: "Write it as https://host/path." });
}
