import { describe, expect, it } from "vitest";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { membersOf } from "../../lib/registry/member-notes.ts";
import { callsOfAgent, city } from "../support/annotation-fakes.ts";
import { member } from "../support/decorator-contract.ts";

const agent = agentDecorator(callsOfAgent.run);
// Untyped: called by hand, or where the compiler would refuse them.
const loose: Record<"tool" | "agent", any> = { tool, agent };

class Service {
  @tool ping(host: string, times: number): string {
    return host.repeat(times);
  }

  @tool({ description: "static" })
  static pong(host: string): string {
    return host;
  }

  @returnDirect
  @agent({ instructions: "Ask." })
  async ask(question: string): Promise<string> {
    return question;
  }

  @tool({ description: "number" })
  1(): string {
    return "one";
  }
}

class Quiet extends Service {
  override ping(host: string): string {
    return host;
  }
}

class Loud extends Service {
  @tool({ description: "louder" })
  override ping(host: string): string {
    return host.toUpperCase();
  }
}

describe("parameter types that the compiler emits", () => {
  it("are part of the note, for methods, statics and agents", async () => {
    expect(member(new Service(), "ping").note.paramTypes).toEqual([String, Number]);
    expect(member(Service, "pong").note.paramTypes).toEqual([String]);
    await new Service().ask("x");
    expect(callsOfAgent.last().note()).toEqual({ agent: { instructions: "Ask." }, returnDirect: true, paramTypes: [String] });
  });

  it("are inherited by an override without decorators, and said anew by one with", () => {
    expect(member(new Quiet(), "ping").note.paramTypes).toEqual([String, Number]);
    expect(member(new Loud(), "ping").note.paramTypes).toEqual([String]);
  });

  it("are read when they are written after the decorators ran, as well", () => {
    class Late {
      find(place: string): string {
        return place;
      }
    }
    loose.tool(Late.prototype, "find", Object.getOwnPropertyDescriptor(Late.prototype, "find"));
    Reflect.defineMetadata("design:paramtypes", [String], Late.prototype, "find");
    expect(member(new Late(), "find").note).toEqual({ tool: {}, paramTypes: [String] });
  });

  it("go when an override describes its parameters itself", () => {
    class Described extends Service {}
    class Redescribed extends Described {
      override ping(host: string): string {
        return host;
      }
    }
    loose.tool({ signature: city })(Redescribed.prototype.ping);
    expect(member(new Redescribed(), "ping").note).toEqual({ tool: { signature: city } });
  });
});

describe("legacy decorators called by hand", () => {
  it("annotate a method, and give the descriptor that replaces it", async () => {
    class Plain {
      async ask(question: string): Promise<string> {
        return question;
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Plain.prototype, "ask") as PropertyDescriptor;
    Object.defineProperty(Plain.prototype, "ask", loose.agent({ name: "asked" })(Plain.prototype, "ask", descriptor));
    await expect(new Plain().ask("x")).resolves.toBe("x");
    expect(callsOfAgent.last()).toMatchObject({ ownerName: "Plain", key: "ask" });
  });

  it("find a method whose name is a number", () => {
    expect(member(new Service(), "1").call([])).toBe("one");
  });

  it("refuse a parameter, naming class and method", () => {
    expect(() => {
      class Rates {
        rate(@loose.tool pair: string): string {
          return pair;
        }
      }
      return Rates;
    }).toThrow("Parameter 1 of Rates.rate carries a decorator that does not go on parameters.");
  });

  it("refuse a parameter of a constructor", () => {
    expect(() => {
      class Rates {
        readonly pair: string;
        constructor(@loose.agent({}) pair: string) {
          this.pair = pair;
        }
      }
      return Rates;
    }).toThrow("Parameter 1 of the constructor of Rates carries");
  });

  it("name class and member when they stand on a field", () => {
    expect(() => {
      class Rates {
        @loose.tool rate = 1;
      }
      return Rates;
    }).toThrow("@tool goes on methods, and Rates.rate is a field. Make it a method, or move the decorator to one.");
  });

  it("leave members of other classes alone", () => {
    class Other {
      ping(): string {
        return "";
      }
    }
    expect(membersOf(new Other())).toEqual([]);
  });
});
