/** What a value found in a text looks like. */
export type FindingKind =
  | "quoted"
  | "email"
  | "url"
  | "date"
  | "time"
  | "id"
  | "path"
  | "money"
  | "number"
  | "unit"
  | "currency"
  | "name"
  | "phrase"
  | "input";

/** A value found in a text, with what stands around it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly value: string | number;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The word before it, lower-case, articles and possessives skipped: `to`, `in`, `from`. */
  readonly before: string;
  /** Stems of the words near it: some before, one after. */
  readonly near: readonly string[];
  /** The text in which it stands. */
  readonly source?: string | undefined;
  /** For a labelled input: its label. */
  readonly label?: string | undefined;
  /** A guess, such as a capitalised word that begins a sentence. */
  readonly weak?: boolean | undefined;
}
