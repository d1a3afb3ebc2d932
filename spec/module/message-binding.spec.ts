import { describe, expect, it } from "vitest";
import { Agent } from "../../lib/agent/agent.ts";
import { ConfigurationError, InputError } from "../../lib/core/errors.ts";
import { agent } from "../../lib/joined.ts";
import { dotdict } from "../../lib/message/dotdict.ts";
import { firstOf } from "../../lib/message/message-fields.ts";
import { Message } from "../../lib/message/message.ts";
import { Module } from "../../lib/module/module.ts";
import { Sequential } from "../../lib/module/sequential.ts";
import type { AgentOptions, MessageFields } from "../../lib/registry/agent-options.ts";
import { scriptedModel, type ScriptStep } from "../../lib/testing/scripted-model.ts";
import { registry } from "../../lib/registry/registry.ts";
import { textOf } from "../support/request-text.ts";

/** An agent that is bound so, and what its model is sent. */
function bound(messageFields: MessageFields, options: AgentOptions & { readonly steps?: readonly ScriptStep[] } = {}) {
  const { steps = ["answer"], ...others } = options;
  const model = scriptedModel(steps);
  const support = agent("Help {{userName}}.", {
    name: "support",
    model,
    vars: { userName: "nobody" },
    messageFields,
    responseMode: "solution",
    ...others,
  } as AgentOptions);
  return { support: support as Agent, model };
}

describe("an agent that is bound to messages", () => {
  it("reads its inputs there, writes its output there, and gives the message back", async () => {
    const { support, model } = bound({ task: "issue", vars: "variables" });
    const message = new Message();
    message.issue = "My dashboard is not loading.";
    message.variables = { userName: "Alice" };
    const same = await support(message);
    expect(same).toBe(message);
    expect(message.solution).toBe("answer");
    expect(model.requests[0]?.system).toContain("Help Alice.");
    expect(textOf(model.requests[0])).toEqual(["My dashboard is not loading."]);
  });

  it("is called with inputs all the same", async () => {
    const { support, model } = bound({ task: "issue", vars: "variables" });
    expect(await support("My screen is blue.", { vars: { userName: "Bob" } })).toBe("answer");
    expect(model.requests[0]?.system).toContain("Help Bob.");
  });

  it("takes a dotted dictionary and a plain object as a message too", async () => {
    const { support } = bound({ task: "a.b" }, { steps: ["one", "two"], responseMode: "out.text" });
    expect((await support(dotdict({ a: { b: "x" } }))).get("out.text")).toBe("one");
    const plain = { a: { b: "x" } };
    expect(await support(plain as never)).toBe(plain);
    expect(plain).toEqual({ a: { b: "x" }, out: { text: "two" } });
  });

  it("reads alternatives, lists and records", async () => {
    const { support, model } = bound({
      task: firstOf("issue", "content"),
      taskContext: ["context.none", "context.plan", firstOf("x", "context.paid")],
    });
    const message = new Message({ content: "From the content.", context: { plan: "Premium", paid: "2026" } });
    await support(message);
    const [text] = textOf(model.requests[0]);
    expect(text).toContain("From the content.");
    expect(text).toMatch(/Premium[\s\S]*2026/);
  });

  it("reads the inputs of a signature, whose optional ones may be missing", async () => {
    const { support, model } = bound(
      { task: { ticket: "ticket.text", days: "ticket.days" } },
      { signature: "ticket: string, days?: int -> urgent: boolean", steps: ['{"urgent":true}', '{"urgent":false}'] },
    );
    const message = new Message();
    message.set("ticket", { text: "Broken", days: 3 });
    await support(message);
    expect(message.solution).toEqual({ urgent: true });
    expect(textOf(model.requests[0])[0]).toContain("<days>3</days>");
    await support(dotdict({ ticket: { text: "Broken" } }));
    expect(textOf(model.requests[1])[0]).not.toContain("days");
  });

  it("misses required inputs and variables by their paths, whatever is optional", async () => {
    const { support } = bound(
      { task: { ticket: "ticket.text", plan: "ticket.plan" }, vars: { plan: "user.plan" } },
      { signature: "ticket: string, plan?: string -> int", steps: [] },
    );
    await expect(support(dotdict({ ticket: { plan: "x" }, user: { plan: "y" } }))).rejects.toThrow(
      'found nothing at "ticket.text" of the message',
    );
    await expect(support(dotdict({ ticket: { text: "x" } }))).rejects.toThrow('found nothing at "user.plan" of the message');
  });

  it("takes a plain object that has all required inputs of its signature for its inputs", async () => {
    const { support } = bound({ task: "issue" }, { signature: "ticket: string -> int", steps: ["1", "2"] });
    expect(await support({ ticket: "x" } as never)).toBe(1);
    const message = { issue: "x" };
    expect(await support(message as never)).toBe(message);
    expect(message).toEqual({ issue: "x", solution: 2 });
  });

  it("reads a history, which may be missing, and beside which the task may", async () => {
    const { support, model } = bound({ task: "issue", messages: "history" }, { steps: ["a", "b", "c"] });
    const history = [{ role: "user", content: "Hello" }];
    await support(dotdict({ history, issue: "And now?" }));
    await support(dotdict({ issue: "First." }));
    await support(dotdict({ history }));
    expect(model.requests.map(textOf)).toEqual([["Hello", "And now?"], ["First."], ["Hello"]]);
    await expect(support(dotdict({ history: [] }))).rejects.toThrow('The agent "support" found nothing at "issue" of the message.');
  });

  it("reads media by kind, of which one must be there", async () => {
    const { support, model } = bound({ task: "issue", taskMultimodal: { image: ["images.a", "images.b"], file: "doc" } });
    const message = new Message({ images: { a: "https://example.com/a.png", b: "https://example.com/b.png" } });
    message.issue = "What is it?";
    await support(message);
    const content = model.requests[0]?.messages[0]?.content;
    expect(Array.isArray(content) && content.map((part) => part.type)).toHaveLength(3);
    await expect(support(dotdict({ issue: "x" }))).rejects.toThrow('found nothing at "images.a" or "images.b" or "doc" of the message.');
  });

  it("lets what the call says win over the message", async () => {
    const { support, model } = bound({ task: "issue", vars: "variables", taskContext: "background" });
    const message = dotdict({ issue: "x", variables: { userName: "Alice", other: 1 }, background: "old" });
    await support(message, { vars: { userName: "Bob" }, taskContext: "new" });
    expect(model.requests[0]?.system).toContain("Help Bob.");
    expect(textOf(model.requests[0])[0]).toContain("new");
  });

  it("names what is missing, the agent, and what there is", async () => {
    const { support, model } = bound({ task: "issue.text", vars: { userName: "user.name", plan: "user.plan" } });
    const message = dotdict({ user: { name: "Alice" }, issue: { text: null } });
    await expect(support(message)).rejects.toThrow(InputError);
    await expect(support(message)).rejects.toThrow(
      'The agent "support" found nothing at "issue.text" and at "user.plan" of the message. Its fields: "user", "issue".',
    );
    await expect(support(dotdict({ issue: { text: "x" }, user: { name: "a", plan: "b" } }))).resolves.toBeDefined();
    expect(model.requests).toHaveLength(1);
  });

  it.each([
    [{ task: "issue", messages: "h" }, { issue: "x", h: "hello" }, "found a history that is no list, but a value of type string"],
    [{ task: "issue", vars: "v" }, { issue: "x", v: "hello" }, "found vars that are no object, but a value of type string"],
  ] as const)("refuses what cannot be what it is bound as: %o", async (fields, data, message) => {
    await expect(bound(fields).support(dotdict(data))).rejects.toThrow(message);
  });

  it("must know what to read and where to write", async () => {
    const model = scriptedModel(["answer"]);
    const plain = agent("Help.", { name: "plain", model });
    await expect(plain(new Message())).rejects.toThrow('The agent "plain" was called with a message, but has no messageFields');
    const mute = agent("Help.", { name: "mute", model, messageFields: { task: "issue" } });
    await expect(mute(dotdict({ issue: "x" }))).rejects.toThrow('The agent "mute" was called with a message, but has no responseMode');
    expect(model.requests).toEqual([]);
    expect((await mute.run(dotdict({ issue: "x" }))).output).toBe("answer");
  });

  it("writes for run and stream as well", async () => {
    const { support } = bound({ task: "issue" }, { steps: ["one", "two three"] });
    const message = dotdict({ issue: "x" });
    expect((await support.run(message)).output).toBe("one");
    expect(message.solution).toBe("one");
    const stream = support.stream(message);
    const pieces: string[] = [];
    for await (const text of stream.consume()) pieces.push(text);
    expect(pieces.join("")).toBe("two three");
    await stream.output;
    expect(message.solution).toBe("two three");
    expect((await support.inspect(message)).messages).toEqual([{ role: "user", content: "x" }]);
  });

  it("writes nothing when it fails", async () => {
    const { support } = bound({ task: "issue" }, { steps: [new Error("down")] });
    const message = dotdict({ issue: "x" });
    await expect(support(message)).rejects.toThrow("down");
    expect(Object.keys(message)).toEqual(["issue"]);
  });

  it("gives its fallback the inputs, not the message", async () => {
    const seen: unknown[] = [];
    const { support } = bound({ task: "issue" }, { model: undefined, fallback: (input: unknown) => (seen.push(input), "sorry") } as never);
    const message = dotdict({ issue: "x" });
    await support(message);
    expect([seen, message.solution]).toEqual([["x"], "sorry"]);
  });

  it("may be bound by fields of a class, and by its decorator", async () => {
    class Support extends Agent {
      override model = scriptedModel(["a"]);
      override messageFields = { task: "issue" };
      override responseMode = "out";
    }
    expect((await new Support()(dotdict({ issue: "x" }))).out).toBe("a");
    @agent({ model: scriptedModel(["b"]), messageFields: { task: "issue" }, responseMode: "out" })
    class Noted extends Agent {}
    expect((await new Noted()(dotdict({ issue: "x" }))).out).toBe("b");
  });

  it("is refused with keys and places that there are not", () => {
    const make = (options: object) => () => agent("Help.", { name: "support", ...options } as AgentOptions);
    expect(make({ messageFields: { tsk: "issue" } })).toThrow(ConfigurationError);
    expect(make({ messageFields: { tsk: "issue" } })).toThrow(
      'The agent "support" has messageFields.tsk. Valid keys: "task", "taskMultimodal", "messages", "taskContext", "vars". Did you mean "task"?',
    );
    for (const place of ["", 1, [], {}, [1], { a: 1 }, { firstOf: [] }, { a: { b: "c" } }, () => "issue", null, [["a"]]])
      expect(make({ messageFields: { task: place } })).toThrow("has messageFields.task that is no place in a message");
    expect(make({ messageFields: { taskMultimodal: { picture: "a" } } })).toThrow('messageFields.taskMultimodal with "picture"');
    expect(make({ messageFields: { taskMultimodal: "a" } })).toThrow("that does not say what kind of media it is");
    expect(make({ messageFields: "issue" })).toThrow("The messageFields of the agent");
    expect(make({ responseMode: "" })).toThrow("has a responseMode that is no path");
    expect(make({ messageFields: { task: undefined } })).not.toThrow();
  });

  it("is no agent method, whose parameters are its inputs", async () => {
    class Desk {
      @agent({ model: scriptedModel([]), messageFields: { task: "issue" } })
      async route(issue: string) {
        return issue;
      }
    }
    await expect(new Desk().route("x")).rejects.toThrow("The agent method Desk.route was bound to messages.");
  });

  it("is a tool by its inputs all the same", async () => {
    const { support } = bound({ task: "issue" }, { name: "boundTool", description: "Helps." });
    registry.register(support);
    const spec = registry.get("boundTool");
    expect(spec?.parameters).toMatchObject({ required: ["task"] });
  });
});

describe("any module that is bound to messages", () => {
  class Counts extends Module {
    override messageFields: MessageFields = { task: firstOf("text", "content") };
    override responseMode = "outputs.count";
    forward(text: string, options?: { readonly vars?: Readonly<Record<string, unknown>> }): number {
      return text.length + Object.keys(options?.vars ?? {}).length;
    }
  }

  it("works both ways, synchronous where forward is", () => {
    const message = new Message({ content: "abc" });
    expect(new Counts()("ab")).toBe(2);
    expect(new Counts()(message)).toBe(message);
    expect(message.get("outputs.count")).toBe(3);
    const plain = { text: "abcd" };
    expect(new Counts()(plain as never)).toBe(plain);
    expect(plain).toEqual({ text: "abcd", outputs: { count: 4 } });
  });

  it("reads by the fields it has now", () => {
    const counts = new Counts();
    const message = dotdict({ text: "abc", other: "a" });
    expect(counts(message).get("outputs.count")).toBe(3);
    counts.messageFields = { task: "other" };
    counts.responseMode = "again";
    expect(counts(message).get("again")).toBe(1);
    expect(message.get("outputs.count")).toBe(3);
  });

  it("gets the task first, and all else in one object", () => {
    const counts = new Counts();
    counts.messageFields = { task: "text", vars: "v" };
    const message = dotdict({ text: "a", v: { x: 1, y: 2 } });
    expect(counts(message).get("outputs.count")).toBe(3);
  });

  it("may only say where its output goes: it gets the message itself", async () => {
    class Judges extends Module {
      override responseMode = "score";
      async forward(message: Message): Promise<number> {
        return String(message.content).length;
      }
    }
    const message = new Message({ content: "abc" });
    expect(await new Judges()(message)).toBe(message);
    expect(message.score).toBe(3);
    class Hands extends Judges {
      override async forward(given: Message): Promise<never> {
        given.set("seen", true);
        return given as never;
      }
    }
    const other = new Message();
    expect(await new Hands()(other)).toBe(other);
    expect([other.seen, other.has("score")]).toEqual([true, false]);
  });

  it("that is not bound is given the message as anything else", () => {
    class Looks extends Module {
      forward(message: Message): unknown {
        return message.content;
      }
    }
    expect(new Looks()(new Message({ content: 7 }))).toBe(7);
  });

  it("is told what is wrong with its binding, when called", () => {
    const counts = new Counts();
    counts.messageFields = { tsk: "text" } as never;
    expect(() => counts(new Message())).toThrow('The module "Counts" has messageFields.tsk.');
    expect(counts("ab")).toBe(2);
    const mute = new Counts();
    Object.assign(mute, { responseMode: undefined });
    expect(() => mute(new Message({ content: "a" }))).toThrow('The module "Counts" was called with a message, but has no responseMode');
  });

  it("has hooks around the message", () => {
    const counts = new Counts();
    const seen: unknown[] = [];
    counts.registerForwardHook((_module, args, output) => void seen.push(args[0], output));
    const message = new Message({ content: "abc" });
    counts(message);
    expect(seen).toEqual([message, message]);
  });

  it("stands in a sequence, through which the message is handed", async () => {
    const { support } = bound({ task: "content" }, { responseMode: "text", steps: ["abcde"] });
    const message = new Message({ content: "x" });
    const steps = new Sequential<readonly ((message: Message) => unknown)[]>(support as never, new Counts() as never);
    expect(await steps(message)).toBe(message);
    expect(message.get("outputs.count")).toBe(5);
  });
});
