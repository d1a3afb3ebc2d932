import type { CacheControlEphemeral, MessageCreateParamsNonStreaming, TextBlockParam } from "@anthropic-ai/sdk/resources/messages";
import type { ChatRequest, ModelSettings } from "../../model/chat-model.ts";
import { generationOf } from "./generation.ts";
import { defaultMaxTokens, refuseSettings } from "./settings.ts";
import { thinkingOf } from "./thinking.ts";
import { toTexts } from "./to-content.ts";
import { toFormat } from "./to-format.ts";
import { toMessages } from "./to-messages.ts";
import { toTools } from "./to-tools.ts";

/**
 * The body of `POST /v1/messages` for a request; `model` is the id without the provider. Throws an `InputError` for media that
 * the model cannot take and a `ConfigurationError` for settings and output schemas that it cannot follow.
 */
export function toRequest(
  request: ChatRequest,
  model: string,
  settings: ModelSettings = request.settings,
): MessageCreateParamsNonStreaming {
  refuseSettings(settings, `anthropic/${model}`);
  const generation = generationOf(model);
  const maxTokens = settings.maxTokens ?? defaultMaxTokens;
  const { thinking, effort } = thinkingOf(request, generation, { ...settings, maxTokens });
  const mark = cacheMark(settings.promptCache);
  const { system, messages } = toMessages(request.messages, generation);
  const prompt = [...toTexts(request.system ?? ""), ...system];
  const outputConfig = {
    ...(effort === undefined ? {} : { effort }),
    ...(request.output === undefined ? {} : { format: toFormat(request.output) }),
  };
  const params: MessageCreateParamsNonStreaming = {
    model,
    max_tokens: maxTokens,
    ...(prompt.length === 0 ? {} : { system: marked(prompt, mark) }),
    messages,
    ...toTools(request, settings, mark),
    ...(settings.stop === undefined || settings.stop.length === 0 ? {} : { stop_sequences: [...settings.stop] }),
    ...(thinking === undefined ? {} : { thinking }),
    ...(Object.keys(outputConfig).length === 0 ? {} : { output_config: outputConfig }),
  };
  return settings.extraBody === undefined ? params : withExtra(params, settings.extraBody);
}

/** Fields of `output_config` join ours, so that an effort can be given beside a format; all others replace. */
function withExtra(
  params: MessageCreateParamsNonStreaming,
  extra: NonNullable<ModelSettings["extraBody"]>,
): MessageCreateParamsNonStreaming {
  const joined = { ...params, ...extra };
  const given = extra["output_config"];
  if (typeof given === "object" && given !== null) joined.output_config = { ...params.output_config, ...given };
  return joined;
}

function cacheMark(cache: ModelSettings["promptCache"]): CacheControlEphemeral | undefined {
  if (cache === undefined || cache === false) return undefined;
  return cache === true ? { type: "ephemeral" } : { type: "ephemeral", ttl: cache };
}

function marked(blocks: TextBlockParam[], mark: CacheControlEphemeral | undefined): TextBlockParam[] {
  const last = blocks.at(-1);
  return mark === undefined || last === undefined ? blocks : [...blocks.slice(0, -1), { ...last, cache_control: mark }];
}
