import type { Anthropic } from "@anthropic-ai/sdk";
import type { MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import { env } from "../../core/env.ts";
import { ConfigurationError } from "../../core/errors.ts";
import type { ChatReply, ChatRequest, ModelCall, ModelSettings } from "../../model/chat-model.ts";
import { limitedFetch } from "../../model/limited-fetch.ts";
import { mergeSettings } from "../../model/merge-settings.ts";
import { perKey } from "../../model/per-key.ts";
import { apiKeyEnv, baseUrlEnv, checkUrl, type Connection } from "./connection.ts";
import { foreignReply, parsed, toModelError, unreadBody } from "./errors.ts";
import { fromReply, isMessage } from "./from-reply.ts";
import { readStream } from "./read-stream.ts";
import { toRequest } from "./to-request.ts";

/** The longest timer there is, in milliseconds: the SDK refuses long replies that have no timeout of their own, and ours are the policy's. */
const noTimeout = 2 ** 31 - 1;

/** A model as it is asked: its id at the API, its settings, and where it is reached. */
export interface AskedModel {
  readonly id: string;
  readonly settings: ModelSettings;
  readonly connection: Connection;
}

/** Sends one request to a model and reads its reply. */
export type Ask = (request: ChatRequest, call: ModelCall) => Promise<ChatReply>;

/** What asks a model. It looks the API key up with each request that can be sent, and makes a client when the key is a new one. */
export function askOf({ id, settings, connection }: AskedModel): Ask {
  const client = perKey(
    () => keyOf(id, connection),
    (apiKey) => connect(id, apiKey, connection),
  );
  return async (request, call) => {
    const params = toRequest(request, id, mergeSettings(settings, request.settings));
    const asked: Asked = { client: await client(), params, id };
    return call.onDelta === undefined ? whole(asked, call.signal) : streamed(asked, call);
  };
}

interface Asked {
  readonly client: Anthropic;
  readonly params: MessageCreateParamsNonStreaming;
  readonly id: string;
}

async function whole({ client, params, id }: Asked, signal: AbortSignal): Promise<ChatReply> {
  const given: unknown = await client.messages.create(params, { signal }).catch((thrown: unknown) => {
    throw toModelError(thrown, id);
  });
  // The SDK gives a mislabelled body as its text, and nothing for an empty one.
  const message = typeof given === "string" ? parsed(given) : given;
  if (message === undefined) throw unreadBody(id, typeof given === "string" ? given : "");
  if (!isMessage(message)) throw foreignReply(id, message);
  return fromReply(message);
}

async function streamed({ client, params, id }: Asked, call: ModelCall): Promise<ChatReply> {
  const asked = client.messages.create({ ...params, stream: true }, { signal: call.signal }).asResponse();
  const response = await asked.catch((thrown: unknown) => {
    throw toModelError(thrown, id);
  });
  return readStream(response, { ...call, model: id });
}

function keyOf(id: string, { apiKey = env(apiKeyEnv) }: Connection): string {
  if (apiKey !== undefined) return apiKey;
  throw new ConfigurationError(`There is no API key for "anthropic/${id}".`, { hint: `Set ${apiKeyEnv}, or pass apiKey.` });
}

function connect(id: string, apiKey: string, connection: Connection): Promise<Anthropic> {
  const { baseURL = env(baseUrlEnv), headers, fetch, maxReplyBytes } = connection;
  checkUrl(baseURL, baseUrlEnv);
  const limited = limitedFetch(fetch, { provider: "anthropic", model: id, maxReplyBytes });
  return import("@anthropic-ai/sdk").then(
    ({ Anthropic }) =>
      new Anthropic({
        apiKey,
        baseURL,
        defaultHeaders: headers,
        fetch: limited,
        maxRetries: 0,
        timeout: noTimeout,
        // The library traces its own calls, and errors reach the caller: the SDK need not write them to the console as well.
        openTelemetry: false,
        ...(env("ANTHROPIC_LOG") === undefined ? { logLevel: "off" } : {}),
      }),
  );
}
