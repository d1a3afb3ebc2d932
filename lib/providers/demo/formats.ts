/** A format of a text in JSON Schema: what it must look like, and a value of it. */
interface Format {
  readonly pattern: RegExp;
  readonly sample: string;
}

/** The formats of JSON Schema draft 2020-12 (section 7.3 of its validation part) that the demo knows. */
export const formats: Readonly<Record<string, Format>> = {
  date: { pattern: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, sample: "2026-01-15" },
  time: { pattern: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i, sample: "09:00:00Z" },
  "iso-time": { pattern: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/i, sample: "09:00:00Z" },
  "date-time": { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i, sample: "2026-01-15T09:00:00Z" },
  duration: { pattern: /^P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/, sample: "PT1H" },
  email: { pattern: /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/, sample: "alex@example.com" },
  "idn-email": { pattern: /^\S+@\S+$/, sample: "alex@example.com" },
  hostname: { pattern: /^[a-z\d-]+(?:\.[a-z\d-]+)*$/i, sample: "example.com" },
  ipv4: { pattern: /^(?:\d{1,3}\.){3}\d{1,3}$/, sample: "192.0.2.1" },
  ipv6: { pattern: /^[\da-f:.]*:[\da-f:.]*$/i, sample: "2001:db8::1" },
  uri: { pattern: /^[a-z][a-z\d+.-]*:[^\s"<>\\^`{|}]+$/i, sample: "https://example.com/" },
  url: { pattern: /^https?:\/\/[^\s"<>\\^`{|}]+$/i, sample: "https://example.com/" },
  "uri-reference": { pattern: /^[^\s"<>\\^`{|}]*$/, sample: "https://example.com/" },
  uuid: { pattern: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i, sample: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
  "json-pointer": { pattern: /^(?:\/[^/]*)*$/, sample: "/demo" },
  regex: { pattern: /^[\w\s]*$/, sample: "demo" },
};
