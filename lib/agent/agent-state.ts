import { InputError, quoted } from "../core/errors.ts";
import type { OwnState } from "../module/module-state.ts";
import type { AgentPlan } from "./agent-plan.ts";

/** What of an agent is text: the part of its state that can be saved, compared and improved apart from code. */
const texts = ["name", "description", "systemMessage", "instructions", "expectedOutput", "examples", "systemExtraMessage"] as const;

/** An agent's prompts and settings as JSON data; a text that the agent does not have is null. */
// No interface: only an alias is data under any key, as the states of modules are.
export type AgentState = Readonly<Record<(typeof texts)[number], string | null>> & {
  /** `"provider/model"`, where the model was given so or knows its name. */
  readonly model: string | null;
  /** The canonical text of the signature. */
  readonly signature: string | null;
};

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

/** The state of an agent for the tree of modules it stands in. Texts go into the fields of `holder`; the signature is only compared, the model only shown. */
export function agentOwnState(holder: object, plan: AgentPlan): OwnState {
  const current = agentState(plan);
  return {
    owner: `agent "${plan.name}"`,
    values: current,
    take(saved, strict) {
      if (strict && saved["signature"] !== current.signature) throw otherSignature(saved["signature"], current.signature, plan.name);
      const given = texts.filter((text) => Object.hasOwn(saved, text)).map((text) => [text, saved[text]] as const);
      const wrong = given.find(([, value]) => value !== null && typeof value !== "string");
      if (wrong !== undefined) throw new InputError(`"${wrong[0]}" in the state is not a text.`);
      return () => {
        for (const [text, value] of given) {
          // A text that the saved agent did not have must also hide one from the class of this agent: an empty one renders nothing.
          if (value !== current[text])
            Object.defineProperty(holder, text, { value: value ?? "", writable: true, configurable: true, enumerable: true });
        }
      };
    },
  };
}

function otherSignature(saved: unknown, own: string | null, name: string): InputError {
  return new InputError(`The state was saved with the signature ${quoted([String(saved)])}, but "${name}" has ${quoted([String(own)])}.`, {
    hint: "Load it with { strict: false } to take its texts all the same.",
  });
}
