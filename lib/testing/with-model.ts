import { currentRun, enterUserCode } from "../core/current-run.ts";
import { RunContext } from "../core/run-context.ts";
import type { ModelRef } from "../model/chat-model.ts";
import { modelOverrideKey } from "../model/model-override.ts";
import { resolveChatModel } from "../model/resolve-model.ts";

/**
 * Calls `work` so that every agent called inside it, at any depth, uses this model instead of its own: agents without a model and
 * `@agent` methods too. Of nested calls the innermost counts. What runs elsewhere is not touched, so tests may run side by side; nor
 * is a server that was started outside and is only sent a request from inside.
 *
 * ```ts
 * const model = scriptedModel([toolCall("balance", { currency: "EUR" }), "You have 12 euros."]);
 * const reply = await withModel(model, () => app.handle(request));
 * model.assertComplete();
 * ```
 */
export function withModel<R>(model: ModelRef, work: () => R): R {
  const ambient = new Map([[modelOverrideKey, resolveChatModel(model)]]);
  const parent = currentRun();
  return enterUserCode(new RunContext(parent, parent?.path ?? "", { ambient }), work);
}
