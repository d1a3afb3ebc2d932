import { ConfigurationError } from "../core/errors.ts";
import { siteOf } from "../registry/decorator-site.ts";

/** Throws when an agent is called as only a decorator is: `@agent("...")` makes an agent and decorates nothing. */
export function refuseDecorating(name: string, input: unknown, options: unknown): void {
  const isText = typeof input === "string";
  const site = isText ? undefined : siteOf(options === undefined ? [input] : [input, options]);
  if (site === undefined) return;
  const what =
    site.at === "standard" ? site.context.name : site.at === "legacy" ? site.key : site.at === "class" ? site.type.name : site.fn.name;
  throw new ConfigurationError(`The agent "${name}" was used as a decorator of ${String(what) || "a function"}.`, {
    hint: 'agent("text", { ... }) makes an agent; to decorate, write @agent({ instructions: "text", ... }).',
  });
}
