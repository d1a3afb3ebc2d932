import type { Head } from "./exchange.ts";
import type { SentRequest } from "./sent-request.ts";

/** The request that follows a redirection, by the rules of `fetch`; undefined when this answer is none or is to be given as it is. */
export function redirected(request: SentRequest, { status, headers }: Head): SentRequest | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== "string" || request.redirect === "manual") return undefined;
  if (request.redirect === "error") throw refused(`unexpected redirect to "${location}"`);
  const url = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw refused(`a redirect to "${location}"`);
  const { method, body } = request;
  const asGet = status === 303 ? method !== "GET" && method !== "HEAD" : (status === 301 || status === 302) && method === "POST";
  if (!asGet && typeof body === "object" && !(body instanceof Uint8Array)) throw refused("a redirect of a body that is sent as it comes");
  const without = [...(asGet ? ofBody : []), ...(url.origin === request.url.origin ? [] : ofOrigin)];
  const kept = { ...request, url, headers: withoutHeaders(request.headers, without) };
  return asGet ? { ...kept, method: "GET", body: undefined } : kept;
}

const ofBody = ["content-encoding", "content-language", "content-location", "content-type", "content-length"];
/** What another server must not see. */
const ofOrigin = ["authorization", "proxy-authorization", "cookie", "host"];

function withoutHeaders(headers: readonly string[], names: readonly string[]): string[] {
  return headers.filter((_, index) => !names.includes((headers[index - (index % 2)] ?? "").toLowerCase()));
}

/** An error as `fetch` throws it. */
export function refused(why: string): TypeError {
  return new TypeError("fetch failed", { cause: new Error(why) });
}
