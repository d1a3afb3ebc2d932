import type { Trim, Unquote, Unquoted } from "../signature/quoted-text.ts";
import type { ConditionMistake } from "./condition-types.ts";
import type { InlineMistake, Name } from "./name-types.ts";

/** What stands behind a name in a pipeline: a function of the message, a module, an agent, another pipeline. What it returns is ignored. */
// `any`: a step chooses how much it wants to know of its message.
export type InlineStep = (message: any) => unknown;

/** Steps by name. */
export interface InlineModules {
  readonly [name: string]: InlineStep;
}

/** The names of the modules in a pipeline's text; any string where the compiler does not know the text. */
export type StepNames<S extends string> = IsKnown<S> extends true ? Extract<Parsed<S>, string> : string;

/** The type of a pipeline's text as it is; where it has mistakes, what they are. */
export type ReadablePipeline<S extends string> =
  IsKnown<S> extends true ? ([MistakesIn<S>] extends [never] ? S : InlineMistake<MistakesIn<S>>) : S;

/** What the modules of a pipeline must have besides what they have. Modules whose names the compiler does not know are checked at construction. */
export type ModulesFor<S extends string, M> = string extends keyof M
  ? unknown
  : IsKnown<S> extends true
    ? { readonly [Name in StepNames<S>]: InlineStep }
    : unknown;

/** `string` and templates with holes are no texts that the compiler could read. */
type IsKnown<S extends string> = object extends Record<S, 1> ? false : true;

type MistakesIn<S extends string> = Extract<Parsed<S>, InlineMistake<string>>["pipeline error"];

/** The names and the mistakes in a text, in one union. */
type Parsed<S extends string> =
  Unquote<S> extends Unquoted<infer Text>
    ? Text extends "'"
      ? InlineMistake<"a quote is never closed">
      : Steps<Trim<Text>, [], never>
    : never;

/** Reads a step and all that follows; `Open` has an entry for every loop that is not closed yet. */
type Steps<Text extends string, Open extends readonly unknown[], Found> = Text extends `@{${infer Condition}}${infer Rest}`
  ? Trim<Rest> extends `:${infer Body}`
    ? Steps<Trim<Body>, [...Open, 1], Found | ConditionMistake<Condition>>
    : InlineMistake<'expected ":" after the condition of a loop'>
  : Text extends `[${infer List}]${infer Rest}`
    ? Behind<Trim<Rest>, Open, Found | Names<List>>
    : Text extends `{${infer List}}${infer Rest}`
      ? Behind<Trim<Rest>, Open, Found | Branches<List, false>>
      : Text extends `${infer Word}->${infer Rest}`
        ? Word extends `${infer Last};${infer Between}`
          ? Behind<`;${Between}->${Rest}`, Open, Found | Name<Trim<Last>>>
          : Steps<Trim<Rest>, Open, Found | Name<Trim<Word>>>
        : Text extends `${infer Word};${infer Rest}`
          ? Behind<`;${Rest}`, Open, Found | Name<Trim<Word>>>
          : Behind<"", Open, Found | Name<Text>>;

/** Reads on behind a step: an arrow, the end of a loop, or the end. */
type Behind<Text extends string, Open extends readonly unknown[], Found> = Text extends ""
  ? Open extends readonly []
    ? Found
    : InlineMistake<'a loop is not closed by ";"'>
  : Text extends `->${infer Rest}`
    ? Steps<Trim<Rest>, Open, Found>
    : Text extends `;${infer Rest}`
      ? Open extends readonly [unknown, ...infer Outer]
        ? BehindLoop<Trim<Rest>, Outer, Found>
        : InlineMistake<'";" without a loop'>
      : InlineMistake<`expected "->" before ${Text}`>;

/** Behind a loop the arrow may be left out. */
type BehindLoop<Text extends string, Open extends readonly unknown[], Found> = Text extends "" | `->${string}` | `;${string}`
  ? Behind<Text, Open, Found>
  : Steps<Text, Open, Found>;

type Names<List extends string> = List extends `${infer First},${infer Rest}` ? Name<Trim<First>> | Names<Rest> : Name<Trim<List>>;

/** The branches of a conditional; `Some` tells whether there was one with a condition. */
type Branches<List extends string, Some extends boolean> = List extends `${infer First},${infer Rest}`
  ? First extends `${infer Condition}?${infer Module}`
    ? ConditionMistake<Condition> | Name<Trim<Module>> | Branches<Rest, true>
    : InlineMistake<`only the last branch may have no condition: ${Trim<First>}`>
  : List extends `${infer Condition}?${infer Module}`
    ? ConditionMistake<Condition> | Name<Trim<Module>>
    : Some extends true
      ? Name<Trim<List>>
      : InlineMistake<`expected a condition and "?" in {${List}}`>;
