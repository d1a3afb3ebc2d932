import { createHash } from "node:crypto";
import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionContentPart,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { AssistantMessage, ChatMessage, ToolCall, UserMessage } from "../../message/chat.ts";
import { sendableArguments, sendableName } from "../../model/sendable-call.ts";
import { toContentPart, type SentPart } from "./media.ts";
import type { Quirks } from "./provider-row.ts";

/** Fields outside of OpenAI's types that single vendors ask for, see `Quirks`. */
interface VendorToolCall extends ChatCompletionMessageFunctionToolCall {
  extra_content?: { google: { thought_signature: string } };
}
interface VendorAssistantMessage extends ChatCompletionAssistantMessageParam {
  reasoning_content?: string;
  reasoning?: string;
}

/** An entry of the conversation in OpenAI's form. */
export function toMessage(message: ChatMessage, quirks: Quirks): ChatCompletionMessageParam {
  switch (message.role) {
    case "tool":
      return { role: "tool", tool_call_id: callId(message.toolCallId, quirks), content: message.content };
    case "assistant":
      return toAssistant(message, quirks);
    case "system":
      return { role: "system", content: message.content };
    default:
      return { role: "user", content: toContent(message.content, quirks) };
  }
}

function toContent(content: UserMessage["content"], quirks: Quirks): string | ChatCompletionContentPart[] {
  if (typeof content === "string") return content;
  const parts: SentPart[] = content.map((part) => toContentPart(part, quirks));
  // Films are outside of OpenAI's type; they get here only for vendors that document them.
  return parts as ChatCompletionContentPart[];
}

function toAssistant(message: AssistantMessage, quirks: Quirks): VendorAssistantMessage {
  const { content, toolCalls, reasoning } = message;
  const converted: VendorAssistantMessage = { role: "assistant", content };
  if (toolCalls !== undefined && toolCalls.length > 0) {
    if (content === "") converted.content = null;
    converted.tool_calls = toolCalls.map((call) => toCall(call, quirks));
  }
  if (quirks.reasoningField !== undefined) {
    const thought = reasoning?.map((part) => part.text).join("") ?? "";
    // DeepSeek refuses a message with tool calls that lacks the field, even when there was no thought.
    if (thought !== "" || (converted.tool_calls !== undefined && quirks.reasoningField === "reasoning_content")) {
      converted[quirks.reasoningField] = thought;
    }
  }
  return converted;
}

function toCall(call: ToolCall, quirks: Quirks): VendorToolCall {
  const converted: VendorToolCall = {
    id: callId(call.id, quirks),
    type: "function",
    // A call that the model got wrong is answered with what is wrong; the provider would refuse the whole conversation for it.
    function: { name: sendableName(call.name), arguments: sendableArguments(call.arguments) },
  };
  if (quirks.thoughtSignatures === true && call.signature !== undefined) {
    converted.extra_content = { google: { thought_signature: call.signature } };
  }
  return converted;
}

/** Ids of other vendors, shortened the same way in the call and in its result. */
function callId(id: string, quirks: Quirks): string {
  if (quirks.nineCharIds !== true || /^[a-zA-Z0-9]{9}$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}
