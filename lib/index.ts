import "./registry/symbol-metadata.ts";
import "./setup.ts";

export { agent, policy, type AgentDoor, type PolicyDoor } from "./joined.ts";
export { tool } from "./decorators/tool.ts";
export { makeSignature as signature } from "./decorators/signature.ts";
export { returnDirect } from "./decorators/return-direct.ts";

export { Agent } from "./agent/agent.ts";
export { agentOf } from "./agent/agent-of.ts";
export { byModel } from "./agent/by-model.ts";
export { runWith, type RunWithOptions } from "./agent/run-with.ts";
export { AgentStream } from "./agent/agent-stream.ts";
export { ToolResponses, type RunResult, type ToolRecord } from "./agent/run-result.ts";
export { LimitError, NoModelError, OutputError } from "./agent/agent-errors.ts";
export type { AgentEvent, AgentEvents } from "./agent/agent-event.ts";
export type { AgentState } from "./agent/agent-state.ts";
export type { CallOptions, TaskMultimodal } from "./agent/call-options.ts";
export type { Inspection } from "./agent/inspection.ts";

export { Module } from "./module/module.ts";
export { ModuleDict } from "./module/module-dict.ts";
export { ModuleList } from "./module/module-list.ts";
export { Sequential } from "./module/sequential.ts";
export { bcastGather, mapGather, scatterGather } from "./module/gather.ts";
export type { GatherOptions } from "./module/gather-parts.ts";
export { onSpawnError, spawn, type SpawnFailure } from "./module/spawn.ts";
export { isTaskError, TaskError } from "./module/task-error.ts";
export { waitFor, type WaitForOptions } from "./module/wait-for.ts";
export type { ForwardHook, ForwardPreHook, HookHandle, HookOptions } from "./module/forward-hooks.ts";
export { boundArguments } from "./module/bound-call.ts";
export type { BoundInputs } from "./module/read-inputs.ts";
export type { MermaidOptions } from "./module/module-mermaid.ts";
export { ownState, type LoadOptions, type LoadReport, type ModuleState, type OwnState } from "./module/module-state.ts";

export { dotdict, type DotDict, type DotDictOptions } from "./message/dotdict.ts";
export { Message, type MessageMetadata, type MessageOptions } from "./message/message.ts";
export { firstOf, type FieldBinding, type FirstOf, type PathBinding } from "./message/message-fields.ts";

export { inline, Inline, runInline, type InlineCallOptions, type InlineOptions } from "./inline/inline.ts";
export { InlineLoopError, InlineParallelError, InlineStepError } from "./inline/inline-errors.ts";
export { InlineSyntaxError } from "./inline/inline-syntax-error.ts";
export type { InlineEvent, InlineEvents } from "./inline/inline-event.ts";
export type { InlineModules, InlineStep } from "./inline/inline-types.ts";

export { registry, Registry } from "./registry/registry.ts";
export type {
  AgentOptions,
  AgentTemplates,
  Extension,
  MessageFields,
  Timeouts,
  ToolChoiceOption,
  ToolLookup,
  ToolRef,
} from "./registry/agent-options.ts";
// What decorators are, for declaration files: whoever exports a signature or a decorator must be able to name its type.
export type { AnyClass, AnyFunction, Direct, FnDecorator, MemberOrClassDecorator } from "./registry/decorator-types.ts";
export type { AgentSite } from "./decorators/agent.ts";
export type { DirectDecorator } from "./decorators/return-direct.ts";
export type { SchemaSignature, TextSignature, ValueSignature } from "./decorators/signature-factory.ts";
export type { FunctionOf, WithContext } from "./decorators/tool-types.ts";

export type { Effect, ToolContext, ToolOptions } from "./tool/tool-options.ts";
export type { ToolSpec } from "./tool/tool-spec.ts";

export { Model } from "./model/model.ts";
export { BreakerOpenError } from "./model/breaker.ts";
export { BulkheadFullError } from "./model/bulkhead.ts";
export { health } from "./model/health.ts";
export { ModelError } from "./model/model-error.ts";
export { provideModels, type ChatModelOptions, type Provider } from "./model/providers.ts";
export type { PolicyOptions } from "./model/policy-options.ts";
export type { Policy } from "./model/policy.ts";
export type {
  ChatCapabilities,
  ChatDelta,
  ChatModel,
  ChatReply,
  ChatRequest,
  FinishReason,
  ModelCall,
  ModelRef,
  ModelSettings,
  OutputSchema,
  ToolChoice,
  ToolDefinition,
  Usage,
} from "./model/chat-model.ts";
export { registerProvider } from "./providers/openai/provider.ts";

export { field } from "./signature/field.ts";
export { SignatureSyntaxError } from "./signature/signature-syntax-error.ts";
export type { JsonSchema } from "./signature/json-schema.ts";
export type { AnySchema, Field, MediaKind, Signature } from "./signature/signature.ts";
export type { ArgsOf, InferInput, InferOutput, InputOf, Media, NamesOf, OutputOf, ResultOf } from "./signature/signature-types.ts";

export { MissingVariableError } from "./prompt/missing-variable-error.ts";
export { TemplateError } from "./prompt/template-error.ts";

export type {
  AssistantMessage,
  Chat,
  ChatMessage,
  ContentPart,
  MediaPart,
  ReasoningPart,
  SystemMessage,
  TextPart,
  ToolCall,
  ToolMessage,
  UserMessage,
} from "./message/chat.ts";

export { currentRun } from "./core/current-run.ts";
export type { Call, CallKind, Middleware, Next } from "./core/door.ts";
export { setEnvs } from "./core/env.ts";
export { ConfigurationError, InputError, MsgfluxError, TimeoutError } from "./core/errors.ts";
export type { RunEvent } from "./core/events.ts";
export { useEverywhere, type RunContext, type Vars } from "./core/run-context.ts";
export { isSignal, Signal } from "./core/signals.ts";
