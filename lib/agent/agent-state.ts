import { InputError, quoted } from "../core/errors.ts";
import type { AgentPlan } from "./agent-plan.ts";

/** What of an agent is text: the part of its state that can be saved, compared and improved apart from code. */
const texts = ["name", "description", "systemMessage", "instructions", "expectedOutput", "examples", "systemExtraMessage"] as const;

/** An agent's prompts and settings as JSON data; a text that the agent does not have is null. */
export interface AgentState extends Readonly<Record<(typeof texts)[number], string | null>> {
  /** `"provider/model"`, where the model was given so or knows its name. */
  readonly model: string | null;
  /** The canonical text of the signature. */
  readonly signature: string | null;
}

/** Reads the state of an agent. */
export function agentState(plan: AgentPlan): AgentState {
  const { options } = plan;
  const { model } = options;
  const entries = texts.map((text) => [text, text === "name" ? plan.name : (options[text] ?? null)] as const);
  return {
    // One entry was made for each of the names.
    ...(Object.fromEntries(entries) as Readonly<Record<(typeof texts)[number], string | null>>),
    model: model === undefined ? null : typeof model === "string" ? model : `${model.provider}/${model.id}`,
    signature: plan.signature ? String(plan.signature) : null,
  };
}

/** Writes the texts of a saved state into the fields of an agent; its signature is only compared, its model only shown. */
export function loadAgentState(holder: object, state: AgentState, how: { readonly strict: boolean; readonly plan: AgentPlan }): void {
  const current = agentState(how.plan);
  if (typeof state !== "object" || state === null)
    throw new InputError(`A state is an object; this is ${state === null ? "null" : `a ${typeof state}`}.`);
  if (how.strict) checkKeys(Object.keys(state), Object.keys(current), how.plan.name);
  if (how.strict && state.signature !== current.signature) {
    throw new InputError(
      `The state was saved with the signature ${quoted([String(state.signature)])}, but "${how.plan.name}" has ${quoted([String(current.signature)])}.`,
      {
        hint: "Load it with { strict: false } to take its texts all the same.",
      },
    );
  }
  const given = texts.filter((text) => Object.hasOwn(state, text));
  // All are checked before the first is written: a state is taken whole or not at all.
  const wrong = given.find((text) => state[text] !== null && typeof state[text] !== "string");
  if (wrong !== undefined) throw new InputError(`"${wrong}" in the state is not a text.`);
  for (const text of given) {
    const value = state[text];
    // A text that the saved agent did not have must also hide one from the class of this agent: an empty one renders nothing.
    if (value !== current[text])
      Object.defineProperty(holder, text, { value: value ?? "", writable: true, configurable: true, enumerable: true });
  }
}

function checkKeys(given: readonly string[], known: readonly string[], name: string): void {
  const missing = known.filter((key) => !given.includes(key));
  const unexpected = given.filter((key) => !known.includes(key));
  if (missing.length === 0 && unexpected.length === 0) return;
  throw new InputError(`The state does not fit the agent "${name}": missing ${quoted(missing)}; unexpected ${quoted(unexpected)}.`, {
    hint: "Load it with { strict: false } to take what fits.",
  });
}
