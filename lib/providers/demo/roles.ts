import { nameWords } from "./words.ts";

/** What kind of thing a property wants, told by its name and description. */
export type Role =
  | "email"
  | "url"
  | "date"
  | "time"
  | "currency"
  | "id"
  | "amount"
  | "place"
  | "person"
  | "source"
  | "target"
  | "unit"
  | "file"
  | "query"
  | "text"
  | "title"
  | "language"
  | "count";

const byName: Readonly<Record<Role, RegExp>> = {
  email: /\be ?mails?\b/,
  url: /\b(?:url|uri|link|website|href|homepage)s?\b/,
  date: /\b(?:date|day|deadline|due|birthday|when|start|end|until|since|departure|arrival|checkin|checkout|datetime|timestamp|scheduled)\b/,
  time: /\b(?:time|hour|clock|datetime)\b/,
  currency: /\b(?:currency|currencies|ccy)\b/,
  id: /\b(?:ids?|number|code|reference|ref|sku|ticket|account|order|invoice|tracking|isbn|key|uuid|booking|reservation)\b/,
  amount: /\b(?:amount|price|total|cost|sum|balance|budget|fee|salary|value|money|payment)\b/,
  place:
    /\b(?:city|cities|location|place|country|countries|town|where|destination|origin|address|region|state|venue|room|area|zone|airport|station|capital)s?\b/,
  person:
    /\b(?:name|recipient|person|customer|employee|contact|attendee|payee|user|username|who|whom|author|member|owner|beneficiary|patient|guest|participant|people|friend|to)s?\b/,
  source: /^(?:from|source|origin|sender|src)\b|\bfrom\b/,
  target: /^(?:to|target|destination|recipient|dest|into)\b|\bto$/,
  unit: /\b(?:units?|measure)\b|^(?:from|to)$/,
  file: /\b(?:file|path|document|folder|directory|filename)s?\b/,
  query: /\b(?:query|search|keyword|term|topic|product|item|subject|goods|article|food|dish|movie|song)s?\b/,
  text: /\b(?:text|message|body|content|contents|question|prompt|sentence|input|description|note|reason|comment|request|task|expression|phrase|fact|memory|feedback|review|statement|ticket|string|details)\b/,
  title: /\b(?:title|subject|summary|name|label|heading)\b/,
  language: /\blang(?:uage)?\b/,
  count: /\b(?:limit|count|quantity|qty|top|how many|number of|times|size)\b/,
};

const cache = new Map<string, readonly Role[]>();

/** The roles that the name of a property suggests; those of its description count only when the name says nothing. */
export function rolesOf(name: string, description: string): readonly Role[] {
  const key = `${name}\n${description}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const byItsName = matching(nameWords(name).join(" "));
  const roles = byItsName.length > 0 ? byItsName : matching(description.toLowerCase());
  if (cache.size > 1000) cache.clear();
  cache.set(key, roles);
  return roles;
}

function matching(words: string): Role[] {
  // as: the keys of a record of roles are roles
  return (Object.keys(byName) as Role[]).filter((role) => byName[role].test(words));
}
