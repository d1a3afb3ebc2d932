/** A tool's name as every provider takes it, 1 to 64 of `[a-zA-Z0-9_-]`, whatever a model wrote: one that broke the rule is told to it, not to the provider. */
export function sendableName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "unknown";
}

/** The arguments of a tool call as the object that providers demand; an empty one when the model's text is no JSON object. */
export function argumentsObject(text: string): object {
  return jsonObject(text) ?? {};
}

/** The text of a tool call's arguments as it came, or `{}` when it is no JSON object. */
export function sendableArguments(text: string): string {
  return jsonObject(text) === undefined ? "{}" : text;
}

function jsonObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
