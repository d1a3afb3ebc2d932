import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { tool } from "../../lib/decorators/tool.ts";
import { makeSignature as signature } from "../../lib/decorators/signature.ts";
import { agent } from "../../lib/joined.ts";
import { scriptedModel } from "../../lib/testing/scripted-model.ts";

describe("an agent, which is a module", () => {
  it.each(["save", "load", "children", "stateDict", "getModule", "apply", "registerForwardHook", "messageFields", "toMermaid"])(
    "keeps the name %s for itself",
    (name) => {
      class Clerk extends Agent {}
      Object.defineProperty(Clerk.prototype, name, { value: (note: string) => note, configurable: true, writable: true });
      const descriptor = Object.getOwnPropertyDescriptor(Clerk.prototype, name) as PropertyDescriptor;
      signature("note: string -> string")(Clerk.prototype, name, descriptor as never);
      tool({ description: "A tool." })(Clerk.prototype, name, descriptor as never);
      expect(() => new Clerk()).toThrow(`The tool method "${name}" of Clerk has a name that every agent needs for itself.`);
    },
  );

  it("has hooks around its calls, with the options of the call, and none around run and stream", async () => {
    const clerk = agent("Serve.", { model: scriptedModel(["one", "two", "three"]) });
    const told: unknown[] = [];
    clerk.registerForwardPreHook((_module, [task, options]) => [task.toUpperCase(), { ...options, maxTurns: 1 }]);
    clerk.registerForwardHook((_module, args, output) => {
      told.push(args, output);
      return `${output}!`;
    });
    expect(await clerk("hello", { vars: { a: 1 } })).toBe("one!");
    expect(told).toEqual([["HELLO", { vars: { a: 1 }, maxTurns: 1 }], "one"]);
    expect((await clerk.run("hello")).output).toBe("two");
    expect(await clerk.stream("hello").output).toBe("three");
  });

  it("is found in the fields of another agent", () => {
    class Clerk extends Agent {
      readonly helper = agent("Help.", { name: "helper" });
    }
    expect([...new Clerk().namedModules()].map(([path]) => path)).toEqual(["", "helper"]);
  });
});
