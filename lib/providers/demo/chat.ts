import type { ChatModel } from "../../model/chat-model.ts";
import type { ChatModelOptions } from "../../model/providers.ts";

/**
 * A model that runs in this process and needs neither key nor network. It is no language model: it picks tools by the words of the task,
 * fills their arguments from it, states their results, and gives valid typed answers. The same request always gets the same reply.
 */
export function demoChat(id: string, options: ChatModelOptions): ChatModel {
  const { baseURL: _url, apiKey: _key, headers: _headers, fetch: _fetch, timeoutMs: _timeout, maxReplyBytes: _most, ...rest } = options;
  const { policy, capabilities, ...settings } = rest;
  return {
    kind: "chat",
    provider: "demo",
    id,
    settings,
    capabilities: { tools: true, structuredOutput: "native", ...capabilities },
    ...(policy === undefined ? {} : { policy }),
    generate: async (request, call) => {
      // Only who asks it needs all that it knows.
      const { demoReply } = await import("./reply.ts");
      return { ...(await demoReply(request, call)), model: id };
    },
  };
}
