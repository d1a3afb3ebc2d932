import { agent, byModel, health, Model, policy, signature, type AgentEvent, type AgentStream, type Policy } from "msgflux";
import { describe, expect, it } from "vitest";
import { gate } from "../agent/gates.ts";
import { replies, startFaults, type Fate, type FaultServer } from "../support/fault-server.ts";
import type { LoopbackHandler } from "../support/loopback.ts";
import { sendJson } from "../support/loopback.ts";
import { says } from "../wire/reply.ts";
import { wires, type Wire } from "../wire/wires.ts";

const down: LoopbackHandler = (_, response) => sendJson(response, { error: { message: "down" } }, { status: 500 });
/** Opens after two failures; stays open for as long as a spec lasts, unless told. */
const guarded = (halfOpenAfterMs = 60_000) => policy({ retry: false, breaker: { consecutive: 2, halfOpenAfterMs } });
/** Long enough for what a spec does while the breaker is open. */
const soon = 600;

const modelOf = (wire: Wire, server: FaultServer, id: string, rest: { readonly policy?: Policy } = {}) =>
  Model.chatCompletion(`${wire.provider}/${id}`, { baseURL: server.url + wire.base, apiKey: "k", ...rest });

/** The breaker's events and the retries that a stream told of, up to its end or failure. */
async function toldBy(stream: AgentStream): Promise<string[]> {
  stream.output.catch(() => {});
  const told: string[] = [];
  try {
    for await (const event of stream.events()) told.push(...line(event));
  } catch {
    // How the run ended is looked at where its output is.
  }
  return told;
}

const line = (event: AgentEvent) =>
  event.type === "breaker" ? [`${event.key} ${event.state}`] : event.type === "retry" ? [`${event.key} retry ${event.attempt}`] : [];
const halfOpen = (key: string) => expect.poll(() => health()[key]?.breaker, { interval: 10, timeout: 5000 }).toBe("half-open");

describe.each(wires)("the breaker of a model over $provider's wire", (wire) => {
  const at = (id: string) => `${wire.provider}/${id}`;
  const outage = (...after: readonly Fate[]) => startFaults(wire, [down, down, ...after]);

  it("opens, refuses at once, lets one probe through, and closes when that succeeds", async () => {
    const probe = gate();
    const arrived = gate();
    const server = await outage(async (request, response) => {
      arrived.open();
      await probe.passed;
      await replies(wire, says("back"))(request, response);
    }, says("again"));
    const key = at("probed");
    const assistant = agent("", { model: modelOf(wire, server, "probed", { policy: guarded(soon) }) });
    expect(await toldBy(assistant.stream("1"))).toEqual([]);
    const second = assistant.stream("2");
    expect(await toldBy(second)).toEqual([`${key} open`]);
    await expect(second.output).rejects.toMatchObject({ name: "ModelError", status: 500 });
    const refusal = {
      name: "BreakerOpenError",
      code: "breaker-open",
      key,
      message: expect.stringContaining(`The breaker of "${key}" is open, so the call was not made.`),
    };
    await expect(assistant("3")).rejects.toMatchObject(refusal);
    expect(server.requests).toHaveLength(2);
    await halfOpen(key);
    const probing = assistant.stream("4");
    await arrived.passed;
    // While the probe is on its way nobody else is let through, and nobody waits for it.
    const others = await Promise.allSettled([assistant("5"), assistant("6")]);
    expect(others).toMatchObject([1, 2].map(() => ({ status: "rejected", reason: { ...refusal, halfOpensInMs: 0 } })));
    expect(server.requests).toHaveLength(3);
    probe.open();
    expect(await toldBy(probing)).toEqual([`${key} half-open`, `${key} closed`]);
    expect(await probing.output).toBe("back");
    expect(await assistant("7")).toBe("again");
    expect(server.requests).toHaveLength(4);
    await server.close();
  });

  it("opens again when the probe fails", async () => {
    const server = await outage(down, says("unheard"));
    const key = at("probed-in-vain");
    const assistant = agent("", { model: modelOf(wire, server, "probed-in-vain", { policy: guarded(soon) }) });
    for (const task of ["1", "2"]) await expect(assistant(task)).rejects.toMatchObject({ status: 500 });
    await halfOpen(key);
    const probing = assistant.stream("3");
    expect(await toldBy(probing)).toEqual([`${key} half-open`, `${key} open`]);
    await expect(assistant("4")).rejects.toMatchObject({ code: "breaker-open" });
    expect(server.requests).toHaveLength(3);
    await server.close();
  });

  it("is one for each provider and model, whoever asks", async () => {
    const server = await outage(says("another model"), says("another policy"));
    const shared = guarded();
    const model = modelOf(wire, server, "shared", { policy: shared });
    const agents = [
      agent("One.", { model }),
      agent("Two.", { model: modelOf(wire, server, "shared"), policy: shared }),
      agent("Three.", { model }),
    ];
    for (const one of agents.slice(0, 2)) await expect(one("x")).rejects.toMatchObject({ status: 500 });
    for (const one of agents) await expect(one("x")).rejects.toMatchObject({ code: "breaker-open", key: at("shared") });
    expect(await agent("", { model: modelOf(wire, server, "other", { policy: shared }) })("x")).toBe("another model");
    expect(await agent("", { model, policy: guarded() })("x")).toBe("another policy");
    for (const other of wires.filter((one) => one.provider !== wire.provider)) {
      const elsewhere = await startFaults(other, [says("another provider")]);
      expect(await agent("", { model: modelOf(other, elsewhere, "shared", { policy: shared }) })("x")).toBe("another provider");
      await elsewhere.close();
    }
    expect(server.requests).toHaveLength(4);
    await server.close();
  });

  it("while open, the body of an @agent method answers, and the model is not asked", async () => {
    const server = await outage();
    const model = modelOf(wire, server, "desk", { policy: guarded() });
    class Desk {
      @agent({ model })
      @signature("ticket: string -> team: 'billing' | 'technical'")
      async route(ticket: string): Promise<{ team: "billing" | "technical" }> {
        return { team: ticket.includes("money") ? "billing" : "technical" };
      }
      @agent({ model })
      reply(_question: string): Promise<string> {
        return byModel();
      }
    }
    const desk = new Desk();
    for (const ticket of ["money", "broken", "money"])
      expect(await desk.route(ticket)).toEqual({ team: ticket === "money" ? "billing" : "technical" });
    await expect(desk.reply("x")).rejects.toMatchObject({ code: "breaker-open" });
    expect(server.requests).toHaveLength(2);
    await server.close();
  });

  it("tells of attempts and changes in order, under the run and the path of the call", async () => {
    const server = await startFaults(wire, [down, down, down, says("unheard")]);
    const key = at("told");
    const model = modelOf(wire, server, "told", {
      policy: policy({ retry: { attempts: 9, baseDelayMs: 0 }, breaker: { consecutive: 3, halfOpenAfterMs: 60_000 } }),
    });
    const stream = agent("", { name: "teller", model, fallback: () => "fallen back" }).stream("x");
    const events: AgentEvent[] = [];
    for await (const event of stream.events()) events.push(event);
    expect(events.flatMap(line)).toEqual([`${key} retry 1`, `${key} retry 2`, `${key} open`]);
    const told = events.filter((event) => event.type === "retry" || event.type === "breaker");
    const { runId } = await stream.result;
    expect(new Set(told.map((event) => `${event.runId} ${event.path}`))).toEqual(new Set([`${runId} run:teller/model:${key}`]));
    expect(await stream.output).toBe("fallen back");
    expect(server.requests).toHaveLength(3);
    expect(health()[key]).toMatchObject({ breaker: "open", running: 0 });
    await server.close();
  });
});
