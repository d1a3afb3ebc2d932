import { createParser } from "eventsource-parser";

/** One event of a `text/event-stream`. */
export interface ServerEvent {
  /** The event's name, where it has one. */
  readonly event: string | undefined;
  readonly data: string;
}

/** Takes a stream's bytes as they come, cut anywhere, and gives the events that are complete. */
export interface ServerEventReader {
  push(bytes: Uint8Array): readonly ServerEvent[];
  /** What was left when the stream ended without its last empty line, as some servers end theirs. */
  end(): readonly ServerEvent[];
}

/** Reads server-sent events as the HTML standard (9.2.6, "Interpreting an event stream") says. */
export function serverEventReader(): ServerEventReader {
  const decoder = new TextDecoder();
  let found: ServerEvent[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => found.push({ event, data }) });
  const taken = (text: string): readonly ServerEvent[] => {
    parser.feed(text);
    const events = found;
    if (events.length > 0) found = [];
    return events;
  };
  return {
    push: (bytes) => taken(decoder.decode(bytes, { stream: true })),
    end: () => taken(`${decoder.decode()}\n\n`),
  };
}
