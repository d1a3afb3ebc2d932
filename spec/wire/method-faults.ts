import { ModelError, policy, runWith, type ModelRef } from "msgflux";
import { describe, expect, it } from "vitest";
import { modelAt, nowhere, refuses, replies, serve } from "./faulty-server.ts";
import { answers } from "./reply.ts";
import { wires } from "./wires.ts";

/** Agents as methods of a class: one with an answer of its own, one without. */
interface DeskClass {
  new (): { route(ticket: string): Promise<unknown>; reply(question: string): Promise<string> };
}

/** What `@agent` methods do when their model cannot answer. */
export function testMethodFaults(deskOf: (model: ModelRef) => DeskClass): void {
  const inAcme = <R>(work: () => R): R => runWith({ vars: { company: "Acme" } }, work);
  const own = { team: "technical", urgent: false };

  describe.each(wires)("a method over $provider's wire", (wire) => {
    it("answers by its own body when the server is down, or gives the model's error by byModel()", async () => {
      const model = modelAt(wire, await nowhere(), { policy: policy({ retry: { attempts: 2, baseDelayMs: 0 } }) });
      const desk = new (deskOf(model))();
      expect(await inAcme(() => desk.route("I was charged twice"))).toEqual(own);
      const failure: unknown = await desk.reply("Hello?").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ModelError);
      expect(failure).toMatchObject({ provider: wire.provider, retryable: true, message: expect.stringContaining("ECONNREFUSED") });
    });

    it("asks the model again before it answers by itself", async () => {
      const broken = refuses(wire, "broken", { status: 503 });
      const server = await serve(broken, replies(wire, answers({ team: "billing", urgent: true })), broken, broken);
      const model = modelAt(wire, server.url, { policy: policy({ retry: { attempts: 2, baseDelayMs: 0 } }) });
      const desk = new (deskOf(model))();
      expect(await inAcme(() => desk.route("Charged twice"))).toEqual({ team: "billing", urgent: true });
      expect(await inAcme(() => desk.route("Charged twice"))).toEqual(own);
      expect(server.requests).toHaveLength(4);
    });

    it("does not hide the caller's mistakes behind its own answer", async () => {
      const server = await serve(replies(wire, answers(own)));
      const desk = new (deskOf(modelAt(wire, server.url)))();
      await expect(desk.route("Charged twice")).rejects.toThrow('needs "company", which nobody supplied');
      expect(server.requests).toHaveLength(0);
    });
  });
}
