import { dependents, limit, propertySchemas } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";
import { sampleTexts } from "./sample-scalars.ts";
import type { Sampling, Spot } from "./sample-value.ts";
import { isRecord } from "./subschemas.ts";

/** An object that a schema allows: what is required, what is suggested, and by seed some of the rest. */
export function sampleObject(sampling: Sampling, schema: JsonSchema, spot: Spot): Record<string, unknown> {
  const most = limit(schema["maxProperties"], Infinity);
  const required = namesIn(schema["required"]);
  const keys = new Set(required);
  for (const key of optionalKeys(sampling, schema, spot)) {
    const needed = [key, ...withDependents(schema, key)];
    if (new Set([...keys, ...needed]).size <= most) for (const one of needed) keys.add(one);
  }
  for (const key of required) for (const other of withDependents(schema, key)) keys.add(other);
  addKeys(sampling, schema, { keys, spot });
  const declared = Object.keys(isRecord(schema["properties"]) ? schema["properties"] : {});
  const ordered = [...declared.filter((key) => keys.has(key)), ...[...keys].filter((key) => !declared.includes(key))];
  return Object.fromEntries(ordered.map((key) => [key, sampling.make(schemaOf(schema, key), below(spot, key))]));
}

function below(spot: Spot, key: string): Spot {
  return { ...spot, path: [...spot.path, key], description: "", depth: spot.depth + 1, hops: 0 };
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

/** The properties that need not stand, but shall. */
function optionalKeys(sampling: Sampling, schema: JsonSchema, spot: Spot): string[] {
  const required = new Set(namesIn(schema["required"]));
  const properties = isRecord(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return properties.filter((key) => {
    if (required.has(key)) return false;
    if (sampling.isSuggested(schemaOf(schema, key), below(spot, key))) return true;
    return sampling.isShallow(spot) && sampling.pick(2) === 1 && schemaOf(schema, key) !== false;
  });
}

function withDependents(schema: JsonSchema, key: string): string[] {
  const found = new Set<string>();
  const open = [key];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of dependents(schema["dependentRequired"], next).map(String)) {
      if (!found.has(other)) open.push(other);
      found.add(other);
    }
  }
  return [...found];
}

/** Adds keys until there are enough of them: declared ones first. */
function addKeys(sampling: Sampling, schema: JsonSchema, made: { readonly keys: Set<string>; readonly spot: Spot }): void {
  const { keys, spot } = made;
  const spare = isRecord(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  // Objects that must differ from one another, and have nothing to differ in, differ in their keys.
  const least = Math.max(limit(schema["minProperties"], 0), keys.size === 0 && spot.turn > 0 ? 1 : 0);
  const start = keys.size === 0 ? spot.turn : 0;
  for (let count = 0; keys.size < least && count < least + spare.length + 40; count += 1) {
    const key = spare[count] ?? newKey(sampling, schema, start + count - spare.length);
    if (schemaOf(schema, key) === false) continue;
    keys.add(key);
    for (const other of withDependents(schema, key)) keys.add(other);
  }
}

function newKey(sampling: Sampling, schema: JsonSchema, turn: number): string {
  const { propertyNames, patternProperties } = schema;
  const spot = { path: ["key"], description: "", turn, distinct: true, depth: 0, hops: 0 };
  if (isRecord(propertyNames)) return String(sampling.make({ type: "string", ...propertyNames }, spot));
  const [pattern] = isRecord(patternProperties) ? Object.keys(patternProperties) : [];
  if (pattern === undefined) return `key${turn + 1}`;
  return sampleTexts({ type: "string", pattern }, { turn, words: [], pick: sampling.pick })[0] ?? "";
}

/** What holds for the value under a key. */
function schemaOf(schema: JsonSchema, key: string): unknown {
  const [only, ...more] = propertySchemas(schema, key);
  return more.length === 0 ? only : { allOf: [only, ...more] };
}
