// Checked in both dialects: spec/legacy/type-tests.ts imports this file.
import {
  health,
  Model,
  ModelError,
  policy,
  provideModels,
  registerProvider,
  setEnvs,
  tool,
  agent,
  type ChatModel,
  type ChatModelOptions,
  type ModelRef,
  type Policy,
  type PolicyOptions,
  type Provider,
} from "msgflux";
import { expectTypeOf, test } from "vitest";

declare const fallback: NonNullable<PolicyOptions["fallback"]>;

test("models by name", () => {
  const model = Model.chatCompletion("groq/openai/gpt-oss-120b", { temperature: 0 });
  expectTypeOf(model).toEqualTypeOf<ChatModel>();
  expectTypeOf(model.settings.temperature).toEqualTypeOf<number | undefined>();
  expectTypeOf(Model.chatCompletion("vllm/openai/gpt-oss-120b", { baseURL: "http://localhost:8000/v1" })).toExtend<ModelRef>();
  const options: ChatModelOptions = { apiKey: "k", headers: { a: "b" }, reasoningEffort: "high", timeoutMs: 1, stop: ["END"], seed: 0 };
  expectTypeOf(Model.chatCompletion).toBeCallableWith("openai/gpt-4.1-mini", options);
  expectTypeOf(Model.providers()).toEqualTypeOf<string[]>();
});

test("keys and providers", () => {
  setEnvs({ OPENAI_API_KEY: "...", OTHER: undefined });
  registerProvider({ name: "acme", baseURL: "https://api.example.com/v1", apiKeyEnv: "ACME_KEY" });
  registerProvider({ name: "acme", baseURLEnv: "ACME_URL", apiKeyEnv: ["A", "B"], keyOptional: true, quirks: { strictSchemas: true } });
  const own: Provider = { name: "own", chat: (id, options) => Model.chatCompletion(`acme/${id}`, options) };
  provideModels(own);
  expectTypeOf<ModelError["retryable"]>().toEqualTypeOf<boolean>();
});

test("a policy is for models, agents, tools and plain methods", async () => {
  const p = policy({
    retry: { attempts: 3 },
    timeoutMs: 30_000,
    breaker: { consecutive: 5, halfOpenAfterMs: 10_000 },
    bulkhead: { limit: 64, queue: 256 },
    fallback,
  });
  expectTypeOf(p).toExtend<Policy>();
  expectTypeOf(policy({ retry: false, breaker: false })).toExtend<Policy>();
  expectTypeOf(Model.chatCompletion).toBeCallableWith("demo/any", { policy: p });
  expectTypeOf(await agent("x", { policy: p })("x")).toEqualTypeOf<string>();
  class Rates {
    @policy({ retry: { attempts: 2 } }) async fetchRate(pair: string) {
      return pair.length;
    }
    @p async other(pair: string) {
      return pair;
    }
    @tool({ policy: p, signature: "pair: string -> string" }) async third(pair: string) {
      return pair;
    }
    @policy() static async still() {
      return 1;
    }
  }
  expectTypeOf(await new Rates().fetchRate("EUR/USD")).toEqualTypeOf<number>();
  expectTypeOf(policy({ retry: {} })(async (pair: string) => pair)).toEqualTypeOf<(pair: string) => Promise<string>>();
  expectTypeOf(p((pair: string) => pair.length)).returns.toEqualTypeOf<Promise<number>>();
});

test("health tells of breakers and bulkheads by key", () => {
  type Health = ReturnType<typeof health>[string];
  expectTypeOf<Health["breaker"]>().toEqualTypeOf<"open" | "half-open" | "closed">();
  expectTypeOf<Health["queued"]>().toEqualTypeOf<number>();
});
