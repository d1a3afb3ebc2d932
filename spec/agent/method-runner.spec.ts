import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { byModel } from "../../lib/agent/by-model.ts";
import { runWith } from "../../lib/agent/run-with.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { returnDirect } from "../../lib/decorators/return-direct.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { agent } from "../../lib/joined.ts";
import { makePolicy } from "../../lib/model/make-policy.ts";
import { ModelError } from "../../lib/model/model-error.ts";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";
import { all, down, once, thrice } from "./gates.ts";

/** The class of the specs below, around one model. */
function deskOf(model: ReturnType<typeof scriptedModel>, options: object = {}) {
  class Desk {
    bodies: unknown[][] = [];
    constructor(readonly company = "Acme") {}

    @agent({ model, policy: once, instructions: "Route the ticket.", ...options })
    @signature("ticket: string, urgent?: boolean -> team: 'billing' | 'technical'")
    async route(ticket: string, urgent?: boolean): Promise<{ team: "billing" | "technical" }> {
      this.bodies.push([ticket, urgent, this.company]);
      return { team: "technical" };
    }

    @agent({ model, policy: once, tools: ["route", "balance"] })
    reply(_question: string): Promise<string> {
      return byModel();
    }

    @tool({ description: "The balance." })
    @signature("currency: string -> string")
    balance(currency: string) {
      return `5 ${currency} at ${this.company}`;
    }
  }
  return Desk;
}

describe("an @agent method", () => {
  it("asks the model with its arguments as inputs, and does not run its body", async () => {
    const model = scriptedModel(['{"team":"billing"}', '{"team":"billing"}']);
    const desk = new (deskOf(model))();
    expect(await desk.route("I was charged twice.", true)).toEqual({ team: "billing" });
    expect(await desk.route("Again.")).toEqual({ team: "billing" });
    expect(desk.bodies).toEqual([]);
    expect(model.requests.map((request) => request.messages)).toEqual([
      [{ role: "user", content: "<task><ticket>I was charged twice.</ticket>\n<urgent>true</urgent></task>" }],
      [{ role: "user", content: "<task><ticket>Again.</ticket></task>" }],
    ]);
  });

  it("takes one object where its signature is one of schemas", async () => {
    const Sum = signature({ input: { a: v.number(), b: v.optional(v.number()) }, output: { sum: v.number() } });
    const model = scriptedModel(['{"sum":3}']);
    class Adder {
      @agent({ model })
      @signature(Sum)
      async add(_input: { a: number; b?: number | undefined }): Promise<{ sum: number }> {
        return byModel();
      }
    }
    expect(await new Adder().add({ a: 1, b: 2 })).toEqual({ sum: 3 });
    expect(model.requests[0]?.messages[0]?.content).toBe("<task><a>1</a>\n<b>2</b></task>");
  });

  it("takes one text without a signature, and refuses more", async () => {
    const model = scriptedModel(["ok"]);
    class Free {
      @agent({ model })
      async say(_text: string, _more?: string): Promise<string> {
        return "body";
      }
    }
    expect(await new Free().say("hi")).toBe("ok");
    await expect(new Free().say("hi", "there")).rejects.toThrow(
      "The agent method Free.say was called with 2 arguments, but has no signature that names them.",
    );
  });

  it("works on static and private methods, and on plain functions", async () => {
    const model = scriptedModel(["a", "b", down(), "c"]);
    class Odd {
      @agent({ model })
      static async shared(_text: string): Promise<string> {
        return "body";
      }
      @agent({ model })
      async #hidden(_text: string): Promise<string> {
        return "body";
      }
      reach(text: string) {
        return this.#hidden(text);
      }
    }
    const plain = agent({ model, policy: once })(async function plain(text: string): Promise<string> {
      return `body of ${text}`;
    });
    expect([await Odd.shared("x"), await new Odd().reach("x"), await plain("x"), await plain("x")]).toEqual(["a", "b", "body of x", "c"]);
  });

  it("gets variables and an abort from the surrounding run", async () => {
    const model = scriptedModel(['{"team":"billing"}']);
    const desk = new (deskOf(model, { instructions: "Route for {{company}}." }))();
    await runWith({ vars: { company: "Acme" } }, () => desk.route("x"));
    expect(model.requests[0]?.system).toContain("Route for Acme.");
    const reason = new Error("stop");
    await expect(runWith({ signal: AbortSignal.abort(reason) }, () => desk.route("x"))).rejects.toBe(reason);
    expect(desk.bodies).toEqual([]);
  });

  it("is checked when it is first called", async () => {
    class Wrong {
      @agent({ model: "none" })
      async ask(_text: string): Promise<string> {
        return "body";
      }
      @agent({ fallback: () => "x" })
      async twice(_text: string): Promise<string> {
        return "body";
      }
    }
    await expect(new Wrong().ask("x")).rejects.toThrow('The model name "none" has no provider.');
    await expect(new Wrong().twice("x")).rejects.toThrow("The agent method Wrong.twice was given a fallback. Its body is its fallback");
  });
});

describe("the body of an @agent method", () => {
  it("runs on its own instance, with the arguments as they were given, when the model fails", async () => {
    const Desk = deskOf(scriptedModel([down(), down()]));
    const [one, two] = [new Desk("One"), new Desk("Two")];
    expect(await one.route("x", true)).toEqual({ team: "technical" });
    expect(await two.route("y")).toEqual({ team: "technical" });
    expect([one.bodies, two.bodies]).toEqual([[["x", true, "One"]], [["y", undefined, "Two"]]]);
  });

  it.each([
    ["all attempts failed", () => scriptedModel([1, 2, 3].map(() => new ModelError("busy", { retryable: true }))), { policy: thrice() }, 3],
    ["there is no model", () => scriptedModel([]), { model: undefined }, 0],
    ["the answers do not fit", () => scriptedModel(["a", "b", "c"]), {}, 3],
    ["the model refuses", () => scriptedModel([{ text: "No.", finishReason: "refusal" }]), {}, 1],
    ["the limit is reached", () => scriptedModel([toolCall("x")]), { maxTurns: 1 }, 1],
    [
      "the model takes too long",
      () => scriptedModel([() => new Promise<never>(() => {})]),
      { policy: makePolicy({ retry: false, breaker: false, timeoutMs: 5 }) },
      1,
    ],
  ])("runs when %s", async (_, script, options, requests) => {
    const model = script();
    const desk = new (deskOf(model, options))();
    expect(await desk.route("x")).toEqual({ team: "technical" });
    expect(model.requests).toHaveLength(requests);
  });

  it("runs when the breaker is open, without another request", async () => {
    const policy = makePolicy({ retry: false, breaker: { consecutive: 1 } });
    const model = scriptedModel([new ModelError("down", { retryable: true })]);
    const desk = new (deskOf(model, { policy }))();
    await desk.route("x");
    expect(await desk.route("x")).toEqual({ team: "technical" });
    expect(model.requests).toHaveLength(1);
  });

  it("is told as an event, and its own calls join the run", async () => {
    const inner = agent("", { name: "inner", model: scriptedModel(["spare"]) });
    class Spare {
      @agent({ name: "spare", model: scriptedModel([down("broken")]), policy: once, description: "Spare." })
      async ask(text: string): Promise<string> {
        return inner(text);
      }
    }
    const outer = agent("", { name: "outer", model: scriptedModel([toolCall("spare", { task: "y" }), "done"]), tools: [new Spare()] });
    const stream = outer.stream("x");
    const events = await all(stream.events());
    expect(events).toContainEqual(
      expect.objectContaining({ type: "fallback", agent: "spare", error: "broken", path: "run:outer/tool:spare/run:spare" }),
    );
    expect(events.map((event) => event.path)).toContain("run:outer/tool:spare/run:spare/run:inner");
    expect((await stream.result).toolCalls[0]?.result).toBe("spare");
  });

  it("with byModel() rethrows the model's own error", async () => {
    const error = down("my own words");
    await expect(new (deskOf(scriptedModel([error])))().reply("x")).rejects.toBe(error);
    class Mute {
      @agent
      async ask(_text: string): Promise<string> {
        return byModel();
      }
    }
    await expect(new Mute().ask("x")).rejects.toMatchObject({
      code: "no-model",
      message: expect.stringContaining('The agent "ask" has no model.') as string,
    });
  });

  it("with byModel() in something it calls gives the error of that call", async () => {
    const [first, second] = [down("first"), down("second")];
    class Chain {
      @agent({ model: scriptedModel([first]), policy: once })
      async one(text: string): Promise<string> {
        return this.two(text);
      }
      @agent({ model: scriptedModel([second]), policy: once })
      async two(_text: string): Promise<string> {
        return byModel();
      }
    }
    await expect(new Chain().one("x")).rejects.toBe(second);
  });

  it("that throws gives its own error", async () => {
    class Failing {
      @agent({ model: scriptedModel([down()]), policy: once })
      async ask(_text: string): Promise<string> {
        throw new RangeError("body");
      }
    }
    await expect(new Failing().ask("x")).rejects.toThrow(RangeError);
  });

  it("does not run for the caller's mistakes", async () => {
    const model = scriptedModel([]);
    const desk = new (deskOf(model, { instructions: "For {{nobody}}." }))();
    await expect(desk.route("x")).rejects.toThrow('needs "nobody"');
    await expect(desk.route(7 as never)).rejects.toThrow(
      'The inputs of "route" do not fit its signature: ticket: Expected string but received 7.',
    );
    await expect((desk.route as () => Promise<unknown>)()).rejects.toThrow("ticket: required");
    expect(desk.bodies).toEqual([]);
  });

  it("does not run for a missing variable of a tool, nor for an error that is nobody's of the model", async () => {
    class Account {
      @agent({
        model: scriptedModel([toolCall("balance", {}), () => Promise.reject(new TypeError("a bug"))]),
        policy: once,
        tools: ["balance"],
      })
      async ask(_text: string): Promise<string> {
        return "body";
      }
      @tool({ injectVars: ["id"] })
      @signature("id: string -> string")
      balance(id: string) {
        return id;
      }
    }
    const account = new Account();
    await expect(account.ask("x")).rejects.toThrow('needs the variable "id"');
    await expect(account.ask("x")).rejects.toThrow("a bug");
  });

  it("does not run after something was shown", async () => {
    class Half {
      @agent({
        name: "half",
        policy: once,
        model: scriptedModel([
          async (_, call) => {
            await call.onDelta?.({ type: "text", text: "Hel" });
            throw down("line broke");
          },
        ]),
      })
      async ask(_text: string): Promise<string> {
        return "body";
      }
    }
    const outer = agent("", { model: scriptedModel([toolCall("half", { task: "y" }), "done"]), tools: [new Half()] });
    const stream = outer.stream("x");
    await stream.output;
    expect((await stream.result).toolCalls).toMatchObject([{ error: "line broke" }]);
  });
});

describe("tools of an @agent method", () => {
  it("are siblings by name, on the same instance, and only those that are named", async () => {
    const model = scriptedModel([[toolCall("balance", { currency: "EUR" }), toolCall("route", { ticket: "t" })], down(), "Five."]);
    const desk = new (deskOf(model))("Zenith");
    expect(await desk.reply("How much?")).toBe("Five.");
    expect(model.requests.map((request) => request.tools?.map((one) => one.name) ?? [])).toEqual([
      ["route", "balance"],
      [],
      ["route", "balance"],
    ]);
    expect(model.requests[2]?.messages.slice(2)).toMatchObject([{ content: "5 EUR at Zenith" }, { content: '{"team":"technical"}' }]);
  });

  it("do not mix several instances up", async () => {
    const model = scriptedModel((["One", "Two"] as const).flatMap(() => [toolCall("balance", { currency: "EUR" }), "ok"]));
    const Desk = deskOf(model);
    for (const company of ["One", "Two"]) await new Desk(company).reply("x");
    expect(model.requests.map((request) => request.messages.at(-1)?.content)).toEqual(["x", "5 EUR at One", "x", "5 EUR at Two"]);
  });

  it("that nobody names are not even compiled", async () => {
    class Sloppy {
      @agent({ model: scriptedModel(["ok"]) })
      async ask(_text: string): Promise<string> {
        return byModel();
      }
      @tool ping(host: string) {
        return host;
      }
    }
    expect(await new Sloppy().ask("x")).toBe("ok");
  });

  it("that are not there are refused with the names there are", async () => {
    class Lost {
      @agent({ model: scriptedModel([]), tools: ["balanse"] })
      async ask(_text: string): Promise<string> {
        return "body";
      }
      @tool({ args: [] })
      balance() {
        return 1;
      }
    }
    await expect(new Lost().ask("x")).rejects.toThrow(/There is no tool named "balanse".*"balance".*Did you mean "balance"\?/);
  });

  it("may end the run directly", async () => {
    class Exporter {
      @agent({ model: scriptedModel([toolCall("export")]), tools: ["export"] })
      async ask(_text: string): Promise<unknown> {
        return byModel();
      }
      @returnDirect
      @tool({ args: [] })
      export() {
        return "a,b";
      }
    }
    expect(await new Exporter().ask("x")).toMatchObject({ toolCalls: [{ name: "export", result: "a,b" }] });
  });

  it("are found on an agent class too", async () => {
    class Clerk extends Agent {
      override model = scriptedModel([toolCall("route", { task: "t" }), "ok"]);
      override tools = ["route"];
      @agent({ model: scriptedModel(["routed"]) })
      async route(_text: string): Promise<string> {
        return byModel();
      }
    }
    expect((await new Clerk().run("x")).toolCalls).toMatchObject([{ name: "route", result: "routed" }]);
  });
});

describe("inheritance of @agent methods", () => {
  it("keeps the options of the base, and those a subclass says anew", async () => {
    const model = scriptedModel(["base", "derived", "override", down(), down(), down()]);
    class Base {
      @agent({ model, policy: once, instructions: "Base." })
      async ask(_text: string): Promise<string> {
        return "base body";
      }
    }
    class Derived extends Base {}
    class Again extends Base {
      @agent({ instructions: "Again." })
      override async ask(text: string): Promise<string> {
        return `again: ${await super.ask(text)}`;
      }
    }
    class Plain extends Base {
      override async ask(_text: string): Promise<string> {
        return "no agent";
      }
    }
    expect([await new Base().ask("x"), await new Derived().ask("x"), await new Again().ask("x"), await new Plain().ask("x")]).toEqual([
      "base",
      "derived",
      "override",
      "no agent",
    ]);
    expect(model.requests.map((request) => request.system?.includes("Again."))).toEqual([false, false, true]);
    expect(await new Base().ask("x")).toBe("base body");
    expect(await new Again().ask("x")).toBe("again: base body");
    expect(model.requests.slice(4).map((request) => request.system?.includes("Again."))).toEqual([true, false]);
  });
});
