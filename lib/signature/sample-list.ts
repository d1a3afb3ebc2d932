import { itemsOf, limit, sorted } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Sampling, Spot } from "./sample-value.ts";
import { isNested } from "./schema-kind.ts";
import { isRecord } from "./subschemas.ts";

/** By seed a list is at most so much longer than it must be. */
const spare = 4;

/** A list that a schema allows: as short as may be, but with an entry where the entries are what matters. */
export function sampleList(sampling: Sampling, schema: JsonSchema, spot: Spot): unknown[] {
  const { first, others } = itemsOf(schema);
  const most = limit(schema["maxItems"], Infinity);
  const made = first.slice(0, most).map((item) => sampling.make(item, entry(spot, { path: spot.path, turn: spot.turn })));
  addContained(sampling, schema, { made, others, spot });
  const wanted = others === false ? 0 : Math.min(most, wantedLength(sampling, schema, { others, spot }));
  const path = [...spot.path, "item"];
  const unique = schema["uniqueItems"] === true;
  for (let count = 0; made.length < wanted && count < wanted + 60; count += 1) {
    const value = sampling.make(others, { ...entry(spot, { path, turn: spot.turn + count }), distinct: spot.distinct || unique });
    if (!unique || !made.some((other) => sorted(other) === sorted(value))) made.push(value);
  }
  return made;
}

function entry(spot: Spot, own: Pick<Spot, "path" | "turn">): Spot {
  return { ...spot, ...own, depth: spot.depth + 1, hops: 0 };
}

interface Growing {
  readonly made: unknown[];
  readonly others: unknown;
  readonly spot: Spot;
}

/** Adds the entries that a list must contain. */
function addContained(sampling: Sampling, schema: JsonSchema, { made, others, spot }: Growing): void {
  const { contains } = schema;
  if (contains === undefined) return;
  const both = isRecord(others) ? { allOf: [contains, others] } : contains;
  const needed = limit(schema["minContains"], 1);
  for (let count = 0; count < needed && made.length < limit(schema["maxItems"], Infinity); count += 1)
    made.push(sampling.make(both, entry(spot, { path: spot.path, turn: spot.turn + count })));
}

function wantedLength(sampling: Sampling, schema: JsonSchema, { others, spot }: Pick<Growing, "others" | "spot">): number {
  const least = limit(schema["minItems"], 0);
  const room = Math.max(0, Math.min(spare, limit(schema["maxItems"], Infinity) - least));
  // Lists that must differ from one another differ in length where nothing else is left.
  if (spot.distinct && spot.turn > 0 && least === 0) return spot.turn % (room + 1);
  if (!sampling.isShallow(spot)) return least;
  const { first } = itemsOf(schema);
  // What may follow a tuple is seldom meant to.
  if (first.length > 0) return least;
  return Math.max(least + sampling.pick(room + 1), isNested(sampling.resolved(others)) ? 1 : 0);
}
