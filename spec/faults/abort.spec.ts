import { getEventListeners } from "node:events";
import net from "node:net";
import { agent, Model, policy, type Extension } from "msgflux";
import { beforeAll, describe, expect, it } from "vitest";
import { plainTool } from "../agent/gates.ts";
import { replies, startFaults, type Fate } from "../support/fault-server.ts";
import { faults } from "../support/faults.ts";
import { nothingLeft, openResources } from "../support/leftovers.ts";
import type { LoopbackHandler } from "../support/loopback.ts";
import { calls, says } from "../wire/reply.ts";
import { wires, type Wire } from "../wire/wires.ts";

const limits = { totalMs: 20_000, turnMs: 20_000, firstChunkMs: 20_000, chunkMs: 20_000, toolMs: 20_000 };
const never = () => new Promise<never>(() => {});

/** A run that is about to be aborted. */
interface Doomed {
  readonly wire: Wire;
  readonly streamed: boolean;
  readonly abort: () => void;
  /** Made by `at`: where the run is when it is aborted. */
  readonly plan?: readonly Fate[];
  readonly use?: readonly Extension[];
  readonly tool?: (context: { readonly signal: AbortSignal }) => unknown;
  readonly baseURL?: string;
  readonly onText?: () => void;
  readonly onFailure?: () => void;
}

const waits = (wire: Wire, onFailure?: () => void) => {
  const retryOn = () => {
    onFailure?.();
    return true;
  };
  return policy({ retry: { attempts: 3, retryOn }, timeoutMs: 20_000, breaker: wire.provider === "openai" ? false : {} });
};

/** A good reply, after which the connection is closed and not kept for the next request. */
const replying =
  (wire: Wire, reply: Parameters<typeof replies>[1]): LoopbackHandler =>
  (request, response) => {
    response.setHeader("connection", "close");
    return replies(wire, reply)(request, response);
  };

const struck = (wire: Wire, name: string, then: () => void): LoopbackHandler => {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined || fault.strike === "refused") throw new Error(`there is no fault "${name}"`);
  const strike = fault.strike(wire);
  return async (request, response) => {
    response.setHeader("connection", "close");
    await strike(request, response);
    then();
  };
};

/** Runs what is doomed, and checks that it ends with the reason, asks no more, and leaves nothing behind. */
async function perish(make: (abort: () => void, signal: AbortSignal) => Omit<Doomed, "abort">, requests: number): Promise<void> {
  const reason = { why: "no longer wanted" };
  const controller = new AbortController();
  let aborted = 0;
  const abort = () => {
    aborted += 1;
    controller.abort(reason);
  };
  const { wire, streamed, plan = [], use = [], tool, baseURL, onText, onFailure } = make(abort, controller.signal);
  const server = await startFaults(wire, plan);
  const before = await openResources();
  const model = Model.chatCompletion(`${wire.provider}/${wire.model}`, {
    baseURL: baseURL ?? server.url + wire.base,
    apiKey: "k",
    policy: waits(wire, onFailure),
  });
  const fallback = () => expect.unreachable("the fallback answered an abort");
  const tools = [plainTool("ping", (_, context) => tool?.(context))];
  const assistant = agent("", {
    model,
    tools,
    use,
    fallback,
    // An abort is heard with and without limits.
    ...(streamed ? { timeouts: limits } : {}),
  });
  const options = { signal: controller.signal };
  if (streamed) {
    const stream = assistant.stream("Hi", options);
    const reading = (async () => {
      for await (const event of stream.events()) if (event.type === "text-delta") onText?.();
    })();
    await expect(reading).rejects.toBe(reason);
    await expect(stream.output).rejects.toBe(reason);
  } else await expect(assistant("Hi", options)).rejects.toBe(reason);
  expect(aborted).toBeGreaterThan(0);
  expect(server.requests).toHaveLength(requests);
  await nothingLeft(before);
  expect(await server.connections()).toBe(0);
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  await server.close();
}

/** Calls `abort` when the promise that `next` gives has begun its work. */
const around = (kind: string, wrap: (next: () => Promise<unknown>) => Promise<unknown>): Extension => ({
  name: "abort",
  around: (call, next) => (call.kind === kind ? wrap(() => next(call)) : next(call)),
});

beforeAll(async () => {
  for (const wire of wires) {
    const server = await startFaults(wire, [replying(wire, says("warm"))]);
    await agent("", { model: Model.chatCompletion(`${wire.provider}/warm`, { baseURL: server.url + wire.base, apiKey: "k" }) })("Hi");
    await server.close();
  }
});

const ways = wires.flatMap((wire) => [false, true].map((streamed) => ({ wire, provider: wire.provider, streamed })));

describe.each(ways)("an abort of a run over $provider's wire (streamed: $streamed)", { timeout: 20_000 }, ({ wire, streamed }) => {
  const way = { wire, streamed };

  it("while its opening is written", async () => {
    const preamble = (abort: () => void) => () => {
      setImmediate(abort);
      return never();
    };
    await perish((abort) => ({ ...way, use: [{ name: "words", preamble: preamble(abort) }] }), 0);
  });

  it("while a wrapper of the run waits", async () => {
    const use = (abort: () => void) => [around("run", () => (setImmediate(abort), never()))];
    await perish((abort) => ({ ...way, use: use(abort) }), 0);
  });

  it.each<[string, (abort: () => void) => void]>([
    ["at once", (abort) => abort()],
    ["a moment later", (abort) => void Promise.resolve().then(abort)],
    ["in the next turn of the event loop", (abort) => void setImmediate(abort)],
  ])("when the request is being made: %s", async (_, soon) => {
    const use = (abort: () => void) => [
      around("model", (next) => {
        const reply = next();
        soon(abort);
        return reply;
      }),
    ];
    const server = net.createServer((socket) => void socket.resume()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as net.AddressInfo;
    await perish((abort) => ({ ...way, use: use(abort), baseURL: `http://127.0.0.1:${port}` }), 0);
    await new Promise((resolve) => server.close(resolve));
  });

  it("when the connection stands and nothing was read", async () => {
    let abort = () => {};
    const server = net.createServer((socket) => (socket.resume(), abort())).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as net.AddressInfo;
    await perish((given) => ((abort = given), { ...way, baseURL: `http://127.0.0.1:${port}` }), 0);
    await new Promise((resolve) => server.close(resolve));
  });

  it("before the first byte", async () => {
    await perish((abort) => ({ ...way, plan: [() => abort()] }), 1);
  });

  it("after the head of the reply", async () => {
    await perish((abort) => ({ ...way, plan: [struck(wire, "silence after the head of the reply", abort)] }), 1);
  });

  it("in the middle of the text, by the server's doing", async () => {
    await perish((abort) => ({ ...way, plan: [struck(wire, "silence in the middle of the text", abort)] }), 1);
  });

  it.runIf(streamed)("in the middle of the text, by the reader", async () => {
    await perish((abort) => ({ ...way, plan: [struck(wire, "silence in the middle of the text", () => {})], onText: abort }), 1);
  });

  it("while the server floods it", async () => {
    await perish(
      (abort) => ({
        ...way,
        plan: [(request, response) => (setTimeout(abort, 30), struck(wire, "a flood from the start", () => {})(request, response))],
      }),
      1,
    );
  });

  it("while it waits to try again", async () => {
    const busy: LoopbackHandler = (_, response) => void response.writeHead(429, { "retry-after": "50", connection: "close" }).end("{}");
    // What asks whether to try again is asked right before the wait.
    await perish((abort) => ({ ...way, plan: [busy, says("unheard")], onFailure: () => void setImmediate(abort) }), 1);
  });

  it("in a tool that does not heed its signal", async () => {
    const tool = (abort: () => void) => () => {
      setImmediate(abort);
      return never();
    };
    await perish((abort) => ({ ...way, plan: [replying(wire, calls("ping")), says("unheard")], tool: tool(abort) }), 1);
  });

  it("in a tool that asks a server of its own", async () => {
    let abort = () => {};
    const server = await startFaults(wire, [() => abort()]);
    const tool: Doomed["tool"] = ({ signal }) => fetch(server.url, { method: "POST", body: "{}", signal });
    await perish((given) => ((abort = given), { ...way, plan: [replying(wire, calls("ping")), says("unheard")], tool }), 1);
    expect(server.requests).toHaveLength(1);
    expect(await server.connections()).toBe(0);
    await server.close();
  });

  it("in the agent that a tool is", async () => {
    let abort = () => {};
    const server = await startFaults(wire, [() => abort()]);
    const model = Model.chatCompletion(`${wire.provider}/inner`, { baseURL: server.url + wire.base, apiKey: "k", policy: waits(wire) });
    const tool = () => agent("", { model })("go");
    await perish((given) => ((abort = given), { ...way, plan: [replying(wire, calls("ping")), says("unheard")], tool }), 1);
    expect(server.requests).toHaveLength(1);
    expect(await server.connections()).toBe(0);
    await server.close();
  });

  it("between two turns", async () => {
    const use = (abort: () => void) => [around("tool", async (next) => (await next(), abort()))];
    await perish((abort) => ({ ...way, plan: [replying(wire, calls("ping")), says("unheard")], use: use(abort) }), 1);
  });

  it("in the second turn", async () => {
    await perish((abort) => ({ ...way, plan: [replying(wire, calls("ping")), () => abort(), says("unheard")] }), 2);
  });

  it("after its end changes nothing, and leaves nothing behind", async () => {
    const controller = new AbortController();
    const server = await startFaults(wire, [replying(wire, calls("ping")), replying(wire, says("done"))]);
    const before = await openResources();
    const model = Model.chatCompletion(`${wire.provider}/${wire.model}`, {
      baseURL: server.url + wire.base,
      apiKey: "k",
      policy: waits(wire),
    });
    const assistant = agent("", { model, tools: [plainTool("ping", () => "pong")], timeouts: limits });
    const options = { signal: controller.signal };
    const output = streamed ? await assistant.stream("Hi", options).output : await assistant("Hi", options);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    controller.abort();
    expect(output).toBe("done");
    await nothingLeft(before);
    expect(await server.connections()).toBe(0);
    await server.close();
  });
});

describe("a signal that outlives its runs", () => {
  it.each(ways)(
    "is not listened to any more, under a policy without a limit too: $provider, streamed: $streamed",
    async ({ wire, streamed }) => {
      const { signal } = new AbortController();
      const server = await startFaults(wire, [says("one"), says("two")]);
      const model = Model.chatCompletion(`${wire.provider}/${wire.model}`, {
        baseURL: server.url + wire.base,
        apiKey: "k",
        policy: policy({ retry: false }),
      });
      const assistant = agent("", { model, timeouts: { chunkMs: Infinity } });
      for (const answer of ["one", "two"])
        expect(streamed ? await assistant.stream("Hi", { signal }).output : await assistant("Hi", { signal })).toBe(answer);
      expect(getEventListeners(signal, "abort")).toEqual([]);
      await server.close();
    },
  );
});
