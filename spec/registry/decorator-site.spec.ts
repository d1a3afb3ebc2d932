import { type } from "arktype";
import { describe, expect, it } from "vitest";
import { tool } from "../../lib/decorators/tool.ts";
import { annotate, siteOf } from "../../lib/registry/decorator-site.ts";
import { membersOf } from "../../lib/registry/member-notes.ts";
import { noteOf } from "../../lib/registry/notes.ts";
import { callsOfAgent } from "../support/annotation-fakes.ts";
import { agentDecorator } from "../../lib/decorators/agent.ts";

class Rates {
  rate(pair: string): string {
    return pair;
  }
}
const descriptor = Object.getOwnPropertyDescriptor(Rates.prototype, "rate");
const context = (more: object) => ({ name: "rate", static: false, private: false, access: {}, addInitializer() {}, ...more });

describe("telling how a decorator was called", () => {
  it.each([
    ["on a member, standard", [descriptor?.value, context({ kind: "method" })], "standard"],
    ["on a field, standard", [undefined, context({ kind: "field" })], "standard"],
    ["on a class, standard", [Rates, context({ kind: "class" })], "class"],
    ["on a member, legacy", [Rates.prototype, "rate", descriptor], "legacy"],
    ["on a static member, legacy", [Rates, "name", { value: () => 1 }], "legacy"],
    ["on a field, legacy", [Rates.prototype, "rate", undefined], "legacy"],
    ["on a member with a number for a name, legacy", [Rates.prototype, 1, descriptor], "legacy"],
    ["on a class, legacy or called", [Rates], "class"],
    ["on a function", [() => 1], "function"],
  ])("%s", (_, args, at) => {
    expect(siteOf(args)?.at).toBe(at);
  });

  it.each([
    ["nothing", []],
    ["options", [{ description: "d" }]],
    ["a text", ["city: string -> string"]],
    ["options and a function", [{ description: "d" }, () => 1]],
    ["a schema that is a function", [type({ a: "string" })]],
    ["the arguments of Array.map", [() => 1, 0, [() => 1]]],
  ])("with %s: not on anything", (_, args) => {
    expect(siteOf(args)).toBeUndefined();
  });

  it("takes a class compiled to a function with a fixed prototype for a class", () => {
    const compiled = Object.defineProperty(function Old() {}, "prototype", { writable: false });
    expect(siteOf([compiled])?.at).toBe("class");
  });

  it("refuses parameters of methods, of static methods and of constructors", () => {
    expect(() => siteOf([Rates.prototype, "rate", 0])).toThrow(
      "Parameter 1 of Rates.rate carries a decorator that does not go on parameters.",
    );
    expect(() => siteOf([Rates, "rate", 1])).toThrow("Parameter 2 of Rates.rate carries");
    expect(() => siteOf([Rates, undefined, 2])).toThrow("Parameter 3 of the constructor of Rates carries");
  });
});

describe("what cannot be annotated", () => {
  const note = { tool: {} };
  it.each(["field", "getter", "setter", "accessor"])("says so of a standard %s", (kind) => {
    const site = siteOf([undefined, context({ kind, name: "rate" })]);
    expect(() => site && annotate(site, note)).toThrow(`@tool goes on methods, and rate is ${kind === "accessor" ? "an" : "a"} ${kind}.`);
  });

  it.each([
    ["field", undefined],
    ["getter", { get: () => 1 }],
    ["setter", { set: () => {} }],
  ])("says so of a legacy %s, with its class", (kind, legacyDescriptor) => {
    const site = siteOf([Rates.prototype, "rate", legacyDescriptor]);
    expect(() => site && annotate(site, { returnDirect: true })).toThrow(`@returnDirect goes on methods, and Rates.rate is a ${kind}.`);
  });

  it("says so of a constructor", () => {
    const site = siteOf([Rates.prototype, "constructor", { value: Rates }]);
    expect(() => site && annotate(site, note)).toThrow("Rates.constructor is a constructor.");
  });
});

describe("a compiler without decorator metadata", () => {
  const without = (more: object) => context({ kind: "method", metadata: undefined, ...more });

  it("still gets notes on public methods", () => {
    class Old {
      find(city: string): string {
        return city;
      }
    }
    expect((tool as (...args: unknown[]) => unknown)(Old.prototype.find, without({ name: "find" }))).toBeUndefined();
    expect(membersOf(new Old())).toMatchObject([{ key: "find", note: { tool: {} } }]);
  });

  it("still gets methods replaced, with their notes", async () => {
    async function find(city: string): Promise<string> {
      return city;
    }
    const agent = agentDecorator(callsOfAgent.run) as (...args: unknown[]) => typeof find;
    const replacement = agent(find, without({ name: "find" }));
    await expect(replacement("Oslo")).resolves.toBe("Oslo");
    expect(noteOf(replacement)).toEqual({ agent: {} });
    expect(callsOfAgent.last().note()).toEqual({ agent: {} });
  });

  it("is told that private methods need it", () => {
    const decorate = () => (tool as (...args: unknown[]) => unknown)(() => 1, without({ name: "#find", private: true }));
    expect(decorate).toThrow("@tool cannot stand on #find: this compiler's decorators know no metadata.");
  });
});
