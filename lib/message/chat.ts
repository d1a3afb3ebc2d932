/** Plain text. Never empty in a chat that is sent. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/**
 * A picture, sound, film or document. `source` is an http(s) or data URL, or the bytes; `mediaType` is the IANA media type
 * (`image/png`), needed with bytes.
 */
export interface MediaPart {
  readonly type: "image" | "audio" | "video" | "file";
  readonly source: string | Uint8Array;
  readonly mediaType?: string;
  readonly filename?: string;
}

/** What a user message is made of. */
export type ContentPart = TextPart | MediaPart;

/** What a model thought. `signature` and `redacted` are the provider's own opaque forms and must go back to it unchanged. */
export interface ReasoningPart {
  readonly text: string;
  readonly signature?: string;
  readonly redacted?: string;
}

/** A tool call as the model wrote it; `arguments` is its JSON text, unchecked. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
  /** The provider's own opaque mark of this call; goes back to it unchanged. */
  readonly signature?: string;
}

/** An instruction above the conversation; the agent's own system prompt is not one of these but `ChatRequest.system`. */
export interface SystemMessage {
  readonly role: "system";
  readonly content: string;
}

/** What a person, or a program in its place, asks: text, or parts where media come with it. */
export interface UserMessage {
  readonly role: "user";
  readonly content: string | readonly ContentPart[];
}

/** What a model answered: text, tool calls or both. */
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly reasoning?: readonly ReasoningPart[];
}

/** The result of one tool call, told to the model. */
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly name: string;
  readonly content: string;
  readonly isError?: boolean;
}

/** One entry of a conversation. */
export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** A conversation, oldest first. */
export type Chat = readonly ChatMessage[];
