import type { JsonSchema } from "../signature/json-schema.ts";
import { sampleValue } from "../signature/sample-value.ts";

/** So many seeds are tried for a value that is another one. */
const looks = 40;

/** A value of a schema for the n-th attempt (from 0): the one of the seed, then others, each another than all before as far as there are any. */
export function nthSample(schema: JsonSchema, seed: number, n: number): unknown {
  const seen = new Set<string>();
  let value: unknown;
  for (let look = 0; look < looks && seen.size <= n; look += 1) {
    value = sampleValue(schema, { seed: seed + look });
    seen.add(JSON.stringify(value));
  }
  return value;
}
