import { describeChatModel } from "../../support/chat-model-contract.ts";
import { wireSubject, type Sent } from "../../support/wire-subject.ts";
import { transcripts } from "./transcripts.ts";

function sent(name: string): Sent {
  const found = transcripts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no transcript "${name}"`);
  return { whole: found.whole, events: found.chunks, expected: found.expected };
}

/** A reply that its limit cut off. */
const cut = (words: "message" | "delta"): object => ({ choices: [{ [words]: { content: "It was a dark and" }, finish_reason: "length" }] });

describeChatModel(
  wireSubject(
    "openai",
    {
      "a text cut short": {
        whole: cut("message"),
        events: [cut("delta")],
        expected: { text: "It was a dark and", finishReason: "length" },
      },
      "late usage": sent("plain text with a late usage chunk"),
      "no finish reason": sent("no finish reason, text"),
      "nothing at all": sent("stopped by a content filter"),
    },
    // A body is any JSON.
    { maxTokensOf: (body) => (body as { readonly max_completion_tokens?: number }).max_completion_tokens },
  ),
);
