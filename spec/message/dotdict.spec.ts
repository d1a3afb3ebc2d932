import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { aside } from "../../lib/core/paths.ts";
import { DotDict, dotdict } from "../../lib/message/dotdict.ts";

const methods = ["get", "set", "has", "delete", "update", "toDict", "toJSON"];

describe("a dotted dictionary", () => {
  it("holds own data properties, as given", () => {
    const list = [1];
    const d = dotdict({ a: { b: 1 }, list });
    d.c = 3;
    expect(Object.keys(d)).toEqual(["a", "list", "c"]);
    expect(Object.getOwnPropertyDescriptor(d, "c")).toEqual({ value: 3, writable: true, enumerable: true, configurable: true });
    expect(d.list).toBe(list);
    expect({ ...d }).toEqual({ a: { b: 1 }, list: [1], c: 3 });
    expect("c" in d && delete d.c).toBe(true);
    expect(d.has("c")).toBe(false);
  });

  it("reads, writes and deletes by path", () => {
    const d = dotdict();
    expect(d.set("a.b", [10, 20]).get("a.b.-1")).toBe(20);
    expect(d.get("no.such", "default")).toBe("default");
    expect(d.get("no.such")).toBeUndefined();
    expect(d.has("a.b.1")).toBe(true);
    expect(d.delete("a.b.0")).toBe(true);
    expect(d.toDict()).toEqual({ a: { b: [20] } });
  });

  it("takes keys with dots as they are when it is made", () => {
    const d = dotdict({ "a.b": 1 });
    expect(d["a.b"]).toBe(1);
    expect(d.get("a.b")).toBeUndefined();
  });

  it("updates by paths, merging records", () => {
    const d = dotdict({ user: { name: "Ada", tags: ["x"] }, n: 1 });
    expect(d.update({ "user.age": 36, user: { tags: ["y"], "address.city": "London" }, n: { deep: 1 } })).toBe(d);
    expect(d.toDict()).toEqual({ user: { name: "Ada", tags: ["y"], age: 36, address: { city: "London" } }, n: { deep: 1 } });
    d.update([["n.deep", 2]]).update(new Map([["m", 3]]));
    expect(d.get("n.deep")).toBe(2);
    expect(d.m).toBe(3);
    expect(d.update(d).get("n.deep")).toBe(2);
  });

  it("an update does not reach back into what an earlier one was given", () => {
    const defaults = { retry: { attempts: 1 }, list: [{ a: 1 }] };
    const d = dotdict()
      .update(defaults)
      .update({ retry: { attempts: 2 } });
    d.set("list.0.a", 2);
    expect(defaults).toEqual({ retry: { attempts: 1 }, list: [{ a: 1 }] });
    expect(d.get("retry.attempts")).toBe(2);
  });

  it("gives plain copies: nested dictionaries become objects, everything with another class stays itself", () => {
    const date = new Date(0);
    const bytes = new Uint8Array(2);
    const d = dotdict({ inner: dotdict({ a: [dotdict({ b: 1 })] }), date, bytes });
    const plain = d.toDict();
    expect(Object.getPrototypeOf(plain["inner"])).toBe(Object.prototype);
    expect(plain).toStrictEqual({ inner: { a: [{ b: 1 }] }, date, bytes });
    expect(plain["bytes"]).toBe(bytes);
    (plain["inner"] as { a: unknown[] }).a.push(1);
    expect(d.get("inner.a.1")).toBeUndefined();
    expect(JSON.stringify(dotdict({ date, x: undefined }))).toBe('{"date":"1970-01-01T00:00:00.000Z"}');
  });

  it("keeps circles in copies", () => {
    const d = dotdict({ a: {} });
    d.set("a.self", d);
    const plain = d.toDict() as { a: { self: unknown } };
    expect(plain.a.self).toBe(plain);
  });

  it("shows its data in logs", () => {
    expect(inspect(dotdict({ a: 1, key: 2 }, { hiddenKeys: ["key"] }))).toBe("DotDict { a: 1 }");
  });
});

describe("names of methods", () => {
  it.each(methods)('"%s" can be a key by path, in an update and at construction, and the method goes on working', (name) => {
    const made = dotdict({ [name]: "made" });
    expect(made.get(name)).toBe("made");
    const d = dotdict().set(name, { deep: 1 });
    expect(d.get(`${name}.deep`)).toBe(1);
    expect(d.has(name)).toBe(true);
    expect(d.toDict()).toEqual({ [name]: { deep: 1 } });
    expect(JSON.parse(JSON.stringify(d))).toEqual({ [name]: { deep: 1 } });
    expect(d.update({ [name]: { more: 2 } }).get(name)).toEqual({ deep: 1, more: 2 });
    expect(d.delete(name)).toBe(true);
    expect(d.delete(name)).toBe(false);
    expect(d.toDict()).toEqual({});
  });

  it.each(methods)('assigning "%s" is refused with a hint', (name) => {
    const d = dotdict();
    expect(() => void (d[name] = 1)).toThrow(
      `Cannot assign "${name}": it is a method. As a key of data, write it with set("${name}", value).`,
    );
    expect(typeof d[name]).toBe("function");
  });

  it("the methods of a subclass are kept from data too", () => {
    class Ticket extends DotDict {
      close() {
        return "closed";
      }
    }
    const ticket = new Ticket({ close: 1 }).set("close", 2);
    expect(ticket.close()).toBe("closed");
    expect(ticket.get("close")).toBe(2);
  });
});

describe("unsafe names", () => {
  it.each(["__proto__", "constructor", "prototype"])('"%s" is refused when written and absent when read', (name) => {
    const given = JSON.parse(`{ "${name}": { "polluted": 1 } }`) as Record<string, unknown>;
    expect(() => dotdict(given)).toThrow(/is not a name for data/);
    expect(() => dotdict({}, { hiddenKeys: [name] })).toThrow(InputError);
    expect(() => dotdict().set(`${name}.polluted`, 1)).toThrow(InputError);
    expect(() => dotdict().update(given)).toThrow(InputError);
    expect(() => dotdict({ a: {} }).update({ a: given })).toThrow(InputError);
    expect(dotdict().get(name, "fallback")).toBe("fallback");
    expect(dotdict({ a: given }).get(`a.${name}.polluted`, "fallback")).toBe("fallback");
    expect(JSON.stringify(dotdict({ a: given }))).toBe('{"a":{}}');
    expect(dotdict({ a: given }, { frozen: true }).toDict()).toEqual({ a: {} });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("the class of a dictionary cannot be exchanged by assignment", () => {
    const d = dotdict();
    expect(() => void (d["__proto__"] = {})).toThrow(/not a name for data/);
    expect(d).toBeInstanceOf(DotDict);
    expect(Object.getPrototypeOf(d)).toBe(DotDict.prototype);
  });
});

describe("hidden keys", () => {
  const make = () => dotdict({ user: "Ada", key: "s3cret", nested: { key: "deep", a: 1 } }, { hiddenKeys: ["key", "later"] });

  it("are reached by property and path, and listed nowhere", () => {
    const d = make();
    expect(d.key).toBe("s3cret");
    expect(d.get("key")).toBe("s3cret");
    expect(d.get("nested.key")).toBe("deep");
    expect(Object.keys(d)).toEqual(["user", "nested"]);
    expect({ ...d }).toEqual({ user: "Ada", nested: { key: "deep", a: 1 } });
    expect(d.toDict()).toEqual({ user: "Ada", nested: { a: 1 } });
    expect(JSON.stringify(d)).toBe('{"user":"Ada","nested":{"a":1}}');
    expect(inspect(d)).not.toContain("s3cret");
    expect(inspect(d)).not.toContain("deep");
  });

  it("stay hidden when they are written later, by any way, and after they were deleted", () => {
    const d = make();
    expect(d.has("later")).toBe(false);
    d.later = 1;
    expect(d.delete("key")).toBe(true);
    expect(d.delete("key")).toBe(false);
    expect(d.has("key")).toBe(false);
    d.set("key", "again").update({ later: 2 });
    expect([d.key, d.later]).toEqual(["again", 2]);
    expect(Object.keys(d)).toEqual(["user", "nested"]);
  });

  it("may have the name of a method", () => {
    const d = dotdict({ get: 1 }, { hiddenKeys: ["get"] });
    expect(d.get("get")).toBe(1);
    expect(d.toDict()).toEqual({});
    expect(d.delete("get")).toBe(true);
  });
});

describe("a frozen dictionary", () => {
  it("is a copy: what it was made of stays writable", () => {
    const given = { a: { b: [1] } };
    const d = dotdict(given, { frozen: true });
    given.a.b.push(2);
    expect(d.get("a.b")).toEqual([1]);
  });

  it("refuses its methods with a clear error", () => {
    const d = dotdict({ a: { b: [1] }, get: 1 }, { frozen: true, hiddenKeys: ["hidden"] });
    for (const write of [
      () => d.set("a.b.0", 2),
      () => d.set("new", 2),
      () => d.set("get", 2),
      () => d.set("hidden", 2),
      () => d.update({ a: { c: 1 } }),
      () => d.delete("a.b"),
      () => d.delete("a.b.0"),
      () => d.delete("get"),
    ])
      expect(write).toThrow(/what holds it is frozen/);
    expect(d.toDict()).toEqual({ a: { b: [1] }, get: 1 });
  });

  it("stays equal under every way of writing, at any depth", () => {
    const key = fc.string({ maxLength: 4 }).filter((name) => !["__proto__", "constructor", "prototype"].includes(name));
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.jsonValue({ maxDepth: 0 }),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 4, noNullPrototype: true }), key, (given, name) => {
        const before = structuredClone(given);
        const d = dotdict(given, { frozen: true });
        const attempts = everyWrite(d, name);
        for (const attempt of attempts) expect(attempt).toThrow();
        expect(d.toDict()).toEqual(before);
        expect(given).toEqual(before);
      }),
    );
  });
});

/** Every way of changing a container and all containers in it. */
function everyWrite(container: object, name: string): (() => unknown)[] {
  const target = container as Record<string, unknown>;
  const first = Object.keys(target)[0];
  const own = [
    () => void (target[`new ${name}`] = 1),
    () => Object.defineProperty(target, `new ${name}`, { value: 1 }),
    () => Object.setPrototypeOf(target, null),
    ...(first === undefined ? [] : [() => void (target[first] = Symbol("new")), () => delete target[first]]),
    ...(Array.isArray(target)
      ? [() => target.push(1), () => target.unshift(1), () => target.splice(0, 0, 1), () => void (target.length = 9)]
      : []),
    ...(Array.isArray(target) && target.length > 0 ? [() => target.pop(), () => target.shift(), () => target.fill(0)] : []),
    // With a single entry these have nothing to write.
    // oxlint-disable-next-line unicorn/no-array-reverse, unicorn/no-array-sort -- the mutating ones are meant
    ...(Array.isArray(target) && target.length > 1 ? [() => target.reverse(), () => target.sort(), () => target.copyWithin(0, 1)] : []),
  ];
  if (container instanceof DotDict) {
    const dictionary = container;
    own.push(
      () => dictionary.set(`new ${name}`, 1),
      () => dictionary.set(`new ${name}.deep`, 1),
      () => dictionary.set("get", 1),
      () => dictionary.update({ [`new ${name}`]: 1 }),
      () => void (dictionary["get"] = 1 as never),
      () => void ((dictionary[aside].values as Record<string, unknown>)[name] = 1),
    );
  }
  const inner = Object.values(target).filter((value): value is object => typeof value === "object" && value !== null);
  return [...own, ...inner.flatMap((value) => everyWrite(value, name))];
}
