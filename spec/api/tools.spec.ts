import { agent, Registry, registry, returnDirect, signature, tool, type ToolContext } from "msgflux";
import * as v from "valibot";
import { afterEach, describe, expect, it } from "vitest";
import { scriptedModel, toolCall } from "msgflux/testing";

afterEach(() => registry.clear());

const getWeather = tool({ description: "Current weather", signature: "city: string -> string" }, async (city) => `Sunny in ${city}`);
const add = returnDirect(tool({ description: "Adds", args: [v.number(), v.number()], names: ["a", "b"] })((a: number, b: number) => a + b));

class HrService {
  @tool({ description: "Days of leave." }) @signature("name: string -> int") leave(name: string) {
    return name.length;
  }
}

describe("plain functions", () => {
  it("come back as the very same function", async () => {
    const weather = async (city: string) => `Sunny in ${city}`;
    expect(tool({ description: "Current weather", signature: "city: string -> string" }, weather)).toBe(weather);
    expect(tool({ description: "Current weather" })(weather)).toBe(weather);
    expect(tool(weather)).toBe(weather);
    expect(returnDirect(weather)).toBe(weather);
    expect(signature("city: string -> string")(weather)).toBe(weather);
    expect(await getWeather("Oslo")).toBe("Sunny in Oslo");
    expect(add(1, 2)).toBe(3);
  });

  it("are called by a model by position, from schemas in order", async () => {
    const model = scriptedModel([toolCall("adds", { b: 2, a: 1 })]);
    expect(await agent("Calculate.", { model, tools: [add] })("1 + 2?")).toMatchObject({
      toolCalls: [{ name: "adds", parameters: { a: 1, b: 2 }, result: 3 }],
    });
  });

  it("are named by themselves, by an option, or by their description", () => {
    function getTime() {
      return "12:00";
    }
    const named = tool({ name: "clock", description: "Tells the time." }, () => "12:00");
    const mine = new Registry().register(tool(getTime), named, getWeather);
    expect(mine.names()).toEqual(["getTime", "clock", "current_weather"]);
  });
});

describe("the registry", () => {
  const service = new HrService();

  it("takes instances, functions and agents, at once and in turn", () => {
    const supportAgent = agent("Support.", { name: "support", description: "Helps.", model: "demo/any" });
    registry.register(service, getWeather, supportAgent);
    registry.verify();
    expect(registry.tools().map((spec) => spec.name)).toEqual(["leave", "current_weather", "support"]);
    expect(registry.get("leave")).toMatchObject({
      name: "leave",
      description: "Days of leave.",
      owner: "HrService.leave",
      returnDirect: false,
    });
    expect(registry.get("no such")).toBeUndefined();
  });

  it("is shared: agents look up names in it", async () => {
    registry.register(service);
    const model = scriptedModel([toolCall("leave", { name: "Alice" }), "five"]);
    const { toolCalls } = await agent("Answer.", { model, tools: ["leave"] }).run("How many?");
    expect(toolCalls).toMatchObject([{ name: "leave", result: 5 }]);
  });

  it("puts a prefix before the names of what is registered through it", () => {
    registry.prefixed("hr_").register(service);
    expect(registry.names()).toEqual(["hr_leave"]);
  });

  it("gives its tools as each provider's API takes them", () => {
    registry.register(service);
    const parameters = { type: "object", properties: { name: { type: "string" } }, required: ["name"], additionalProperties: false };
    expect(registry.schemas("openai")).toEqual([
      { type: "function", function: { name: "leave", description: "Days of leave.", strict: true, parameters } },
    ]);
    expect(registry.schemas("anthropic")).toEqual([{ name: "leave", description: "Days of leave.", input_schema: parameters }]);
  });

  it("stands alone when it is made new", () => {
    const mine = new Registry();
    mine.register(service);
    expect(registry.tools()).toEqual([]);
    expect(mine.names()).toEqual(["leave"]);
  });

  it("verifies everything that can be known to be wrong, at once", () => {
    registry.register(
      agent("One.", { name: "one", tools: ["leve"], model: "demo/any" }),
      agent("Two.", { name: "two", model: "nobody/any" }),
      agent("Three.", { name: "three", model: "demo/any", toolChoice: "leave" }),
    );
    expect(() => registry.verify()).toThrow(/^3 things are wrong:\n- .*"leve".*\n- .*nobody.*\n- .*"leave".*$/);
  });

  it("verifies what was written about methods and functions, too", () => {
    class Desk {
      @agent({ model: "demo/any", maxTurns: 0 }) async route(ticket: string) {
        return ticket;
      }
      @agent({ model: "demo/any", instructions: "{{#if}", name: "greeter" }) async greet(name: string) {
        return name;
      }
      @agent({ model: "demo/any", toolChoice: "required" }) async search(words: string) {
        return words;
      }
      @agent({ model: "demo/any", toolChoice: "required", tools: ["route"] }) async right(words: string) {
        return words;
      }
    }
    // Only JavaScript can write a policy that is none.
    const lone = agent({ model: "demo/any", policy: 5 as never })(async function lone(words: string) {
      return words;
    });
    registry.register(new Desk(), lone);
    expect(() => registry.verify()).toThrow(/^4 things are wrong:\n/);
    expect(() => registry.verify()).toThrow('\n- The agent "route" has maxTurns: 0.');
    expect(() => registry.verify()).toThrow('\n- The agent "greeter": The template "instructions" is wrong at line 1');
    expect(() => registry.verify()).toThrow('\n- The agent "Desk.search": toolChoice is "required", but there are no tools.');
    expect(() => registry.verify()).toThrow('\n- The policy of the agent "lone" is not a policy.');
  });

  it("names both owners of one name", () => {
    class OtherService {
      @tool({ name: "leave", description: "Leaves." }) @signature("-> void") go() {}
    }
    registry.register(service);
    expect(() => registry.register(new OtherService())).toThrow('Two tools are named "leave": HrService.leave and OtherService.go.');
  });
});

describe("what cannot be right is refused", () => {
  const refused = (register: () => object) => () => new Registry().register(register());

  it("names that differ from the method's own", () => {
    class Service {
      @tool({ signature: "city: string, unit: string -> string" }) weather(unit: string, city: string) {
        return unit + city;
      }
    }
    expect(refused(() => new Service())).toThrow(
      'Service.weather takes the parameters "unit", "city", but its signature names "city", "unit".',
    );
  });

  it("a trailing parameter that the method lacks", () => {
    class Service {
      @tool({ signature: "city: string, unit: string -> string" }) weather(city: string) {
        return city;
      }
    }
    expect(refused(() => new Service())).toThrow(/It lacks "unit"/);
  });

  it("injected variables and descriptions of no parameter", () => {
    class Injected {
      @tool({ signature: "city: string -> string", injectVars: ["customerID"] }) weather(city: string) {
        return city;
      }
    }
    expect(refused(() => new Injected())).toThrow('"injectVars" names "customerID", which is no parameter. Parameters: "city".');
    const loose: Record<string, string> = { town: "The city" };
    expect(refused(() => tool({ name: "weather", args: [v.string()], names: ["city"], params: loose }, (city) => city))).toThrow(
      '"params" names "town", which is no parameter. Parameters: "city".',
    );
  });

  it("two descriptions of the parameters, a name that is none, an option there is not", () => {
    const anything: any = tool;
    expect(() => anything({ signature: "a -> b", input: v.object({}) })).toThrow('tool() was given "signature", "input"');
    expect(() => tool({ name: "no spaces" })).toThrow('"no spaces" cannot be the name of a tool.');
    expect(() => anything({ descripton: "x" })).toThrow('Did you mean "description"?');
  });

  it("a variable that the caller does not give", async () => {
    const model = scriptedModel([toolCall("hello", {}), "done"]);
    const hello = tool(
      { name: "hello", signature: "customerId: string -> string", injectVars: ["customerId"] },
      (customerId) => customerId,
    );
    await expect(agent("Go.", { model, tools: [hello] }).run("Go.")).rejects.toThrow('The tool "hello" needs the variable "customerId"');
  });
});

it("a tool is told of its run, and may tell of itself", async () => {
  const model = scriptedModel([toolCall("look", { city: "Oslo" }, "call-1"), "done"]);
  let told: ToolContext | undefined;
  const look = tool({ name: "look", signature: "city: string -> string", injectVars: true, maxResultChars: 12 }, async (city, call) => {
    told = call;
    await call.emit({ seen: city });
    return `${city} is a city that has a long description`;
  });
  const stream = agent("Look.", { model, tools: [look] }).stream("Where?", { vars: { customerId: "C-1" } });
  const events = [];
  for await (const event of stream.events()) if (event.type === "tool-event") events.push(event.data);
  const { runId } = await stream.result;
  expect(events).toEqual([{ seen: "Oslo" }]);
  expect(told).toMatchObject({ vars: { customerId: "C-1" }, runId, callId: "call-1" });
  expect(told?.messages.at(-1)).toMatchObject({ role: "assistant", toolCalls: [{ id: "call-1" }] });
  expect(told?.signal).toBeInstanceOf(AbortSignal);
  expect(model.requests[1]?.messages.at(-1)?.content).toMatch(/^Oslo is a ci(?!ty)/);
});
