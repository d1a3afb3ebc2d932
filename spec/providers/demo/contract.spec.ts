import { demoProvider } from "../../../lib/providers/demo/provider.ts";
import { describeChatModel } from "../../support/chat-model-contract.ts";

describeChatModel({
  name: "demo",
  make: async (_scene, options = {}) => ({ model: demoProvider.chat("any", options), sent: [], writing: {}, close: async () => {} }),
  skip: [
    {
      reason: "it has no wire whose bytes could be torn",
      tests: [
        "reads a stream byte by byte",
        "reads a stream torn at any byte",
        "reads lines that end in CRLF",
        "reads over comments and pings",
        "reads tool calls torn into bytes",
      ],
    },
    {
      reason: "it answers at once and in full",
      tests: [
        "ends with the signal's reason while it waits for the reply: whole",
        "ends with the signal's reason while it waits for the reply: streamed",
        ...["a text cut short", "late usage", "no finish reason", "nothing at all"].map(
          (scene) => `gives the same streamed as whole: ${scene}`,
        ),
      ],
    },
  ],
});
