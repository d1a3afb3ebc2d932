import { provideModels } from "./model/providers.ts";
import { anthropicProvider } from "./providers/anthropic/provider.ts";
import { demoProvider } from "./providers/demo/provider.ts";
import { openaiProviders } from "./providers/openai/provider.ts";

// Only names, addresses and habits: no SDK is loaded before a model is first called.
provideModels(...openaiProviders, anthropicProvider, demoProvider);
