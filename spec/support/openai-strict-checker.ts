type Schema = Readonly<Record<string, unknown>>;

const types = ["string", "number", "boolean", "integer", "object", "array", "null"];
const formats = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];
const anywhere = ["type", "description", "title", "enum", "const", "anyOf", "$ref"];
const byType: Readonly<Record<string, readonly string[]>> = {
  string: ["pattern", "format"],
  number: ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  integer: ["multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  array: ["items", "minItems", "maxItems"],
  object: ["properties", "required", "additionalProperties"],
};

/**
 * What OpenAI would refuse in a schema under `strict: true`, by the rules it documents for structured outputs; empty when it
 * would take it. Written from the rules alone, and independent of the code that makes such schemas.
 */
export function strictViolations(root: Schema): string[] {
  const found: string[] = [];
  const seen = { properties: 0, enumValues: 0, characters: 0 };
  const { $defs = {}, ...body } = root;
  if (body["type"] !== "object") found.push("# is not an object");
  if ("anyOf" in body) found.push("# is a union");

  const visit = (schema: Schema, at: string, level: number): void => {
    if (typeof schema !== "object" || schema === null) return void found.push(`${at} is not a schema object`);
    if ("$ref" in schema) return visitRef(schema, at);
    const own = [schema["type"] ?? []].flat() as string[];
    const allowed = [...anywhere, ...own.flatMap((type) => byType[type] ?? [])];
    for (const keyword of Object.keys(schema)) if (!allowed.includes(keyword)) found.push(`${at} has "${keyword}"`);
    if (own.length === 0 && !("anyOf" in schema)) found.push(`${at} has no type`);
    for (const type of own) if (!types.includes(type)) found.push(`${at} has the type "${type}"`);
    if ("format" in schema && !formats.includes(String(schema["format"]))) found.push(`${at} has the format "${String(schema["format"])}"`);
    if ("enum" in schema) visitEnum(schema["enum"] as unknown[], at);
    if (typeof schema["const"] === "string") seen.characters += schema["const"].length;
    const members = (schema["anyOf"] ?? []) as Schema[];
    if ("anyOf" in schema && members.length === 0) found.push(`${at} is an empty union`);
    members.forEach((member, index) => visit(member, `${at}|${index}`, level));
    if (own.includes("array")) visit(schema["items"] as Schema, `${at}[]`, level + 1);
    if (own.includes("object")) visitObject(schema, at, level + 1);
  };
  const visitRef = (schema: Schema, at: string): void => {
    if (Object.keys(schema).length > 1) found.push(`${at} has keywords beside $ref`);
    const name = String(schema["$ref"]).replace("#/$defs/", "").replaceAll("~1", "/").replaceAll("~0", "~");
    if (schema["$ref"] !== "#" && !Object.hasOwn($defs as object, name)) found.push(`${at} refers to nothing`);
  };
  const visitEnum = (values: unknown[], at: string): void => {
    const characters = values.join("").length;
    seen.enumValues += values.length;
    seen.characters += characters;
    if (values.length === 0) found.push(`${at} is an empty enum`);
    if (values.length > 250 && characters > 15_000) found.push(`${at} is too long an enum`);
  };
  const visitObject = (schema: Schema, at: string, level: number): void => {
    if (level > 10) found.push(`${at} is nested too deeply`);
    const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
    const names = Object.keys(properties);
    seen.properties += names.length;
    seen.characters += names.join("").length;
    if (schema["additionalProperties"] !== false) found.push(`${at} is not closed`);
    if (JSON.stringify([...((schema["required"] ?? []) as string[])].toSorted()) !== JSON.stringify([...names].toSorted()))
      found.push(`${at} does not require all keys`);
    for (const name of names) visit(properties[name] as Schema, `${at}.${name}`, level);
  };

  visit(body, "#", 0);
  for (const [name, definition] of Object.entries($defs as Record<string, Schema>)) {
    seen.characters += name.length;
    visit(definition, `$defs.${name}`, 0);
  }
  if (seen.properties > 5000) found.push("more than 5000 properties");
  if (seen.enumValues > 1000) found.push("more than 1000 enum values");
  if (seen.characters > 120_000) found.push("more than 120000 characters in names and constants");
  return found;
}
