/** What may stand between the parts of a signature. */
type Blank = " " | "\n" | "\t" | "\r";

/** The text without blanks at either end. */
export type Trim<Text extends string> = TrimEnd<TrimStart<Text>>;

// The first question of each has nothing to infer and is cheap: most texts have no blank there.
type TrimStart<Text extends string> = Text extends `${Blank}${string}`
  ? Text extends `${infer _}${infer Rest}`
    ? TrimStart<Rest>
    : never
  : Text;
/** The text without blanks at its end. */
export type TrimEnd<Text extends string> = Text extends `${string}${Blank}`
  ? Text extends `${infer Rest} ` | `${infer Rest}\n` | `${infer Rest}\t` | `${infer Rest}\r`
    ? TrimEnd<Rest>
    : never
  : Text;

/** A signature's text with everything quoted taken out, and the literals that were quoted. */
export interface Unquoted<Text extends string = string, Literals extends readonly string[] = readonly string[]> {
  readonly text: Text;
  readonly literals: Literals;
}

/**
 * Takes quoted texts out of the way, so that nothing in them can be taken for a mark: a literal becomes its number in quotes
 * (`'a, b' | "c"` becomes `'0' | '1'`), and a description, which no type depends on, becomes a single `"`.
 * A quote that is never closed gives an `Unquoted` of the text `'`.
 */
export type Unquote<Text extends string> = Text extends `${string}${"'" | '"'}${string}` ? TakeQuotes<Text> : Unquoted<Text, []>;

type TakeQuotes<Text extends string, Done extends string = "", Literals extends readonly string[] = []> =
  FirstQuote<Text> extends [infer Before extends string, infer Quote extends string, infer Behind extends string]
    ? CloseQuote<Behind, Quote> extends [infer Quoted extends string, infer Rest extends string]
      ? IsLiteral<TrimEnd<Before>, Done> extends true
        ? TakeQuotes<Rest, `${Done}${Before}'${Literals["length"]}'`, [...Literals, Quoted]>
        : TakeQuotes<Rest, `${Done}${Before}"`, Literals>
      : Unquoted<"'", []>
    : Unquoted<`${Done}${Text}`, Literals>;

/** The text before the first quote, the quote, and the text behind it. */
type FirstQuote<Text extends string> = Text extends `${infer Before}'${infer Behind}`
  ? Before extends `${infer Earlier}"${infer Between}`
    ? [Earlier, '"', `${Between}'${Behind}`]
    : [Before, "'", Behind]
  : Text extends `${infer Before}"${infer Behind}`
    ? [Before, '"', Behind]
    : undefined;

/** The quoted text without its escapes, and what stands behind the closing quote. */
type CloseQuote<Text extends string, Quote extends string, Quoted extends string = ""> = Text extends `${infer Part}${Quote}${infer Rest}`
  ? Part extends `${string}\\${string}`
    ? Unescape<Part> extends infer Plain extends string
      ? Plain extends `${infer Open}\\\0`
        ? CloseQuote<Rest, Quote, `${Quoted}${Open}${Quote}`>
        : [`${Quoted}${Plain}`, Rest]
      : never
    : [`${Quoted}${Part}`, Rest]
  : undefined;

/** Takes the backslash from before quotes and backslashes; one that is left at the end, and so escapes what follows, is marked by `\0`. */
type Unescape<Text extends string, Done extends string = ""> = Text extends `${infer Before}\\${infer Behind}`
  ? Behind extends ""
    ? `${Done}${Before}\\\0`
    : Behind extends `${infer Escaped extends "\\" | "'" | '"'}${infer Rest}`
      ? Unescape<Rest, `${Done}${Before}${Escaped}`>
      : Unescape<Behind, `${Done}${Before}\\`>
  : `${Done}${Text}`;

/** A quoted text is a literal where a type is due, else a description; `Before` is what stands between it and the last one. */
type IsLiteral<Before extends string, Done extends string> = Before extends ""
  ? Done extends ""
    ? true
    : false
  : Before extends `${string}${":" | "|" | "[" | "<" | "(" | "," | "->"}`
    ? true
    : false;
