import type { JsonSchema } from "../../signature/json-schema.ts";
import { sampleValue, type Place } from "../../signature/sample-value.ts";
import { isRecord } from "../../signature/subschemas.ts";
import type { Finding } from "./finding.ts";
import { findValues } from "./findings.ts";
import { judged, keywords, sentiment, speaksFor } from "./keywords.ts";
import { rolesOf } from "./roles.ts";
import { wordsFor } from "./samples.ts";
import { suitability } from "./suitability.ts";
import type { Task } from "./task.ts";
import { saidOrDenied } from "./spoken.ts";
import { isStopWord, nameWords, wordsOf } from "./words.ts";

/** A value that is valid under the schema, made of what the task and the tools say; `answer` is the reply in words. */
export function outputValue(schema: JsonSchema, task: Task, answer: string): unknown {
  const suggestions = new Suggestions(task, answer);
  return sampleValue(schema, { suggest: (place) => suggestions.for(place), words: wordsFor });
}

class Suggestions {
  readonly #task: Task;
  readonly #answer: string;
  readonly #text: string;
  readonly #findings: readonly Finding[];
  readonly #stems: readonly string[];

  constructor(task: Task, answer: string) {
    this.#task = task;
    this.#answer = answer;
    this.#text = [task.text, task.context, ...task.results.map(({ text }) => text)].filter((text) => text !== "").join("\n");
    this.#findings = findValues(this.#text, { insideQuotes: true });
    this.#stems = wordsOf(this.#text).map((word) => word.stem);
  }

  for(place: Place): readonly unknown[] {
    const { schema, path } = place;
    const name = path.findLast((part) => part !== "item") ?? "";
    const values = this.#fromResults(name);
    if (Array.isArray(schema["enum"])) return [...values, ...this.#fromChoices(schema["enum"], path)];
    const type = schema["type"];
    if (type === "boolean") return [...values, ...this.#fromDenial(name)];
    if (type === "number" || type === "integer") return [...values, ...this.#numbers(place, name)];
    if (type === "array") return [...values, ...this.#lists(schema, place, name)];
    return type === "string" && schema["pattern"] === undefined ? [...values, ...this.#texts(place, name)] : values;
  }

  /** What tools and labelled inputs call by the same name. */
  #fromResults(name: string): unknown[] {
    if (name === "") return [];
    const fields = this.#task.results.flatMap(({ value }) => valuesNamed(value, name));
    const input = this.#task.inputs.get(name);
    return input === undefined ? fields : [...fields, input];
  }

  #fromChoices(choices: readonly unknown[], path: readonly string[]): unknown[] {
    const texts = choices.filter((choice) => typeof choice === "string");
    const best = path.length === 0 && texts.length === 0 ? undefined : judged(texts, this.#text);
    return best === undefined ? [] : [best];
  }

  /** True or false where the text speaks of it; urgency is heard in other words too. */
  #fromDenial(name: string): boolean[] {
    const own = nameWords(name).filter((word) => !isStopWord(word));
    const said = saidOrDenied(name, this.#text);
    const pleased = own.some((word) => word === "positive" || word === "satisfied") ? sentiment(this.#text).score > 0 : undefined;
    return [said ?? pleased ?? own.some((word) => speaksFor(word, this.#stems, this.#text) > 0)];
  }

  #numbers(place: Place, name: string): unknown[] {
    const found = this.#suited(place, 0).filter(({ finding, score }) => score >= 3 || finding.kind !== "number" || !this.#isShare(name));
    if (this.#isShare(name)) return [0.9, 90];
    const mood = /\b(?:sentiment|polarity)\b/.test(nameWords(name).join(" "))
      ? [Math.max(-1, Math.min(1, sentiment(this.#text).score / 2))]
      : [];
    const counted = /\bwords?\b/.test(nameWords(name).join(" ")) ? [wordsOf(this.#task.text).length] : [];
    return [...mood, ...counted, ...found.map(({ value }) => value)];
  }

  readonly #isShare = (name: string) =>
    /\b(?:confidence|probability|certainty|likelihood|score|relevance)\b/.test(nameWords(name).join(" "));

  #suited(place: Place, bar: number) {
    const candidates = this.#findings.flatMap((finding) => suitability(place, finding, this.#task.today) ?? []);
    return candidates.filter(({ score }) => score >= bar).toSorted((a, b) => b.score - a.score);
  }

  #texts(place: Place, name: string): unknown[] {
    if (place.path.length === 0) return [this.#answer];
    const words = nameWords(name).join(" ");
    if (/\b(?:reasoning|thought|thoughts|explanation|rationale|why|justification)\b/.test(words))
      return [`The demo model went by the words of the task: ${keywords(this.#text, 4).join(", ") || "none"}.`];
    if (/\b(?:answer|response|reply|result|output|final)\b/.test(words)) return [this.#answer];
    if (/\b(?:sentiment|mood|tone)\b/.test(words)) return [judged(["positive", "negative", "neutral"], this.#text)];
    if (/\blang(?:uage)?\b/.test(words)) return ["en"];
    if (/\b(?:summary|headline|gist|abstract)\b/.test(words)) return [firstSentence(this.#task.text)];
    const roles = rolesOf(name, place.description);
    const suited = this.#suited(place, roles.length === 0 ? 1 : 2).map(({ value }) => value);
    const formatted = place.schema["format"] === undefined ? [] : this.#suited(place, 6).map(({ value }) => value);
    if (formatted.length > 0 || place.schema["format"] !== undefined) return formatted;
    if (roles.includes("title")) return [...suited, capital(keywords(this.#text, 3).join(" "))].filter((text) => text !== "");
    if (roles.includes("text")) return [...suited, this.#task.text].filter((text) => text !== "");
    const key = keywords(this.#text, 1);
    return /\b(?:topic|category|keyword|tag|label|intent|subject|type|kind|class)\b/.test(words)
      ? [...key, ...suited]
      : [...suited, ...key];
  }

  #lists(schema: JsonSchema, place: Place, name: string): unknown[] {
    const item = isRecord(schema["items"]) ? schema["items"] : {};
    const most = typeof schema["maxItems"] === "number" ? schema["maxItems"] : 5;
    if (Array.isArray(item["enum"])) {
      const spoken = item["enum"].filter((choice) => speaksFor(String(choice), this.#stems, this.#text) > 0).slice(0, most);
      return spoken.length > 0 ? [spoken] : [];
    }
    if (item["type"] !== "string" && item["type"] !== "number" && item["type"] !== "integer") return [];
    const spot = { ...place, schema: item };
    const suited = [
      ...new Set(
        this.#suited(spot, item["type"] === "string" ? 2 : 1)
          .toSorted((a, b) => a.finding.start - b.finding.start)
          .map(({ value }) => value),
      ),
    ];
    const wordy =
      item["type"] === "string" && item["format"] === undefined && !rolesOf(name, "").some((role) => role === "person" || role === "place");
    const lists =
      suited.length > 0
        ? [suited]
        : wordy && !/\b(?:step|question|sentence)s?\b/.test(nameWords(name).join(" "))
          ? [keywords(this.#text, 4)]
          : [];
    return lists.flatMap((list) => [list, list.slice(0, most)]).filter((list) => list.length > 0);
  }
}

/** The values under a name in plain data, wherever they stand. */
function valuesNamed(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => valuesNamed(entry, name));
  if (!isRecord(value)) return [];
  const own = Object.entries(value).filter(([key]) => nameWords(key).join(" ") === nameWords(name).join(" "));
  return [...own.map(([, field]) => field), ...Object.values(value).flatMap((field) => valuesNamed(field, name))];
}

function firstSentence(text: string): string {
  const [first = ""] = text.trim().split(/(?<=[.!?])\s/);
  const words = first.split(/\s+/);
  return words.length > 30 ? `${words.slice(0, 30).join(" ")} ...` : first;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
