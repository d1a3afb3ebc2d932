import type { IncomingHttpHeaders } from "node:http";
import { eventBytes } from "../support/loopback.ts";
import { anthropicEvents, anthropicWhole } from "./anthropic-wire.ts";
import { openaiEvents, openaiWhole } from "./openai-wire.ts";
import type { Reply } from "./reply.ts";

/** A provider as it is on the wire. */
export interface Wire {
  readonly provider: "openai" | "anthropic";
  readonly model: string;
  /** What is appended to the server's address for `baseURL`. */
  readonly base: string;
  readonly path: string;
  /** The key a request carries. */
  readonly key: (headers: IncomingHttpHeaders) => unknown;
  /** What a streamed request has and a whole one has not. */
  readonly streamFlags: Readonly<Record<string, unknown>>;
  readonly whole: (reply: Reply, turn: number) => object;
  readonly events: (reply: Reply, turn: number) => object[];
  /** Events as they are written on the wire; without an end, the stream goes on after them. */
  readonly bytes: (events: readonly object[], end?: boolean) => Buffer;
}

const bearer = ({ authorization }: IncomingHttpHeaders) => authorization?.replace(/^Bearer /, "");

/** Every provider that speaks a wire format of its own. */
export const wires: readonly Wire[] = [
  {
    provider: "openai",
    model: "gpt-5.4-mini",
    base: "/v1",
    path: "/v1/chat/completions",
    key: bearer,
    streamFlags: { stream: true, stream_options: { include_usage: true } },
    whole: openaiWhole,
    events: openaiEvents,
    bytes: (events, end = true) => eventBytes(events, end ? {} : { done: false }),
  },
  {
    provider: "anthropic",
    model: "claude-sonnet-5-5",
    base: "",
    path: "/v1/messages",
    key: bearer,
    streamFlags: { stream: true },
    whole: anthropicWhole,
    events: anthropicEvents,
    bytes: (events) => eventBytes(events, { named: true, done: false }),
  },
];
