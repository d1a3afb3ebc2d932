import { agent, health, ModelError, policy, runWith, TimeoutError, type AgentEvent } from "msgflux";
import { describe, expect, it } from "vitest";
import { begins, failsAtOnce, failsMidway, left, modelAt, refuses, replies, serve, silence } from "./faulty-server.ts";
import { calls } from "./reply.ts";
import { wires } from "./wires.ts";

/** Everything a stream tells, up to its end or its failure. */
async function told(events: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const list: AgentEvent[] = [];
  try {
    for await (const event of events) list.push(event);
  } catch {
    // The failure is looked at where the output is.
  }
  return list;
}

const textOf = (events: readonly AgentEvent[]) => events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe.each(wires)("an agent over $provider's wire", (wire) => {
  const { provider } = wire;

  it.each([
    ["retry-after-ms", "15", 15],
    ["retry-after", "0", 0],
  ])("waits as long as %s says after a 429, and asks once more", async (header, value, delayMs) => {
    const server = await serve(refuses(wire, "limited", { status: 429, headers: { [header]: value } }), replies(wire, "Hello."));
    const stream = agent("Answer.", { model: modelAt(wire, server.url) }).stream("Hi");
    expect(await stream.output).toBe("Hello.");
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
    const retries = (await told(stream.events())).filter((event) => event.type === "retry");
    expect(retries).toMatchObject([{ key: `${provider}/${wire.model}`, attempt: 1, delayMs, error: expect.stringContaining("429") }]);
  });

  it("asks no more than three times, whole", async () => {
    const limited = refuses(wire, "limited", { status: 429, headers: { "retry-after-ms": "1" } });
    const server = await serve(limited, limited, limited, replies(wire, "Hello."));
    await expect(agent("Answer.", { model: modelAt(wire, server.url) })("Hi")).rejects.toMatchObject({ status: 429, retryable: true });
    expect(server.requests).toHaveLength(3);
  });

  it("does not ask again with a key that was refused, and says so", async () => {
    const server = await serve(refuses(wire, "refusedKey", { status: 401 }), replies(wire, "Hello."));
    const failure: unknown = await agent("Answer.", { model: modelAt(wire, server.url) })("Hi").catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({ provider, status: 401, retryable: false });
    expect(String(failure)).toMatch(new RegExp(`${provider}.*answered 401.*key`, "i"));
    expect(server.requests).toHaveLength(1);
  });

  it("an error event before anything was seen is tried again", async () => {
    const server = await serve(failsAtOnce(wire), replies(wire, "Hello."));
    const model = modelAt(wire, server.url, { policy: policy({ retry: { baseDelayMs: 0 } }) });
    const stream = agent("Answer.", { model }).stream("Hi");
    expect(await stream.output).toBe("Hello.");
    expect(textOf(await told(stream.events()))).toBe("Hello.");
    expect(server.requests).toHaveLength(2);
  });

  it("what was seen is never asked for again: an error event in mid-stream ends the run", async () => {
    const server = await serve(begins(wire, "Hello, ", failsMidway(wire)), replies(wire, "Hello."));
    const model = modelAt(wire, server.url, { policy: policy({ retry: { baseDelayMs: 0 } }) });
    const stream = agent("Answer.", { model, fallback: () => "the fallback" }).stream("Hi");
    await expect(stream.output).rejects.toBeInstanceOf(ModelError);
    expect(textOf(await told(stream.events()))).toBe("Hello, ");
    expect(server.requests).toHaveLength(1);
  });

  it("a connection cut in mid-stream ends the run too", async () => {
    const server = await serve(
      begins(wire, "Hello, ", (_request, response) => void response.destroy()),
      replies(wire, "Hello."),
    );
    const model = modelAt(wire, server.url, { policy: policy({ retry: { baseDelayMs: 0 } }) });
    const stream = agent("Answer.", { model }).stream("Hi");
    const seen: string[] = [];
    const reading = (async () => {
      for await (const text of stream.consume()) seen.push(text);
    })();
    await expect(reading).rejects.toBeInstanceOf(ModelError);
    expect(seen.join("")).toBe("Hello, ");
    expect(server.requests).toHaveLength(1);
  });

  it("the second turn is not tried again either once it was seen, but before that it is", async () => {
    const server = await serve(
      replies(wire, calls("ping")),
      failsAtOnce(wire),
      begins(wire, "Po", failsMidway(wire)),
      replies(wire, "Pong"),
    );
    const ping = { name: "ping", description: "", parameters: { type: "object" }, owner: "spec", returnDirect: false };
    const tool = { ...ping, parse: async () => ({ ok: true as const, value: {} }), invoke: () => "pong" };
    const model = modelAt(wire, server.url, { policy: policy({ retry: { baseDelayMs: 0 } }) });
    const stream = agent("Answer.", { model, tools: [tool] }).stream("Hi");
    await expect(stream.output).rejects.toBeInstanceOf(ModelError);
    expect(textOf(await told(stream.events()))).toBe("Po");
    expect(server.requests).toHaveLength(3);
  });

  it("an abort in mid-stream rejects with its reason and closes the connection", async () => {
    const server = await serve(begins(wire, "Hello, "), replies(wire, "Hello."));
    const stream = agent("Answer.", { model: modelAt(wire, server.url), fallback: () => "the fallback" }).stream("Hi");
    const reason = new Error("the user left");
    const reading = (async () => {
      for await (const text of stream.consume()) if (text !== "") stream.abort(reason);
    })();
    await expect(stream.output).rejects.toBe(reason);
    await expect(stream.result).rejects.toBe(reason);
    await expect(reading).rejects.toBe(reason);
    await left(server.requests[0]);
    expect(server.requests).toHaveLength(1);
  });

  it.each(["run", "stream"] as const)(
    "an abort before the first byte rejects with its reason and closes the connection: %s",
    async (way) => {
      const { handler, asked } = silence();
      const server = await serve(handler, replies(wire, "Hello."));
      const controller = new AbortController();
      const assistant = agent("Answer.", { model: modelAt(wire, server.url) });
      const options = { signal: controller.signal };
      const output = way === "run" ? assistant.run("Hi", options) : assistant.stream("Hi", options).result;
      await asked;
      const reason = { why: "no longer needed" };
      controller.abort(reason);
      await expect(output).rejects.toBe(reason);
      await left(server.requests[0]);
      expect(server.requests).toHaveLength(1);
    },
  );

  it("an abort reaches the agent that another one called", async () => {
    const server = await serve(replies(wire, calls("inner", { task: "go" })), begins(wire, "Working"), replies(wire, "Never."));
    const model = modelAt(wire, server.url);
    const inner = agent("Work.", { name: "inner", model, fallback: () => "the fallback" });
    const stream = agent("Delegate.", { model, tools: [inner] }).stream("Hi");
    const reason = new Error("stop");
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of stream.events()) {
        seen.push(event.type);
        if (event.type === "text-delta") stream.abort(reason);
      }
    })();
    await expect(stream.output).rejects.toBe(reason);
    await expect(reading).rejects.toBe(reason);
    await left(server.requests[1]);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]?.gone.aborted).toBe(false);
  });

  it("an abort reaches the agent that another one called, whole", async () => {
    const { handler, asked } = silence();
    const server = await serve(replies(wire, calls("inner", { task: "go" })), handler, replies(wire, "Never."));
    const model = modelAt(wire, server.url);
    const controller = new AbortController();
    const outer = agent("Delegate.", { model, tools: [agent("Work.", { name: "inner", model })] });
    const output = outer("Hi", { signal: controller.signal });
    await asked;
    controller.abort();
    await expect(output).rejects.toBe(controller.signal.reason);
    await left(server.requests[1]);
    expect(server.requests).toHaveLength(2);
  });

  it.each(["of the run around it", "of the call"])("a run ends by the signal %s, whichever comes first", async (which) => {
    const { handler, asked } = silence();
    const server = await serve(handler);
    const [around, own] = [new AbortController(), new AbortController()];
    const assistant = agent("Answer.", { model: modelAt(wire, server.url) });
    const output = runWith({ signal: around.signal }, () => assistant("Hi", { signal: own.signal }));
    await asked;
    const reason = new Error(which);
    (which === "of the call" ? own : around).abort(reason);
    await expect(output).rejects.toBe(reason);
    await left(server.requests[0]);
  });

  it("a stream that falls silent ends with a timeout, is not asked for again, and its connection is closed", async () => {
    const server = await serve(begins(wire, "Hello"), replies(wire, "Hello."));
    const stream = agent("Answer.", { model: modelAt(wire, server.url), timeouts: { chunkMs: 60 } }).stream("Hi");
    await expect(stream.output).rejects.toBeInstanceOf(TimeoutError);
    expect(textOf(await told(stream.events()))).toBe("Hello");
    await left(server.requests[0]);
    expect(server.requests).toHaveLength(1);
  });

  it("an open breaker asks nobody; the fallback answers", async () => {
    const broken = refuses(wire, "broken", { status: 500 });
    const server = await serve(broken, broken, replies(wire, "Hello."));
    const id = `${wire.model}-broken`;
    const guarded = policy({ retry: false, breaker: { consecutive: 2 } });
    const model = modelAt(wire, server.url, { id, policy: guarded });
    const assistant = agent("Answer.", { model, fallback: (input: string) => `later: ${input}` });
    for (let time = 0; time < 3; time += 1) {
      expect(await assistant.run("Hi")).toMatchObject({ output: "later: Hi", source: "fallback" });
    }
    expect(server.requests).toHaveLength(2);
    expect(JSON.stringify(health())).toContain(`${provider}/${id}`);
    await expect(agent("Answer.", { model })("Hi")).rejects.toMatchObject({ code: "breaker-open" });
  });
});
