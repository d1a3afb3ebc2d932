import { around } from "../core/door.ts";
import type { RunContext } from "../core/run-context.ts";
import type { ChatDelta, ChatReply, ChatRequest, ToolChoice } from "../model/chat-model.ts";
import type { PolicyEvent } from "../model/policy.ts";
import { tell } from "./agent-event.ts";
import type { Progress, RunSetup } from "./run-setup.ts";
import { definitionsWith } from "./tool-set.ts";
import { withinChunks, withinTurn } from "./run-timeouts.ts";

/** One turn as the loop asks for it; `last` is a turn without tools. */
export interface Turn {
  readonly progress: Progress;
  readonly system: string | undefined;
  readonly last: boolean;
}

/** One turn of the model, through the door and the policy. Deltas are streamed only when somebody listens. */
export async function askModel(setup: RunSetup, turn: Turn): Promise<ChatReply> {
  const { context, model, own, timeouts } = setup;
  await tell(context, "turn-start", { turn: turn.progress.turns });
  const name = `${model.provider}/${model.id}`;
  const call = { kind: "model", name, path: context.nextPath("model", name), input: turnRequest(setup, turn) } as const;
  let streamed = false;
  const ask = (limited: AbortSignal) =>
    around(call, { context, own }, (inner) => {
      const scope = context.listening ? context.child(inner.path) : undefined;
      let seen = false;
      const onDelta =
        scope &&
        ((delta: ChatDelta) => {
          seen = streamed = setup.shown = true;
          return tellDelta(scope, delta);
        });
      const policyCall = {
        key: name,
        signal: limited,
        seen: () => seen,
        onEvent: scope && ((event: PolicyEvent) => tellPolicy(scope, event)),
      };
      return setup.policy.execute(
        (signal) => withinChunks({ name, signal, onDelta }, timeouts, (one) => model.generate(inner.input, one)),
        policyCall,
      );
    });
  const reply = await withinTurn(context.signal, { name: setup.plan.name, ms: timeouts.turnMs }, ask);
  if (context.listening && !streamed) await tellWhole(setup, context.child(call.path), reply);
  const { text, finishReason, usage, toolCalls } = reply;
  await tell(context, "turn-end", { turn: turn.progress.turns, text, finishReason, usage, toolCalls: toolCalls.length });
  return reply;
}

/** The request of a turn: the conversation so far, the tools, and the form of the answer. */
export function turnRequest(setup: RunSetup, turn: Turn): ChatRequest {
  const { form, plan, tools } = setup;
  const definitions = form.tool ? definitionsWith(tools, form.tool) : tools.definitions;
  return {
    ...(turn.system === undefined ? {} : { system: turn.system }),
    messages: turn.progress.messages,
    ...(definitions.length > 0 ? { tools: definitions, toolChoice: turnChoice(setup, turn) } : {}),
    ...(form.output ? { output: form.output } : {}),
    settings: plan.settings,
  };
}

function turnChoice(setup: RunSetup, turn: Turn): ToolChoice {
  const { tool } = setup.form;
  // A model that must hand its answer in with a tool has to call one; in the last turn exactly that one.
  if (turn.last) return tool ? { name: tool.name } : "none";
  const choice = turn.progress.choice ?? "auto";
  return tool && (choice === "auto" || choice === "none") ? (choice === "none" ? { name: tool.name } : "required") : choice;
}

/** Tells the words of a reply that came in one piece: from a middleware that answers itself, or from a model that cannot stream. */
async function tellWhole(setup: RunSetup, scope: RunContext, reply: ChatReply): Promise<void> {
  const thought = reply.reasoning.map((part) => part.text).join("");
  if (thought !== "" || reply.text !== "") setup.shown = true;
  if (thought !== "") await tell(scope, "reasoning-delta", { text: thought });
  if (reply.text !== "") await tell(scope, "text-delta", { text: reply.text });
}

function tellDelta(scope: RunContext, delta: ChatDelta): void | Promise<void> {
  if (delta.type === "text") return tell(scope, "text-delta", { text: delta.text });
  if (delta.type === "reasoning") return tell(scope, "reasoning-delta", { text: delta.text });
  return tell(scope, "tool-call-delta", { index: delta.index, callId: delta.id, name: delta.name, arguments: delta.arguments });
}

function tellPolicy(scope: RunContext, event: PolicyEvent): void | Promise<void> {
  const { type, ...data } = event;
  return event.type === "retry"
    ? tell(scope, "retry", data as typeof event)
    : tell(scope, type as "breaker", data as Extract<PolicyEvent, { type: "breaker" }>);
}
