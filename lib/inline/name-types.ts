/** What is wrong with a pipeline's text, as the compiler shows it. */
export interface InlineMistake<Message extends string> {
  readonly "pipeline error": Message;
}

/** What may stand between the parts of a pipeline. */
export type Blank = " " | "\n" | "\t" | "\r";

/** Marks, and characters that no name has; what is not listed is checked at construction. */
export type NoLetter =
  | Blank
  | "?"
  | "{"
  | "}"
  | "["
  | "]"
  | "("
  | ")"
  | "@"
  | ";"
  | ":"
  | ","
  | "&"
  | "|"
  | "<"
  | ">"
  | "="
  | "!"
  | "'"
  | '"'
  | "-"
  | "+"
  | "."
  | "/"
  | "\\"
  | "#"
  | "*"
  | "%";

/** What neither a name nor a path begins with. */
export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** The name of a module, or the mistake in it. */
export type Name<Text extends string> = Text extends ""
  ? InlineMistake<"the name of a module is missing">
  : Text extends `${Digit}${string}` | `${string}${NoLetter}${string}`
    ? InlineMistake<`not the name of a module: ${Text}`>
    : Text;
