import type { Policy, PolicyCall } from "../../lib/model/policy.ts";
import type { AgentMethodCall } from "../../lib/registry/agent-method.ts";
import { parseSignature } from "../../lib/signature/parse-signature.ts";

/** A signature for decorators to note. */
export const city = parseSignature("city: string -> string");

/** Stands in for the agent: keeps each call and runs the author's body, or what `answer` says. */
export const callsOfAgent = {
  calls: [] as AgentMethodCall[],
  async run(call: AgentMethodCall): Promise<unknown> {
    callsOfAgent.calls.push(call);
    return call.body.apply(call.owner, [...call.args]);
  },
  last(): AgentMethodCall {
    const call = callsOfAgent.calls.at(-1);
    if (call === undefined) throw new Error("No agent was called.");
    return call;
  },
};

/** A policy that keeps what it is asked and runs the work once. */
export const countingPolicy: Policy & { readonly calls: PolicyCall[] } = {
  "~policy": true,
  calls: [],
  execute(work, call) {
    countingPolicy.calls.push(call);
    return work(call.signal);
  },
};
