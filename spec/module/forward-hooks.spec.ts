import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { Module } from "../../lib/module/module.ts";

class Joins extends Module {
  readonly calls: string[] = [];
  forward(first: string, second = "?"): string {
    this.calls.push(first);
    return `${first} ${second}`;
  }
}

class Later extends Module {
  async forward(word: string): Promise<string> {
    if (word === "bad") throw new Error("no");
    return word;
  }
}

describe("hooks", () => {
  it("leave a synchronous call synchronous", () => {
    const join = new Joins();
    join.registerForwardPreHook((_module, [first]) => [first.toUpperCase(), "b"]);
    join.registerForwardHook((_module, args, output) => `${output} of ${args.length}`);
    expect(join("a")).toBe("A b of 2");
  });

  it("each get what the one before gave", () => {
    const join = new Joins();
    join.registerForwardPreHook((_module, [first]) => [`${first}1`, "x"]);
    join.registerForwardPreHook((_module, [first, second]) => [`${first}2`, `${second}y`]);
    join.registerForwardHook((_module, _args, output) => `(${output})`);
    join.registerForwardHook((_module, _args, output) => `[${output}]`);
    expect(join("a")).toBe("[(a12 xy)]");
    expect(join.calls).toEqual(["a12"]);
  });

  it("may replace an output by a falsy value, and only nothing keeps it", () => {
    const join = new Joins();
    join.registerForwardHook(() => "");
    expect(join("a")).toBe("");
    const other = new Joins();
    other.registerForwardHook(() => null as never);
    expect(other("a")).toBeNull();
  });

  it("refuse arguments that are no list", () => {
    const join = new Joins();
    join.registerForwardPreHook(() => 5 as never);
    expect(() => join("a")).toThrow(ConfigurationError);
    expect(() => join("a")).toThrow('A hook before "Joins" gave a value of type number. It gives the list of arguments');
    expect(() => join.registerForwardHook("hook" as never)).toThrow("A hook is a function; this is a string.");
  });

  it("after a call are not called when it fails", async () => {
    const later = new Later();
    const told: unknown[] = [];
    later.registerForwardHook((_module, _args, output) => void told.push(output));
    await expect(later("bad")).rejects.toThrow("no");
    await later("good");
    expect(told).toEqual(["good"]);
  });

  it("are removed by their handle, each registration on its own, at the end of a using block too", () => {
    const join = new Joins();
    let count = 0;
    const hook = () => void (count += 1);
    const [one, two] = [join.registerForwardHook(hook), join.registerForwardHook(hook)];
    join("a");
    expect(count).toBe(2);
    one();
    one();
    join("a");
    expect(count).toBe(3);
    two[Symbol.dispose]();
    join("a");
    expect(count).toBe(3);
    {
      using _handle = join.registerForwardPreHook(hook);
      join("a");
    }
    join("a");
    expect(count).toBe(4);
  });

  it("that are added or removed during a call count from the next", () => {
    const join = new Joins();
    const told: string[] = [];
    const remove = join.registerForwardPreHook(() => {
      remove();
      join.registerForwardPreHook(() => void told.push("added"));
      told.push("first");
    });
    join.registerForwardPreHook(() => void told.push("second"));
    join("a");
    expect(told).toEqual(["first", "second"]);
    join("a");
    expect(told).toEqual(["first", "second", "second", "added"]);
  });

  it("belong to one module, and stand around forward as it is now", () => {
    const [one, two] = [new Joins(), new Joins()];
    one.registerForwardHook(() => "one");
    expect([one("a"), two("a")]).toEqual(["one", "a ?"]);
    expect(one.forward("a")).toBe("a ?");
    one.forward = () => "replaced";
    one.registerForwardHook((_module, _args, output) => `${output}!`, { prepend: true });
    expect(one("a")).toBe("one");
  });
});
