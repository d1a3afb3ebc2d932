import { describe, expect, it } from "vitest";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { addMemberNote } from "../../lib/registry/member-store.ts";
import { memberNotes, membersOf } from "../../lib/registry/member-notes.ts";
import { callsOfAgent } from "../support/annotation-fakes.ts";
import { member } from "../support/decorator-contract.ts";

const agent = agentDecorator(callsOfAgent.run);

class Vault {
  readonly #code: string;

  constructor(code: string) {
    this.#code = code;
  }

  @tool({ description: "Opens." })
  #open(given: string): string {
    return given === this.#code ? "open" : "shut";
  }

  @tool({ description: "Counts." })
  static #count(): string {
    return this.name;
  }

  @returnDirect
  @agent({ instructions: "Guard." })
  async #guard(word: string): Promise<string> {
    return `${word} ${this.#code}`;
  }

  guard(word: string): Promise<string> {
    return this.#guard(word);
  }

  static read(): unknown {
    return [Vault.#count(), new Vault("1").#open("1")];
  }
}

class OtherVault extends Vault {
  @tool({ description: "Opens another." })
  #open(): string {
    return "other";
  }

  read(): string {
    return this.#open();
  }
}

describe("private members", () => {
  it("are found on instances, with their note, and called on them", () => {
    const found = member(new Vault("7"), "#open");
    expect(found).toMatchObject({ isPrivate: true, isStatic: false, ownerName: "Vault", note: { tool: { description: "Opens." } } });
    expect([found.call(["7"]), found.call(["8"]), member(new Vault("8"), "#open").call(["8"])]).toEqual(["open", "shut", "open"]);
    expect(found.sourceFn?.toString()).toContain("given");
  });

  it("are found on the class when static, and only on the class that has them", () => {
    expect(membersOf(Vault).map(({ key }) => key)).toEqual(["#count"]);
    expect(member(Vault, "#count").call([])).toBe("Vault");
    expect(membersOf(OtherVault)).toEqual([]);
  });

  it("of a base class and of a subclass are two, whatever their names", () => {
    const open = membersOf(new OtherVault("7")).filter(({ key }) => key === "#open");
    expect(open.map(({ note }) => note.tool?.description)).toEqual(["Opens.", "Opens another."]);
    expect(open.map(({ call }) => call(["7"]))).toEqual(["open", "other"]);
  });

  it("are no part of the notes that subclasses inherit", () => {
    expect(memberNotes(OtherVault.prototype).size).toBe(0);
  });

  it("are replaced by agents like others, knowing their own note", async () => {
    await expect(new Vault("7").guard("hi")).resolves.toBe("hi 7");
    expect(callsOfAgent.last()).toMatchObject({ key: "#guard", ownerName: "Vault" });
    expect(callsOfAgent.last().note()).toEqual({ returnDirect: true, agent: { instructions: "Guard." } });
  });

  it("stay on their side where a compiler cannot tell who has them", () => {
    class Old {
      static readonly [Symbol.metadata] = {};
    }
    const access = { isStatic: true, get: () => () => "found" };
    addMemberNote({ holder: Old[Symbol.metadata], kind: "private", key: "#find" }, { note: { tool: {} }, fn: access.get(), access });
    expect(membersOf(new Old())).toEqual([]);
    expect(member(Old, "#find").call([])).toBe("found");
  });

  it("are not found on what only looks like an instance", () => {
    expect(membersOf(Object.create(Vault.prototype) as object)).toEqual([]);
    expect(Vault.read()).toEqual(["Vault", "open"]);
  });
});

describe("members that are not written in a class", () => {
  it("of a plain object are the functions in it that carry a note", () => {
    const tools = {
      prefix: ">",
      greet: tool({ description: "Greets." }, function (this: { prefix: string }, name: string) {
        return `${this.prefix} ${name}`;
      }),
      plain: () => 1,
      get dangerous(): never {
        throw new Error("a getter was run");
      },
    };
    const [greet, ...others] = membersOf(tools);
    expect(others).toEqual([]);
    expect(greet).toMatchObject({ key: "greet", ownerName: "object", isStatic: false, note: { tool: { description: "Greets." } } });
    expect(greet?.call(["you"])).toBe("> you");
  });

  it("are found in an object without a prototype", () => {
    const bare = Object.assign(Object.create(null) as object, { greet: tool({ description: "d" }, () => "hi") });
    expect(membersOf(bare)).toMatchObject([{ key: "greet", ownerName: "object" }]);
  });

  it("are found as fields of an instance, over what its class says", () => {
    class Greeter {
      @tool({ description: "method", effect: "read" })
      greet(): string {
        return "method";
      }
      readonly wave = tool({ description: "field" }, () => "wave");
    }
    const greeter = Object.assign(new Greeter(), { greet: tool({ description: "own" }, () => "own") });
    expect(member(greeter, "greet").note.tool).toEqual({ description: "own", effect: "read" });
    expect(member(greeter, "greet").call([])).toBe("own");
    expect(member(greeter, "wave").call([])).toBe("wave");
  });

  it("are methods that were marked later, by calling a decorator on them", () => {
    class Legacy {
      old(city: string): string {
        return city;
      }
    }
    class Newer extends Legacy {}
    tool({ description: "marked" })(Legacy.prototype.old);
    returnDirect(Legacy.prototype.old);
    expect(member(new Newer(), "old").note).toEqual({ tool: { description: "marked" }, returnDirect: true });
    expect(member(new Newer(), "old").sourceFn).toBe(Legacy.prototype.old);
  });

  it("tell an agent what was marked later on it, as well", async () => {
    class Desk {
      @agent({ instructions: "Route." })
      async route(ticket: string): Promise<string> {
        return ticket;
      }
    }
    returnDirect(Desk.prototype.route);
    await new Desk().route("T");
    expect(callsOfAgent.last().note()).toEqual({ agent: { instructions: "Route." }, returnDirect: true });
    expect(member(new Desk(), "route").note).toEqual({ agent: { instructions: "Route." }, returnDirect: true });
  });

  it("leave out what an instance has replaced by something that is no method", () => {
    class Greeter {
      @tool greet(): string {
        return "hi";
      }
    }
    expect(membersOf(Object.assign(new Greeter(), { greet: 1 }))).toEqual([]);
    const guarded = Object.defineProperty(new Greeter(), "greet", {
      get() {
        throw new Error("a getter was run");
      },
    });
    expect(membersOf(guarded)).toEqual([]);
  });

  it("do not include the class of an annotated class, or a nested one", () => {
    class Outer {
      static readonly Inner = agent({ name: "inner" })(class {});
    }
    expect(membersOf(Outer)).toEqual([]);
    expect(membersOf(new Outer())).toEqual([]);
  });
});

describe("members of callable instances", () => {
  class Callable {
    constructor() {
      const self = (...args: string[]) => `called with ${args.join()}`;
      return Object.setPrototypeOf(self, new.target.prototype) as this;
    }
  }
  class Clerk extends Callable {
    greeting = "hello";

    @tool({ description: "Greets." })
    greet(name: string): string {
      return `${this.greeting} ${name}`;
    }

    @tool({ description: "Whispers." })
    #whisper(): string {
      return this.greeting[0] ?? "";
    }

    shout(): string {
      return this.#whisper().toUpperCase();
    }
  }

  it("are those of their class, private ones included, and are called on the instance", () => {
    const clerk = new Clerk();
    expect(membersOf(clerk).map(({ key, ownerName, isStatic }) => [key, ownerName, isStatic])).toEqual([
      ["greet", "Clerk", false],
      ["#whisper", "Clerk", false],
    ]);
    clerk.greeting = "good day";
    expect(member(clerk, "greet").call(["you"])).toBe("good day you");
    expect(member(clerk, "#whisper").call([])).toBe("g");
  });

  it("of an ordinary function are none, even when it carries a note itself", () => {
    expect(membersOf(tool({ description: "d" }, () => 1))).toEqual([]);
  });
});
