/** A request in the form in which it is sent. */
export interface SentRequest {
  readonly url: URL;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: string[];
  /** Text, bytes, or pieces that are sent as they come. */
  readonly body: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
  readonly signal: AbortSignal | undefined;
  readonly redirect: "follow" | "error" | "manual";
}

type Input = Parameters<typeof globalThis.fetch>[0];
type Init = NonNullable<Parameters<typeof globalThis.fetch>[1]>;
type GivenBody = NonNullable<Init["body"]>;

/** Whether this transport can send it: a URL of http or https without a name and password, and nothing that only `fetch` itself knows. */
export function canSend(input: Input, init: Init): input is string | URL {
  if (typeof input !== "string" && !(input instanceof URL)) return false;
  const url = String(input);
  return /^https?:\/\/[^/?#@\\]+(?:[/?#]|$)/i.test(url) && init.dispatcher === undefined && !init.integrity;
}

/** What `fetch` was asked, ready to be sent. Text without a type gets the type that `fetch` gives it. */
export async function sentRequest(input: string | URL, init: Init): Promise<SentRequest> {
  const { signal, redirect = "follow" } = init;
  const method = (init.method ?? "GET").toUpperCase();
  const { body, type } = await sentBody(init.body);
  const given = init.headers instanceof Headers ? init.headers : new Headers(init.headers);
  const headers: string[] = [];
  for (const [name, value] of given) headers.push(name, value);
  if (type !== undefined && !given.has("content-type")) headers.push("content-type", type);
  if (!given.has("accept")) headers.push("accept", "*/*");
  return { url: new URL(input), method, headers, body, signal: signal ?? undefined, redirect };
}

async function sentBody(body: GivenBody | null | undefined): Promise<Pick<SentRequest, "body"> & { readonly type?: string | undefined }> {
  if (body === null || body === undefined) return { body: undefined };
  if (typeof body === "string") return { body, type: "text/plain;charset=UTF-8" };
  if (body instanceof Uint8Array) return { body };
  if (isPieces(body)) return { body };
  // A form, a blob, parameters or a buffer: `Response` knows their bytes and their type. Whole, since many servers want to know the length.
  const whole = new Response(body);
  return { body: new Uint8Array(await whole.arrayBuffer()), type: whole.headers.get("content-type") ?? undefined };
}

function isPieces(body: GivenBody): body is GivenBody & AsyncIterable<Uint8Array> {
  return typeof body === "object" && Symbol.asyncIterator in body;
}
