import type { ChatRequest } from "../../lib/model/chat-model.ts";

/** The texts of a request's messages, one each. */
export function textOf(request: ChatRequest | undefined): string[] {
  return (request?.messages ?? []).map(({ content }) =>
    typeof content === "string" ? content : content.map((part) => ("text" in part ? part.text : `[${part.type}]`)).join(""),
  );
}
