import { describe, expect, it } from "vitest";
import type { ChatModel } from "../../lib/model/chat-model.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { Model } from "../../lib/model/model.ts";
import { type ChatModelOptions, findProvider, type Provider, provideModels, providerNames } from "../../lib/model/providers.ts";
import { isChatModel, resolveChatModel } from "../../lib/model/resolve-model.ts";

/** A provider whose models tell what they were made of. */
function provider(name: string, defaultModel?: string): Provider {
  return {
    name,
    defaultModel,
    chat: (id, options): ChatModel & { readonly options: ChatModelOptions } => ({
      kind: "chat",
      provider: name,
      id,
      settings: options,
      capabilities: { tools: true, structuredOutput: "native" },
      policy: options.policy,
      options,
      generate: () => Promise.reject(new Error("not called in this spec")),
    }),
  };
}
provideModels(provider("openai", "gpt-4.1-mini"), provider("groq"));

describe("the table of providers", () => {
  it("finds a provider by name, and replaces one of the same name", () => {
    const first = provider("acme");
    const second = provider("acme");
    provideModels(first);
    provideModels(second);
    expect(findProvider("acme")).toBe(second);
    expect(providerNames()).toEqual(["openai", "groq", "acme"]);
    expect(Model.providers()).toEqual(providerNames());
  });

  it("an unknown name lists the known ones and proposes the nearest", () => {
    expect(() => findProvider("opneai")).toThrow(
      /^There is no model provider named "opneai". Known: "openai", "groq".*Did you mean "openai"\?$/,
    );
    expect(() => findProvider("zzz")).toThrow(/^There is no model provider named "zzz". Known: [^?]*\.$/);
  });

  it.each(["", "a/b"])('refuses the name "%s", and then adds none of them', (name) => {
    expect(() => provideModels(provider("fine"), provider(name))).toThrow(`A provider cannot be named "${name}".`);
    expect(providerNames()).not.toContain("fine");
  });
});

describe("resolving a model", () => {
  it("splits at the first slash", () => {
    expect(resolveChatModel("groq/openai/gpt-oss-120b")).toMatchObject({ provider: "groq", id: "openai/gpt-oss-120b" });
  });

  it("hands options on as they are, zero included", () => {
    const policy = makePolicy({});
    const model = Model.chatCompletion("openai/gpt-4.1", { temperature: 0, baseURL: "http://127.0.0.1:1/v1", policy });
    expect(model.policy).toBe(policy);
    expect(model.settings).toEqual({ temperature: 0, baseURL: "http://127.0.0.1:1/v1", policy });
  });

  it("gives one object for one string while the providers are unchanged", () => {
    const model = resolveChatModel("openai/gpt-4.1");
    expect(resolveChatModel("openai/gpt-4.1")).toBe(model);
    expect(resolveChatModel("openai/gpt-4.1", { temperature: undefined })).toBe(model);
    expect(Model.chatCompletion("openai/gpt-4.1")).toBe(model);
    expect(resolveChatModel("openai/gpt-4.1", { temperature: 0 })).not.toBe(model);
    expect(resolveChatModel("openai/gpt-4.1-mini")).not.toBe(model);
    provideModels(provider("openai", "gpt-4.1-mini"));
    expect(resolveChatModel("openai/gpt-4.1")).not.toBe(model);
  });

  it("takes a model object as it is, but no options for it", () => {
    const model = resolveChatModel("openai/gpt-4.1");
    expect(resolveChatModel(model)).toBe(model);
    expect(resolveChatModel(model, { temperature: undefined })).toBe(model);
    expect(() => resolveChatModel(model, { temperature: 0, topP: 1 })).toThrow(
      'The model "openai/gpt-4.1" is already made and takes no further options: "temperature", "topP".',
    );
  });

  it.each([
    ["", /^The name of the model is empty\. Known providers: "openai", "groq".* Write "provider\/model"\.$/],
    ["gpt-4.1", /^The model name "gpt-4\.1" has no provider\. .* Write "provider\/model", for example "openai\/gpt-4\.1"\.$/],
    ["openai", /has no provider\. .* for example "openai\/gpt-4\.1-mini"\.$/],
    ["openai/", /^The model name "openai\/" has no model after the slash\. .* for example "openai\/gpt-4\.1-mini"\.$/],
    ["groq/", /^The model name "groq\/" has no model after the slash\. .* Write "provider\/model"\.$/],
    ["/gpt-4.1", /^The model name "\/gpt-4\.1" has no provider\. .* for example "openai\/gpt-4\.1"\.$/],
    ["/", /^The model name "\/" has no provider\. /],
    ["grok/llama", /^There is no model provider named "grok"\. .*Did you mean "groq"\?$/],
    [" openai/gpt-4.1", /no model provider named " openai".*Did you mean "openai"\?$/],
  ])('the name "%s" is a mistake that says what is missing', (name, message) => {
    expect(() => resolveChatModel(name)).toThrow(message);
    expect(() => resolveChatModel(name)).toThrow(expect.objectContaining({ code: "configuration" }));
  });

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [{}, "an object without `generate`"],
    [[], "an array"],
    [7, "number"],
  ])("refuses %s for a model", (value, shown) => {
    // What JavaScript may hand over.
    expect(() => resolveChatModel(value as never)).toThrow(`A chat model was expected, but got ${shown}.`);
  });

  it("refuses a policy that is none", () => {
    const options = { policy: { retry: {} } } as unknown as ChatModelOptions;
    expect(() => resolveChatModel("openai/gpt-4.1", options)).toThrow('The policy given for the model "openai/gpt-4.1" is not a policy.');
  });

  it("knows a chat model when it sees one", () => {
    expect([resolveChatModel("groq/x"), {}, null, "groq/x", { kind: "chat" }].map(isChatModel)).toEqual([true, false, false, false, false]);
  });

  it("Model cannot be changed", () => {
    expect(Object.isFrozen(Model)).toBe(true);
  });
});
