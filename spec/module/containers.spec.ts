import { describe, expect, it } from "vitest";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { ModuleList } from "../../lib/module/module-list.ts";
import { Module } from "../../lib/module/module.ts";
import { Sequential } from "../../lib/module/sequential.ts";

class Adds extends Module {
  readonly #n: number;
  constructor(n: number) {
    super();
    this.#n = n;
  }
  forward(to: number): number {
    return to + this.#n;
  }
}

const later = async (n: number) => n * 10;

describe("a sequence", () => {
  it("hands each output to the next step, synchronous until a step is not", async () => {
    expect(new Sequential(new Adds(1), (n: number) => n * 2)(3)).toBe(8);
    const mixed = new Sequential(new Adds(1), later, new Adds(2));
    expect(mixed(3)).toBeInstanceOf(Promise);
    expect(await mixed(3)).toBe(42);
  });

  it("gives all arguments to the first step, and its input back when there is none", () => {
    expect(new Sequential((a: number, b: number) => a - b, new Adds(1))(5, 2)).toBe(4);
    expect(new Sequential()("as it is")).toBe("as it is");
  });

  it("has steps by name", async () => {
    const named = new Sequential({ first: new Adds(1), then: later, last: new Adds(5) });
    expect(await named(1)).toBe(25);
    expect([...named.namedChildren()].map(([name]) => name)).toEqual(["first", "last"]);
    expect(named.getModule("last")).toBe(named.at("last"));
    expect(named.at("none")).toBeUndefined();
  });

  it("ends with the failure of a step", async () => {
    const failing = new Sequential(
      new Adds(1),
      async (): Promise<number> => {
        throw new Error("step");
      },
      new Adds(2),
    );
    await expect(failing(1)).rejects.toThrow("step");
  });

  it("is a list: length, places, slices, iteration, append, insert, pop", async () => {
    const [one, two, three] = [new Adds(1), new Adds(2), new Adds(3)];
    const steps = new Sequential(one, two);
    expect(steps.append(three)(0)).toBe(6);
    expect([steps.length, steps.at(0), steps.at(-1), steps.at(3)]).toEqual([3, one, three, undefined]);
    expect([...steps]).toEqual([one, two, three]);
    expect(Array.from(steps.slice(1))).toEqual([two, three]);
    expect(steps.slice(1)(0)).toBe(5);
    expect(steps.insert(1, (n: number) => n * 100)(1)).toBe(205);
    expect(steps.pop()).toBe(three);
    expect(steps.length).toBe(3);
    expect(new Sequential().pop()).toBeUndefined();
  });

  it("holds a step twice, which is one child", () => {
    const one = new Adds(1);
    const twice = new Sequential(one, one);
    expect(twice(0)).toBe(2);
    expect([...twice.namedModules()].map(([path]) => path)).toEqual(["", "0"]);
  });

  it("refuses what is no step, and names that would lose their order or stand in no path", () => {
    expect(() => new Sequential(1 as never)).toThrow("The step 0 of a Sequential is a value of type number, not a module or function.");
    expect(() => new Sequential({ a: null as never })).toThrow('The step "a" of a Sequential is null');
    expect(() => new Sequential({ "1": new Adds(1), "0": new Adds(2) })).toThrow('A step of a Sequential is named "0"');
    expect(() => new Sequential({ "a.b": new Adds(1) })).toThrow('A module of a Sequential is named "a.b".');
    expect(() => new Sequential(new Adds(1)).append("x" as never)).toThrow("The step 1 of a Sequential");
  });
});

describe("a list of modules", () => {
  it("has its modules as children under their places", () => {
    const list = new ModuleList([new Adds(1), new Adds(2)]);
    expect([...list.namedChildren()].map(([name]) => name)).toEqual(["0", "1"]);
    expect(list.getModule("1")).toBe(list.at(1));
    expect(list(1, 5)).toBe(7);
    expect(list(-1, 5)).toBe(7);
  });

  it("is a list: length, set, append, extend, insert, pop, slice, iteration", () => {
    const [one, two, three, four] = [new Adds(1), new Adds(2), new Adds(3), new Adds(4)];
    const list = new ModuleList([one])
      .append(two)
      .extend(new Set([three]))
      .insert(0, four);
    expect([...list]).toEqual([four, one, two, three]);
    expect(list.set(-1, four).at(3)).toBe(four);
    expect([list.pop(), list.pop(0), list.length]).toEqual([four, four, 2]);
    expect(Array.from(list.slice(1))).toEqual([two]);
    expect(list.slice(0, 1)).toBeInstanceOf(ModuleList);
    expect([...list].map((add) => add(1))).toEqual([2, 3]);
    expect(new ModuleList().length).toBe(0);
  });

  it("says what is not there and what is no module", () => {
    const list = new ModuleList([new Adds(1)]);
    expect(() => list(1, 1)).toThrow("There is no entry 1: the ModuleList has 1.");
    expect(() => list.set(-2, new Adds(1))).toThrow("There is no entry -2");
    expect(() => new ModuleList([]).pop()).toThrow("There is no entry -1: the ModuleList has 0.");
    expect(() => list.append("x" as never)).toThrow("The entry 1 of a ModuleList is a value of type string");
    expect(() => list.set(0, null as never)).toThrow("The entry 0 of a ModuleList is null");
  });
});

describe("a dictionary of modules", () => {
  it("has its modules by name, with their own types, and calls them", async () => {
    const dict = new ModuleDict({ add: new Adds(1), later });
    expect(dict.modules.add(1)).toBe(2);
    expect(dict("add", 4)).toBe(5);
    expect(await dict.get("later")(4)).toBe(40);
    expect([...dict.namedChildren()].map(([name]) => name)).toEqual(["add"]);
    expect([...dict.modules()]).toEqual([dict, dict.modules.add]);
  });

  it("is a dictionary: size, has, set, update, pop, delete, clear, keys, values, entries", () => {
    const [one, two] = [new Adds(1), new Adds(2)];
    const dict = new ModuleDict<Record<string, Adds>>({ one });
    expect([dict.size, dict.has("one"), dict.has("two")]).toEqual([1, true, false]);
    expect(dict.set("two", two).update({ "3": one }).keys()).toEqual(["3", "one", "two"]);
    expect(dict.values()).toEqual([one, one, two]);
    expect(dict.entries()[2]).toEqual(["two", two]);
    expect([dict.pop("3"), dict.delete("one"), dict.delete("one"), dict.size]).toEqual([one, true, false, 1]);
    dict.clear();
    expect(dict.keys()).toEqual([]);
  });

  it("takes every name, those of functions and objects too", () => {
    const add = new Adds(1);
    const names = ["name", "length", "call", "apply", "toString", "constructor", "__proto__", "modules"];
    const dict = new ModuleDict<Record<string, Adds>>({});
    for (const name of names) {
      expect(dict.has(name)).toBe(false);
      expect(dict.modules[name]).toBeUndefined();
      dict.set(name, add);
      expect(dict.modules[name]).toBe(add);
    }
    expect(dict.keys()).toEqual(names);
  });

  it("says what is not there, what is no module, and what is no name", () => {
    const dict = new ModuleDict<Record<string, Adds>>({ billing: new Adds(1) });
    expect(() => dict("biling", 1)).toThrow('There is no module named "biling". The ModuleDict has "billing". Did you mean "billing"?');
    expect(() => dict.pop("none")).toThrow("There is no module named");
    expect(() => dict.set("a", 1 as never)).toThrow('The entry "a" of a ModuleDict is a value of type number');
    expect(() => dict.set("a.b", new Adds(1))).toThrow('A module of a ModuleDict is named "a.b".');
    expect(() => dict.set("", new Adds(1))).toThrow('A module of a ModuleDict is named "".');
  });
});
