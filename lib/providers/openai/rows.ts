import type { ProviderRow } from "./provider-row.ts";

/** The vendors known by name. Endpoints, variables and quirks are those of each vendor's own API reference. */
export const rows: readonly ProviderRow[] = [
  {
    name: "openai",
    baseURL: "https://api.openai.com/v1",
    baseURLEnv: "OPENAI_BASE_URL",
    apiKeyEnv: "OPENAI_API_KEY",
    defaultModel: "gpt-5.4-mini",
    quirks: { tokenLimit: "max_completion_tokens", structuredOutput: "native", strictSchemas: true, openaiAccount: true },
  },
  {
    name: "google",
    baseURL: "https://generativelanguage.googleapis.com/v1beta/openai",
    baseURLEnv: "GOOGLE_BASE_URL",
    apiKeyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    quirks: { structuredOutput: "native", thoughtSignatures: true },
  },
  {
    // Groq's schemas cannot be combined with tools or streaming, hence "tool".
    name: "groq",
    baseURL: "https://api.groq.com/openai/v1",
    baseURLEnv: "GROQ_BASE_URL",
    apiKeyEnv: "GROQ_API_KEY",
    quirks: { tokenLimit: "max_completion_tokens", structuredOutput: "tool" },
  },
  {
    name: "ollama",
    baseURL: "http://localhost:11434/v1",
    baseURLEnv: "OLLAMA_BASE_URL",
    apiKeyEnv: "OLLAMA_API_KEY",
    keyOptional: true,
    quirks: { structuredOutput: "native" },
  },
  {
    name: "openrouter",
    baseURL: "https://openrouter.ai/api/v1",
    baseURLEnv: "OPENROUTER_BASE_URL",
    apiKeyEnv: "OPENROUTER_API_KEY",
    quirks: { structuredOutput: "native", strictSchemas: true, reasoningField: "reasoning", videoParts: true },
  },
  {
    name: "sambanova",
    baseURL: "https://api.sambanova.ai/v1",
    baseURLEnv: "SAMBANOVA_BASE_URL",
    apiKeyEnv: "SAMBANOVA_API_KEY",
    quirks: { structuredOutput: "native" },
  },
  {
    name: "vllm",
    baseURL: "http://localhost:8000/v1",
    baseURLEnv: "VLLM_BASE_URL",
    apiKeyEnv: "VLLM_API_KEY",
    keyOptional: true,
    quirks: { structuredOutput: "native", videoParts: true },
  },
  {
    name: "together",
    baseURL: "https://api.together.xyz/v1",
    baseURLEnv: "TOGETHER_BASE_URL",
    apiKeyEnv: "TOGETHER_API_KEY",
    quirks: { structuredOutput: "native" },
  },
  {
    name: "cerebras",
    baseURL: "https://api.cerebras.ai/v1",
    baseURLEnv: "CEREBRAS_BASE_URL",
    apiKeyEnv: "CEREBRAS_API_KEY",
    quirks: { tokenLimit: "max_completion_tokens", structuredOutput: "native" },
  },
  {
    name: "mistral",
    baseURL: "https://api.mistral.ai/v1",
    baseURLEnv: "MISTRAL_BASE_URL",
    apiKeyEnv: "MISTRAL_API_KEY",
    quirks: { structuredOutput: "native", streamOptions: false, seedField: "random_seed", nineCharIds: true },
  },
  {
    // Has a JSON mode but no schemas, hence "tool".
    name: "deepseek",
    baseURL: "https://api.deepseek.com",
    baseURLEnv: "DEEPSEEK_BASE_URL",
    apiKeyEnv: "DEEPSEEK_API_KEY",
    quirks: { structuredOutput: "tool", reasoningField: "reasoning_content" },
  },
  {
    name: "xai",
    baseURL: "https://api.x.ai/v1",
    baseURLEnv: "XAI_BASE_URL",
    apiKeyEnv: "XAI_API_KEY",
    quirks: { tokenLimit: "max_completion_tokens", structuredOutput: "native" },
  },
  {
    name: "fireworks",
    baseURL: "https://api.fireworks.ai/inference/v1",
    baseURLEnv: "FIREWORKS_BASE_URL",
    apiKeyEnv: "FIREWORKS_API_KEY",
    quirks: { structuredOutput: "native" },
  },
  {
    name: "lmstudio",
    baseURL: "http://localhost:1234/v1",
    baseURLEnv: "LMSTUDIO_BASE_URL",
    apiKeyEnv: "LMSTUDIO_API_KEY",
    keyOptional: true,
    quirks: { structuredOutput: "native" },
  },
];
