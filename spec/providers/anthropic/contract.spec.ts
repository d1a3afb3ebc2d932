import { describeChatModel } from "../../support/chat-model-contract.ts";
import { wireSubject, type Sent } from "../../support/wire-subject.ts";
import { transcript } from "./serve-chat.ts";

function sent(words: string): Sent {
  const { whole, events, reply } = transcript(words);
  return { whole, events, expected: reply };
}

const plain = sent("a stop sequence");
/** As servers send it that forget to say why they stopped. */
const unreasoned: Sent = {
  whole: { ...plain.whole, stop_reason: null },
  events: plain.events.map((event) =>
    typeof event === "object" && "delta" in event && "usage" in event ? { ...event, delta: { stop_reason: null } } : event,
  ),
  expected: { text: "one two", finishReason: "other" },
};

describeChatModel(
  wireSubject(
    "anthropic",
    {
      "a text cut short": sent("max_tokens"),
      "late usage": sent("usage corrected at the end"),
      "no finish reason": unreasoned,
      "nothing at all": sent("a refusal without content"),
    },
    // A body is any JSON.
    { maxTokensOf: (body) => (body as { readonly max_tokens?: number }).max_tokens },
  ),
);
