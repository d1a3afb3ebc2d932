import type { Listener, RunEvent } from "../core/events.ts";
import { GrowingJson } from "../signature/growing-json.ts";
import { fromOpenAIStrict } from "../signature/openai-strict.ts";
import type { Answer } from "../signature/answer.ts";
import type { AgentEvent } from "./agent-event.ts";
import { answerTool } from "./answer-form.ts";
import { RunLog } from "./run-log.ts";
import type { RunResult } from "./run-result.ts";

/** A value of which any part may still be missing. */
export type DeepPartial<T> = T extends readonly (infer E)[]
  ? DeepPartial<E>[]
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** What a stream is made of: how the run is started, and how its answer is typed. */
export interface StreamStart<O> {
  readonly answer: Answer | undefined;
  start(listener: Listener, signal: AbortSignal): Promise<RunResult<O>>;
}

/**
 * A run that is being watched. It has started already; readers may come at any time, several at once, and see it from the
 * start. An iterator throws what the run failed with, after everything that was seen before. Leaving an iterator early does
 * not stop the run; `abort` does.
 */
export class AgentStream<O = unknown> {
  /** The output, as `run` without streaming gives it. */
  readonly output: Promise<O>;
  /** The whole result, as `run` gives it. */
  readonly result: Promise<RunResult<O>>;
  readonly #log = new RunLog();
  readonly #controller = new AbortController();
  readonly #answer: Answer | undefined;
  #runPath: string | undefined;
  /** How the paths of this run's own model calls begin. */
  #modelPath: string | undefined;

  constructor({ answer, start }: StreamStart<O>) {
    this.#answer = answer;
    const listener = (event: RunEvent): void | Promise<void> => {
      this.#runPath ??= event.path;
      this.#modelPath ??= `${event.path}/model:`;
      return this.#log.add(event);
    };
    this.result = start(listener, this.#controller.signal);
    this.output = this.result.then((result) => result.output);
    // Whoever reads only the iterators sees the failure there; it must not count as unhandled here.
    this.output.catch(() => {});
    this.result.then(
      () => this.#log.end(),
      (reason: unknown) => this.#log.end({ reason }),
    );
  }

  /** The text of the answer, piece by piece; not the text of agents called as tools. */
  async *consume(): AsyncGenerator<string, void, undefined> {
    let silent = true;
    for await (const event of this.#read()) {
      if (event.type !== "text-delta" || !this.#own(event)) continue;
      silent = false;
      yield event.text;
    }
    // Without a word of the model's, a fallback or a middleware has answered.
    const { output } = await this.result;
    if (silent && typeof output === "string" && output !== "") yield output;
  }

  /** What the model thinks, piece by piece, where the provider shows it. */
  async *consumeReasoning(): AsyncGenerator<string, void, undefined> {
    for await (const event of this.#read()) if (event.type === "reasoning-delta" && this.#own(event)) yield event.text;
  }

  /** The typed answer as it grows; every value is a copy, and holds all that the one before held. A correction starts anew. */
  async *partial(): AsyncGenerator<DeepPartial<O>, void, undefined> {
    // What grows is the answer that `O` was inferred from.
    for await (const event of this.events()) if (event.type === "output-partial") yield event.partial as DeepPartial<O>;
  }

  /** Every event of the run and of the runs inside it, in order. */
  async *events(): AsyncGenerator<AgentEvent, void, undefined> {
    let growing = new GrowingJson();
    for await (const event of this.#read()) {
      yield event;
      if (!this.#answer || (event.type !== "turn-start" && !this.#own(event))) continue;
      if (event.type === "turn-start" && event.path === this.#runPath) growing = new GrowingJson();
      const grown = await growing.push(answerText(event));
      if (grown) yield { type: "output-partial", runId: event.runId, path: event.path, partial: partialOf(this.#answer, grown.value) };
    }
  }

  /** Ends the run; the output rejects with `reason`. */
  abort(reason?: unknown): void {
    this.#controller.abort(reason);
  }

  /** What the run told; a run emits agent events only, listeners of the core know them by their common shape. */
  #read(): AsyncIterable<AgentEvent> {
    return this.#log.read() as AsyncIterable<RunEvent> as AsyncIterable<AgentEvent>;
  }

  #own(event: RunEvent): boolean {
    return this.#modelPath !== undefined && event.path.startsWith(this.#modelPath);
  }
}

/** The piece of the answer an event carries. */
function answerText(event: AgentEvent): string {
  if (event.type === "text-delta") return event.text;
  return event.type === "tool-call-delta" && event.name === answerTool ? event.arguments : "";
}

function partialOf(answer: Answer, value: unknown): unknown {
  return answer.unwrap(fromOpenAIStrict(value, answer.jsonSchema));
}
