import { dedent } from "./dedent.ts";
import { RecentCache } from "./recent-cache.ts";
import { compileTemplate, type Template } from "./template.ts";

const dedented = new RecentCache<string>(500);

/** A prompt text as a template, dedented first; absent when there is no text. A `TemplateError` when it cannot be understood. */
export function textTemplate(source: string | undefined, name: string): Template | undefined {
  if (source === undefined || source === "") return undefined;
  return compileTemplate(
    dedented.get(source, () => dedent(source)),
    name,
  );
}
