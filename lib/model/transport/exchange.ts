import type { Duplex } from "node:stream";
import type { Dispatcher } from "undici";
import type { BodyPieces } from "./body-pieces.ts";
import type { SentRequest } from "./sent-request.ts";

/** How many bytes of an answer may wait for their reader before the connection is told to wait too. */
const mostWaiting = 128 * 1024;

/** The beginning of an answer. Names of headers are in lower case. */
export interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Sends a request; gives the exchange as soon as the head of the answer is there. */
export function exchange(dispatcher: Dispatcher, request: SentRequest): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    starting = new Exchange(request.signal, { resolve, reject });
    starting.start(dispatcher, request);
    starting = undefined;
  });
}

/** The exchange whose request is being given to undici at this moment. */
let starting: Exchange | undefined;

/** To be called with a socket when it begins to connect: an abort of the request it is for then closes it. */
export function beginsToConnect(socket: Duplex): void {
  starting?.connectsBy(socket);
}

type ResponseStart = Parameters<NonNullable<Dispatcher.DispatchHandler["onResponseStart"]>>;

interface Outcome {
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (reason: unknown) => void;
}

/** One request and its answer: takes what undici tells, holds it for the reader, and closes the connection on an abort. */
export class Exchange implements BodyPieces {
  head: Head = { status: 0, statusText: "", headers: {} };
  readonly #signal: AbortSignal | undefined;
  readonly #outcome: Outcome;
  #socket: Duplex | undefined;
  #control: Dispatcher.DispatchController | undefined;
  #pieces: Uint8Array[] = [];
  #waiting = 0;
  #over = false;
  #failure: { readonly reason: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(signal: AbortSignal | undefined, outcome: Outcome) {
    this.#signal = signal;
    this.#outcome = outcome;
  }

  start(dispatcher: Dispatcher, request: SentRequest): void {
    this.#signal?.addEventListener("abort", this.#abort, { once: true });
    const { origin, pathname, search } = request.url;
    // undici also takes what can be iterated for a body; its types do not say so.
    const body = request.body as NonNullable<Dispatcher.DispatchOptions["body"]> | undefined;
    const { method, headers } = request;
    const options = { origin, path: pathname + search, method, headers, body: body ?? null, headersTimeout: 0, bodyTimeout: 0 };
    try {
      dispatcher.dispatch(options, this);
    } catch (error) {
      this.#fail(new TypeError("fetch failed", { cause: error }));
    }
  }

  connectsBy(socket: Duplex): void {
    this.#socket = socket;
  }

  onRequestStart(control: Dispatcher.DispatchController): void {
    this.#socket = undefined;
    this.#control = control;
    if (this.#over) control.abort(new Error("The request was aborted before it was sent."));
  }

  onResponseStart(...[, status, headers, statusText = ""]: ResponseStart): void {
    // Before the answer there may be others, of a hundred something.
    if (status < 200) return;
    this.head = { status, statusText, headers };
    this.#outcome.resolve(this);
  }

  onResponseData(control: Dispatcher.DispatchController, piece: Uint8Array): void {
    if (this.#over) return;
    this.#pieces.push(piece);
    this.#waiting += piece.length;
    if (this.#waiting > mostWaiting) control.pause();
    this.#wake();
  }

  onResponseEnd(): void {
    // undici frees the connection one turn of the event loop later: whoever asked again before that, as an agent does, would get a second one.
    queueMicrotask(() => setImmediate(() => this.#end()));
  }

  onResponseError(_control: Dispatcher.DispatchController, error: Error): void {
    this.#fail(new TypeError(this.head.status === 0 ? "fetch failed" : "terminated", { cause: error }));
  }

  /** All that has come since the last time, in one piece: a packet of many small ones is handed on once. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#pieces.length === 0) {
      if (this.#over) return this.#finished();
      await this.#news();
    }
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#waiting = 0;
    if (this.#control?.paused) this.#control.resume();
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  }

  cancel(): void {
    if (this.#over) return;
    this.#pieces = [];
    this.#end();
    this.#control?.abort(new Error("The answer was not read to its end."));
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #finished(): undefined {
    if (this.#failure) throw this.#failure.reason;
  }

  readonly #abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    const error = reason instanceof Error ? reason : new Error("The request was aborted.");
    const socket = this.#socket;
    this.#pieces = [];
    // First, so that what undici says of the closed connection is not taken for the reason.
    this.#fail(reason);
    this.#control?.abort(error);
    socket?.destroy(error);
  };

  #fail(reason: unknown): void {
    if (this.#over) return;
    this.#failure = { reason };
    this.#outcome.reject(reason);
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#socket = undefined;
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#wake();
  }
}
