import { ConfigurationError } from "../core/errors.ts";
import { ModelError } from "./model-error.ts";
import { limitedPieces } from "./transport/body-pieces.ts";
import { bodyPieces, CarriedResponse } from "./transport/carried-response.ts";
import { transport } from "./transport/transport.ts";

/** The most bytes of one reply where nothing else is said, decompressed: 64 MiB, hundreds of times what a model writes. */
const defaultMaxReplyBytes = 64 * 1024 * 1024;

/** Whose replies are limited, and to how many bytes; 64 MiB when absent. */
export interface ReplyLimit {
  readonly provider: string;
  readonly model: string;
  readonly maxReplyBytes: number | undefined;
}

/** A `fetch`, the given one or the library's own, that hangs up on a reply, whole, streamed or an error page, which is longer than allowed: reading it then fails with a `ModelError`. */
export function limitedFetch(fetch: typeof globalThis.fetch | undefined, limit: ReplyLimit): typeof globalThis.fetch {
  const { provider, model, maxReplyBytes: most = defaultMaxReplyBytes } = limit;
  if (!(most >= 1)) {
    throw new ConfigurationError(`The model "${provider}/${model}" has maxReplyBytes: ${String(most)}.`, {
      hint: "It must be a number of bytes from 1 on, or Infinity for no limit.",
    });
  }
  const tooLong = () =>
    new ModelError(`The reply of "${provider}/${model}" is longer than ${most} bytes.`, {
      provider,
      model,
      hint: "Raise maxReplyBytes where the model is made, if such a reply is to be expected.",
    });
  return async (input, init) => {
    const response = await (fetch ?? transport)(input, init);
    const pieces = bodyPieces(response);
    if (pieces === undefined) return response;
    if (Number(response.headers.get("content-length")) > most) {
      pieces.cancel();
      throw tooLong();
    }
    return new CarriedResponse(response, limitedPieces(pieces, most, tooLong));
  };
}
