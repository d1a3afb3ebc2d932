import { withTimeout } from "../../core/abort.ts";
import type { ChatCapabilities, ChatModel } from "../../model/chat-model.ts";
import { checkTimeout } from "../../model/check-timeout.ts";
import type { ChatModelOptions } from "../../model/providers.ts";
import type { Ask } from "./ask.ts";
import type { ProviderRow } from "./provider-row.ts";

/**
 * A chat model of an OpenAI-compatible vendor. The SDK, and all that is written for it here, is loaded at the first call; the key is
 * looked up at each.
 */
export function openaiChat(row: ProviderRow, id: string, options: ChatModelOptions): ChatModel {
  const { baseURL: _url, apiKey: _key, headers: _headers, fetch: _fetch, maxReplyBytes: _most, ...rest } = options;
  const { timeoutMs, policy, capabilities, ...settings } = rest;
  checkTimeout(timeoutMs, `${row.name}/${id}`);
  const known: ChatCapabilities = { tools: true, structuredOutput: row.quirks?.structuredOutput ?? "tool" };
  let opened: Ask | undefined;
  const open = async (): Promise<Ask> => {
    const { openAsk } = await import("./ask.ts");
    return openAsk(row, { id, options, settings });
  };
  return {
    kind: "chat",
    provider: row.name,
    id,
    settings,
    capabilities: { ...known, ...capabilities },
    policy,
    // The SDK ends an aborted stream quietly, and a listener may wait for ever: the signal decides, whatever they do.
    generate: (request, call) =>
      withTimeout({ what: `A reply of "${row.name}/${id}"`, ms: timeoutMs, signal: call.signal }, async (signal) => {
        opened ??= await open();
        return opened(request, { ...call, signal });
      }),
  };
}
