import { isStopWord, likeness, nameWords, stem, wordsOf } from "./words.ts";

const denial = /^(?:not|no|without|non|never|un|don['’]?t|isn['’]?t|hasn['’]?t|exclude|excluding)$/i;

/** Whether a text says or denies what a property is called: `urgent`, `not urgent`; undefined when it is silent. */
export function saidOrDenied(name: string, text: string): boolean | undefined {
  const words = wordsOf(text);
  const own = nameWords(name)
    .filter((word) => !isStopWord(word) && word !== "include")
    .map(stem);
  const at = words.findIndex((word) => own.some((other) => likeness(other, word.stem) >= 1));
  return at < 0 ? undefined : !words.slice(Math.max(0, at - 3), at).some((word) => denial.test(word.text));
}

/** The choices that stand in a text word by word. */
export function spokenChoices(choices: readonly unknown[], text: string): unknown[] {
  const words = wordsOf(text).map((word) => word.stem);
  return choices.filter((choice) => {
    const own = nameWords(String(choice)).map(stem).join(" ");
    return own.length > 1 && !isStopWord(own) && ` ${words.join(" ")} `.includes(` ${own} `);
  });
}
