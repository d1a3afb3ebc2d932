/** A tool call that a model is scripted to make. */
export interface ReplyCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Tokens as a provider counts them; `input` includes `cached`, `output` includes `reasoning`. */
export interface ReplyUsage {
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly reasoning: number;
}

/** What a model is scripted to answer to one request, in no provider's words. */
export interface Reply {
  readonly thinking?: string;
  readonly text?: string;
  readonly calls?: readonly ReplyCall[];
  readonly usage?: ReplyUsage;
  /** Answers an agent that another one called. */
  readonly nested?: true;
  /** Answers the first request whose body holds these words, for requests that come side by side. */
  readonly when?: string;
}

/** A text. */
export const says = (text: string, rest: Reply = {}): Reply => ({ text, ...rest });
/** A typed answer, as JSON text. */
export const answers = (value: unknown, rest: Reply = {}): Reply => ({ text: JSON.stringify(value), ...rest });
/** One tool call. */
export const calls = (name: string, args: ReplyCall["args"] = {}, rest: Reply = {}): Reply => ({ calls: [{ name, args }], ...rest });

/** The tokens of a reply: those it states, else some that tell it from other turns. */
export function usageOf(reply: Reply, turn: number): ReplyUsage {
  return reply.usage ?? { input: 100 + turn, output: 10 + turn, cached: 0, reasoning: 0 };
}

/** A text in the pieces in which models send it, never within a character. */
export function pieces(text: string, length = 5): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, at) =>
    characters.slice(at * length, (at + 1) * length).join(""),
  );
}
