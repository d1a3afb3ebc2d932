/** The headers of a reply, as `fetch` or as Node gives them; names of a record are matched without regard to case. */
export type ReplyHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * How long a provider asks to wait, in milliseconds from now and never below zero; undefined when it does not say or says it
 * unreadably. Reads `retry-after-ms` (milliseconds), else `retry-after` (seconds or a date, RFC 9110 section 10.2.3).
 */
export function retryAfterMs(headers: ReplyHeaders | undefined): number | undefined {
  if (headers === undefined) return undefined;
  const exact = amount(header(headers, "retry-after-ms"));
  if (exact !== undefined) return exact;
  const text = header(headers, "retry-after");
  const seconds = amount(text);
  if (seconds !== undefined) return seconds * 1000;
  const at = dated(text);
  return at === undefined ? undefined : Math.max(0, at - Date.now());
}

function header(headers: ReplyHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === "string" ? found : found?.[0];
}

function amount(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

/** Only what looks like a date: `Date.parse` takes "-1" and "soon 5" for years. */
function dated(text: string | undefined): number | undefined {
  if (text === undefined || !/\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
