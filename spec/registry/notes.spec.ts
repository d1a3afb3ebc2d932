import { describe, expect, it } from "vitest";
import { addNote, inheritNote, mergeNotes, noteOf, sourceOf, standIn } from "../../lib/registry/notes.ts";
import { city } from "../support/annotation-fakes.ts";

describe("the note on a function or class", () => {
  it("is undefined until something is written", () => {
    expect(noteOf(() => 1)).toBeUndefined();
    expect(noteOf(class {})).toBeUndefined();
  });

  it("is one record that grows", () => {
    const fn = () => 1;
    addNote(fn, { tool: { description: "first", effect: "read" } });
    addNote(fn, { returnDirect: true });
    addNote(fn, { tool: { description: "second" } });
    expect(noteOf(fn)).toEqual({ tool: { description: "second", effect: "read" }, returnDirect: true });
  });

  it("leaves the function itself without new properties", () => {
    const fn = () => 1;
    addNote(fn, { tool: {} });
    expect(Reflect.ownKeys(fn)).toEqual(["length", "name"]);
  });

  it("is not that of an instance's class", () => {
    class Clerk {}
    addNote(Clerk, { agent: { name: "clerk" } });
    expect(noteOf(new Clerk())).toBeUndefined();
  });

  it("is shared with other copies of this package", () => {
    const fn = () => 1;
    addNote(fn, { returnDirect: true });
    expect(Reflect.getOwnMetadata(Symbol.for("msgflux:note"), fn)).toEqual({ returnDirect: true });
  });

  it("of a class is merged over those of all its base classes", () => {
    class Base {}
    class Middle extends Base {}
    class Derived extends Middle {}
    addNote(Base, { agent: { name: "base", maxTurns: 3 } });
    addNote(Derived, { agent: { name: "derived" } });
    expect(noteOf(Derived)).toEqual({ agent: { name: "derived", maxTurns: 3 } });
    expect(noteOf(Middle)).toEqual({ agent: { name: "base", maxTurns: 3 } });
  });
});

describe("merging notes", () => {
  it("changes neither of them", () => {
    const base = Object.freeze({ tool: Object.freeze({ name: "a" }) });
    const patch = Object.freeze({ tool: Object.freeze({ description: "b" }) });
    expect(mergeNotes(base, patch)).toEqual({ tool: { name: "a", description: "b" } });
  });

  it("takes an option given as undefined for one that was not given", () => {
    expect(mergeNotes({ tool: { name: "a" } }, { tool: { name: undefined } })).toEqual({ tool: { name: "a" } });
  });

  it("merges the options of agents key by key as well", () => {
    expect(mergeNotes({ agent: { name: "a" } }, { agent: { maxTurns: 2 } })).toEqual({ agent: { name: "a", maxTurns: 2 } });
  });
});

describe("inheriting a note", () => {
  it("takes everything from the parent when nothing is added, and everything added when there is no parent", () => {
    expect(inheritNote({ returnDirect: true }, undefined)).toEqual({ returnDirect: true });
    expect(inheritNote(undefined, { returnDirect: true })).toEqual({ returnDirect: true });
    expect(inheritNote(undefined, undefined)).toBeUndefined();
  });

  it("keeps the parent's parameters when only other things are said", () => {
    expect(inheritNote({ signature: city, tool: { name: "a" } }, { tool: { name: "b" } })).toEqual({
      signature: city,
      tool: { name: "b" },
    });
  });

  it("drops all of the parent's parameters when new ones are said", () => {
    const base = { paramTypes: [String], tool: { args: [], names: [], params: {}, description: "d" } };
    expect(inheritNote(base, { signature: city })).toEqual({ signature: city, tool: { description: "d" } });
    expect(inheritNote({ signature: city, agent: { signature: "a -> b", name: "n" } }, { tool: { input: city.input[0]?.schema } })).toEqual(
      {
        agent: { name: "n" },
        tool: { input: city.input[0]?.schema },
      },
    );
  });
});

describe("a function that stands in for another", () => {
  const written = function greet(name: string, _mood?: string): string {
    return `hi ${name}`;
  };

  it("has its name, length and note, and leads back to it", () => {
    addNote(written, { tool: { description: "d" } });
    const replacement = standIn((...args: unknown[]) => args, written);
    expect([replacement.name, replacement.length, noteOf(replacement)]).toEqual(["greet", 2, { tool: { description: "d" } }]);
    expect(sourceOf(replacement)).toBe(written);
  });

  it("leads back through several replacements", () => {
    expect(
      sourceOf(
        standIn(
          () => 2,
          standIn(() => 1, written),
        ),
      ),
    ).toBe(written);
    expect(sourceOf(written)).toBe(written);
  });
});
