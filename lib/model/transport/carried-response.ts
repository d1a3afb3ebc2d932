import { piecesOf, restOf, streamOf, type BodyPieces } from "./body-pieces.ts";

/** What of an answer comes before its body. */
export type ResponseHead = Pick<Response, "status" | "statusText" | "headers" | "url" | "redirected">;

/**
 * An answer as `fetch` gives it. Text, JSON and bytes are read straight from the pieces of the body; a real `Response` is made only for
 * what needs one (the stream of the body, clones, blobs and forms) and answers everything from then on.
 */
export class CarriedResponse implements Response {
  readonly type = "basic";
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly url: string;
  readonly redirected: boolean;
  readonly #pieces: BodyPieces;
  #used = false;
  #real: Response | undefined;

  constructor({ status, statusText, headers, url, redirected }: ResponseHead, pieces: BodyPieces) {
    this.status = status;
    this.statusText = statusText;
    this.ok = status >= 200 && status < 300;
    this.headers = headers;
    this.url = url;
    this.redirected = redirected;
    this.#pieces = pieces;
  }

  get body(): Response["body"] {
    return this.#whole().body;
  }

  get bodyUsed(): boolean {
    return this.#real?.bodyUsed ?? this.#used;
  }

  async text(): Promise<string> {
    // A decoder of its own: one that is shared would have to be kept from a text that was cut off.
    return this.#real ? this.#real.text() : new TextDecoder().decode(await restOf(this.takePieces()));
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await (this.#real ? this.#real.bytes() : restOf(this.takePieces())));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  async blob(): Promise<Blob> {
    return this.#whole().blob();
  }

  async formData(): Promise<FormData> {
    return this.#whole().formData();
  }

  clone(): Response {
    const { url } = this;
    return Object.defineProperty(this.#whole().clone(), "url", { value: url });
  }

  /** The body for a reader of pieces, which costs less than a stream; a `TypeError` when it has been read. */
  takePieces(): BodyPieces {
    if (this.#used) throw new TypeError("Body is unusable: Body has already been read");
    this.#used = true;
    return this.#real?.body ? piecesOf(this.#real.body) : this.#pieces;
  }

  #whole(): Response {
    if (this.#real) return this.#real;
    const { status, statusText, headers } = this;
    const withoutBody = status === 204 || status === 205 || status === 304;
    if (withoutBody) this.#pieces.cancel();
    const body = withoutBody ? null : this.#used ? "" : streamOf(this.#pieces);
    const made = new Response(body, { status, statusText, headers });
    // So that the stream of a body that has been read shows it.
    if (this.#used) void made.text();
    this.#real = made;
    return made;
  }
}

// So that `instanceof Response` holds; every member of it is here, so that none is inherited.
Object.setPrototypeOf(CarriedResponse.prototype, Response.prototype);

/** The body of an answer for a reader of pieces, whichever `fetch` it came from; undefined when there is none. */
export function bodyPieces(response: Response): BodyPieces | undefined {
  if (response instanceof CarriedResponse) return response.takePieces();
  return response.body ? piecesOf(response.body) : undefined;
}
