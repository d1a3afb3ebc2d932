/** A format of texts in JSON Schema: whether a text has it, and texts that have it, another for each `turn` (0, 1, ...). */
export interface Format {
  fits(text: string): boolean;
  sample(turn: number): string;
}

const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?`;
const zone = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;
const times = new RegExp(`^${clock}${zone}$`, "i");
const looseTimes = new RegExp(`^${clock}${zone}?$`, "i");
const byte = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;

const at = (turn: number) => new Date(Date.UTC(2026, 0, 15 + turn, 9, turn)).toISOString();
const timeAt = (turn: number) => `${at(turn).slice(11, 19)}Z`;
const numbered = (text: string, turn: number) => (turn === 0 ? text : `${text}${turn + 1}`);

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Days that a month does not have roll over into the next.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isMoment(text: string): boolean {
  return isDate(text.slice(0, 10)) && /^t$/i.test(text.charAt(10)) && times.test(text.slice(11));
}

function like(pattern: RegExp, sample: (turn: number) => string): Format {
  return { fits: (text) => pattern.test(text), sample };
}

function isIpv6(text: string): boolean {
  return /:/.test(text) && URL.canParse(`http://[${text}]/`);
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

const address = (turn: number) => `${numbered("alex", turn)}@example.com`;
const host = (turn: number) => (turn === 0 ? "example.com" : `host${turn + 1}.example.com`);
const link = (turn: number) => `https://example.com/${turn === 0 ? "" : turn + 1}`;
const uri = like(/^[a-z][a-z\d+.-]*:[^\s"<>\\^`{|}]+$/i, link);
const reference = like(/^[^\s"<>\\^`{|}]*$/, link);
const hostname = like(/^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i, host);

/** The formats of JSON Schema draft 2020-12 (validation, section 7.3), and `url` and `iso-time` as schema libraries write them. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date", { fits: isDate, sample: (turn) => at(turn).slice(0, 10) }],
  ["time", like(times, timeAt)],
  ["iso-time", like(looseTimes, timeAt)],
  ["date-time", { fits: isMoment, sample: (turn) => at(turn).replace(".000", "") }],
  ["duration", like(/^P(?:\d+W|(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/, (turn) => `PT${turn + 1}H`)],
  ["email", like(/^[\w+-]+(?:\.[\w+-]+)*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+$/i, address)],
  ["idn-email", like(/^\S+@\S+$/, address)],
  ["hostname", hostname],
  ["idn-hostname", like(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u, host)],
  ["ipv4", like(new RegExp(String.raw`^(?:${byte}\.){3}${byte}$`), (turn) => `192.0.2.${(turn % 254) + 1}`)],
  ["ipv6", { fits: isIpv6, sample: (turn) => `2001:db8::${(turn + 1).toString(16)}` }],
  ["uri", uri],
  ["iri", uri],
  ["url", like(/^https?:\/\/[^\s"<>\\^`{|}]+$/i, link)],
  ["uri-reference", reference],
  ["iri-reference", reference],
  ["uri-template", like(/^[^\s"<>\\^`|]*$/, link)],
  [
    "uuid",
    like(
      /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i,
      (turn) => `3f2504e0-4f89-41d3-9a0c-${(0x305e82c3301 + turn).toString(16).padStart(12, "0")}`,
    ),
  ],
  ["json-pointer", like(/^(?:\/(?:[^/~]|~[01])*)*$/, (turn) => numbered("/part", turn))],
  ["relative-json-pointer", like(/^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^/~]|~[01])*)*)$/, (turn) => String(turn))],
  ["regex", { fits: isRegex, sample: (turn) => numbered("a", turn) }],
]);
