import { ConfigurationError } from "../core/errors.ts";

/** The name of a tool, if it may be one; `owner` is whose name it is, for the message. */
export function checkedName(name: string, owner: string): string {
  if (/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return name;
  const fact = name === "" ? `${owner} has no name a tool could have.` : `"${name}" cannot be the name of the tool ${owner}.`;
  throw new ConfigurationError(fact, { hint: "Give it one with the option name: 1 to 64 of the characters a-z, A-Z, 0-9, _ and -." });
}

/** A name as words: `getUserById`, `get_user_by_id` become `Get user by id`. */
export function nameAsWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .filter((word) => word !== "")
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(" ");
  return text === "" ? name : text.charAt(0).toUpperCase() + text.slice(1);
}

/** The beginning of a text as a name, for what has none: `Current weather in a city.` becomes `current_weather_in_a_city`; empty when the text has no such letters. */
export function wordsAsName(text: string): string {
  const words =
    text
      .split(/[.:;\n]/, 1)
      .join("")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  let name = "";
  for (const word of words.slice(0, 6)) if (name.length + word.length < 64) name += `${name && "_"}${word}`;
  return name;
}
