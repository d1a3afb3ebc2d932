import type { JsonSchema } from "./json-schema.ts";
import { acceptsNull, isAnything } from "./accepts-null.ts";
import { dereferenced, isRecord, mapValues } from "./subschemas.ts";

export { fromOpenAIStrict } from "./from-openai-strict.ts";

/** A schema in OpenAI's strict subset, and what of the original the subset cannot say. */
export interface StrictSchema {
  readonly schema: JsonSchema;
  /** Non-empty: the original must be sent with `strict: false` instead. */
  readonly problems: readonly string[];
}

/** What strict mode reads (OpenAI, "Structured model outputs", supported schemas). Other keywords are dropped: values are validated here anyway. */
const annotations = ["type", "title", "description", "enum", "const"];
const bounds = ["pattern", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"];
const kept = [...annotations, ...bounds];
const formats = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];
/** Limits of one schema, from the same page. */
const limits = { depth: 10, properties: 5000, enumValues: 1000, longEnum: 250, longEnumCharacters: 15_000, characters: 120_000 };

const known = new WeakMap<JsonSchema, StrictSchema>();

/**
 * Rewrites a schema for OpenAI's strict mode: objects are closed, every property is required, and an optional one may be null
 * instead of absent (`fromOpenAIStrict` is the way back). Records, tuples, intersections, values of any type and a root that is no
 * object cannot be said; they are listed in `problems`. Made once per schema.
 */
export function toOpenAIStrict(schema: JsonSchema): StrictSchema {
  let made = known.get(schema);
  if (made === undefined) {
    made = new Rewriter(schema).result();
    known.set(schema, made);
  }
  return made;
}

/** One rewriting: the document that references point into, and what was found on the way. */
class Rewriter {
  readonly #root: JsonSchema;
  readonly #problems = new Set<string>();
  #properties = 0;
  #enumValues = 0;
  #characters = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  result(): StrictSchema {
    const { $defs, definitions, ...body } = this.#root;
    // a root that is only a reference must be the object itself
    const { $ref, ...beside } = body;
    const { $defs: _, definitions: __, ...root } = typeof $ref === "string" ? { ...dereferenced(body, this.#root), ...beside } : body;
    if (root["type"] !== "object" || root["anyOf"] !== undefined || root["oneOf"] !== undefined)
      this.#problem("#", "the root is not an object");
    const schema = this.#walk(root, "#", 0);
    const named = { ...record(definitions), ...record($defs) };
    const rewritten = mapValues(named, (definition, name) => this.#walk(definition, `#/$defs/${name}`, 0));
    for (const name of Object.keys(named)) this.#characters += name.length;
    this.#checkTotals();
    const whole = Object.keys(rewritten).length === 0 ? schema : { ...schema, $defs: rewritten };
    return { schema: whole, problems: [...this.#problems] };
  }

  #walk(given: unknown, at: string, above: number): JsonSchema {
    const schema = record(given);
    if (typeof schema["$ref"] === "string") return this.#reference(schema, schema["$ref"], at);
    const depth = isOf(schema, "object") || isOf(schema, "array") ? above + 1 : above;
    if (depth > above && depth > limits.depth) this.#problem(at, `more than ${limits.depth} levels`);
    const out: Record<string, unknown> = {};
    for (const keyword of kept) if (schema[keyword] !== undefined) out[keyword] = schema[keyword];
    if (typeof schema["format"] === "string" && formats.includes(schema["format"])) out["format"] = schema["format"];
    // look-around is not among the regular expressions that can be enforced
    if (typeof out["pattern"] === "string" && /\(\?<?[=!]/.test(out["pattern"])) delete out["pattern"];
    if (schema["allOf"] !== undefined) this.#problem(at, "an intersection (allOf)");
    const members = schema["anyOf"] ?? schema["oneOf"];
    if (Array.isArray(members)) out["anyOf"] = members.map((member, index) => this.#walk(member, `${at}/anyOf/${index}`, depth));
    this.#constants(out, at);
    if (isOf(schema, "array")) out["items"] = this.#items(schema, at, depth);
    if (isOf(schema, "object")) Object.assign(out, this.#object(schema, at, depth));
    if (isAnything(out) || isAnything(schema)) this.#problem(at, "a value of any type");
    return out;
  }

  /** A reference stands alone in strict mode; what is said beside it moves one level up. */
  #reference(schema: JsonSchema, ref: string, at: string): JsonSchema {
    if (!/^#($|\/\$defs\/|\/definitions\/)/.test(ref)) this.#problem(at, `a reference to "${ref}"`);
    const target = { $ref: ref.replace(/^#\/definitions\//, "#/$defs/") };
    return typeof schema["description"] === "string" ? { description: schema["description"], anyOf: [target] } : target;
  }

  #items(schema: JsonSchema, at: string, depth: number): JsonSchema {
    if (schema["prefixItems"] === undefined && !Array.isArray(schema["items"])) return this.#walk(schema["items"], `${at}/items`, depth);
    this.#problem(at, "a tuple");
    return {};
  }

  #object(schema: JsonSchema, at: string, depth: number): JsonSchema {
    const { properties, additionalProperties, patternProperties } = schema;
    const isOpen = additionalProperties !== undefined && additionalProperties !== false;
    if (isOpen || patternProperties !== undefined || (properties === undefined && additionalProperties !== false)) {
      this.#problem(at, "a record or an object with further keys");
    }
    const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
    const strict = mapValues(record(properties), (part, name) => {
      const rewritten = this.#walk(part, `${at}/properties/${name}`, depth);
      return required.has(name) || acceptsNull(part, this.#root) ? rewritten : nullable(rewritten);
    });
    const names = Object.keys(strict);
    this.#properties += names.length;
    for (const name of names) this.#characters += name.length;
    return { properties: strict, required: names, additionalProperties: false };
  }

  /** Strict mode wants a type beside `const` and `enum`. */
  #constants(out: Record<string, unknown>, at: string): void {
    const values: unknown[] = "const" in out ? [out["const"]] : Array.isArray(out["enum"]) ? out["enum"] : [];
    if (values.length === 0) return;
    const types = [...new Set(values.map(typeOf))];
    out["type"] ??= types.length === 1 ? types[0] : types;
    const characters = values.reduce<number>((sum, value) => sum + (typeof value === "string" ? value.length : 0), 0);
    this.#characters += characters;
    if ("const" in out) return;
    this.#enumValues += values.length;
    if (values.length > limits.longEnum && characters > limits.longEnumCharacters) this.#problem(at, "an enum that is too long");
  }

  #checkTotals(): void {
    if (this.#properties > limits.properties) this.#problem("#", `more than ${limits.properties} properties`);
    if (this.#enumValues > limits.enumValues) this.#problem("#", `more than ${limits.enumValues} enum values`);
    if (this.#characters > limits.characters) this.#problem("#", `names and constants of more than ${limits.characters} characters`);
  }

  #problem(at: string, what: string): void {
    this.#problems.add(`${at}: ${what}`);
  }
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type, anyOf, ...rest } = schema;
  if (Array.isArray(anyOf) && type === undefined) return { ...rest, anyOf: [...(anyOf as unknown[]), { type: "null" }] };
  const isPlain = ["enum", "const"].every((keyword) => rest[keyword] === undefined) && anyOf === undefined;
  if (isPlain && type !== undefined) return { ...rest, type: [type, "null"].flat() };
  const { description, ...bare } = schema;
  return { ...(description === undefined ? {} : { description }), anyOf: [bare, { type: "null" }] };
}

function isOf(schema: JsonSchema, type: "object" | "array"): boolean {
  const said = schema["type"];
  return (
    said === type ||
    (Array.isArray(said) && said.includes(type)) ||
    (said === undefined && type === "object" && schema["properties"] !== undefined)
  );
}

function typeOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
