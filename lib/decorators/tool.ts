import { decorateAt, decoratorOf } from "../registry/decorator.ts";
import { siteOf } from "../registry/decorator-site.ts";
import { checkToolOptions } from "./check-tool-options.ts";
import type { ToolFactory } from "./tool-types.ts";

/**
 * Makes a method or function a tool and changes nothing else about it: a method stays as it is, a function comes back as the very
 * same one. Bare, with options, or with options and the function. Throws ConfigurationError on options that cannot be right.
 */
// The overloads describe for the compiler what the one switch over the arguments does.
export const tool = ((...args: readonly unknown[]): unknown => {
  const site = siteOf(args);
  if (site !== undefined) return decorateAt(site, { word: "tool", note: { tool: {} } });
  const [options = {}, ...rest] = args;
  const decorate = decoratorOf({ word: "tool", note: { tool: checkToolOptions(options) } });
  return rest.length === 0 ? decorate : decorate(...rest);
}) as ToolFactory;
