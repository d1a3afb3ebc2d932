import { describe, expect, expectTypeOf, it } from "vitest";
import { Module } from "../../lib/module/module.ts";

class Greeter extends Module {
  static made = 0;
  readonly #greeting: string;
  punctuation = "!";
  constructor(greeting = "Hello") {
    super();
    this.#greeting = greeting;
    Greeter.made += 1;
  }
  get greeting(): string {
    return this.#greeting;
  }
  set greeting(value: string) {
    this.punctuation = value;
  }
  forward(name: string, times?: number): string {
    return `${this.#greeting} ${name}${this.punctuation.repeat(times ?? 1)}`;
  }
}

describe("a module", () => {
  it("is called like its forward, with its types", () => {
    const greet = new Greeter();
    expect(greet("Ann")).toBe("Hello Ann!");
    expect(greet("Ann", 2)).toBe(greet.forward("Ann", 2));
    // @ts-expect-error a name is a text
    expect(greet(7)).toBe("Hello 7!");
    expectTypeOf(greet("Ann")).toEqualTypeOf<string>();
  });

  it("is an instance of its classes and a function", () => {
    class Loud extends Greeter {
      override forward(name: string): string {
        return super.forward(name).toUpperCase();
      }
    }
    const loud = new Loud("Hi");
    expect(loud("Ann")).toBe("HI ANN!");
    expect([loud instanceof Loud, loud instanceof Greeter, loud instanceof Module, loud instanceof Function]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(new Greeter() instanceof Loud).toBe(false);
    expect(loud.constructor).toBe(Loud);
    expect(typeof loud).toBe("function");
  });

  it("has private fields, getters, setters and fields of its own", () => {
    const [one, two] = [new Greeter("Hi"), new Greeter("Yo")];
    one.greeting = "?";
    expect([one("Ann"), two("Ann"), one.greeting]).toEqual(["Hi Ann?", "Yo Ann!", "Hi"]);
    expect(Object.keys(one)).toEqual(["punctuation"]);
  });

  it("has call, apply and bind, whose this is still the module", () => {
    const greet = new Greeter();
    expect(greet.call({ punctuation: "?" }, "Ann")).toBe("Hello Ann!");
    expect(greet.apply(undefined, ["Ann"])).toBe("Hello Ann!");
    expect(greet.bind(undefined, "Ann")()).toBe("Hello Ann!");
    expect(["Ann", "Bob"].map((name) => greet(name))).toEqual(["Hello Ann!", "Hello Bob!"]);
  });

  it("finds forward late: one that is replaced is the one that runs", () => {
    const greet = new Greeter();
    greet.forward = (name) => `Bye ${name}`;
    expect(greet("Ann")).toBe("Bye Ann");
  });

  it("may have fields called name and length, defined or assigned, and has neither by itself", () => {
    class Named extends Module {
      // The compiler takes both for members of every function.
      override name = "named";
      override length = 7;
      forward(): number {
        return this.length;
      }
    }
    class Assigned extends Module {
      declare name: string;
      constructor() {
        super();
        // What a compiler makes of a field that it assigns instead of defining.
        this.name = "assigned";
      }
      forward(): string {
        return this.name;
      }
    }
    expect([new Named().name, new Named()(), new Assigned().name, new Assigned()()]).toEqual(["named", 7, "assigned", "assigned"]);
    expect(Reflect.get(new Greeter(), "name")).toBeUndefined();
    expect(Reflect.get(new Greeter(), "length")).toBeUndefined();
  });

  it("may be asynchronous, and rejects as forward does", async () => {
    class Failing extends Module {
      async forward(): Promise<never> {
        throw new Error("no");
      }
    }
    await expect(new Failing()()).rejects.toThrow("no");
  });

  it("is a value of its own: a key, equal only to itself, open for fields", () => {
    const [one, two] = [new Greeter(), new Greeter()];
    expect(new WeakMap([[one, 1]]).get(one)).toBe(1);
    expect(one === two).toBe(false);
    expect(Object.isExtensible(one)).toBe(true);
  });
});

describe("a module without hooks", () => {
  it("adds nothing to a call but the call of forward", () => {
    const greet = new Greeter();
    const seen: (string | undefined)[][] = [];
    greet.forward = () => {
      // The frames between forward and whoever calls the module.
      seen.push((new Error().stack ?? "").split("\n").slice(1, 4));
      return "";
    };
    greet("Ann");
    const inBetween = seen[0]?.filter((frame) => frame?.includes("/lib/module/")) ?? [];
    expect(inBetween).toHaveLength(1);
  });
});
