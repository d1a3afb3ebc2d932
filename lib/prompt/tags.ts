/**
 * A text in which the closing tag `</name>` of its wrapper cannot occur: each `</name` becomes `<\/name`, in any case and with
 * blanks inside, as JSON is made safe within HTML. Everything else stays as it is.
 */
export function withoutClosing(name: string, text: string): string {
  if (!text.includes("<")) return text;
  const literal = name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(String.raw`<(\s*)/(\s*${literal})(?![\p{L}\p{N}_.-])`, "giu"), String.raw`<$1\/$2`);
}

/** `<name>text</name>`; the text cannot close the tag, see `withoutClosing`. */
export function tagged(name: string, text: string): string {
  return `<${name}>${withoutClosing(name, text)}</${name}>`;
}

/** The same with the tags on lines of their own. */
export function taggedBlock(name: string, text: string): string {
  return `<${name}>\n${withoutClosing(name, text)}\n</${name}>`;
}
