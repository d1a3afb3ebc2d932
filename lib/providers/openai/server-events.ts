/** One event of a `text/event-stream`. */
export interface ServerEvent {
  /** The event's name, where it has one. */
  readonly event: string | undefined;
  readonly data: string;
}

/** Takes a stream's bytes as they come, cut anywhere, and gives the events that are complete. */
export interface ServerEventReader {
  push(bytes: Uint8Array): readonly ServerEvent[];
  /** What was left when the stream ended without its last empty line. */
  end(): readonly ServerEvent[];
}

/**
 * Reads server-sent events as the HTML standard (9.2.6, "Interpreting an event stream") says: lines end in LF, CR or CRLF, a colon
 * starts a comment, several `data` lines are one text. Unlike the standard it also gives an event that the end of the stream cut
 * off, since some servers leave out the last empty line.
 */
export function serverEventReader(): ServerEventReader {
  const decoder = new TextDecoder();
  let rest = "";
  let afterReturn = false;
  let name: string | undefined;
  let data: string | undefined;

  const readLine = (line: string, found: ServerEvent[]) => {
    if (line === "") {
      if (data !== undefined) found.push({ event: name, data });
      name = data = undefined;
      return;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== "data" && field !== "event") return;
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") name = value;
    else data = data === undefined ? value : `${data}\n${value}`;
  };
  const readText = (given: string): readonly ServerEvent[] => {
    // A CR at the end of one piece and an LF at the start of the next are one line ending.
    const text = afterReturn && given.startsWith("\n") ? given.slice(1) : given;
    if (given !== "") afterReturn = given.endsWith("\r");
    const returns = text.includes("\r");
    if (!returns && !text.includes("\n")) {
      rest += text;
      return [];
    }
    const lines = (rest + text).split(returns ? /\r\n|\r|\n/ : "\n");
    rest = lines.pop() ?? "";
    const found: ServerEvent[] = [];
    for (const line of lines) readLine(line, found);
    return found;
  };
  return {
    push: (bytes) => readText(decoder.decode(bytes, { stream: true })),
    end: () => readText(`${decoder.decode()}\n\n`),
  };
}
