import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../lib/core/errors.ts";
import { deletePath, hasPath, readPath, splitPath, unsafeNames, writePath } from "../../lib/core/paths.ts";

const data = () => ({ user: { name: "Ada", age: 0, none: null, gone: undefined }, items: [{ n: 1 }, { n: 2 }], "": { "": "empty" } });

describe("reading a path", () => {
  it("follows names and list indices, negative ones from the end", () => {
    expect(readPath(data(), "user.name")).toBe("Ada");
    expect(readPath(data(), "user.age", 5)).toBe(0);
    expect(readPath(data(), "items.1.n")).toBe(2);
    expect(readPath(data(), "items.-1.n")).toBe(2);
    expect(readPath(data(), "items.-2.n")).toBe(1);
    expect(readPath(data(), ".")).toBe("empty");
    expect(readPath({ "1": "key" }, "1")).toBe("key");
  });

  it("gives the fallback where there is nothing: absent, undefined, through null or text, out of a list", () => {
    for (const path of [
      "no",
      "user.no.more",
      "user.gone",
      "user.none.x",
      "user.name.length",
      "items.2",
      "items.-3",
      "items.x",
      "items.length",
      "items.1.0",
      "",
    ])
      expect(readPath({ ...data(), "": undefined }, path, "fallback"), path).toBe("fallback");
    for (const root of [undefined, null, "text", 5]) expect(readPath(root, "length", "fallback")).toBe("fallback");
  });

  it("gives null where null stands", () => {
    expect(readPath(data(), "user.none", "fallback")).toBeNull();
    expect(hasPath(data(), "user.none")).toBe(true);
    expect(hasPath(data(), "user.gone")).toBe(false);
  });

  it("finds nothing that is inherited, not even where it is an own property", () => {
    class Base {
      get computed() {
        return "inherited";
      }
    }
    for (const path of ["toString", "constructor", "constructor.name", "__proto__", "__proto__.toString", "prototype", "computed"])
      expect(readPath(new Base(), path, "fallback"), path).toBe("fallback");
    const own = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }') as object;
    expect(readPath(own, "__proto__.a", "fallback")).toBe("fallback");
    expect(readPath(own, "constructor", "fallback")).toBe("fallback");
    expect(readPath({ toString: "data" }, "toString")).toBe("data");
  });
});

describe("writing a path", () => {
  it("makes the objects that are missing on the way, never lists", () => {
    const root = {};
    writePath(root, "a.b.0", 1);
    expect(root).toEqual({ a: { b: { "0": 1 } } });
  });

  it("replaces what is no object on the way", () => {
    const root = { text: "x", none: null, number: 5 };
    writePath(root, "text.a", 1);
    writePath(root, "none.a", 2);
    writePath(root, "number.a", 3);
    expect(root).toEqual({ text: { a: 1 }, none: { a: 2 }, number: { a: 3 } });
  });

  it("writes into lists, also into lists of lists, at indices that are there", () => {
    const root = { a: [[1, 2], { b: 1 }] };
    writePath(root, "a.0.1", 3);
    writePath(root, "a.-1.b", 4);
    expect(root).toEqual({ a: [[1, 3], { b: 4 }] });
    expect(() => writePath(root, "a.2", 1)).toThrow(/Cannot write "a.2": "2" is not an index of a list of 2\./);
    expect(() => writePath(root, "a.x.y", 1)).toThrow(InputError);
    expect(() => writePath(root, "a.length", 0)).toThrow(InputError);
    expect(root).toEqual({ a: [[1, 3], { b: 4 }] });
  });

  it.each([...unsafeNames])('refuses "%s" anywhere in a path and changes nothing', (name) => {
    const root = { a: {} };
    for (const path of [name, `a.${name}`, `${name}.a`, `a.${name}.polluted`, `b.c.${name}`]) {
      expect(() => writePath(root, path, 1), path).toThrow(/is not a name for data/);
      expect(() => deletePath(root, path), path).toThrow(InputError);
    }
    expect(root).toEqual({ a: {} });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("says that something is frozen", () => {
    const root = Object.freeze({ a: Object.freeze({ b: 1 }), list: Object.freeze([1]) });
    for (const path of ["a", "a.b", "a.c", "list.0", "new", "new.deep"]) {
      expect(() => writePath(root, path, 2), path).toThrow(/what holds it is frozen/);
    }
    for (const path of ["a", "a.b", "list.0"]) expect(() => deletePath(root, path), path).toThrow(/what holds it is frozen/);
    expect(root).toEqual({ a: { b: 1 }, list: [1] });
  });

  it("what was set is got, whatever the path", () => {
    const name = fc
      .oneof(fc.string({ maxLength: 5 }), fc.constantFrom("0", "-1", "toString", "length", "a"))
      .filter((text) => !text.includes("."));
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).filter((names) => !names.some((one) => unsafeNames.has(one)));
    const value = fc.anything().filter((one) => one !== undefined);
    fc.assert(
      fc.property(fc.array(fc.tuple(path, value), { minLength: 1, maxLength: 4 }), (writes) => {
        const root: Record<string, unknown> = {};
        for (const [names, one] of writes) {
          try {
            writePath(root, names.join("."), one);
          } catch (error) {
            // A value that was written before may be a list, which has only its own indices.
            expect(error).toBeInstanceOf(InputError);
            continue;
          }
          expect(readPath(root, names.join("."))).toBe(one);
          expect(hasPath(root, names.join("."))).toBe(true);
        }
      }),
    );
  });
});

describe("deleting a path", () => {
  it("removes keys and closes lists, and says whether there was anything", () => {
    const root = data();
    expect(deletePath(root, "user.name")).toBe(true);
    expect(deletePath(root, "user.name")).toBe(false);
    expect(deletePath(root, "items.-2")).toBe(true);
    expect(root.items).toEqual([{ n: 2 }]);
    expect(deletePath(root, "items.1")).toBe(false);
    expect(deletePath(root, "no.such.path")).toBe(false);
    expect(deletePath(root, "toString")).toBe(false);
    expect("name" in root.user).toBe(false);
  });
});

it("splits at every dot", () => {
  expect(splitPath("a.b..c")).toEqual(["a", "b", "", "c"]);
  expect(splitPath("")).toEqual([""]);
});
