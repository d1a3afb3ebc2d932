import type { SignatureError } from "../../lib/signature/signature-types.ts";

/** Whether a `SignatureError` stands anywhere in a type made of records, lists and unions. */
export type HasError<T> = true extends Errors<T> ? true : false;

type Errors<T> =
  T extends SignatureError<string>
    ? true
    : T extends Date | URL | Uint8Array
      ? false
      : T extends readonly unknown[]
        ? Errors<T[number]>
        : T extends object
          ? Errors<T[keyof T]>
          : false;
