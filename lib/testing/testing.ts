export { autoModel, type AutoModel, type AutoModelOptions } from "./auto-model.ts";
export type { ToolArguments } from "./auto-calls.ts";
export { blockNetwork, NetworkBlockedError, type BlockNetworkOptions, type NetworkBlock } from "./block-network.ts";
export type { HostPattern } from "./allowed-hosts.ts";
export {
  ScriptError,
  scriptedModel,
  toolCall,
  type ScriptedCall,
  type ScriptedModel,
  type ScriptedModelOptions,
  type ScriptedReply,
  type ScriptStep,
} from "./scripted-model.ts";
export { withModel } from "./with-model.ts";
