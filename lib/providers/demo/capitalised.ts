import { isStopWord, isVerb } from "./words.ts";

/** Capitalised words in a row; one that merely begins a sentence is a weak guess. */
export function capitalised(text: string): { readonly start: number; readonly name: string; readonly weak: boolean }[] {
  const names = text.matchAll(
    /(?:\p{Lu}\p{L}{0,2}\.(?=\s\p{Lu})|\p{Lu}[\p{L}’'-]*)(?:\s+(?:(?:de|da|do|del|di|la|van|von|of|&)\s+)?\p{Lu}[\p{L}’'-]*)*/gu,
  );
  return [...names].flatMap((match) => {
    let [name, start] = [match[0], match.index];
    const country = new RegExp(`^, (?:${countries})\\b`).exec(text.slice(start + name.length))?.[0];
    if (country !== undefined && !countries.split("|").includes(name)) name += country;
    const begins = /(?:^|[.!?:;>\n"“(]\s*)$/.test(text.slice(0, start));
    // A sentence that begins "Transfer Bob ..." is not about a Mr Transfer.
    for (let first = /^\S+\s+/.exec(name)?.[0]; first !== undefined && isNoName(first.trim()); first = /^\S+\s+/.exec(name)?.[0]) {
      [name, start] = [name.slice(first.length), start + first.length];
    }
    name = name.replace(/['’]s$/, "");
    if (isNoName(name) || name.length < 2) return [];
    return [{ start, name, weak: begins && start === match.index && !name.includes(" ") && !isListed(text.slice(start + name.length)) }];
  });
}

/** Whether a list of names goes on: ", Bob", " and Bob". */
const isListed = (rest: string) => /^(?:,|\s+(?:and|&))\s+\p{Lu}/u.test(rest);
/** Places that follow their parts after a comma: "Paris, France". */
const countries =
  "France|Germany|Italy|Spain|Portugal|Japan|China|India|Brazil|Canada|Mexico|Australia|Austria|Switzerland|Greece|Turkey|Egypt|USA|UK|England|Scotland|Ireland|Texas|California|Florida|Argentina|Chile|Poland|Sweden|Norway|Denmark|Finland|Netherlands|Belgium";
const isNoName = (word: string) => isStopWord(word) || isVerb(word) || /^(?:I|I['’]\w+)$/.test(word);
