import { ConfigurationError, quoted } from "../../core/errors.ts";
import { provideModels, type Provider } from "../../model/providers.ts";
import { openaiChat } from "./chat.ts";
import { keyVariables, type ProviderRow } from "./provider-row.ts";
import { rows } from "./rows.ts";

export type { ProviderRow } from "./provider-row.ts";

/** A provider that speaks to the endpoint of this row. */
export function openaiCompatible(row: ProviderRow): Provider {
  return {
    name: row.name,
    apiKeyEnv: row.apiKeyEnv,
    defaultModel: row.defaultModel,
    chat: (id, options) => openaiChat(row, id, options),
  };
}

/** A provider for each known vendor, in the order of the table. */
export const openaiProviders: readonly Provider[] = rows.map(openaiCompatible);

/** Checks a row and adds its provider; one of the same name is replaced. A `ConfigurationError` says what is wrong with it. */
export function registerProvider(row: ProviderRow): void {
  const problems = rowProblems(row);
  if (problems.length > 0) throw new ConfigurationError(`The provider "${row.name}" cannot be registered: ${problems.join("; ")}.`);
  provideModels(openaiCompatible(row));
}

function rowProblems(row: ProviderRow): string[] {
  const problems: string[] = [];
  if (!/^[a-z0-9][a-z0-9._-]*$/i.test(row.name)) {
    problems.push("a name starts with a letter or digit and goes on with letters, digits and . _ - (no slash)");
  }
  if (row.baseURL === undefined && row.baseURLEnv === undefined) problems.push("it has neither a baseURL nor a baseURLEnv");
  if (row.baseURL !== undefined && !isHttpUrl(row.baseURL)) problems.push(`its baseURL "${row.baseURL}" is not an http(s) URL`);
  const variables = [...keyVariables(row), ...(row.baseURLEnv === undefined ? [] : [row.baseURLEnv])];
  const unusable = variables.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  if (unusable.length > 0) problems.push(`${quoted(unusable)} cannot be the name of an environment variable`);
  return problems;
}

/** Whether a text is an absolute http or https URL. */
function isHttpUrl(text: string): boolean {
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  return protocol === "http:" || protocol === "https:";
}
