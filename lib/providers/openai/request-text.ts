import type { RequestBody } from "./to-request.ts";

const toolTexts = new WeakMap<object, string>();

/** The text of a request. Its tools, often the longest part and the same list in every call, are written only once. */
export function requestText({ tools, ...others }: RequestBody): string {
  const text = JSON.stringify(others);
  // From `extraBody` may come anything.
  return tools ? `${text.slice(0, -1)},"tools":${toolsText(tools)}}` : text;
}

function toolsText(tools: object): string {
  const known = toolTexts.get(tools);
  if (known !== undefined) return known;
  const text = JSON.stringify(tools);
  toolTexts.set(tools, text);
  return text;
}
