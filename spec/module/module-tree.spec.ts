import { describe, expect, it } from "vitest";
import { agent } from "../../lib/joined.ts";
import { ModuleDict } from "../../lib/module/module-dict.ts";
import { Module } from "../../lib/module/module.ts";
import { Sequential } from "../../lib/module/sequential.ts";

class Leaf extends Module {
  forward(): number {
    return 1;
  }
}

class Branch extends Module {
  readonly left = new Leaf();
  readonly note = "no module";
  readonly list = [new Leaf()];
  readonly right: Module = new Leaf();
  #secret = new Leaf();
  get computed(): Module {
    throw new Error("a getter is not run");
  }
  forward(): number {
    return this.left() + this.right() + this.#secret();
  }
}

class Looped extends Module {
  again: Module | undefined;
  readonly first = new Branch();
  readonly second = this.first;
  forward(): void {}
}

describe("the tree of modules", () => {
  it("is made of fields that are modules, in their order", () => {
    const branch = new Branch();
    expect([...branch.namedChildren()].map(([name]) => name)).toEqual(["left", "right"]);
    expect([...branch.children()]).toEqual([branch.left, branch.right]);
    expect(branch()).toBe(3);
  });

  it("runs no getter, and looks past what is not enumerable", () => {
    const branch = new Branch();
    const get = () => {
      throw new Error("a getter is not run");
    };
    Object.defineProperty(branch, "lazy", { get, enumerable: true });
    Object.defineProperty(branch, "hidden", { value: new Leaf(), enumerable: false });
    expect([...branch.namedChildren()].map(([name]) => name)).toEqual(["left", "right"]);
  });

  it("has each module once, whatever stands twice or in a circle", () => {
    const looped = new Looped();
    looped.again = looped;
    expect([...looped.namedModules()].map(([path]) => path)).toEqual(["", "first", "first.left", "first.right"]);
    expect([...looped.namedChildren()].map(([name]) => name)).toEqual(["again", "first"]);
    expect([...looped.modules()]).toHaveLength(4);
    expect(looped.stateDict()).toEqual({});
  });

  it("changes with the fields", () => {
    const branch = new Branch();
    Object.assign(branch, { extra: new Leaf(), right: undefined });
    expect([...branch.namedChildren()].map(([name]) => name)).toEqual(["left", "extra"]);
  });

  it("is walked by paths, with errors that say what is there", () => {
    const looped = new Looped();
    expect(looped.getModule("")).toBe(looped);
    expect(looped.getModule("second.left")).toBe(looped.first.left);
    expect(() => looped.getModule("first.lef")).toThrow(
      'There is no module "first.lef": "Branch" has no child "lef". Its children: "left", "right". Did you mean "left"?',
    );
    expect(() => looped.getModule("first.left.x")).toThrow("Its children: none.");
  });

  it("is visited by apply with one function, which otherwise calls as it does for every function", () => {
    const branch = new Branch();
    const names: string[] = [];
    expect(branch.apply((module) => names.push(module.constructor.name))).toBe(branch);
    expect(names).toEqual(["Branch", "Leaf", "Leaf"]);
    expect(branch.apply(undefined)).toBe(3);
    expect(branch.apply(() => {}, [])).toBe(3);
  });

  it("is shown as text, what was shown above only named", () => {
    class Desk extends Module {
      readonly clerk = agent("Serve.", { name: "clerk" });
      readonly both = new ModuleDict({ clerk: this.clerk, leaf: new Leaf() });
      forward(): void {}
    }
    expect(String(new Desk())).toBe(`Desk(
  (clerk): Agent "clerk"()
  (both): ModuleDict(
    (clerk): Agent "clerk" (see above)
    (leaf): Leaf()
  )
)`);
  });

  it("is drawn as a flowchart, with a sequence one after the other", () => {
    class Desk extends Module {
      readonly clerk = agent("Serve.", { name: 'the "best"' });
      readonly steps = new Sequential(new Leaf(), new Leaf());
      forward(): void {}
    }
    expect(new Desk().toMermaid({ title: "Desk: all", orientation: "LR" })).toBe(`---
title: "Desk: all"
---
flowchart LR
  n0["Desk"]
  n1["clerk: Agent #quot;the \\#quot;best\\#quot;#quot;"]
  n2["steps: Sequential"]
  n3["0: Leaf"]
  n4["1: Leaf"]
  n0 --> n1
  n2 --> n3
  n3 --> n4
  n0 --> n2`);
    expect(new Leaf().toMermaid()).toBe('flowchart TD\n  n0["Leaf"]');
  });
});
