/** Whether every bracket that opens in a text without quotes also closes in it. */
type IsBalanced<Text extends string> = Text extends `${string}${"[" | "{" | "(" | "<"}${string}`
  ? [Closes<Text, "[", "]">, Closes<Text, "{", "}">, Closes<Text, "(", ")">, Closes<Text, "<", ">">] extends [true, true, true, true]
    ? true
    : false
  : true;

/** Takes away pairs of one sort of bracket until one is left that does not close, or none. */
type Closes<Text extends string, Open extends string, Close extends string> = Text extends `${infer Before}${Open}${infer Behind}`
  ? Behind extends `${infer Inside}${Close}${infer Rest}`
    ? Closes<`${Before}${Inside}${Rest}`, Open, Close>
    : false
  : true;

/**
 * The parts of a text without quotes between marks that stand outside all brackets:
 * `a: [x, y], b` split at `,` gives `["a: [x, y]", " b"]`.
 */
export type Split<
  Text extends string,
  Mark extends string,
  Part extends string = "",
  Parts extends readonly string[] = [],
> = Text extends `${infer Before}${Mark}${infer Behind}`
  ? IsBalanced<`${Part}${Before}`> extends true
    ? Split<Behind, Mark, "", [...Parts, `${Part}${Before}`]>
    : Split<Behind, Mark, `${Part}${Before}${Mark}`, Parts>
  : [...Parts, `${Part}${Text}`];

/** The parts without a last one that is blank: a mark may end a list. */
export type WithoutBlankEnd<Parts extends readonly string[]> = Parts extends readonly [
  ...infer Rest extends string[],
  infer Last extends string,
]
  ? Rest["length"] extends 0
    ? Parts
    : IsBlank<Last> extends true
      ? Rest
      : Parts
  : Parts;

type IsBlank<Text extends string> = Text extends ""
  ? true
  : Text extends `${" " | "\n" | "\t" | "\r"}${infer Rest}`
    ? IsBlank<Rest>
    : false;

/** `;` separates the keys of an object type as `,` does. */
export type CommaForSemicolon<Text extends string> = Text extends `${infer Before};${infer Behind}`
  ? CommaForSemicolon<`${Before},${Behind}`>
  : Text;
