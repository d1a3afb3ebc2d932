import type { DotDict } from "../message/dotdict.ts";

/**
 * A message of any class, inferred from an argument. Nothing where the compiler looks at all that a function could take: what a bound module takes
 * and gives besides messages stays its own input and output.
 */
export type MessageIn<M> = object extends M ? never : M extends DotDict ? M : never;

/** `MessageIn`, where the module says where its output goes in a message; nothing for all others. */
export type MessageOf<ResponseMode, M> = undefined extends ResponseMode ? never : MessageIn<M>;

/** What a call with a message gives: the message, as soon as `forward`, which gives `R`, is done. */
export type MessageBack<R, M> = object extends M ? never : R extends Promise<unknown> ? Promise<MessageIn<M>> : MessageIn<M>;
