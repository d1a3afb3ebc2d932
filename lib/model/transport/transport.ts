import { CarriedResponse } from "./carried-response.ts";
import { carrier } from "./carrier.ts";
import { decoded } from "./content-coding.ts";
import { exchange, type Head } from "./exchange.ts";
import { redirected, refused } from "./redirect.ts";
import { canSend, sentRequest } from "./sent-request.ts";

const mostRedirects = 20;

/**
 * The `fetch` that models are asked through when the user gives none: connections of undici that are kept and shared by the whole process,
 * without the web streams that make Node's own `fetch` several times as costly. It follows the environment's proxies (`HTTP_PROXY`,
 * `HTTPS_PROXY`, `NO_PROXY`) and Node's certificates, has no time limits but that of connecting (10 s), and asks for no
 * compression. What it cannot do is left to the global `fetch`.
 */
export const transport: typeof globalThis.fetch = async (input, init = {}) => {
  if (!canSend(input, init)) return globalThis.fetch(input, init);
  const dispatcher = await carrier();
  if (dispatcher === undefined) return globalThis.fetch(input, init);
  let request = await sentRequest(input, init);
  for (let followed = 0; ; followed += 1) {
    request.signal?.throwIfAborted();
    const answered = await exchange(dispatcher, request);
    const next = redirected(request, answered.head);
    if (next === undefined) {
      const { status, statusText } = answered.head;
      const head = { status, statusText, headers: headersOf(answered.head), url: request.url.href, redirected: followed > 0 };
      return new CarriedResponse(head, await decoded(answered.head, answered));
    }
    answered.cancel();
    if (followed === mostRedirects) throw refused("redirect count exceeded");
    request = next;
  }
};

function headersOf({ headers }: Head): Headers {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") made.append(name, value);
    else for (const one of value ?? []) made.append(name, one);
  }
  return made;
}
