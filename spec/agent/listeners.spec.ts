import { describe, expect, it } from "vitest";
import * as v from "valibot";
import { agent, BreakerOpenError, ModelError, policy, runWith, tool, type AgentEvent, type ToolContext } from "msgflux";
import { scriptedModel, toolCall } from "../../lib/testing/scripted-model.ts";

const down = () => new ModelError("The provider is down.", { retryable: false });
const manyWords = Array.from({ length: 300 }, (_, index) => `word${index}`).join(" ");

/** Runs `work` and gives the events told while it ran. */
async function eventsOf(work: () => Promise<unknown>): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  await runWith({ onEvent: (event) => void events.push(event) }, work).catch(() => {});
  return events;
}

describe("listeners and the end of a run", () => {
  it("a reader that stopped reading does not keep a failed run from ending", async () => {
    const model = scriptedModel([{ text: manyWords, error: down() }]);
    const stream = agent("", { model, timeouts: { totalMs: 100 } }).stream("x");
    const reader = stream.events();
    await reader.next();
    await expect(stream.output).rejects.toThrow("took longer than 100 ms");
  });

  it("a listener that never comes back does not keep a run from ending at its total time", async () => {
    const run = runWith({ onEvent: (event) => (event.type === "run-start" ? undefined : new Promise<void>(() => {})) }, () =>
      agent("", { name: "slow", model: scriptedModel(["x"]), timeouts: { totalMs: 50 } })("x"),
    );
    await expect(run).rejects.toThrow("took longer than 50 ms");
  });

  it("what a listener throws at the end does not take the place of why the run failed", async () => {
    const onEvent = (event: AgentEvent) => {
      if (event.type === "run-end") throw new Error("listener");
    };
    await expect(runWith({ onEvent }, () => agent("", { model: scriptedModel([down()]) })("x"))).rejects.toThrow("The provider is down.");
  });

  it("the end is told once, also when a listener throws at it", async () => {
    let ends = 0;
    const onEvent = (event: AgentEvent) => {
      if (event.type !== "run-end") return;
      ends += 1;
      throw new Error("listener");
    };
    await expect(runWith({ onEvent }, () => agent("", { model: scriptedModel(["ok"]) })("x"))).rejects.toThrow("listener");
    expect(ends).toBe(1);
  });

  it("what a tool tells without awaiting it cannot end the process", async () => {
    const noisy = tool({ description: "d", signature: "-> string", injectVars: true }, function noisy(context: ToolContext) {
      void context.emit("p");
      return "done";
    });
    const onEvent = (event: AgentEvent) => {
      if (event.type === "tool-event") throw new Error("listener");
    };
    const model = scriptedModel([toolCall("noisy"), "ok"]);
    await expect(runWith({ onEvent }, () => agent("", { model, tools: [noisy] })("x"))).resolves.toBe("ok");
  });
});

describe("every tool call that is told to begin is told to end", () => {
  it("also when it is refused: unknown, unreadable or misfitting", async () => {
    const add = tool({ description: "d", signature: "a: number -> number" }, function add(a: number) {
      return a;
    });
    const model = scriptedModel([[toolCall("sub"), toolCall("add", "{"), toolCall("add", { a: "x" })], "ok"]);
    const events = await eventsOf(() => agent("", { model, tools: [add] })("x"));
    const tools = events.filter((event) => event.type === "tool-start" || event.type === "tool-end");
    expect(tools.map((event) => event.type).toSorted()).toEqual([...Array(3).fill("tool-end"), ...Array(3).fill("tool-start")]);
    const errors = tools.flatMap((event) => (event.type === "tool-end" ? event.error : []));
    expect(errors).toEqual([
      expect.stringContaining('There is no tool named "sub"'),
      expect.stringContaining("not valid JSON"),
      expect.stringContaining("do not fit"),
    ]);
  });

  it("also when its failure ends the run", async () => {
    const secret = tool({ description: "d", signature: "key: string -> string", injectVars: ["key"] }, function secret(key: string) {
      return key;
    });
    const events = await eventsOf(() => agent("", { model: scriptedModel([toolCall("secret")]), tools: [secret] })("x"));
    expect(events.map((event) => event.type).slice(-3)).toEqual(["tool-start", "tool-end", "run-end"]);
  });
});

describe("what stays out of messages and records", () => {
  it("the value of a variable that does not fit its tool", async () => {
    const digits = tool({ description: "d", signature: "ssn: int -> string", injectVars: ["ssn"] }, function digits(ssn: number) {
      return String(ssn);
    });
    const model = scriptedModel([toolCall("digits")]);
    const events = await eventsOf(async () => {
      const call = agent("", { model, tools: [digits] })("x", { vars: { ssn: "SECRET-123" } });
      await expect(call).rejects.toThrow('A variable does not fit the tool "digits": ssn: expected int.');
      await call.catch((error: unknown) => expect(String(error)).not.toContain("SECRET-123"));
    });
    expect(JSON.stringify(events)).not.toContain("SECRET-123");
  });

  it("what a tool does to its own arguments", async () => {
    const input = v.object({ q: v.string(), filter: v.object({ open: v.boolean() }) });
    const find = tool({ name: "find", description: "d", input }, (query: { q: string; filter: { open: boolean } }) => {
      Object.assign(query, { tenant: "T-1" });
      Object.assign(query.filter, { owner: "O-1" });
      return "found";
    });
    const given = { q: "lamp", filter: { open: true } };
    const model = scriptedModel([toolCall("find", given), "ok"]);
    let started: unknown;
    const onEvent = (event: AgentEvent) => void (event.type === "tool-start" && (started = event.parameters));
    const result = await runWith({ onEvent }, () => agent("", { model, tools: [find] }).run("x"));
    expect(result.toolCalls[0]?.parameters).toEqual(given);
    expect(started).toEqual(given);
  });

  it("why a breaker opened, which was somebody else's call; the cause still tells the developer", async () => {
    const shared = policy({ retry: false, breaker: { consecutive: 1 } });
    const row = tool({ description: "d", signature: "-> string", injectVars: true, policy: shared }, function row(context: ToolContext) {
      throw new Error(`no row for ${String(context.vars["customer"])}`);
    });
    const ask = (customer: string) => {
      const model = scriptedModel([toolCall("row"), "ok"]);
      return agent("", { model, tools: [row] })("x", { vars: { customer } }).then(() => JSON.stringify(model.requests));
    };
    expect(await ask("ALICE")).toContain("no row for ALICE");
    const requests = await ask("BOB");
    expect(requests).toContain("is open");
    expect(requests).not.toContain("ALICE");
    const error = new BreakerOpenError("k", { halfOpensInMs: 1, cause: new Error("inner") });
    expect(error.message).not.toContain("inner");
    expect(error.cause).toBeInstanceOf(Error);
  });
});
