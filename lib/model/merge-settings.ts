import type { ModelSettings } from "./chat-model.ts";

/** The settings of a model with those of a request over them, `extraBody` key by key; what is undefined does not count. */
export function mergeSettings(model: ModelSettings, request: ModelSettings): ModelSettings {
  if (model === request) return model;
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const extraBody = model.extraBody && request.extraBody ? { ...model.extraBody, ...request.extraBody } : undefined;
  return { ...model, ...given, ...(extraBody === undefined ? {} : { extraBody }) };
}
