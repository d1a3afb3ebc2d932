import type { ToolDefinition } from "../../model/chat-model.ts";
import { conforms, typesOf } from "../../signature/conforms.ts";
import { sampleValue } from "../../signature/sample-value.ts";
import { isRecord } from "../../signature/subschemas.ts";
import type { Finding } from "./finding.ts";
import { freeText, leftOver, type Passage } from "./free-text.ts";
import { rolesOf } from "./roles.ts";
import { wordsFor } from "./samples.ts";
import { optionalBar, slotsOf, withoutNull, type Slot } from "./slots.ts";
import { saidOrDenied, spokenChoices } from "./spoken.ts";
import { suitability, type Candidate } from "./suitability.ts";

/** What the arguments of a call are taken from. */
export interface ArgumentSource {
  /** The part of the task that the tool answers. */
  readonly text: string;
  /** The values in that part. */
  readonly own: readonly Finding[];
  /** Values from elsewhere, for what that part leaves open. */
  readonly others: readonly Finding[];
  readonly today: Date;
}

/** One or several sets of arguments, and the required ones for which the task says nothing. */
export interface FilledArguments {
  readonly calls: readonly Readonly<Record<string, unknown>>[];
  readonly missing: readonly string[];
  /** How many values of the task found a place. */
  readonly found: number;
}

/** Fills the parameters of a tool from a task. Several calls when the task has several values for one parameter. */
export function fillArguments(tool: ToolDefinition, source: ArgumentSource): FilledArguments {
  const filling = new Filling(tool, source);
  return filling.result();
}

class Filling {
  readonly #tool: ToolDefinition;
  readonly #source: ArgumentSource;
  readonly #slots: readonly Slot[];
  readonly #chosen = new Map<Slot, Candidate>();
  readonly #values = new Map<Slot, unknown>();
  readonly #used = new Set<Finding>();

  constructor(tool: ToolDefinition, source: ArgumentSource) {
    this.#tool = tool;
    this.#source = source;
    this.#slots = slotsOf(tool.parameters);
  }

  result(): FilledArguments {
    this.#assign(this.#source.own, (slot) => (slot.required ? 2 : optionalBar(slot, this.#slots)));
    for (const slot of this.#open("array")) this.#fillList(slot);
    for (const slot of this.#open("object")) this.#fillObject(slot);
    for (const slot of this.#open("boolean")) this.#set(slot, saidOrDenied(slot.name, this.#source.text));
    for (const slot of this.#open()) this.#set(slot, this.#fromWords(slot));
    this.#assign(this.#source.others, (slot) => (slot.required ? 2 : Infinity));
    this.#assign([...this.#source.own, ...this.#source.others], (slot) => (slot.required ? 0.5 : Infinity));
    const found = this.#chosen.size;
    const missing = this.#open().filter((slot) => slot.required && slot.place.schema["default"] === undefined);
    for (const slot of this.#open()) if (slot.required) this.#values.set(slot, this.#made(slot));
    return {
      found,
      calls: this.#calls(),
      missing: missing.filter((slot) => !typesOf(slot.place.schema).includes("boolean")).map(({ name }) => name),
    };
  }

  /** Slots without a value yet, those of one type only if it is named. */
  #open(type?: string): Slot[] {
    return this.#slots.filter(
      (slot) => !this.#chosen.has(slot) && !this.#values.has(slot) && (type === undefined || slot.place.schema["type"] === type),
    );
  }

  #set(slot: Slot, value: unknown): void {
    if (value !== undefined && conforms(value, slot.place.schema, this.#tool.parameters)) this.#values.set(slot, value);
  }

  /** Gives each open slot the value that suits it best, the best matches first. */
  #assign(findings: readonly Finding[], bar: (slot: Slot) => number): void {
    const pairs = this.#open().flatMap((slot) => this.#candidates(slot, findings, bar(slot)).map((candidate) => ({ slot, candidate })));
    for (const { slot, candidate } of pairs.toSorted((a, b) => b.candidate.score - a.candidate.score)) {
      if (this.#chosen.has(slot) || this.#used.has(candidate.finding)) continue;
      this.#chosen.set(slot, candidate);
      this.#used.add(candidate.finding);
    }
  }

  #candidates({ place }: Slot, findings: readonly Finding[], bar: number): Candidate[] {
    return findings.flatMap((finding) => {
      const candidate = suitability(place, finding, this.#source.today);
      const fits = candidate !== undefined && candidate.score >= bar && conforms(candidate.value, place.schema, this.#tool.parameters);
      return fits ? [candidate] : [];
    });
  }

  #fillList(slot: Slot): void {
    const schema = withoutNull(slot.place.schema["items"], this.#tool.parameters);
    if (Array.isArray(schema["enum"])) {
      const spoken = spokenChoices(schema["enum"], this.#source.text);
      return spoken.length > 0 ? this.#set(slot, spoken) : undefined;
    }
    const item = { ...slot, place: { ...slot.place, schema } };
    const free = this.#source.own.filter((finding) => !this.#used.has(finding));
    const candidates = this.#candidates(item, free, slot.required ? 1.5 : 3);
    const best = Math.max(...candidates.map(({ score }) => score));
    const kept = candidates.filter(({ score }) => score >= best - 2.5);
    if (kept.length === 0) return;
    for (const { finding } of kept) this.#used.add(finding);
    this.#set(
      slot,
      kept.map(({ value }) => value),
    );
  }

  #fillObject(slot: Slot): void {
    const parameters = { ...this.#tool.parameters, ...slot.place.schema };
    const free = (findings: readonly Finding[]) => findings.filter((finding) => !this.#used.has(finding));
    const source = { ...this.#source, own: free(this.#source.own), others: free(this.#source.others) };
    const { calls, missing } = fillArguments({ ...this.#tool, parameters }, source);
    const [first] = calls;
    if (first !== undefined && Object.keys(first).length > missing.length) this.#set(slot, first);
  }

  #fromWords(slot: Slot): unknown {
    const { schema } = slot.place;
    if (Array.isArray(schema["enum"])) return spokenChoices(schema["enum"], this.#source.text)[0];
    if (schema["format"] !== undefined || schema["type"] !== "string") return undefined;
    const text = freeText(slot.place, this.#passage());
    if (text !== undefined || !slot.required) return text;
    return rolesOf(slot.name, slot.place.description).includes("text") ? this.#source.text : undefined;
  }

  #passage(): Passage {
    const known = [...this.#chosen.keys(), ...this.#values.keys()].map(({ name }) => name);
    return { text: this.#source.text, used: this.#used, names: [this.#tool.name, ...known] };
  }

  /** A required value that the task does not give: the words left over where they may name it, else a plain sample. */
  #made({ name, place }: Slot): unknown {
    const { schema, description } = place;
    const left = leftOver(this.#passage());
    const roles = rolesOf(name, description);
    const namable =
      roles.length === 0 ||
      roles.some((role) => role === "place" || role === "unit" || role === "target" || role === "title" || role === "person");
    const words = typesOf(schema)[0] === "string" && namable && (left?.split(" ").length ?? 9) <= 6 ? left : undefined;
    const short = (words?.split(" ").length ?? 9) <= 4;
    const candidates = [schema["default"], roles.length > 0 || short ? words : this.#source.text, words];
    return (
      candidates.find((value) => value !== undefined && conforms(value, schema, this.#tool.parameters)) ??
      sampleValue(schema, { root: this.#tool.parameters, place, words: wordsFor })
    );
  }

  /** The calls: the values chosen, and one call more for each further set of values of the same kinds. */
  #calls(): Readonly<Record<string, unknown>>[] {
    const further = new Map(Array.from(this.#chosen.keys(), (slot) => [slot, this.#further(slot, true)] as const));
    const count = Math.max(0, ...Array.from(further.values(), (list) => list.length));
    const valueOf = (slot: Slot, index: number): unknown => {
      const candidate = this.#chosen.get(slot);
      if (candidate === undefined) return this.#values.get(slot);
      const strict = further.get(slot) ?? [];
      const more = strict.length === count ? strict : this.#further(slot, false);
      return index > 0 && more.length === count ? more[index - 1] : candidate.value;
    };
    const { properties } = this.#tool.parameters;
    const inOrder = Object.keys(isRecord(properties) ? properties : {});
    const filled = this.#slots
      .filter((slot) => this.#chosen.has(slot) || this.#values.has(slot))
      .toSorted((a, b) => inOrder.indexOf(a.name) - inOrder.indexOf(b.name));
    return Array.from({ length: count + 1 }, (_, index) => Object.fromEntries(filled.map((slot) => [slot.name, valueOf(slot, index)])));
  }

  /** Later values for a slot: in turn with other slots of that kind; `strict`, only those listed with the first or led to by the same word. */
  #further(slot: Slot, strict: boolean): unknown[] {
    const { finding, score } = this.#chosen.get(slot) ?? { finding: undefined, score: 0 };
    if (finding === undefined) return [];
    const later = this.#source.own.filter((other) => other.start > finding.start && other.kind === finding.kind && !this.#used.has(other));
    const rivals = [...this.#chosen.values()]
      .map((other) => other.finding)
      .filter(({ kind }) => kind === finding.kind)
      .toSorted((a, b) => a.start - b.start);
    if (rivals.length > 1) {
      const turn = later.length % rivals.length === 0 ? rivals.indexOf(finding) : -1;
      const mine = later.filter((_, index) => index % rivals.length === turn);
      return this.#candidates(slot, mine, -Infinity).map(({ value }) => value);
    }
    const suited = this.#candidates(slot, later, Math.min(2, score - 2));
    let last = finding;
    return suited.flatMap(({ finding: other, value }) => {
      const listed = between.test(this.#between(last, other));
      const led = other.before === finding.before && leading.has(other.before);
      if (value === finding.value || (strict && !listed && !led)) return [];
      last = other;
      return [value];
    });
  }

  #between(a: Finding, b: Finding): string {
    return a.source === b.source ? (a.source ?? "").slice(a.end, b.start) : "-";
  }
}

/** What stands between the entries of a list. */
const between = /^[\s,;&"'“”.?!]*(?:(?:and|or|also|plus|then|as well as)\b)?[\s"'“”]*(?:(?:in|to|for|of|at|from|on|the|what about)\s+)*$/i;
const leading = new Set(["in", "to", "for", "at", "from", "of", "with", "near"]);
