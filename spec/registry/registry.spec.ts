import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { ConfigurationError } from "../../lib/core/errors.ts";
import { agentDecorator } from "../../lib/decorators/agent.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { Registry, registry } from "../../lib/registry/registry.ts";
import { resolveTools } from "../../lib/registry/tool-source.ts";
import type { ChatModel } from "../../lib/model/chat-model.ts";
import { EchoAgent, use } from "./tool-fakes.ts";

const agent = agentDecorator(async ({ args }) => args[0]);
const model: ChatModel = {
  kind: "chat",
  provider: "demo",
  id: "silent",
  settings: {},
  capabilities: { tools: true, structuredOutput: "native" },
  generate: () => Promise.reject(new Error("never called")),
};
const getWeather = tool(
  { description: "Current weather", signature: "city: string, unit?: 'c' | 'f' -> string" },
  async function getWeather(city, unit) {
    return `${city} ${unit}`;
  },
);
const getTime = tool({ description: "The time" }, function getTime() {
  return 12;
});

class Billing {
  @tool({ description: "The balance." }) balance(): string {
    return "10";
  }
  @tool({ input: v.record(v.string(), v.number()) }) note(values: Record<string, number>): unknown {
    return values;
  }
}

describe("a registry", () => {
  it("keeps tools by name, in the order of registration", async () => {
    const mine = new Registry().register(new Billing(), getWeather).register(new EchoAgent({ name: "support", model }));
    expect(mine.names()).toEqual(["balance", "note", "getWeather", "support"]);
    expect(mine.tools().map((spec) => spec.name)).toEqual(mine.names());
    await expect(use(mine.get("balance"))).resolves.toBe("10");
    expect(mine.get("nothing")).toBeUndefined();
    expect(new Registry().names()).toEqual([]);
  });

  it("takes classes with static tools and compiled tools", () => {
    class Statics {
      @tool static ping(): string {
        return "pong";
      }
    }
    const mine = new Registry().register(Statics);
    const [ping] = mine.tools();
    expect(new Registry().register(ping as object).get("ping")).toBe(ping);
  });

  it("refuses a second tool of one name, naming both, and then registers nothing of the call", () => {
    class Other {
      @tool getWeather(): string {
        return "";
      }
    }
    const mine = new Registry().register(getWeather);
    expect(() => mine.register(getTime, new Other())).toThrow(
      'Two tools are named "getWeather": function getWeather and Other.getWeather.',
    );
    expect(mine.names()).toEqual(["getWeather"]);
    expect(() => new Registry().register(new Other(), getWeather)).toThrow("Other.getWeather and function getWeather");
    expect(() => new Registry().register(new Billing(), new Billing())).toThrow(ConfigurationError);
  });

  it("takes the same thing twice for once", () => {
    const billing = new Billing();
    const mine = new Registry().register(billing, billing).register(billing);
    expect(mine.names()).toEqual(["balance", "note"]);
  });

  it("refuses what has no tools, and says what may be wrong", () => {
    const mine = new Registry();
    expect(() => mine.register(Billing)).toThrow('The class "Billing" has no annotated methods. Pass an instance: new Billing(...).');
    expect(() => mine.register({})).toThrow("The object has no annotated methods.");
    expect(() => mine.register("balance" as never)).toThrow("A value of type string is no tool.");
    expect(() => mine.register(null as never)).toThrow("A value of type null is no tool.");
  });

  it("puts a prefix before the names of what is registered through a view", async () => {
    const mine = new Registry();
    const view = mine.prefixed("hr_");
    expect(view.register(new Billing()).register(getTime)).toBe(view);
    mine.register(getTime);
    expect(mine.names()).toEqual(["hr_balance", "hr_note", "hr_getTime", "getTime"]);
    await expect(use(mine.get("hr_balance"))).resolves.toBe("10");
    expect(() => mine.prefixed("h r")).toThrow(ConfigurationError);
    expect(() => mine.prefixed("x".repeat(60)).register(getWeather)).toThrow("cannot be the name of the tool function getWeather");
  });

  it("forgets one tool, or all", () => {
    const mine = new Registry().register(new Billing(), getTime);
    expect([mine.unregister("balance"), mine.unregister("balance")]).toEqual([true, false]);
    expect(mine.names()).toEqual(["note", "getTime"]);
    mine.clear();
    expect(mine.tools()).toEqual([]);
  });

  it("gives the schemas as OpenAI takes them, strict where that can be", () => {
    const mine = new Registry().register(getWeather, new Billing());
    mine.unregister("balance");
    const [weather, note] = mine.schemas("openai");
    expect(weather).toEqual({
      type: "function",
      function: {
        name: "getWeather",
        description: "Current weather",
        strict: true,
        parameters: {
          type: "object",
          properties: { city: { type: "string" }, unit: { anyOf: [{ enum: ["c", "f"], type: "string" }, { type: "null" }] } },
          required: ["city", "unit"],
          additionalProperties: false,
        },
      },
    });
    expect(note?.function).toMatchObject({ name: "note", strict: false, parameters: mine.get("note")?.parameters });
  });

  it("gives the schemas as Anthropic takes them", () => {
    const mine = new Registry().register(getTime);
    const input_schema = { type: "object", properties: {}, required: [], additionalProperties: false };
    expect(mine.schemas("anthropic")).toEqual([{ name: "getTime", description: "The time", input_schema }]);
    expect(() => mine.schemas("gemini" as never)).toThrow('There is no form of schemas called "gemini".');
  });

  it("is shared by copies of the package when it is the default one", async () => {
    vi.resetModules();
    const copy = (await import("../../lib/registry/registry.ts")) as { registry: unknown; Registry: unknown };
    expect(copy.Registry).not.toBe(Registry);
    expect(copy.registry).toBe(registry);
  });
});

describe("resolving tools", () => {
  const mine = new Registry().register(getWeather, getTime);

  it("looks names up and compiles the rest, in order and once each", () => {
    const billing = new Billing();
    const specs = mine.resolve(["getTime", billing, getWeather, "getWeather"]);
    expect(specs.map((spec) => spec.name)).toEqual(["getTime", "balance", "note", "getWeather"]);
    expect(specs[0]).toBe(mine.get("getTime"));
    expect(mine.resolve([billing])[0]).toBe(specs[1]);
  });

  it("says which names there are, and which was meant", () => {
    expect(() => resolveTools(["getWether"], mine)).toThrow(
      'There is no tool named "getWether". Registered: "getWeather", "getTime". Did you mean "getWeather"?',
    );
    expect(() => resolveTools(["x"], new Registry())).toThrow('There is no tool named "x". Registered: none.');
  });

  it("names both owners of one name", () => {
    class Clock {
      @tool getTime(): number {
        return 1;
      }
    }
    expect(() => mine.resolve(["getTime", new Clock()])).toThrow('Two tools are named "getTime": function getTime and Clock.getTime.');
  });
});

describe("verify", () => {
  it("finds nothing wrong with what is right", () => {
    class Desk {
      @agent({ tools: ["help", "getTime"] }) async route(ticket: string): Promise<string> {
        return ticket;
      }
      @tool help(): string {
        return "";
      }
    }
    const asked = new EchoAgent({ name: "asked", model, tools: [getWeather, "getTime"], toolChoice: "getWeather" });
    const offline = new EchoAgent({ name: "offline", fallback: () => "closed" });
    const mine = new Registry().register(new Desk(), getTime, asked, offline);
    expect(() => mine.verify()).not.toThrow();
  });

  it("lists everything that is wrong, at once", () => {
    class Desk {
      @agent({ tools: ["hepl", "getTime"] }) async route(ticket: string): Promise<string> {
        return ticket;
      }
      @tool help(): string {
        return "";
      }
    }
    class Broken {
      @tool ping(host: string): string {
        return host;
      }
    }
    class Clock {
      @tool getTime(): number {
        return 1;
      }
    }
    const inner = new EchoAgent({ name: "inner" });
    const chooser = new EchoAgent({ name: "chooser", model, tools: [getWeather], toolChoice: "getTime" });
    const lost = new EchoAgent({ name: "lost", model: "nowhere/model", tools: [new Broken(), inner, chooser] });
    const double = new EchoAgent({ name: "double", model, tools: ["getTime", new Clock()] });
    const mine = new Registry().register(new Desk(), getTime, lost, double);
    let message = "";
    try {
      mine.verify();
    } catch (thrown) {
      message = (thrown as Error).message;
      expect(thrown).toBeInstanceOf(ConfigurationError);
    }
    expect(message).toContain("6 things are wrong:");
    expect(message).toContain('- The agent "Desk.route": There is no tool named "hepl". Registered: "route", "help", "getTime"');
    expect(message).toContain('- The agent "lost": Broken.ping, parameter host: type unknown.');
    expect(message).toContain('- The agent "lost": ');
    expect(message).toContain('"nowhere"');
    expect(message).toContain('- The agent "inner" has no model and no fallback.');
    expect(message).toContain('- The agent "chooser": toolChoice names "getTime", which is none of its tools: "getWeather".');
    expect(message).toContain('- The agent "double": Two tools are named "getTime"');
  });
});
