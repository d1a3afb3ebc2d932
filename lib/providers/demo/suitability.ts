import type { Place } from "../../signature/sample-value.ts";
import { isoDate, isoTime } from "./dates.ts";
import type { Finding, FindingKind } from "./finding.ts";
import { rolesOf, type Role } from "./roles.ts";
import { likeness, nameWords, stem } from "./words.ts";

/** A value for a place, and how well it suits: from 2 on it may be meant, below it is a guess. */
export interface Candidate {
  readonly value: unknown;
  readonly score: number;
  readonly finding: Finding;
}

const byRole: Readonly<Partial<Record<Role, Partial<Record<FindingKind, number>>>>> = {
  email: { email: 6 },
  url: { url: 6 },
  date: { date: 6 },
  time: { time: 6 },
  currency: { currency: 6 },
  id: { id: 5, number: 1 },
  amount: { money: 4, number: 2.5 },
  place: { name: 3, phrase: 1 },
  person: { name: 3, email: 1, phrase: 0 },
  source: { name: 2, unit: 2, currency: 2, phrase: 1, id: 1.5, date: 1, path: 1 },
  target: { name: 2, phrase: 1, currency: 1.5, id: 1.5, date: 1, email: 2, path: 1 },
  unit: { unit: 4, phrase: 2, currency: 3 },
  file: { path: 6 },
  query: { quoted: 4 },
  text: { quoted: 4 },
  title: { quoted: 4, name: 1, phrase: 0.5 },
  language: { name: 3, phrase: 2 },
  count: { number: 2 },
};

const leads: Readonly<Partial<Record<Role, readonly string[]>>> = {
  place: ["in", "at", "near", "visit", "around", "for", "from", "to", "of"],
  person: ["to", "with", "for", "from", "by", "of", "tell", "ask", "email", "pay", "invite", "named", "called", "pay", "invite"],
  source: ["from"],
  target: ["to", "into", "in", "as"],
  count: ["last", "top", "first", "next", "latest", "recent", "least", "most", "buy", "order"],
  title: ["called", "named", "titled", "about"],
  language: ["to", "into", "in"],
};

const limits: Readonly<Record<string, string>> = {
  under: "max",
  below: "max",
  most: "max",
  up: "max",
  over: "min",
  above: "min",
  least: "min",
};

/** How well a found value suits a place; undefined when it cannot be meant. `today` is what relative dates count from. */
export function suitability(place: Place, finding: Finding, today: Date): Candidate | undefined {
  const name = place.path.at(-1) ?? "";
  const { schema, description } = place;
  const numeric = schema["type"] === "number" || schema["type"] === "integer";
  const choice = Array.isArray(schema["enum"]) ? chosen(schema["enum"], finding) : undefined;
  const value = Array.isArray(schema["enum"])
    ? choice
    : numeric
      ? numberOf(finding)
      : textOf(finding, schema["format"] ?? (/\biso\b|yyyy-mm-dd/i.test(description) ? "date" : undefined), today);
  if (value === undefined) return undefined;
  const roles = rolesOf(name, description);
  if (roles.includes("id") && !roles.includes("currency") && (finding.kind === "currency" || finding.kind === "unit")) return undefined;
  const byKind = numeric ? [byRole.amount] : roles.map((role) => byRole[role]);
  const kinds = byKind.map((scores) =>
    numeric && !roles.includes("amount") && !roles.includes("id") ? -1 : (scores?.[finding.kind] ?? -1),
  );
  const fits = choice === undefined ? Math.max(base(finding, numeric), ...kinds, formatScore(finding.kind, schema["format"])) : 4;
  if (fits < 0) return undefined;
  const led = leadScore(roles, finding.before);
  const score = fits + (finding.kind === "quoted" ? 0 : led) + nameScore(name, description, finding) - (finding.weak ? 1.5 : 0);
  return { value, score, finding };
}

/** Other spellings of short choices. */
const aliases: Readonly<Record<string, string>> = {
  c: "celsius centigrade metric",
  f: "fahrenheit imperial",
  k: "kelvin",
  celsius: "c centigrade metric",
  fahrenheit: "f imperial",
  metric: "celsius",
  imperial: "fahrenheit",
  s: "small",
  m: "medium",
  l: "large",
  xl: "extra-large",
  km: "kilometer kilometre",
  mi: "mile",
  kg: "kilogram kilo",
  lb: "pound",
};

/** The choice that a value speaks of, in any case and number. */
function chosen(choices: readonly unknown[], { value, text }: Finding): unknown {
  const written = [String(value), text].map((word) => word.toLowerCase().replaceAll(/[\s_-]+/g, " "));
  const stems = written.map(stem);
  return choices.find((choice) => {
    const own = String(choice)
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, " ");
    const others = (aliases[own] ?? "").split(" ").filter((alias) => alias !== "");
    return written.includes(own) || [own, ...others].some((word) => word.length > 1 && stems.includes(stem(word)));
  });
}

function base({ kind }: Finding, numeric: boolean): number {
  if (kind === "input") return 1;
  if (numeric) return kind === "money" || kind === "number" ? 2 : -1;
  if (kind === "quoted") return 2.5;
  return kind === "name" || kind === "id" ? 0.5 : kind === "phrase" || kind === "unit" ? 0 : -1;
}

function formatScore(kind: FindingKind, format: unknown): number {
  const wanted: Readonly<Record<string, readonly FindingKind[]>> = {
    email: ["email"],
    uri: ["url"],
    url: ["url"],
    date: ["date"],
    time: ["time"],
    "date-time": ["date"],
    uuid: ["id"],
  };
  return wanted[String(format)]?.includes(kind) ? 7 : -1;
}

/** The words before a value: what leads to a place or a person; `from` and `to` are never mistaken for one another. */
function leadScore(roles: readonly Role[], before: string): number {
  const oneWay = roles.includes("source") !== roles.includes("target");
  if (oneWay && before === "from") return roles.includes("source") ? 4 : -4;
  if (oneWay && (before === "to" || before === "into")) return roles.includes("target") ? 4 : -4;
  if (roles.includes("person") && !roles.includes("place") && ["in", "at", "near"].includes(before)) return -2;
  // The earlier in its list, the surer the word.
  const ranks = roles.map((role) => leads[role]?.indexOf(before) ?? -1).filter((rank) => rank >= 0);
  return ranks.length === 0 ? 0 : 2 - 0.15 * Math.min(...ranks);
}

/** The name of the property stands near the value: `account 12`, `3 nights`, `under $50` for `maxPrice`. */
function nameScore(name: string, description: string, { near, before, label }: Finding): number {
  const own = nameWords(name).map(stem);
  if (label !== undefined) return own.includes(stem(label)) || label === name ? 8 : 0;
  const bound = limits[before] ?? "";
  if (bound !== "" && own.some((word) => word.startsWith(bound))) return 4;
  if (bound !== "" && own.some((word) => word === "min" || word === "max")) return -4;
  if (own.some((word) => word.length > 1 && near.some((other) => likeness(word, other) >= 0.8))) return 3;
  return nameWords(description).some((word) => word.length > 4 && near.includes(stem(word))) ? 1 : 0;
}

function numberOf({ kind, value }: Finding): number | undefined {
  if (typeof value === "number") return value;
  if (kind !== "input" && kind !== "quoted" && kind !== "id") return undefined;
  const plain = value.replaceAll(/[$€£¥,\s]/g, "");
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

function textOf({ kind, value, text }: Finding, format: unknown, today: Date): string | undefined {
  if (kind === "date" && (format === "date" || format === "date-time")) {
    const day = isoDate(text, today);
    return day === undefined || format === "date" ? day : /T\d/.test(text) ? text : `${day}T09:00:00Z`;
  }
  if (kind === "time" && format === "time") return `${isoTime(text)}Z`;
  return typeof value === "string" ? value : text;
}
