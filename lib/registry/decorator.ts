import { ConfigurationError } from "../core/errors.ts";
import { annotate, siteOf, type DecoratorSite, type Replace } from "./decorator-site.ts";
import type { Note } from "./notes.ts";

/** What a decorator does where it stands. */
export interface DecoratorEffect {
  /** Its name, for messages: `tool`. */
  readonly word: string;
  readonly note: Note;
  readonly replace?: Replace | undefined;
  /** Set for decorators that also go on classes. */
  readonly onClasses?: boolean | undefined;
}

/** Does a decorator's work at a site and gives what the decorator must return. */
export function decorateAt(site: DecoratorSite, { word, note, replace, onClasses }: DecoratorEffect): unknown {
  if (site.at === "class" && !onClasses) {
    throw new ConfigurationError(`@${word} goes on methods and functions, and ${site.type.name || "what it was given"} is a class.`, {
      hint: `Put it on the methods of the class${word === "policy" ? "" : ", or on an agent made from it"}.`,
    });
  }
  return annotate(site, note, replace);
}

/** A decorator ready to stand on something, in either dialect, or to be called on a function. */
export function decoratorOf(effect: DecoratorEffect): (...args: unknown[]) => unknown {
  return (...args) => {
    const site = siteOf(args);
    if (site !== undefined) return decorateAt(site, effect);
    throw new ConfigurationError(`@${effect.word} was called on ${describe(args[0])}.`, {
      hint: `It goes on a method, or is called on one function: ${effect.word}(...)(fn).`,
    });
  };
}

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `the text "${value}"`;
  return `${/^[aeiou]/.test(typeof value) ? "an" : "a"} ${typeof value}`;
}
