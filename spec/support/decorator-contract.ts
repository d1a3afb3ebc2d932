import { describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { memberNotes, membersOf, type Member } from "../../lib/registry/member-notes.ts";
import { noteOf } from "../../lib/registry/notes.ts";
import { callsOfAgent, city, countingPolicy } from "./annotation-fakes.ts";

/** The classes of `annotated-classes.ts`, as one of the dialects compiled them. */
// Untyped: the two dialects' classes have private members and are of different types.
export type Annotated = Record<
  "Billing" | "HomeBilling" | "QuietBilling" | "Desk" | "NightDesk" | "BaseAgent" | "DerivedAgent" | "ExtendedAgent",
  any
> & {
  readonly symbolKey: symbol;
  readonly mistakes: Readonly<Record<string, () => unknown>>;
};

export function member(owner: object, key: string | symbol): Member {
  const found = membersOf(owner).find((one) => one.key === key);
  if (found === undefined) throw new Error(`No note on ${String(key)}.`);
  return found;
}

/** What holds for decorators in every dialect. */
export function decoratorContract(dialect: string, annotated: Annotated): void {
  describe(`notes taken by ${dialect} decorators`, () => {
    notes(annotated);
  });
  describe(`methods annotated by ${dialect} decorators`, () => {
    calls(annotated);
  });
  describe(`inheritance under ${dialect} decorators`, () => {
    inheritance(annotated);
  });
  describe(`methods replaced by ${dialect} decorators`, () => {
    replaced(annotated);
  });
  describe(`classes under ${dialect} decorators`, () => {
    classes(annotated);
  });
  describe(`${dialect} decorators in the wrong place`, () => {
    it.each(Object.keys(annotated.mistakes))("refuse: %s", (mistake) => {
      expect(annotated.mistakes[mistake]).toThrow(ConfigurationError);
    });
  });
}

function notes({ Billing, symbolKey }: Annotated): void {
  it("finds every annotated method, and none without a note", () => {
    const keys = membersOf(new Billing()).map(({ key }) => key);
    const expected = [
      "balance",
      "bare",
      "called",
      "directAbove",
      "directBelow",
      "settle",
      "loud",
      "louder",
      "same",
      symbolKey,
      "with-dash",
    ];
    expect(new Set(keys)).toEqual(new Set(expected));
    expect(keys).toHaveLength(expected.length);
  });

  it("takes a bare decorator and an empty call for the same", () => {
    expect(member(new Billing(), "bare").note.tool).toEqual({});
    expect(member(new Billing(), "called").note.tool).toEqual({});
  });

  it("merges the notes of a member whatever the order of its decorators", () => {
    expect(member(new Billing(), "directAbove").note).toMatchObject({ returnDirect: true, tool: { description: "above" } });
    expect(member(new Billing(), "directBelow").note).toMatchObject({ returnDirect: true, tool: { description: "below" } });
    const { tool, returnDirect, signature } = member(new Billing(), "settle").note;
    expect({ tool, returnDirect }).toEqual({ returnDirect: true, tool: { name: "pay", effect: "write" } });
    expect(signature).toBe(city);
  });

  it("keeps a static and an instance member of one name apart", () => {
    const ofInstance = member(new Billing(), "same");
    const ofClass = member(Billing, "same");
    expect([ofInstance.note.tool, ofInstance.isStatic, ofInstance.call([])]).toEqual([{ description: "instance" }, false, "instance"]);
    expect([ofClass.note.tool, ofClass.isStatic, ofClass.call([])]).toEqual([{ description: "static" }, true, "static of Billing"]);
    expect(membersOf(Billing)).toHaveLength(1);
  });

  it("names the class a member belongs to", () => {
    expect(member(new Billing(), "balance").ownerName).toBe("Billing");
    expect(member(Billing, "same").ownerName).toBe("Billing");
  });

  it("takes no private name for granted", () => {
    expect(membersOf(new Billing()).every(({ isPrivate }) => !isPrivate)).toBe(true);
  });
}

function calls({ Billing, symbolKey }: Annotated): void {
  it("leaves a method as its author wrote it", () => {
    const { fn, sourceFn } = member(new Billing(), "balance");
    expect(Billing.prototype.balance).toBe(fn);
    expect(sourceFn).toBe(fn);
    expect(fn.toString()).toContain("currency");
  });

  it("calls it on its own instance", () => {
    expect(member(new Billing(5), "balance").call(["EUR"])).toBe("5 EUR");
    expect(member(new Billing(7), "balance").call(["EUR"])).toBe("7 EUR");
    expect(member(new Billing(), "bare").call([])).toBe(1);
    expect(member(new Billing(), symbolKey).call([])).toBe("symbol");
    expect(member(new Billing(), "with-dash").call([])).toBe("dash");
  });

  it("keeps working under and over decorators of others that replace the method", () => {
    expect(member(new Billing(), "loud").call(["hi"])).toBe("hi!");
    expect(member(new Billing(), "loud").note.tool).toEqual({ description: "foreign above" });
    expect(member(new Billing(), "loud").sourceFn?.toString()).toContain("word");
    expect(member(new Billing(), "louder").call(["hi"])).toBe("hi!");
    expect(member(new Billing(), "louder").note.tool).toEqual({ description: "foreign below" });
  });

  it("calls what stands on the instance at that moment: a spy, or a replacement", () => {
    const billing = new Billing();
    const { call } = member(billing, "balance");
    const spy = vi.spyOn(billing, "balance").mockReturnValue("spied");
    expect(call(["EUR"])).toBe("spied");
    expect(spy).toHaveBeenCalledWith("EUR");
  });

  it("keeps notes and source of a method that is spied on before", () => {
    const billing = new Billing();
    vi.spyOn(billing, "balance").mockReturnValue("spied");
    const found = member(billing, "balance");
    expect(found.note.tool).toEqual({ description: "The balance." });
    expect(found.sourceFn).toBe(Billing.prototype.balance);
    expect(found.call(["EUR"])).toBe("spied");
  });

  it("goes through a proxy around the instance", () => {
    const seen: unknown[] = [];
    const proxy = new Proxy(new Billing(), {
      get(target, key, receiver) {
        seen.push(key);
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    expect(member(proxy, "balance").call(["EUR"])).toBe("10 EUR");
    expect(seen).toContain("balance");
  });
}

function inheritance({ Billing, HomeBilling, QuietBilling, NightDesk }: Annotated): void {
  it("gives an override without decorators the note of its parent, and calls the override", () => {
    const found = member(new HomeBilling(), "balance");
    expect(found.note.tool).toEqual({ description: "The balance." });
    expect(found.call(["EUR"])).toBe("home 10 EUR");
    expect(found.fn.toString()).toContain("money");
    expect(found.sourceFn).toBeUndefined();
  });

  it("merges the note of a decorated override over that of its parent", () => {
    const found = member(new HomeBilling(), "directAbove");
    expect(found.note).toMatchObject({ returnDirect: true, tool: { description: "above", name: "renamed" } });
    expect(found.sourceFn).toBe(HomeBilling.prototype.directAbove);
    expect(member(new Billing(), "directAbove").note.tool).toEqual({ description: "above" });
  });

  it("drops the inherited parameters where an override says its own", () => {
    const { note } = member(new HomeBilling(), "settle");
    expect(note.signature).toBeUndefined();
    expect(note.tool).toEqual({ name: "pay", effect: "write", input: city.input[0]?.schema });
    expect(member(new Billing(), "settle").note.signature).toBe(city);
  });

  it("adds a subclass's own members behind the inherited ones", () => {
    const keys = membersOf(new QuietBilling()).map(({ key }) => key);
    expect(keys.at(-1)).toBe("own");
    expect(keys.filter((key) => key === "balance")).toHaveLength(1);
    expect(membersOf(new Billing()).map(({ key }) => key)).not.toContain("own");
  });

  it("inherits statics, called on the subclass", () => {
    expect(member(QuietBilling, "same").call([])).toBe("static of QuietBilling");
  });

  it("names the most derived class", () => {
    expect(member(new QuietBilling(), "balance").ownerName).toBe("QuietBilling");
  });

  it("shows an overridden agent its own note, and its parent's to the call of super", async () => {
    callsOfAgent.calls.length = 0;
    await expect(new NightDesk().route("T")).resolves.toBe("night, then Acme T undefined");
    const [outer, inner] = callsOfAgent.calls;
    expect(outer?.note().agent).toEqual({ model: "demo/model", instructions: "Route at night." });
    expect(inner?.note().agent).toEqual({ model: "demo/model", instructions: "Route." });
    expect(outer?.note().signature).toBe(city);
  });
}

function replaced({ Desk }: Annotated): void {
  it("asks the runner instead of the body, which it hands over", async () => {
    const desk = new Desk();
    await expect(desk.route("T-1", true)).resolves.toBe("Acme T-1 true");
    const call = callsOfAgent.last();
    expect({ ownerName: call.ownerName, key: call.key, args: call.args }).toEqual({ ownerName: "Desk", key: "route", args: ["T-1", true] });
    expect(call.owner).toBe(desk);
    expect(call.body).not.toBe(Desk.prototype.route);
    expect(call.method).toBe(Desk.prototype.route);
  });

  it("tells the runner everything that was noted, above and below", async () => {
    const desk = new Desk();
    await desk.route("T");
    expect(callsOfAgent.last().note()).toMatchObject({
      agent: { model: "demo/model", instructions: "Route." },
      signature: { result: "value" },
    });
    await desk.above("T");
    expect(callsOfAgent.last().note()).toMatchObject({ agent: {}, signature: { result: "value" } });
  });

  it("keeps name, length and source of the method", () => {
    expect([Desk.prototype.route.name, Desk.prototype.route.length]).toEqual(["route", 2]);
    const found = member(new Desk(), "both");
    expect(found.fn).toBe(Desk.prototype.both);
    expect(found.sourceFn).not.toBe(found.fn);
    expect(found.sourceFn?.toString()).toContain("ticket");
  });

  it("works on static methods", async () => {
    await expect(Desk.overview()).resolves.toBe("Desk");
    expect(callsOfAgent.last()).toMatchObject({ ownerName: "Desk", key: "overview" });
    expect(callsOfAgent.last().owner).toBe(Desk);
  });

  it("lets an agent be a tool as well", async () => {
    const found = member(new Desk(), "both");
    expect(found.note).toMatchObject({ tool: { description: "Both." }, agent: { instructions: "Both." } });
    await expect(found.call(["T"])).resolves.toBe("T");
    expect(callsOfAgent.last().key).toBe("both");
  });

  it("runs a method through its policy, under the key of class and method", async () => {
    await expect(new Desk().rate("EURUSD")).resolves.toBe("Acme EURUSD");
    expect(countingPolicy.calls.at(-1)?.key).toBe("Desk.rate");
    expect(countingPolicy.calls.at(-1)?.signal.aborted).toBe(false);
    expect(member(new Desk(), "rate").note.policy).toBe(countingPolicy);
  });

  it("makes a method under a policy asynchronous, keeping its name, length and other notes", async () => {
    const { note, fn, call, sourceFn } = member(new Desk(), "quick");
    await expect(call(["EURUSD"])).resolves.toBe("EURUSD");
    expect([fn.name, fn.length, note.tool]).toEqual(["quick", 2, { description: "Guarded." }]);
    expect(sourceFn?.toString()).toContain("pair");
  });
}

function classes({ BaseAgent, DerivedAgent, ExtendedAgent, Billing }: Annotated): void {
  it("writes the note on the class, which stays the same class", () => {
    expect(noteOf(BaseAgent)).toEqual({ agent: { name: "base", instructions: "Base." }, signature: city });
    expect(new BaseAgent().look()).toBe("looked");
    expect(noteOf(Billing)).toBeUndefined();
  });

  it("merges it over the notes of its base classes", () => {
    expect(noteOf(DerivedAgent)).toEqual({ agent: { name: "base", instructions: "Derived." }, signature: city });
    expect(noteOf(BaseAgent)?.agent?.instructions).toBe("Base.");
  });

  it("does not take the note on a class for one on its members", () => {
    expect([...memberNotes(DerivedAgent.prototype).keys()]).toEqual(["look"]);
    expect(memberNotes(DerivedAgent).size).toBe(0);
  });

  it("survives a class decorator of others that gives a subclass", () => {
    expect(new ExtendedAgent().extension).toBe(true);
    expect(noteOf(ExtendedAgent)?.agent).toEqual({ name: "wrapped" });
    expect(member(new ExtendedAgent(), "look").call([])).toBe("looked");
  });
}
