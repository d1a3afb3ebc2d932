import { conforms, typesOf } from "./conforms.ts";
import type { JsonSchema } from "./json-schema.ts";
import { leastDepth } from "./least-depth.ts";
import { mergedSchema } from "./merged-schema.ts";
import { sampleList } from "./sample-list.ts";
import { sampleObject } from "./sample-object.ts";
import { sampleNumbers, sampleTexts, type ScalarChoice } from "./sample-scalars.ts";
import { isNested, isNull, typeByKeywords } from "./schema-kind.ts";
import { dereferenced, isRecord } from "./subschemas.ts";

/** Where a value is wanted: the names on the way to it (`item` for the entries of a list), and what is said about it. */
export interface Place {
  readonly path: readonly string[];
  readonly description: string;
  readonly schema: JsonSchema;
}

/** How a sample of a schema is made. */
export interface SampleOptions {
  /** Where local references are looked up. Default: the schema itself. */
  readonly root?: JsonSchema | undefined;
  /** The place of the whole value, for a schema that is part of another. */
  readonly place?: Pick<Place, "path" | "description"> | undefined;
  /** Proposes values for a place, the best first; those that the schema does not allow are passed over. */
  readonly suggest?: ((place: Place) => readonly unknown[]) | undefined;
  /** Proposes texts for a place that has no format and no pattern. */
  readonly words?: ((place: Place) => readonly string[]) | undefined;
  /**
   * 0, the default, gives the plainest value: first choices, required properties only, short lists. Any other whole number gives
   * another one, often at the limits, with some of the optional properties. The same seed always gives the same value.
   */
  readonly seed?: number | undefined;
}

/** Values of schemas that contradict themselves are given up after so many. */
const attempts = 40;

/**
 * A value that is valid under a JSON Schema (what `conforms` knows of draft 2020-12, references and recursion included). For a schema
 * that allows nothing, or only what cannot be guessed, the nearest that was found: ask `conforms` where it matters.
 */
export function sampleValue(schema: unknown, options: SampleOptions = {}): unknown {
  const root = options.root ?? (isRecord(schema) ? schema : {});
  const { path, description } = options.place ?? { path: [], description: "" };
  const seed = options.seed ?? 0;
  let first: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const pick = seed === 0 && attempt === 0 ? () => 0 : picker(seed * attempts + attempt);
    const value = new Sampling(root, options, pick).make(schema, { path, description, turn: 0, distinct: false, depth: 0, hops: 0 });
    if (conforms(value, schema, root)) return value;
    if (attempt === 0) first = value;
  }
  return first;
}

/** Numbers that look random and are always the same for the same seed (the `mulberry32` generator). */
function picker(seed: number): (count: number) => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * count);
  };
}

/** A place on the way through a schema. */
export interface Spot {
  readonly path: readonly string[];
  readonly description: string;
  /** 0, 1, ...: another value for each. */
  readonly turn: number;
  /** Whether the values of the turns must differ, so that alternatives take turns too. */
  readonly distinct: boolean;
  /** How many values stand around this one. */
  readonly depth: number;
  /** How many alternatives were chosen since the last value was entered. */
  readonly hops: number;
}

const deepest = 24;
/** Below this depth nothing optional is made, and of alternatives the shallowest. */
const shallow = 3;

/** One walk through a schema; what lists and objects are made with. */
export class Sampling {
  readonly root: JsonSchema;
  readonly pick: (count: number) => number;
  readonly #options: SampleOptions;

  constructor(root: JsonSchema, options: SampleOptions, pick: (count: number) => number) {
    this.root = root;
    this.pick = pick;
    this.#options = options;
  }

  make(schema: unknown, given: Spot): unknown {
    const plain = this.resolved(schema);
    if (given.depth > deepest || given.hops > deepest) return null;
    if ("const" in plain) return plain["const"];
    const place = placeOf(plain, given);
    const suggested = this.#suggested(place);
    if (given.turn < suggested.length) return suggested[given.turn];
    const spot = { ...given, turn: given.turn - suggested.length };
    if (Array.isArray(plain["enum"])) return this.#among(plain["enum"], plain, spot.turn);
    const variants = variantsOf(plain);
    if (variants.length > 0) return this.#variant(variants, place, spot);
    const [type = typeByKeywords(plain)] = typesOf(plain);
    if (type === "object") return sampleObject(this, plain, spot);
    if (type === "array") return sampleList(this, plain, { ...spot, description: place.description });
    return type === "null" ? null : this.#scalar(type, place, spot.turn);
  }

  /** A schema without references and `allOf` at its top. */
  resolved(schema: unknown): JsonSchema {
    let plain = isRecord(schema) ? schema : {};
    for (let step = 0; step < deepest; step += 1) {
      const { $ref, allOf, ...rest } = plain;
      const parts = [...(typeof $ref === "string" ? [dereferenced({ $ref }, this.root)] : []), ...(Array.isArray(allOf) ? allOf : [])];
      if (parts.length === 0) break;
      plain = parts.filter(isRecord).reduce(mergedSchema, rest);
    }
    return plain;
  }

  /** Whether optional things are still made here. */
  isShallow({ depth }: Spot): boolean {
    return depth <= shallow;
  }

  /** Whether something is suggested for an optional property. */
  isSuggested(schema: unknown, spot: Spot): boolean {
    if (this.#options.suggest === undefined) return false;
    const plain = this.resolved(schema);
    if (this.#suggested(placeOf(plain, spot)).length > 0) return true;
    return variantsOf(plain).some((variant) => !isNull(variant) && this.#suggested(placeOf(this.resolved(variant), spot)).length > 0);
  }

  #suggested(place: Place): unknown[] {
    const suggested = this.#options.suggest?.(place) ?? [];
    return suggested.filter((value) => conforms(value, place.schema, this.root));
  }

  #among(values: readonly unknown[], schema: JsonSchema, turn: number): unknown {
    const allowed = values.filter((value) => conforms(value, schema, this.root));
    return allowed[(turn + this.pick(allowed.length)) % Math.max(1, allowed.length)] ?? null;
  }

  /** The alternative for which something is suggested; without a hint anything rather than null, and deep down the shallowest. */
  #variant(variants: readonly JsonSchema[], place: Place, spot: Spot): unknown {
    const fits = (value: unknown) => conforms(value, place.schema, this.root);
    const resolved = variants.map((variant) => this.resolved(variant));
    const suggested = resolved.flatMap((schema) => this.#suggested({ ...place, schema })).filter(fits);
    if (spot.turn < suggested.length) return suggested[spot.turn];
    const left = spot.turn - suggested.length;
    const start = spot.distinct ? Math.floor(left / variants.length) : left;
    let first: unknown;
    for (const schema of this.#ordered(resolved, { ...spot, turn: left })) {
      for (let turn = start; turn < start + (isNested(schema) ? 1 : 3); turn += 1) {
        const value = this.make(schema, { ...spot, description: place.description, turn, hops: spot.hops + 1 });
        if (fits(value)) return value;
        first ??= value;
      }
    }
    return first ?? null;
  }

  #ordered(variants: readonly JsonSchema[], spot: Spot): JsonSchema[] {
    const ranked = this.#ranked(variants, spot);
    const deep = !this.isShallow(spot) || spot.hops > shallow;
    const start = spot.distinct ? spot.turn % ranked.length : deep ? 0 : this.pick(ranked.length);
    return [...ranked.slice(start), ...ranked.slice(0, start)];
  }

  #ranked(variants: readonly JsonSchema[], spot: Spot): JsonSchema[] {
    if (this.isShallow(spot) && spot.hops <= shallow) {
      const plainFirst = variants.some(isNull) && variants.every((variant) => !isNested(variant));
      return variants.toSorted((a, b) => (plainFirst ? weight(a) - weight(b) : Number(isNull(a)) - Number(isNull(b))));
    }
    const depths = new Map(variants.map((variant) => [variant, leastDepth(variant, this.root)]));
    return variants.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || weight(a) - weight(b));
  }

  #scalar(type: string, place: Place, turn: number): unknown {
    const { schema } = place;
    const fits = (value: unknown) => conforms(value, schema, this.root);
    const examples: unknown[] = Array.isArray(schema["examples"]) ? schema["examples"] : [];
    const given = turn === 0 ? [schema["default"], ...examples].filter((value) => value !== undefined && fits(value)) : [];
    if (given.length > 0) return given[this.pick(given.length)];
    if (type === "boolean") return (turn + this.pick(2)) % 2 === 1;
    const choice: ScalarChoice = { turn, words: this.#options.words?.(place) ?? [], pick: this.pick };
    const made = type === "string" ? sampleTexts(schema, choice) : sampleNumbers(schema, type === "integer", choice);
    return made.find(fits) ?? made[0] ?? null;
  }
}

function placeOf(schema: JsonSchema, { path, description }: Spot): Place {
  return { path, schema, description: typeof schema["description"] === "string" ? schema["description"] : description };
}

/** The choices of a schema, each with what holds for all of them: its alternatives, the sides of its condition, or its several types. */
function variantsOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf, ...rest } = schema;
  if (Array.isArray(anyOf))
    return anyOf.filter(isRecord).map((variant) => mergedSchema(oneOf === undefined ? rest : { ...rest, oneOf }, variant));
  if (Array.isArray(oneOf)) return oneOf.filter(isRecord).map((variant) => mergedSchema(rest, exclusive(variant, oneOf)));
  if (schema["if"] !== undefined) return sidesOf(schema);
  const types = typesOf(schema);
  return types.length > 1 ? types.map((type) => ({ ...schema, type })) : [];
}

/** An alternative of which a value is asked that is none of the others. */
function exclusive(variant: JsonSchema, all: readonly unknown[]): JsonSchema {
  const others = all.filter((other) => other !== variant);
  return others.length === 0 ? variant : mergedSchema(variant, { not: { anyOf: others } });
}

function sidesOf({ if: condition, then, else: otherwise, ...rest }: JsonSchema): JsonSchema[] {
  const both = (a: unknown, b: unknown) => [a, b].filter(isRecord).reduce(mergedSchema, rest);
  return [both(condition, then), both({ not: condition }, otherwise)];
}

/** Sorts alternatives: null before scalars before what is nested. */
const weight = (schema: JsonSchema) => (isNull(schema) ? 0 : isNested(schema) ? 2 : 1);
